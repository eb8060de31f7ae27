import { describe, expect, it } from 'vitest';
import { Counter } from '../../../../pipeline/normalise/observations.js';
import { checkReasons } from '../../../../pipeline/reconcile/text/reasons.js';
import { checkRequiredItems } from '../../../../pipeline/reconcile/text/required-items.js';
import { viewOf } from '../../../../pipeline/reconcile/text/view.js';
import { documentOf, type Made } from '../narrative/documents.js';
import { KINDS } from './documents.js';

/** Enough of a narrative that something can be missing from it. */
const REST = ['一般公共预算支出100万元。', '政府性基金预算支出0万元。', '基本支出预算60万元。', '项目支出预算40万元。', '收入预算100万元。'];
function told(check: typeof checkReasons, texts: readonly string[], made: Made = {}): string[] {
  const counter = new Counter();
  const findings = check(viewOf(documentOf([...texts, ...REST], [], made), KINDS), counter);
  return findings.map((f) => `${f.rule} ${f.params['list']}`);
}

describe('narrative/reason-missing', () => {
  it('lists the changes of which nothing says why', () => {
    expect(told(checkReasons, ['公务接待费5.00万元，比上年预算减少2.00万元。'])).toEqual(['narrative/reason-missing 公务接待费减少2.00万元']);
  });
  it('finds the reason behind the change, in the next paragraph, or where the same change is told again', () => {
    expect(told(checkReasons, ['公务接待费5.00万元，比上年预算减少2.00万元，主要原因是厉行节约。'])).toEqual([]);
    expect(told(checkReasons, ['公务接待费5.00万元，比上年预算减少2.00万元。', '减少的主要原因是厉行节约。'])).toEqual([]);
    expect(told(checkReasons, ['收入预算100万元，比上年增加8.50万元。', '支出预算100万元，比上年增加8.50万元，主要原因是人员增加。'])).toEqual([]);
  });
  it('needs none where nothing changed', () => {
    expect(told(checkReasons, ['公务接待费5.00万元，与上年持平。'])).toEqual([]);
  });
});

describe('structure/item-missing', () => {
  const final = { stage: 'final' } as const;
  const paid = '公务接待费支出决算1.85万元。';
  it('asks for the groups and guests of what was paid', () => {
    expect(told(checkRequiredItems, [paid], final)).toEqual(['structure/item-missing 国内公务接待批次；国内公务接待人次']);
    expect(told(checkRequiredItems, [paid, '国内公务接待12批次。'], final)).toEqual(['structure/item-missing 国内公务接待人次']);
    expect(told(checkRequiredItems, [paid, '国内公务接待12批次、86人次。'], final)).toEqual([]);
    expect(told(checkRequiredItems, [paid, '共接待国内来访团组25个、来宾180人次。'], final)).toEqual([]);
  });
  it('asks for the cars that were bought beside those that are held', () => {
    const bought = '公务用车购置费支出决算18.00万元。';
    expect(told(checkRequiredItems, [bought, '公务用车保有量3辆。'], final)).toEqual(['structure/item-missing 公务用车购置数']);
    expect(told(checkRequiredItems, [bought, '当年购置公务用车1辆，公务用车保有量3辆。'], final)).toEqual([]);
  });
  it('asks for the groups and the persons of travel abroad where it is spoken of', () => {
    const travel = '因公出国（境）费支出决算12.00万元。';
    expect(told(checkRequiredItems, [travel, '因公出国（境）团组1个。', '本部门年末实有人员52人。'].toSpliced(2, 0, '其他情况。', '无。'), final)).toEqual(['structure/item-missing 因公出国（境）人次']);
    expect(told(checkRequiredItems, [travel, '因公出国（境）团组1个，累计3人次。'], final)).toEqual([]);
  });
  it('asks nothing of a budget, nor where nothing was paid', () => {
    expect(told(checkRequiredItems, [paid])).toEqual([]);
    expect(told(checkRequiredItems, ['公务接待费支出决算0万元。'], final)).toEqual([]);
  });
});

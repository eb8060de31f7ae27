import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainCode, renderExplanations } from '../../schemas/code-explain.js';
import { packageRoot } from '../../schemas/assets.js';
import { codeLists } from '../../schemas/code-lists.js';
import { childrenOf, codesByName, findItemByName, listOfCode, lookupCode, nameKey, namesFit, officialName, strengthOf, validIn } from '../../schemas/codes.js';
import { readCsv } from '../../schemas/csv-read.js';

describe('the lists', () => {
  it('are found from the package root, from sources and from dist alike', () => {
    expect(packageRoot(join(packageRoot(), 'dist', 'schemas', 'code-lists.js'))).toBe(packageRoot());
    expect(codeLists().entries.size).toBeGreaterThan(2500);
  });
  it('hang together: every parent is in its list, or the row is of the 2009 edition', () => {
    for (const entry of codeLists().entries.values()) {
      if (entry.parent === '' || entry.evidence === 'past-edition') continue;
      expect([entry.code, entry.code.startsWith(entry.parent), lookupCode(entry.parent)?.list]).toEqual([entry.code, true, entry.list]);
    }
  });
  it('tell a code’s classification by its digits', () => {
    expect(['101', '2080505', '30113', '50103', '404', '20', '2080'].map(listOfCode)).toEqual(['revenue', 'functional', 'economic', 'government_economic', undefined, undefined, undefined]);
  });
  it('rank their evidence', () => {
    expect(['official', 'document', 'edition-2009', 'form-order', 'code-only', 'unverified'].map((e) => strengthOf(e as 'official'))).toEqual(['strong', 'strong', 'fair', 'fair', 'weak', 'weak']);
  });
});

describe('readCsv', () => {
  it('reads quotes, commas and line breaks in fields', () => {
    expect(readCsv('a,b\r\n"x,1","say ""no""\nmore"\n,2\n')).toEqual([{ a: 'x,1', b: 'say "no"\nmore' }, { a: '', b: '2' }]);
  });
});

describe('names', () => {
  it('are compared without blanks, brackets and numbering', () => {
    expect(nameKey('维修（护）费')).toBe(nameKey('维修(护) 费'));
    expect(nameKey('一、公共安全支出')).toBe('公共安全支出');
    expect(nameKey('（一）公共安全支出：')).toBe('公共安全支出');
    expect(nameKey('2080501 行政单位离退休')).toBe('行政单位离退休');
  });
  it('fit a code as the same, cut off, misspelt, older, moved or another', () => {
    for (const [name, code, year, fit] of [
      ['行政单位离退休', '2080501', 2024, 'same'], ['公共安全', '204', 2024, 'variant'], ['机关事业单位基本养老保险缴', '2080505', 2024, 'variant'],
      ['国家统一法律职业资格考试（省级）', '2040608', 2024, 'variant'], ['住房保障支岀', '221', 2024, 'spelling'], ['归口管理的行政单位离退休', '2080501', 2024, 'older'],
      ['住房公积金', '30311', 2017, 'same'], ['住房公积金', '30311', 2024, 'moved'], ['事业单位医疗', '2101101', 2024, 'other'],
      ['资本性支出（基本建设）', '310', 2024, 'other'], ['律师公证管理', '2040606', 2019, 'same'], ['律师公证管理', '2040606', 2024, 'older'], ['任何名称', '2990000', 2024, 'other'],
    ] as const) expect([name, code, namesFit(name, code, year)]).toEqual([name, code, fit]);
  });
  it('are those of the year where a renaming is dated', () => {
    expect([officialName('2040606', 2018), officialName('2040606', 2024), officialName('9999999', 2024)]).toEqual(['律师公证管理', '律师管理', '']);
  });
  it('of a name are those without the numeral of its line, behind which the mark is lost', () => {
    expect(['五教育支出', '二十一住房保障支出', '一一般公共服务支出', '一般公共服务支出'].map((name) => codesByName(name)[0]?.code)).toEqual(['205', '221', '201', '201']);
  });
  it('find their codes, among those of a document where given', () => {
    expect(codesByName('购房补贴')).toEqual([{ code: '2210203', old: false }, { code: '2290303', old: true }]);
    expect(findItemByName('购房补贴', { year: 2024 })).toEqual(['2210203']);
    expect(findItemByName('行政运行', { year: 2024, among: ['204', '2040601', '2080505'] })).toEqual(['2040601']);
    expect(findItemByName('归口管理的行政单位离退休', { year: 2024, among: ['2080501', '2080502'] })).toEqual(['2080501']);
    expect(findItemByName('行政运行', { year: 2024 }).length).toBeGreaterThan(50);
    expect(findItemByName('购房补贴', { year: 2024, among: ['2040601'] })).toEqual([]);
  });
});

describe('validity', () => {
  it('ends and begins with the editions', () => {
    const old = lookupCode('2080504');
    expect(old !== undefined && [validIn(old, 2018), validIn(old, 2024)]).toEqual([true, false]);
    expect(childrenOf('22102')).toContain('2210201');
  });
});

describe('explainCode', () => {
  it('tells level, parents, children and evidence of a code', () => {
    const [x] = explainCode('208 05 05');
    expect([x?.entry?.level, x?.parents.map((p) => p.code), x?.children]).toEqual(['item', ['208', '20805'], 0]);
    expect(renderExplanations('2080505', explainCode('2080505'))).toMatch(/^2080505 {2}机关事业单位基本养老保险缴费支出\n/u);
  });
  it('finds all codes of a name, and says when the name is an older one', () => {
    expect(explainCode('归口管理的行政单位离退休').map((x) => [x.code, x.byOldName])).toEqual([['2080501', true]]);
  });
  it('keeps an unknown code and shows its parents', () => {
    const text = renderExplanations('2080577', explainCode('2080577'));
    expect(text).toContain('not in the lists');
    expect(text).toContain('20805 行政事业单位养老支出');
    expect(renderExplanations('没有的名称', explainCode('没有的名称'))).toContain('no list has this name');
  });
});

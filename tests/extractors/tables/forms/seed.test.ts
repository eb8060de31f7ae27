import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readFile } from '../../../../extractors/read/index.js';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import { isFormGrid, readForms } from '../../../../extractors/tables/forms/index.js';
import { assetPath } from '../../../../schemas/assets.js';
import type { Block } from '../../../../schemas/block.js';
import type { PerformanceForm } from '../../../../schemas/table.js';

const seed = assetPath('seeds/上海市闵行区司法局2024年部门预算.md');

async function formsOf(file: string): Promise<PerformanceForm[]> {
  const blocks: readonly Block[] = stitch((await readFile(readFileSync(file), file)).blocks);
  return blocks.flatMap((block) => (block.type === 'grid' && isFormGrid(block) ? readForms(block, 'project_performance', '').forms : []));
}

describe('the forms of the seed text', () => {
  let forms: PerformanceForm[] = [];
  beforeAll(async () => {
    forms = await formsOf(seed);
  });
  const sum = (key: 'total' | 'fiscalCurrent' | 'other'): bigint => forms.reduce((all, form) => all + (form.funds[key]?.amount.fen ?? 0n), 0n);

  it('gives 24 forms of distinct unit and project, with the sums of their funds', () => {
    expect(forms).toHaveLength(24);
    expect(new Set(forms.map((form) => `${form.implementer} ${form.project}`)).size).toBe(24);
    expect([sum('total'), sum('fiscalCurrent'), sum('other')]).toEqual([4_252_606_800n, 3_591_420_800n, 661_186_000n]);
    expect(forms.every((form) => form.start === '2024-01-01' && form.end === '2024-12-31' && /[。.]$/u.test(form.goalAnnual))).toBe(true);
  });

  it('gives every indicator both levels of the framework; counted by hand, form by form, in the text', () => {
    const levels = ['成本指标/经济成本指标', '产出指标/数量指标', '产出指标/质量指标', '产出指标/时效指标', '效益指标/经济效益指标', '效益指标/社会效益指标', '效益指标/生态效益指标', '效益指标/可持续影响指标', '满意度指标/服务对象满意度指标'];
    expect(forms.map((form) => levels.map((level) => form.indicators.filter((i) => `${i.level1}/${i.level2}` === level).length).join(' '))).toEqual([
      '1 3 3 3 0 3 0 1 2', '1 4 3 2 0 2 0 2 2', '1 3 3 1 0 3 0 1 1', '1 4 2 2 0 2 0 1 2', '1 2 2 1 0 3 0 1 1', '1 3 3 3 1 3 0 1 1',
      '1 5 3 3 0 3 0 2 1', '1 2 3 1 0 1 0 1 1', '1 3 3 3 0 3 0 1 1', '1 3 3 2 0 0 0 3 1', '1 3 3 1 0 3 0 1 1', '1 3 4 2 0 4 0 1 2',
      '1 4 3 3 0 5 0 1 1', '1 2 3 1 0 2 0 1 1', '1 2 1 1 0 2 0 1 2', '1 2 1 2 0 2 0 1 1', '1 2 3 2 0 2 0 2 2', '1 3 3 2 1 1 1 1 1',
      '1 5 3 2 0 2 0 1 1', '1 2 1 2 0 2 0 1 1', '1 4 3 3 0 2 0 1 1', '1 4 3 2 0 3 0 2 1', '1 2 1 2 0 2 0 1 1', '1 3 3 3 0 3 0 2 1',
    ]);
    expect(forms.flatMap((form) => form.indicators)).toHaveLength(331);
  });

  it('loses names or targets only where the text lost them', () => {
    const odd = forms.flatMap((form) => form.indicators.filter((i) => i.level3 === '' || i.published === '').map((i) => `${form.project}: ${i.level2} “${i.level3}” “${i.published}”`));
    expect(odd).toEqual(['律师公证司法鉴定管理业务经费: 可持续影响指标 “” “提升”', '法律援助经费: 社会效益指标 “促进司法行政工作开展合规” “”']);
  });

  it('reads mis-read labels by what stands below them', () => {
    expect(forms.flatMap((form) => form.indicators.flatMap((i) => (i.levelPublished === undefined ? [] : [`${i.levelPublished} → ${i.level1}/${i.level2}`])))).toEqual(['双星指标 → 效益指标/社会效益指标', '双星指标 → 效益指标/可持续影响指标']);
  });
});

const pdf = assetPath('../shared/corpus/上海市普陀区万里街道办事处2023年部门预算.pdf');
describe.skipIf(!existsSync(pdf))('the forms of a PDF (skipped where the shared corpus is missing)', () => {
  it('reads five forms one below the other', async () => {
    const forms = await formsOf(pdf);
    expect(forms.map((form) => [form.indicators.length, form.funds.total?.amount.published, form.goalTotal !== ''])).toEqual([[5, '4,100,000.00', true], [4, '6,351,000.00', true], [4, '4,563,800.00', true], [43, '7595500.00', true], [9, '10,903,043.00', true]]);
  });
});

import { describe, expect, it } from 'vitest';
import { processDocument } from '../../pipeline/document.js';
import { severityOf } from '../../schemas/rules.js';
import { madeDocument, printedCells, truthOf } from './made.js';

const DOCUMENTS = [
  ['贵州省遵义市统计局2024年度部门决算', 'txt', { stage: 'final', fiscalYear: 2024, scope: 'department', organisation: '遵义市统计局' }],
  ['湖南省衡阳市水利局2025年部门预算', 'md', { stage: 'budget', fiscalYear: 2025, scope: 'department', organisation: '湖南省衡阳市水利局' }],
] as const;

describe.each(DOCUMENTS)('%s, a made document of another province', (name, ending, identity) => {
  const source = madeDocument(`./${name}.${ending}`);
  const process = () => processDocument(source, `${name}.${ending}`);

  it('says who published what', async () => {
    expect((await process()).document?.identity).toMatchObject(identity);
  });

  it('every printed amount has its kind, side, code or level, name, measure, yuan and unit', async () => {
    expect(printedCells(await process())).toEqual(truthOf(`./${name}.tsv`));
  });

  it('the truth has as many amounts as the tables print', () => {
    const cells = new TextDecoder().decode(source).split('\n').filter((line) => line.includes(ending === 'md' ? '|' : '\t')).flatMap((line) => line.split(ending === 'md' ? '|' : '\t'));
    expect(truthOf(`./${name}.tsv`)).toHaveLength(cells.filter((cell) => /^\**(?:[\d,]+\.\d\d|0)\**$/u.test(cell.trim())).length);
  });

  it('is consistent: no finding of severity error or warning', async () => {
    const processed = await process();
    expect(processed.findings.filter((finding) => severityOf(finding) !== 'info').map((finding) => [finding.rule, finding.tableId, finding.params])).toEqual([]);
  });
});

describe('the 决算 in the Ministry’s form', () => {
  it('行次 and 栏次 are no amounts, an empty table keeps its kind and its note', async () => {
    const { document } = await processDocument(madeDocument('./贵州省遵义市统计局2024年度部门决算.txt'), 'made.txt');
    expect(document?.tables.map(({ table }) => table.kind)).toEqual([
      'revenue_expenditure_summary', 'revenue_summary', 'expenditure_summary', 'fiscal_appropriation_summary', 'general_public_expenditure',
      'basic_expenditure_economic', 'three_public', 'government_fund_expenditure', 'state_capital_expenditure',
    ]);
    expect(document?.tables.at(-1)?.table.notes.map((note) => note.text)).toContainEqual(expect.stringContaining('本表无数据'));
  });
});

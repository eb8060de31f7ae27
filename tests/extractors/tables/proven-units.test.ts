/** Tables whose paper cut their unit away. */
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../../schemas/assets.js';
import type { Block } from '../../../schemas/block.js';
import { loadTableKinds, recogniseTables } from '../../../extractors/tables/index.js';
import { gridOf, paragraphs } from './grids.js';

const kinds = loadTableKinds([assetPath('schemas/tables')]);
const REVENUE = '单位编码 | 单位名称 | 合计 | 一般公共预算拨款收入 | 其他收入\n205001 | 某某县水利局 | 4860.26 | 4273.99 | 586.27';
const SUMMARY = '收入 | < | 支出 | <\n项目 | 预算数 | 项目 | 预算数\n一、一般公共预算拨款收入 | 4273.99 | 一、农林水支出 | 4860.26\n二、其他收入 | 586.27 | |\n收入总计 | 4860.26 | 支出总计 | 4860.26';
/** Unit in which the amounts of the first table are read, and what is known of it. */
const first = (...blocks: readonly Block[]): unknown[] => {
  const [table] = recogniseTables(blocks, kinds).tables;
  const units = new Set(table?.entries.flatMap((entry) => entry.cells.flatMap(({ reading }) => (reading.state === 'amount' ? [reading.amount.unit] : []))));
  return [[...units], table?.unit, table?.provenUnit];
};

describe('a table without a unit', () => {
  it('is read in the one in which its figures are those of another table', () => {
    expect(first(...paragraphs('收支总表'), gridOf(SUMMARY), ...paragraphs('收入总表', '单位：万元'), gridOf(REVENUE))).toEqual([['万元'], '', '万元']);
  });
  it('is read in the one in which its figures are those of the text', () => {
    expect(first(...paragraphs('2025年收入预算4860.26万元，其中：一般公共预算拨款收入4273.99万元，其他收入586.27万元。', '收支总表'), gridOf(SUMMARY))).toEqual([['万元'], '', '万元']);
  });
  it('is read in yuan where too few figures say otherwise', () => {
    expect(first(...paragraphs('2025年收入预算4860.26万元。', '收支总表'), gridOf(SUMMARY))).toEqual([['元'], '', undefined]);
  });
  it('is read in yuan where figures are those of other tables in yuan', () => {
    expect(first(...paragraphs('收支总表'), gridOf(SUMMARY), ...paragraphs('收入总表', '单位：元'), gridOf(REVENUE))).toEqual([['元'], '', undefined]);
  });
});

/** Lines beside a table's title. */
import { describe, expect, it } from 'vitest';
import { endsWithUnit, isUnit, namesMaker, withoutUnit } from '../../schemas/caption-line.js';

describe('lines above a table', () => {
  it('（计量单位万元） in a cell of its own is a unit', () => expect([isUnit('（计量单位万元）'), isUnit('单位元')]).toEqual([true, true]));
  it.each(['编制单位：某市司法局', '公开部门:某局', '部门名称：某局', '单位名称（单位）：某局', '（报送单位：某局）', '填报部门（公章）：某局', '部门编码及名称：[361]某局', '预算部门（单位）名称：某局', '部门/单位：某局'])('%s names who made it', (line) => expect(namesMaker(line)).toBe(true));
  it.each(['单位：万元', '（单位：元）', '金额单位：人民币万元', '单位: 万 元', '单位：百万元', '金额单位为人民币：元', '单位：亿元)'])('%s is its unit', (line) => {
    expect(isUnit(line)).toBe(true);
    expect(endsWithUnit(`编制部门：某局　${line}`)).toBe(true);
    expect(withoutUnit(`收入预算总表　${line}`)).toBe('收入预算总表');
  });
  it.each(['单位：个', '单位：万元/人', '本单位：共支出3万元', '单位预算10万元', '编制单位：某局'])('%s states no unit', (line) => expect([isUnit(line), endsWithUnit(line)]).toEqual([false, false]));
});

import { describe, expect, it } from 'vitest';
import { isSameCaption, sameHeader, squeeze } from '../../../../extractors/layout/parts/printed-again.js';
import type { Cell, Grid } from '../../../../schemas/block.js';
import { gridOf } from '../../tables/forms/grids.js';

describe('captions printed again', () => {
  it('are the same without blanks and marks of continuation', () => {
    expect(squeeze('支出预算 总表（续表）')).toBe('支出预算总表');
    expect(isSameCaption('支出预算总表', '收入预算总表', false)).toBe(false);
  });

  it('may be cut off or have a character misread where they were recognised, and not otherwise', () => {
    for (const [caption, line] of [['单位：万元', '单'], ['部门支出总体情况表', '部门支出总休情况表'], ['表6', '表６']] as const) {
      expect(isSameCaption(caption, line, true), line).toBe(true);
      expect(isSameCaption(caption, line, false), line).toBe(false);
    }
  });

  it('are not the same where the character tells one table from another', () => {
    expect(isSameCaption('部门支出总体情况表', '部门收出总体情况表', true)).toBe(false);
  });
});

describe('headers printed again', () => {
  const above = gridOf(['科目编码|科目名称|合计', '201|一般公共服务支出|1.00']);

  it('are told row by row', () => {
    expect(sameHeader(above, gridOf(['科目编码|科目 名称|合计', '204|公共安全支出|2.00']), 1)).toBe(1);
    expect(sameHeader(above, gridOf(['科目编码|科目名称|基本支出', '204|公共安全支出|2.00']), 1)).toBe(0);
  });

  it('may have the text of a merged cell that the page end cuts printed over one heading', () => {
    const unit: Grid = { ...gridOf(['单位名称|科目编码|科目名称|合计', '|205|教育支出|1.00', '|20502|普通教育|1.00']), rows: 3 };
    const cut: Grid = { ...unit, cells: [...unit.cells.filter((cell) => cell.row === 0 || cell.column > 0), { row: 1, column: 0, rowSpan: 2, columnSpan: 1, text: '某县教育局', confidence: 1 }] };
    const below = gridOf(['某县教单育位局名|科目编码|科目名称|合计', '|2050202|小学教育|1.00']);
    expect(sameHeader(cut, below, 1)).toBe(1);
    expect(sameHeader(unit, below, 1)).toBe(0);
  });

  it('of two rows may be read as one on the next page: the same words down each column', () => {
    const cell = (row: number, column: number, columnSpan: number, text: string): Cell => ({ row, column, rowSpan: 1, columnSpan, text, confidence: 1 });
    const two: Grid = { type: 'grid', rows: 3, columns: 4, source: 'text', method: 'stream', cells: [cell(0, 0, 2, '收入'), cell(0, 2, 2, '支出'), ...['项目', '预算数', '项目', '预算数'].map((text, c) => cell(1, c, 1, text)), ...['一、事业收入', '5.00', '一、其他支出', '5.00'].map((text, c) => cell(2, c, 1, text))] };
    expect(sameHeader(two, gridOf(['收入项目|预算数|支出项目|预算数', '二、其他收入|-|二、债务支出|-']), 1)).toBe(1);
    expect(sameHeader(two, gridOf(['收入项目|决算数|支出项目|决算数', '二、其他收入|-|二、债务支出|-']), 1)).toBe(0);
  });

  it('may have the asterisks beside the numbers of columns in one cell on one page, and apart on the other', () => {
    const [first, next] = [['类|款|项|科目名称|合计', '**|**|**|**|1', '201|||一般公共服务支出|1.00'], ['类|款|项|科目名称|合计', '** ** **|||**|1', '204|||公共安全支出|2.00']].map(rows => gridOf(rows));
    expect(sameHeader(first!, next!, 2)).toBe(2);
    expect(sameHeader(first!, gridOf(['类|款|项|科目名称|合计', '** ** **|||**|2', '204|||公共安全支出|2.00']), 2)).toBe(0);
  });
});

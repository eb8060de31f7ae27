import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../schemas/finding.js';
import { normaliseDocument } from '../../../pipeline/normalise/codes.js';
import { codeProposals } from '../../../pipeline/normalise/proposals.js';
import { tableOf, type Row } from './tables.js';

const proposals = (rows: readonly Row[]) => {
  const { findings, tables } = normaliseDocument([tableOf('t1', rows)], 2024);
  return codeProposals(findings, tables).map(({ row, published, proposed, operation, certainty, cells }) => ({ row, published, proposed, operation, certainty, cells }));
};

describe('proposals of codes', () => {
  it('gives one for each row of a drag-filled run', () => {
    const rows: Row[] = [['204||', '公共安全支出'], ['204|06|', '司法'], ['204|06|01', '行政运行'], ['204|06|07', '公共法律服务'], ['205|06|10', '社区矫正'], ['206|06|12', '法治建设'], ['207|06|13', '信息化建设'], ['208|06|99', '其他司法支出']];
    expect(proposals(rows)).toEqual([
      { row: 5, published: '205 06 10', proposed: '2040610', operation: 'code', certainty: 'certain', cells: ['t1:5:code'] },
      { row: 6, published: '206 06 12', proposed: '2040612', operation: 'code', certainty: 'certain', cells: ['t1:6:code'] },
      { row: 7, published: '207 06 13', proposed: '2040613', operation: 'code', certainty: 'certain', cells: ['t1:7:code'] },
      { row: 8, published: '208 06 99', proposed: '2040699', operation: 'code', certainty: 'certain', cells: ['t1:8:code'] },
    ]);
  });
  it('gives one for each lost zero', () => {
    const rows: Row[] = [['208||', '社会保障和就业支出'], ['208|05|', '行政事业单位养老支出'], ['208|05|1', '行政单位离退休'], ['208|05|05', '机关事业单位基本养老保险缴费支出'], ['221||', '住房保障支出'], ['221|2|', '住房改革支出'], ['221|2|01', '住房公积金']];
    expect(proposals(rows).map((p) => [p.row, p.published, p.proposed])).toEqual([[3, '208 05 1', '2080501'], [6, '221 2', '22102'], [7, '221 2 01', '2210201']]);
  });
  it('gives none for clean codes, and none for names', () => {
    expect(proposals([['204||', '公共安全支出'], ['204|06|', '司法'], ['204|06|06', '律师公证管理']])).toEqual([]);
  });
  it('is possible only where the line did not take the code over', () => {
    const table = tableOf('t1', [['204||', '公共安全支出'], ['204|06|', '司法'], ['204|06|01', '行政运行']]);
    const finding: Finding = { rule: 'code/wrong-parent', params: {}, cells: ['t1:3:code'], evidence: [{ statement: '', cells: ['t1:3:code'], expected: '2040701' }] };
    expect(codeProposals([finding], normaliseDocument([table], 2024).tables)[0]).toMatchObject({ proposed: '2040701', certainty: 'possible' });
  });
  it('is certain of a name that several classes have only where another table prints the code, and none of the others', () => {
    const dragged: Row[] = [['213|05|', '巩固脱贫攻坚成果衔接乡村振兴'], ['215|05|01', '行政运行'], ['216|05|02', '一般行政管理事务']];
    const of = (other: readonly Row[]) => {
      const { findings, tables } = normaliseDocument([tableOf('t1', dragged), tableOf('t2', other)], 2024);
      return codeProposals(findings, tables).filter((p) => p.proposed === '2150502').map((p) => p.certainty);
    };
    expect(of([['213|05|02', '一般行政管理事务']])).toEqual(['possible']);
    expect(of([['215|05|02', '一般行政管理事务']])).toEqual(['certain']);
    expect(of([['213||', '农林水支出'], ['215||', '资源勘探工业信息等支出', '0'], ['215|05|02', '一般行政管理事务']])).toEqual(['possible']);
    expect(of([['213||', '农林水支出'], ['215||', '资源勘探工业信息等支出'], ['215|05|02', '一般行政管理事务']])).toEqual(['certain']);
  });
  it('is certain of another section only where no other class has the name under section and item as printed', () => {
    const printed: Row[] = [['204|06|13', '信息化建设'], ['204|39|50', '事业运行']];
    const of = (other: readonly Row[]) => {
      const { findings, tables } = normaliseDocument([tableOf('t1', printed), tableOf('t2', other)], 2024);
      return codeProposals(findings, tables).map((p) => [p.proposed, p.certainty]);
    };
    expect(of([['204|06|50', '事业运行']])).toEqual([['2040650', 'certain']]);
    expect(of([['201|39|50', '事业运行'], ['204|06|50', '事业运行']])).toEqual([['2040650', 'possible']]);
  });
  it('puts classes back that count on from line to line of a listing into codes of no list', () => {
    const rows: Row[] = [['201|40|04', '信访信息系统运维'], ['202|40|04', '办公用房物业'], ['203|40|04', '法律服务'], ['204|40|04', '印刷']];
    expect(proposals(rows).map((p) => [p.row, p.proposed, p.certainty])).toEqual([[2, '2014004', 'possible'], [3, '2014004', 'possible'], [4, '2014004', 'possible']]);
    expect(proposals(rows.slice(0, 3))).toEqual([]);
  });
});

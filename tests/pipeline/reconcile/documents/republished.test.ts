import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../../pipeline/reconcile/documents/ledger.js';
import { compareRepublished } from '../../../../pipeline/reconcile/documents/republished.js';
import { compareUnits } from '../../../../pipeline/reconcile/documents/units.js';
import { severityOf } from '../../../../schemas/rules.js';
import { table } from '../narrative/documents.js';
import { counted, messages, published } from './published.js';

const CODES = ['204', '20406', '2040601', '208', '20805', '2080505'];
const spent = (first: string) => table('expenditure_summary', [{ cells: { total: '160.00', basic: '160.00' } }, ...CODES.map((code, i) => ({ code, name: `科目${i}`, cells: { total: i === 0 ? first : '80.00', basic: '80.00' } }))], { unit: '万元' });
const printing = (sourceFile: string, first = '80.00', more: Parameters<typeof published>[3] = {}): Ledger => published(sourceFile, [], [spent(first)], more);
const severities = (across: ReturnType<typeof compareRepublished>): string[] => [...across.values()].flatMap(({ findings }) => findings.map(severityOf));

describe('across/republished: two printings of one document in a batch', () => {
  it('is named once, by the later one', () => {
    const across = compareRepublished([printing('甲.pdf'), printing('乙.pdf')]);
    expect(messages(across)).toEqual(['与甲.pdf是同一单位同一年度的同一套表：14处数字相同，0处不同']);
    expect([severities(across), counted(across, 'across/republished')]).toEqual([['info'], '1 0 1 0']);
    expect(across.get('甲.pdf')?.findings).toEqual([]);
  });

  it('lists each figure that was corrected, with both documents as evidence', () => {
    const across = compareRepublished([printing('甲.pdf'), printing('乙.pdf', '88.00')]);
    expect(messages(across)).toEqual(['与甲.pdf是同一单位同一年度的同一套表：13处数字相同，1处不同：“expenditure_summary”204 科目0：88.00万元，彼处80.00万元']);
    expect(severities(across)).toEqual(['warning']);
    expect(across.get('乙.pdf')?.findings[0]).toMatchObject({ cells: ['t1:2:total'], evidence: [{ published: '880000', expected: '800000' }, { cells: ['甲.pdf/t1:2:total'] }] });
  });

  it('compares figures of one place only where both print as many: two units in one file', () => {
    const other = CODES.map((code, i) => ({ code, name: `科目${i}`, cells: { total: '30.00', basic: '30.00' } }));
    const two = (sourceFile: string, more: Parameters<typeof published>[2]): Ledger => published(sourceFile, [], [spent('80.00'), table('expenditure_summary', other, { unit: '万元' }), ...more]);
    const general = table('general_public_expenditure', [{ cells: { total: '160.00' } }, ...CODES.map((code, i) => ({ code, name: `科目${i}`, cells: { total: '80.00' } }))], { unit: '万元' });
    const again = table('expenditure_summary', [{ code: '204', name: '科目0', cells: { total: '7.00' } }], { unit: '万元' });
    expect(messages(compareRepublished([two('甲.pdf', [general]), two('乙.pdf', [general, again])])).join()).toContain('0处不同');
  });

  it('says what became of the errors of the first printing', () => {
    const sum = (code: string) => ({ rule: 'sum/children', code, measure: 'total', published: '1', expected: '2', cause: 'published' as const, params: { place: code, difference: '1', list: '' }, cells: [], evidence: [] });
    const across = compareRepublished([printing('甲.pdf', '80.00', { findings: [sum('204'), sum('208')] }), printing('乙.pdf', '80.00', { findings: [sum('208'), sum('210')] })]);
    expect(messages(across)).toEqual(['与甲.pdf是同一单位同一年度的同一套表：14处数字相同，0处不同；错误和警示已消除1项、仍存在1项、新出现1项']);
    expect(across.get('乙.pdf')?.findings[0]?.evidence.map((e) => e.statement.slice(0, 20))).toEqual(['已消除：sum/children 204', '仍存在：sum/children 208', '新出现：sum/children 210']);
  });

  it('does not take 说明 and 表 that are published apart for one another, nor other tables', () => {
    const prose = published('说明.pdf', ['支出合计160.00万元。'], []);
    const other = published('其他.pdf', [], [table('general_public_expenditure', CODES.map((code, i) => ({ code, name: `科目${i}`, cells: { total: '80.00', basic: '80.00' } })), { unit: '万元' })]);
    const across = compareRepublished([printing('表.pdf'), prose, other]);
    expect([messages(across), counted(across, 'across/republished')]).toEqual([[], '0 0 0 0']);
  });

  it('is counted once where units are added up; of two that differ none is', () => {
    const department = published('部门.pdf', ['纳入本部门2024年部门预算编制范围的单位共2家，包括：', '1.某市司法局本级', '2.某市法律援助中心', '二、部门职责'], [table('general_public_expenditure', [{ cells: { total: '300.00' } }], { unit: '万元' })]);
    const unit = (organisation: string, total: string, file = organisation): Ledger => published(`${file}.pdf`, [], [table('general_public_expenditure', [{ cells: { total } }], { unit: '万元' })], { organisation, scope: 'unit' });
    const [bureau, centre] = [unit('某市司法局本级', '200.00'), unit('某市法律援助中心', '100.00')];
    expect(counted(compareUnits([department], [[bureau], [centre, unit('某市法律援助中心', '100.00', '再次公开')]]), 'across/units')).toBe('1 1 0 0');
    expect(counted(compareUnits([department], [[bureau], [centre, unit('某市法律援助中心', '120.00', '更正')]]), 'across/units')).toBe('0 0 0 0');
  });
});

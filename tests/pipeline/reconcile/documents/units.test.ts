import { describe, expect, it } from 'vitest';
import { nameOf, publicationOf } from '../../../../pipeline/reconcile/documents/publisher.js';
import { compareUnits, speaksOf } from '../../../../pipeline/reconcile/documents/units.js';
import type { Ledger } from '../../../../pipeline/reconcile/documents/ledger.js';
import { table } from '../narrative/documents.js';
import { counted, published, told } from './published.js';

const unit = (organisation: string, total: string, fiscal = total): Ledger => published(`${organisation}.pdf`, [], [
  table('expenditure_summary', [{ cells: { total } }], { unit: '万元', id: 't1' }),
  table('general_public_expenditure', [{ cells: { total: fiscal } }], { unit: '万元', id: 't2' }),
], { organisation, scope: 'unit' });

describe('across/unit: a unit\'s line in the tables of its department', () => {
  const department = (first: string): Ledger => published('部门.pdf', [], [table('expenditure_summary', [
    { name: '某市司法局（本级）', cells: { total: first } }, { name: '某市法律援助中心', cells: { total: '200.00' } }, { cells: { total: '1,000.00' } },
  ], { unit: '万元', classification: 'organisation' })]);
  const units = [[unit('某市司法局本级', '800.00')], [unit('某市法律援助中心', '200.00')]];
  it('agrees with the unit\'s document', () => {
    const across = compareUnits([department('800.00')], units);
    expect([told(across), counted(across, 'across/unit')]).toEqual([[], '2 2 0 0']);
  });
  it('or not', () => {
    expect(told(compareUnits([department('880.00')], units))).toEqual(['across/unit 8800000→8000000']);
  });
  it('is known by its name without brackets and region', () => {
    expect(speaksOf(department('1'), nameOf('司法局（本级）', '某市'))).toBe(true);
    expect(speaksOf(department('1'), nameOf('某市司法局', '某市'))).toBe(false);
  });
});

describe('across/units: the appropriation of all units', () => {
  const department = (total: string, count = 2): Ledger => published('部门.pdf', [
    `纳入本部门2024年部门预算编制范围的单位共${count}家，包括：`, '1.某市司法局本级', '2.某市法律援助中心', '二、部门职责',
  ], [table('general_public_expenditure', [{ cells: { total } }], { unit: '万元' })]);
  const units = [[unit('某市司法局本级', '900.00', '800.00')], [unit('某市法律援助中心', '200.00')]];
  it('adds up to the department\'s', () => {
    const across = compareUnits([department('1000.00')], units);
    expect([told(across), counted(across, 'across/units')]).toEqual([[], '1 1 0 0']);
  });
  it('or not', () => {
    expect(told(compareUnits([department('1010.00')], units))).toEqual(['across/units 10100000→10000000']);
  });
  it('is not added up where a unit is not there', () => {
    expect(counted(compareUnits([department('1010.00', 3)], units), 'across/units')).toBe('0 0 0 0');
    expect(counted(compareUnits([department('1010.00')], units.slice(0, 1)), 'across/units')).toBe('0 0 0 0');
  });
});

describe('publications are linked', () => {
  const identity = { title: '', fiscalYear: 2024, stage: 'budget', scope: 'department', region: '上海市普陀区', regionCode: '310107', organisation: '上海市普陀区财政局', kind: 'disclosure' } as const;
  it('by region, organisation and scope, whatever brackets and regions the name bears', () => {
    expect(publicationOf({ ...identity, organisation: '普陀区财政局' })).toBe(publicationOf(identity));
    expect(publicationOf({ ...identity, organisation: '财政局（本级）' })).not.toBe(publicationOf(identity));
    expect(publicationOf({ ...identity, scope: 'unit' })).not.toBe(publicationOf(identity));
    expect(publicationOf({ ...identity, regionCode: '310112' })).not.toBe(publicationOf(identity));
  });
});

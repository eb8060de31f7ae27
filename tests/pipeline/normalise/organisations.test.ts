import { describe, expect, it } from 'vitest';
import { normaliseDocument } from '../../../pipeline/normalise/codes.js';
import { tableOf, type Row } from './tables.js';

const UNITS: readonly Row[] = [['157', '某局'], ['157001', '某局'], ['157002', '某局信息中心'], ['157003', '某局执法支队']];
const check = (...tables: readonly (readonly Row[])[]) => normaliseDocument(tables.map((rows, i) => tableOf(`t${i + 1}`, rows, { classification: 'organisation' })), 2024);
const told = (...tables: readonly (readonly Row[])[]): string[] => check(...tables).findings.filter((f) => f.rule === 'code/organisation-differs').map((f) => f.params['list'] ?? '');
const but = (index: number, code: string): Row[] => UNITS.map((row, i) => (i === index ? [code, row[1]] : row));

describe('code/organisation-differs', () => {
  it('finds an organisation that one table knows under another code', () => {
    expect(told(UNITS, but(2, '157005'), UNITS)).toEqual(['“某局信息中心”在t2为157005，在t1、t3为157002']);
    expect(check(UNITS, but(2, '157005')).checks.find((c) => c.rule === 'code/organisation-differs')).toMatchObject({ applicable: 2, failed: 1 });
  });

  it('says nothing where the codes agree, and counts what it compared', () => {
    expect(told(UNITS, UNITS)).toEqual([]);
    expect(check(UNITS, UNITS).checks.find((c) => c.rule === 'code/organisation-differs')).toMatchObject({ applicable: 2, passed: 2 });
  });

  it('takes a department and its own office of one name for two', () => {
    expect(told(UNITS, UNITS.slice(1))).toEqual([]);
    expect(told(UNITS.slice(0, 1), UNITS.slice(1))).toEqual([]);
  });
});

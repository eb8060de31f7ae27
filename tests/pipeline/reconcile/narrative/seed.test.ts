/** The narrative of the seed: exactly what is wrong in it. */
import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { processDocument } from '../../../../pipeline/document.js';
import { checkNarrative } from '../../../../pipeline/reconcile/narrative/index.js';
import type { CheckResult } from '../../../../schemas/document.js';
import { severityOf } from '../../../../schemas/rules.js';
import { counted, message } from './documents.js';

const SEEDS = new URL('../../../../seeds/', import.meta.url);

describe('闵行区司法局 2024', () => {
  let result: CheckResult = { findings: [], checks: [] };
  beforeAll(async () => {
    const name = readdirSync(SEEDS).find((file) => file.endsWith('司法局2024年部门预算.md')) ?? '';
    const { document } = await processDocument(readFileSync(new URL(encodeURIComponent(name), SEEDS)), name);
    if (document !== undefined) result = checkNarrative(document);
  });
  const of = (rule: string) => result.findings.filter((finding) => finding.rule === rule);

  it('has six items that differ from 一般公共预算支出表, and no more', () => {
    expect(of('narrative/amount').map(({ code, published, expected, difference }) => [code, published, expected, difference])).toEqual([
      ['2080505', '248万元', '2,653,284元', '-173284'],
      ['2080506', '124万元', '1,326,641元', '-86641'],
      ['2101101', '113万元', '1,205,460元', '-75460'],
      ['2101103', '105万元', '1,128,380元', '-78380'],
      ['2210201', '313万元', '3,353,916元', '-223916'],
      ['2210203', '400万元', '4,294,800元', '-294800'],
    ]);
    expect(counted(result, 'narrative/amount')).toBe('33 27 6 0');
  });
  it('has a 政府采购 that does not add up', () => {
    expect(of('narrative/parts').map(({ published, expected }) => [published, expected])).toEqual([['1,216万元', '1301万元']]);
    expect(message(of('narrative/parts')[0])).toContain('1,235万元');
  });
  it('speaks of 2023年度 in 年度预算安排, whose parts do add up', () => {
    expect(of('narrative/year').map(({ published, expected, params }) => [published, expected, params['section']])).toEqual([['2023', '2024', '年度预算安排']]);
  });
  it('calls 2080501 by its name before 2020', () => {
    expect(of('narrative/old-name').map(({ code, published }) => [code, published])).toEqual([['2080501', '归口管理的行政单位离退休']]);
  });
  it('agrees on 24 projects and 4,252万元 (truncated), on changes and 持平', () => {
    expect(counted(result, 'narrative/projects')).toBe('1 1 0 0');
    expect(counted(result, 'narrative/change-parts')).toBe('3 3 0 0');
    expect(counted(result, 'narrative/direction')).toBe('8 8 0 0');
  });
  it('has nothing else at error or warning', () => {
    expect(result.findings.filter((finding) => severityOf(finding) !== 'info')).toHaveLength(8);
  });
});

/** A department's disclosure with those of two units behind it, in one file. */
import { describe, expect, it } from 'vitest';
import { processDocument } from '../../../pipeline/document.js';
import { severityOf } from '../../../schemas/rules.js';
import { madeDocument } from '../../documents/made.js';

/** Findings of the file with one text changed. */
async function found(from: string, to: string): Promise<string[]> {
  const text = Buffer.from(madeDocument('./provinces/吉林.html')).toString('utf8');
  expect(text.split(from)).toHaveLength(2);
  const { findings } = await processDocument(Buffer.from(text.replace(from, to)), '吉林.html');
  return findings.filter((finding) => severityOf(finding) === 'error').map(({ rule, tableId }) => `${rule} ${tableId ?? ''}`.trim());
}

describe('several documents in one file', () => {
  it('each has its own tables: what a unit says is held against them', async () => {
    expect(await found('公主岭市公证处2025年收支总预算142.44万元', '公主岭市公证处2025年收支总预算143.44万元')).toEqual(['narrative/amount t19']);
    expect(await found('公主岭市司法局2025年收支总预算1637.17万元', '公主岭市司法局2025年收支总预算142.44万元')).toEqual(['narrative/amount t1']);
  });
});

import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../../../extractors/tables/vocabulary.js';
import { isMoney, measureName } from '../../../../pipeline/reconcile/tables/words.js';

describe('measures in words', () => {
  it('has a name for every measure that column headers stand for, and takes each for money', () => {
    const measures = vocabulary().columns.map((column) => column.measure);
    expect(measures.filter((measure) => measureName(measure) === measure || !isMoney(measure))).toEqual([]);
  });

  it('knows measures by fund and of another year, and nothing else', () => {
    expect(['overseas_general_public', 'total_previous', 'basic_carryover_2024'].filter((m) => !isMoney(m))).toEqual([]);
    expect(['数量', 'total_change', 'overseas_group'].filter(isMoney)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { splitFigures } from '../../../extractors/layout/cell-text.js';

/** Text with `|` where the rules run, to the parts that the cells get. */
function parts(ruled: string): string[] {
  const owners: number[] = [];
  let cell = 0;
  for (const c of ruled) {
    if (c === '|') cell += 1;
    else owners.push(cell);
  }
  const text = ruled.replaceAll('|', '');
  const out: string[] = [];
  for (const [i, owner] of splitFigures(text, owners).entries()) out[owner] = (out[owner] ?? '') + text.charAt(i);
  return out;
}

describe('figures that abut at a rule', () => {
  it('are cut where each is a whole figure of the same decimals, not where the rule runs', () => {
    expect(parts('174,900.641|01,833.844|1,534.73')).toEqual(['174,900.64', '101,833.84', '41,534.73']);
  });
  it('stay as they are where the rule already cuts whole figures', () => {
    expect(parts('174,900.64|101,833.84')).toEqual(['174,900.64', '101,833.84']);
  });
  it('stay with their centres where no cut makes whole figures', () => {
    expect(parts('1,23.4|5,6')).toEqual(['1,23.4', '5,6']);
  });
  it('stay with their centres where two cuts are equally near', () => {
    expect(parts('12|34')).toEqual(['12', '34']);
  });
});

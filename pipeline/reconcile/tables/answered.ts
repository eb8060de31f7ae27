/** Listings that add up once other errors of their table are put right: one cause is told once. */
import type { CellRef } from '../../../schemas/finding.js';
import { judge, subject, type Figure, type Identity } from '../identity.js';
import type { Cause } from './causes.js';
import { rowsIdentities } from './lists.js';
import { withFigures, type FiguredTable } from './rows.js';

/**
 * The listings that still don't add up where the figures of their tables are what findings of other causes expect.
 * @param tables the tables that the listings are of
 */
export function unanswered(listings: readonly Identity[], tables: readonly FiguredTable[], causes: readonly Cause[]): Identity[] {
  if (listings.length === 0) return [];
  const expected = new Map(causes.map(({ figure, identities, change }): readonly [CellRef, bigint] => {
    const { ref, fen } = figure ?? subject(identities[0] as Identity);
    return [ref, fen + change];
  }));
  return listings.filter((listing) => {
    const table = tables.find((t) => t.table === subject(listing).table);
    const values = new Map(table?.lists.flatMap((l) => l.rows.flatMap((r) => [...r.figures.values()])).flatMap((figure): (readonly [Figure, Figure])[] => {
      const fen = expected.get(figure.ref);
      return fen === undefined ? [] : [[figure, { ...figure, state: 'amount', fen }]];
    }));
    const { identities, uncheckable } = table === undefined || values.size === 0 ? { identities: [], uncheckable: [{ listing }] } : rowsIdentities(withFigures(table, values));
    return identities.some((i) => judge(i) === 'fails') || uncheckable.some((u) => u.listing !== undefined);
  });
}

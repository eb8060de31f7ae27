/**
 * Identities along a row: 合计 = 基本支出 + 项目支出, 小计 = the columns under the same header. How columns are cut into others
 * is told from their measures (column-cuts.ts) and from the tree of headers (header-cuts.ts); the rows decide which
 * cuts hold (accepted-cuts.ts).
 */
import type { Measure } from '../../../schemas/table.js';
import { atMost, equal, type Figure, type Identities, type Identity, type Sentence, type Uncheckable } from '../identity.js';
import { accepted, type Instance } from './accepted-cuts.js';
import { changes, declared, isBeyondHeading, specified, type Cut } from './column-cuts.js';
import { headed } from './header-cuts.js';
import type { FiguredTable } from './rows.js';
import { lineName, measureName } from './words.js';

/** Identities along the rows of one table. */
export function columnsIdentities(table: FiguredTable): Identities {
  const identities: Identity[] = [];
  const uncheckable: Uncheckable[] = [];
  for (const block of new Set(table.lists.flatMap((l) => l.rows.map((r) => r.line.entry.block)))) {
    const rows = table.lists.flatMap((l) => l.rows.filter((r) => r.line.entry.block === block));
    const measures = new Set(table.lists.flatMap((l) => l.measures));
    const columns = table.table.columns.filter((c) => c.block === block && c.role === 'amount' && c.measure !== undefined);
    const cuts = [...specified(table, measures), ...declared(measures), ...headed(columns)];
    const chosen = accepted(cuts.filter((cut) => !isBeyondHeading(cut, columns, rows)), rows);
    const changed = accepted(changes(measures, rows), rows);
    uncheckable.push(...chosen.uncheckable, ...changed.uncheckable.filter((u) => u.row !== undefined));
    for (const { cut, instances } of [...chosen.cuts, ...changed.cuts]) identities.push(...instances.map((instance) => identityOf(cut, instance)));
  }
  return { identities, uncheckable };
}

/** What a cut says of one row. */
function identityOf(cut: Cut, { whole, parts }: Instance): Identity {
  if (cut.relation === '≤') return atMost('sum/part', parts, whole, () => sentenceOf(cut, whole, parts));
  return equal('sum/row', whole, parts, () => sentenceOf(cut, whole, parts));
}

function sentenceOf({ relation }: Cut, whole: Figure, parts: readonly Figure[]): Sentence {
  const name = lineName(whole.line);
  const shown = parts.filter((p) => p.state === 'amount');
  const list = (words: (m: Measure) => string): string => shown.map((p) => words(p.measure)).join(' + ') || '0';
  const own = (m: Measure): string => m;
  if (relation === '≤') return { zh: `${name}：${list(measureName)} ≤ ${measureName(whole.measure)}`, en: `${name}: ${list(own)} ≤ ${whole.measure}` };
  return { zh: `${name}：${measureName(whole.measure)} = ${list(measureName)}`, en: `${name}: ${whole.measure} = ${list(own)}` };
}

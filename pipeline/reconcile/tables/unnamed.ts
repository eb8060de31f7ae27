/**
 * Tables by items (科目) most of whose lines have amounts and neither code nor name: these stand on another page, or were not
 * read. Sums may hold all the same; what the amounts are of, nobody can tell.
 */
import { listed, type CheckCount, type Finding } from '../../../schemas/finding.js';
import { Counter } from '../../normalise/observations.js';
import { printed } from './amounts.js';
import { amountsOf, isBare, type FiguredTable } from './rows.js';

const RULE = 'table/rows-unnamed';
/** Lines with amounts that a table has at least, and the share of them from which it has no names. */
const LEAST = 3, SHARE = 0.5;
const SHOWN = 8;

/** A warning for each such table. Summaries of two sides and tables of one line have names in their headers. */
export function checkUnnamed(tables: readonly FiguredTable[]): { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  counter.applies(RULE, 0);
  const findings = tables.flatMap(({ table, lists, spec }) => {
    const rows = lists.flatMap((list) => list.rows).filter((row) => amountsOf(row).length > 0);
    if ((spec?.classification !== 'functional' && spec?.classification !== 'economic') || spec.shape !== 'lines' || rows.length < LEAST) return [];
    counter.applies(RULE);
    const bare = rows.filter(isBare);
    if (bare.length < LEAST || bare.length < SHARE * rows.length) return [];
    counter.fails(RULE);
    const firsts = bare.flatMap((row) => amountsOf(row).slice(0, 1));
    return [{
      rule: RULE, tableId: table.tableId, tableKind: table.kind, ...(firsts[0]?.cell.page === undefined ? {} : { page: firsts[0].cell.page }), cause: 'undecided' as const,
      params: { title: table.title || table.tableId, count: String(bare.length), list: listed(firsts.map(printed), SHOWN) },
      cells: [table.tableId], evidence: firsts.map((figure) => ({ statement: printed(figure), cells: [figure.ref], published: printed(figure) })),
    }];
  });
  return { findings, checks: counter.counts() };
}

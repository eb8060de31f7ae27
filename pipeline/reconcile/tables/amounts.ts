/** Amount cells as printed: what is no number, what had to be mended to be one, what is negative where nothing can be. */
import { formatYuan } from '../../../schemas/amount-parse.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { listed, type CheckCount, type Finding } from '../../../schemas/finding.js';
import { Counter } from '../../normalise/observations.js';
import type { Figure } from '../identity.js';
import type { FiguredTable } from './rows.js';
import { lineTitle, measureName } from './words.js';

/** Mends of the way a figure is written; the figure itself stands as printed. */
const HARMLESS = new Set(['full-width', 'inner-space', 'latex', 'brackets', 'exponent', 'sign', 'below-fen', 'bare-point', 'separator', 'note-mark']);
/** Figures that may be below zero: changes, and balances carried over. */
const SIGNED = /_change|carryover|surplus|增减|变动|变化|增长|结余|结转|差/u;
/** Words that say that nothing is there. */
const NOTHING = /^(?:无|空|空表|不涉及|零|没有|无数据|\/+|\*+|—+)$/u;
const SHOWN = 8;

export function checkAmounts(tables: readonly FiguredTable[]): { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  for (const rule of ['amount/unreadable', 'amount/mended', 'amount/negative']) counter.applies(rule, 0);
  const findings: Finding[] = [];
  for (const table of tables) {
    const figures = table.lists.flatMap((l) => l.rows.flatMap((r) => [...r.figures.values()])).filter((f) => f.state === 'amount' || f.state === 'unreadable');
    const amounts = figures.filter((f) => f.state === 'amount');
    const unreadable = unreadableOf(figures);
    const mended = amounts.filter((f) => mendsOf(f).length > 0);
    const signed = amounts.filter((f) => !SIGNED.test(f.measure) && !SIGNED.test(f.line.entry.item) && !SIGNED.test(f.line.entry.name));
    const negative = signed.filter((f) => f.fen < 0n);
    counter.applies('amount/unreadable', figures.length);
    counter.applies('amount/mended', amounts.length);
    counter.applies('amount/negative', signed.length);
    for (const [rule, list, words] of [
      ['amount/unreadable', unreadable, (f: Figure) => `“${printed(f)}”`], ['amount/mended', mended, (f: Figure) => `“${printed(f)}”读作${formatYuan(f.fen)}元`], ['amount/negative', negative, (f: Figure) => printed(f)],
    ] as const) {
      if (list.length === 0) continue;
      counter.fails(rule, list.length);
      findings.push(finding(rule, list, words));
    }
  }
  return { findings, checks: counter.counts() };
}

/** Figures that hold something that is no number, but for what says that nothing is there, and columns of words. */
export function unreadableOf(figures: readonly Figure[]): Figure[] {
  const ofWords = columnsOfWords(figures);
  return figures.filter((f) => f.state === 'unreadable' && !NOTHING.test(printed(f)) && !ofWords.has(f.cell.gridColumn));
}

/** Columns that hold more words than figures: what their headers say of amounts they don't keep. */
function columnsOfWords(figures: readonly Figure[]): Set<number> {
  const balance = new Map<number, number>();
  for (const f of figures) balance.set(f.cell.gridColumn, (balance.get(f.cell.gridColumn) ?? 0) + (f.state === 'unreadable' && !isFigure(printed(f)) ? 1 : -1));
  return new Set([...balance].filter(([, n]) => n > 0).map(([column]) => column));
}

/** A figure as printed; '' where it is neither a number nor unreadable. */
export const printed = (f: Figure): string => (f.cell.reading.state === 'amount' ? f.cell.reading.amount.published : f.cell.reading.state === 'unreadable' ? f.cell.reading.published : '');
const mendsOf = (f: Figure): readonly string[] => (f.cell.reading.state === 'amount' ? f.cell.reading.amount.mended.filter((m) => !HARMLESS.has(m)) : []);

function finding(rule: string, list: readonly Figure[], words: (f: Figure) => string): Finding {
  const first = list[0] as Figure;
  const statements = list.map((f) => `${lineTitle(f.line)}（${measureName(f.measure)}）：${words(f)}`);
  const code = first.line.code || first.line.impliedCode;
  return {
    rule, tableId: first.table.tableId, tableKind: first.table.kind, measure: first.measure, ...(code === '' ? {} : { code }),
    ...(first.cell.page === undefined ? {} : { page: first.cell.page }), ...(first.cell.box === undefined || list.length > 1 ? {} : { box: first.cell.box }),
    ...(list.length === 1 ? { published: printed(first) } : {}), cause: first.table.grid.source === 'ocr' ? 'undecided' : 'published',
    params: { title: first.table.title, list: listed(statements, SHOWN), count: String(list.length) },
    cells: list.map((f) => f.ref), evidence: list.map((f, i) => ({ statement: statements[i] as string, cells: [f.ref], published: printed(f) })),
  };
}

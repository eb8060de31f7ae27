/**
 * Sections (款) without their items (项): the law has expenditure published by item, and no sum tells that the only one of a
 * section is left out.
 */
import type { Line } from '../../schemas/document.js';
import type { Table } from '../../schemas/table.js';
import type { Counter, Observation } from './observations.js';
import { LISTING_KINDS } from './structure-checks.js';

const RULE = 'code/missing-item';
const SECTION = 5;
const ITEM = 7;
/** Sections of a table that shows items, at least. */
const SECTIONS = 3;

interface Read { readonly table: Table; readonly lines: readonly Line[] }

/** Sections with amounts and no item, in tables whose other sections all have theirs, where another table of the document has items of the section. */
export function missingItems(read: readonly Read[], counter: Counter): Observation[] {
  const tables = read.filter(({ table }) => !LISTING_KINDS.has(table.kind)).map((r) => ({ ...r, functional: r.lines.filter((l) => l.classification === 'functional') }));
  return tables.flatMap((own) => {
    const sections = own.functional.filter((l) => l.code.length === SECTION && l.entry.cells.some((c) => c.reading.state === 'amount' && c.reading.amount.fen !== 0n));
    const without = sections.filter((l) => itemsOf(own.functional, l.code).length === 0);
    if (own.table.unread.length > 0 || sections.length < SECTIONS) return [];
    counter.applies(RULE, sections.length - without.length);
    if (without.length !== 1) return [];
    return without.filter((l) => isClosed(own.lines, l)).flatMap((line): Observation[] => {
      const known = tables.flatMap(({ table, functional }) => itemsOf(functional, line.code).map((item) => ({ table, item })));
      const [first] = known;
      if (first === undefined) return [];
      counter.applies(RULE);
      const items = [...new Set(known.map(({ item }) => `${item.code} ${item.entry.name}`))].join('、');
      return [{
        rule: RULE, group: `${own.table.tableId} ${line.code}`, table: own.table, entry: line.entry, field: 'code', code: line.code, published: line.codePublished, expected: first.item.code,
        statement: `${line.code} ${line.entry.name}之下没有项级科目，“${first.table.title}”有${items}`, params: { title: own.table.title },
      }];
    });
  });
}

const itemsOf = (lines: readonly Line[], section: string): Line[] => lines.filter((l) => l.code.length === ITEM && l.code.startsWith(section));

/** Whether no line without a code follows, which may be the item. */
function isClosed(lines: readonly Line[], line: Line): boolean {
  const next = lines[lines.indexOf(line) + 1];
  return next === undefined || next.code !== '' || next.entry.role === 'total';
}

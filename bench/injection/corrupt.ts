/** Errors as typists, spreadsheets and OCR engines make them, put into the recognised tables of a document. */
import { parseAmount } from '../../schemas/amount-parse.js';
import type { Amount, Unit } from '../../schemas/amount.js';
import type { NormalisedDocument } from '../../schemas/document.js';
import type { Identity } from '../../pipeline/reconcile/identity.js';
import type { Fact } from '../../schemas/fact.js';
import type { CellRef } from '../../schemas/finding.js';
import type { Entry, EntryCell, Table } from '../../schemas/table.js';
import type { Random } from '../corpus/random.js';
import type { Base } from './documents.js';

export const CELL_KINDS = ['misread', 'dropped-digit', 'doubled-digit', 'transposed', 'times-10', 'times-10000'] as const;
export const KINDS = [...CELL_KINDS, 'shifted-rows', 'displaced-rows', 'slipped-column', 'swapped-rows', 'dropped-row', 'doubled-row', 'repeated-total', 'drag-filled', 'lost-zeros', 'narrative'] as const;
export type Kind = (typeof KINDS)[number];

/** One injected error and what it touched. */
export interface Injection {
  readonly kind: Kind;
  readonly tableId: string;
  readonly tableKind: string;
  /** Codes of the lines that it touched, '' for totals; of a dropped row, its own code. */
  readonly codes: readonly string[];
  /** What stood in the cells before, in fen, by reference in the corrupted document; of a row that is gone, none. */
  readonly cells: ReadonlyMap<CellRef, bigint>;
  /** By how much the figures of the consistent document, by their references there, are wrong now; a row too many is its leaf twice. */
  readonly shifts: ReadonlyMap<CellRef, bigint>;
  /** True codes of lines whose code was rewritten, by reference in the corrupted document. */
  readonly rewritten: ReadonlyMap<CellRef, string>;
  /** Rows of these lines in the consistent document. */
  readonly origins: ReadonlySet<number>;
  /** The fact of the narrative that was rewritten, and what it says now. */
  readonly fact?: { readonly id: string; readonly amount: Amount };
  /** Amounts of a row that is gone. */
  readonly gone: readonly bigint[];
}

/** Which cells may be changed. */
export interface Choice {
  /** Only these measures, in tables that have all of them. */
  readonly measures?: readonly string[];
}

interface Draft { entry: Entry; readonly code: string; readonly isCoded: boolean; touched: boolean; readonly origin: number }
interface DraftTable { readonly table: Table; drafts: Draft[] }
interface Made { readonly kind: Kind; readonly table?: DraftTable; readonly codes: readonly string[]; readonly cells: readonly { readonly draft: Draft; readonly measure: string; readonly truth: bigint }[]; readonly drafts?: readonly Draft[]; readonly fact?: Injection['fact'] }

const fenOf = (cell: EntryCell | undefined): bigint => (cell?.reading.state === 'amount' ? cell.reading.amount.fen : 0n);

/** The document with errors of the given kinds; a kind that finds no place is left out. Codes are not normalised again. `rows`: where the lines (`t3:12`) of the document stand now. */
export function corrupt(base: Base, kinds: readonly Kind[], random: Random, choice: Choice = {}): { readonly tables: readonly Table[]; readonly facts: readonly Fact[]; readonly injections: readonly Injection[]; readonly rows: ReadonlyMap<string, number> } {
  const tables = base.tables.map((table, t): DraftTable => ({
    table,
    drafts: table.entries.map((entry, i) => {
      const line = base.document.tables[t]?.lines[i];
      return { entry, code: line?.code || line?.impliedCode || '', isCoded: line?.code !== '', touched: false, origin: entry.row };
    }),
  }));
  const facts = [...base.document.facts];
  const leaves = leavesOf(base.identities);
  const made = kinds.flatMap((kind) => {
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const done = kind === 'narrative' ? narrative(facts, base.document.facts, random) : inTable(kind, base, tables, random, choice, leaves);
      if (done !== undefined) return [done];
    }
    return [];
  });
  const numbered = tables.map(({ table, drafts }) => ({ ...table, entries: drafts.map((draft, i) => (draft.entry = { ...draft.entry, row: i + 1 })) }));
  const injections = made.map((one): Injection => {
    const id = one.table?.table.tableId ?? '';
    const after = (draft: Draft, measure: string): bigint => fenOf(draft.entry.cells.find((c) => c.measure === measure));
    const gone = one.kind === 'dropped-row' ? one.drafts ?? [] : [];
    const added = one.kind === 'doubled-row' ? (one.drafts ?? []).slice(1) : [];
    const sized = (drafts: readonly Draft[], sign: bigint): [CellRef, bigint][] => drafts.flatMap((d) => d.entry.cells.map((c): [CellRef, bigint] => [`${id}:${d.origin}:${c.measure}`, sign * fenOf(c)]));
    return {
      kind: one.kind, tableId: id, tableKind: one.table?.table.kind ?? '', codes: one.codes,
      cells: new Map(one.cells.map(({ draft, measure, truth }) => [`${id}:${draft.entry.row}:${measure}`, truth])),
      shifts: new Map([...sized(gone, -1n), ...sized(added, 1n), ...(gone.length + added.length > 0 ? [] : one.cells.map(({ draft, measure, truth }): [CellRef, bigint] => [`${id}:${draft.origin}:${measure}`, after(draft, measure) - truth]))]),
      rewritten: new Map(isOfCodes(one.kind) ? (one.drafts ?? []).map((d) => [`${id}:${d.entry.row}:code`, d.code]) : []),
      origins: new Set(isOfCodes(one.kind) ? (one.drafts ?? []).map((d) => d.origin) : []),
      gone: gone.flatMap((d) => d.entry.cells.map(fenOf)),
      ...(one.fact === undefined ? {} : { fact: one.fact }),
    };
  });
  return { tables: numbered, facts, injections, rows: new Map(tables.flatMap(({ table, drafts }) => drafts.map((d) => [`${table.tableId}:${d.origin}`, d.entry.row] as const))) };
}

/** Lines, as `t3:12`, that are a part in a sum of lines and the whole of none. */
function leavesOf(identities: readonly Identity[]): Set<string> {
  const parts = new Set<string>();
  const wholes = new Set<string>();
  for (const { relation, rule, terms } of identities) {
    if (relation !== '=' || !rule.startsWith('sum/') || new Set(terms.map((t) => t.figure.line)).size === 1) continue;
    terms.forEach(({ figure }, i) => (i === 0 ? wholes : parts).add(lineRef(figure.ref)));
  }
  return new Set([...parts].filter((line) => !wholes.has(line)));
}

/** `t3:12` of `t3:12:total`. */
export const lineRef = (ref: CellRef): string => ref.split(':').slice(0, 2).join(':');

export const isOfCodes = (kind: Kind): boolean => kind === 'drag-filled' || kind === 'lost-zeros';

function inTable(kind: Kind, base: Base, tables: readonly DraftTable[], random: Random, { measures }: Choice, leafLines: ReadonlySet<string>): Made | undefined {
  const chosen = (table: DraftTable, cell: EntryCell): boolean => measures === undefined || (measures.includes(cell.measure) && measures.every((m) => table.table.columns.some((c) => c.measure === m)));
  const covered = (table: DraftTable, draft: Draft, cell: EntryCell): boolean => !draft.touched && fenOf(cell) !== 0n && chosen(table, cell) && base.cover.has(`${table.table.tableId}:${draft.origin}:${cell.measure}`);
  const able = tables.filter((t) => t.drafts.some((d) => d.entry.cells.some((c) => covered(t, d, c))));
  if (able.length === 0) return undefined;
  const table = random.pick(able);
  const rows = table.drafts.filter((d) => !d.touched && d.entry.cells.some((c) => covered(table, d, c)));
  const coded = rows.filter((d) => d.isCoded);
  const leaves = coded.filter((d) => !table.drafts.some((o) => o !== d && o.isCoded && o.code.startsWith(d.code)));
  const row = random.pick(rows);
  const cells = row.entry.cells.filter((c) => covered(table, row, c));
  switch (kind) {
    case 'misread': case 'dropped-digit': case 'doubled-digit': case 'transposed': case 'times-10': case 'times-10000': {
      const cell = random.pick(cells);
      const amount = cell.reading.state === 'amount' ? cell.reading.amount : undefined;
      const text = amount === undefined ? undefined : slip(kind, amount.published, random);
      return text === undefined ? undefined : change(kind, table, [{ draft: row, measure: cell.measure, text, unit: amount?.unit as Unit }]);
    }
    case 'slipped-column': {
      // The amounts of a row move into the next columns.
      const own = row.entry.cells;
      if (own.length < 2) return undefined;
      const by = random.integer(1, own.length - 1);
      return move(kind, table, own.map((c, i) => ({ to: row, measure: c.measure, from: own[(i + by) % own.length] as EntryCell })));
    }
    case 'shifted-rows': {
      const k = random.integer(3, 6);
      const at = random.integer(0, Math.max(0, coded.length - k));
      const block = coded.slice(at, at + k);
      const measure = random.chance(0.5) ? undefined : random.pick(row.entry.cells).measure;
      return block.length < k ? undefined : move(kind, table, block.flatMap((d, i) => pairs(d, block[(i + 1) % k] as Draft, measure)));
    }
    case 'displaced-rows': {
      // A run of rows, or a whole list, whose amounts stand some lines too high or too low: what is pushed out is lost, and the freed cells are empty or stay.
      const list = table.drafts.filter((d) => d.entry.block === row.entry.block && d.entry.side === row.entry.side);
      const by = random.integer(1, 3) * (random.chance(0.5) ? 1 : -1);
      const from = random.chance(0.5) ? 0 : random.integer(0, Math.max(0, list.length - 6));
      const to = from === 0 || random.chance(0.5) ? list.length : Math.min(list.length, from + random.integer(6, 14));
      const measure = random.chance(0.5) ? undefined : random.pick(row.entry.cells).measure;
      const isEmptied = random.chance(0.5);
      const block = list.slice(from, to);
      const lasting = (d: Draft): Move[] => (isEmptied ? pairs(d, d, measure).map((m) => ({ ...m, from: { ...m.from, reading: { state: 'blank' } } })) : []);
      return block.length < 6 ? undefined : move(kind, table, block.flatMap((d, i) => (block[i + by] === undefined ? lasting(d) : pairs(d, block[i + by] as Draft, measure))));
    }
    case 'swapped-rows': {
      if (coded.length < 2) return undefined;
      const [a, b] = random.sample(coded, 2) as [Draft, Draft];
      return a.code.length !== b.code.length ? undefined : move(kind, table, [...pairs(a, b), ...pairs(b, a)]);
    }
    case 'repeated-total': {
      const child = leaves.length === 0 ? undefined : random.pick(leaves);
      const parent = child && table.drafts.find((d) => d.code === child.code.slice(0, -2) && d.code.length >= 3);
      return child && parent ? move(kind, table, pairs(child, parent)) : undefined;
    }
    case 'dropped-row': case 'doubled-row': {
      // Of lines without codes the sums say which have none below them; printed twice, they may be two lines of one name.
      const lines = kind === 'doubled-row' ? leaves : rows.filter((d) => (d.isCoded ? leaves.includes(d) : leafLines.has(`${table.table.tableId}:${d.origin}`)));
      if (lines.length === 0) return undefined;
      const leaf = random.pick(lines);
      const at = table.drafts.indexOf(leaf);
      leaf.touched = true;
      const twin: Draft = { ...leaf, entry: { ...leaf.entry } };
      if (kind === 'dropped-row') table.drafts.splice(at, 1);
      else table.drafts.splice(at + 1, 0, twin);
      return { kind, table, codes: [leaf.code], drafts: kind === 'dropped-row' ? [leaf] : [leaf, twin], cells: kind === 'dropped-row' ? [] : [leaf, twin].flatMap((draft) => draft.entry.cells.map((c) => ({ draft, measure: c.measure, truth: fenOf(c) }))) };
    }
    case 'drag-filled': return codes(kind, table, coded, (text, i) => (i === 0 ? text : String(Number(text) + i).padStart(text.length, '0')), random, 4);
    case 'lost-zeros': return codes(kind, table, coded, (text) => text.replace(/^0+/u, ''), random, 1);
    case 'narrative': return undefined;
  }
}

/** A digit slip of a printed figure; undefined where it can't be made. */
function slip(kind: (typeof CELL_KINDS)[number], published: string, random: Random): string | undefined {
  const negative = published.startsWith('-');
  const text = published.replaceAll(/[^\d.]/gu, '');
  const [whole = '', decimals] = text.split('.');
  const grouped = published.includes(',');
  const digits = whole + (decimals ?? '');
  const places = [...digits].map((_, i) => i);
  const join = (d: string): string => {
    const cut = d.length - (decimals?.length ?? 0);
    const left = d.slice(0, cut).replace(/^0+(?=\d)/u, '') || '0';
    return `${negative ? '-' : ''}${grouped ? left.replaceAll(/\B(?=(?:\d{3})+$)/gu, ',') : left}${decimals === undefined ? '' : `.${d.slice(cut)}`}`;
  };
  const at = random.pick(places);
  const edited = (): string => {
    switch (kind) {
      case 'misread': return digits.slice(0, at) + String((Number(digits[at]) + random.integer(1, 9)) % 10) + digits.slice(at + 1);
      case 'dropped-digit': return digits.slice(0, at) + digits.slice(at + 1);
      case 'doubled-digit': return digits.slice(0, at + 1) + digits.slice(at);
      case 'transposed': return at + 1 < digits.length ? digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2) : digits;
      case 'times-10': return `${digits}0`;
      case 'times-10000': return `${digits}0000`;
    }
  };
  const next = edited();
  const result = next.length <= (decimals?.length ?? 0) ? undefined : join(next);
  return result === undefined || result.replaceAll(',', '') === published.replaceAll(',', '') ? undefined : result;
}

function change(kind: Kind, table: DraftTable, cells: readonly { readonly draft: Draft; readonly measure: string; readonly text: string; readonly unit: Unit }[]): Made | undefined {
  const truths = cells.map(({ draft, measure }) => ({ draft, measure, truth: fenOf(draft.entry.cells.find((c) => c.measure === measure)) }));
  for (const { draft, measure, text, unit } of cells) {
    draft.entry = { ...draft.entry, cells: draft.entry.cells.map((c) => (c.measure === measure ? { ...c, reading: parseAmount(text, unit) } : c)) };
    draft.touched = true;
  }
  return { kind, table, codes: [...new Set(cells.map((c) => c.draft.code))], cells: truths };
}

interface Move { readonly to: Draft; readonly measure: string; readonly from: EntryCell }

const pairs = (to: Draft, from: Draft, measure?: string): Move[] =>
  to.entry.cells.filter((c) => measure === undefined || c.measure === measure).flatMap((c) => from.entry.cells.filter((o) => o.measure === c.measure).map((o) => ({ to, measure: c.measure, from: o })));

/** Writes what stands in some cells into others; undefined where that changes fewer than two figures. */
function move(kind: Kind, table: DraftTable, moves: readonly Move[]): Made | undefined {
  const cells = moves.map(({ to, measure, from }) => ({ draft: to, measure, truth: fenOf(to.entry.cells.find((c) => c.measure === measure)), now: fenOf(from) })).filter((c) => c.truth !== c.now);
  if (cells.length < (kind === 'repeated-total' ? 1 : 2) || cells.some((c) => c.draft.touched)) return undefined;
  const before = new Map(moves.map(({ to }) => [to, to.entry]));
  for (const { to, measure, from } of moves) to.entry = { ...to.entry, cells: to.entry.cells.map((c) => (c.measure === measure ? { ...c, reading: from.reading } : c)) };
  for (const draft of before.keys()) draft.touched = true;
  return { kind, table, codes: [...new Set(cells.map((c) => c.draft.code))], cells };
}

/** Codes of `count` neighbouring lines rewritten, where they are printed. */
function codes(kind: Kind, table: DraftTable, coded: readonly Draft[], rewrite: (text: string, index: number) => string, random: Random, count: number): Made | undefined {
  const at = random.integer(0, Math.max(0, coded.length - count));
  const block = coded.slice(at, at + count);
  if (block.some((d) => d.entry.code.length === 0)) return undefined;
  const next = block.map((d, i) => d.entry.code.map((part, p) => ({ ...part, text: p === (kind === 'drag-filled' ? 0 : d.entry.code.length - 1) ? rewrite(part.text, i) : part.text })));
  if (block.length < count || (kind === 'drag-filled' && block.some((d) => d.entry.code.length < 2)) || block.every((d, i) => JSON.stringify(d.entry.code) === JSON.stringify(next[i]))) return undefined;
  const rewritten = block.filter((d, i) => JSON.stringify(d.entry.code) !== JSON.stringify(next[i]));
  block.forEach((draft, i) => {
    draft.entry = { ...draft.entry, code: next[i] as Entry['code'] };
    draft.touched = true;
  });
  return { kind, table, codes: rewritten.map((d) => d.code), cells: [], drafts: rewritten };
}

/** A digit of an amount in the prose. */
function narrative(facts: Fact[], before: readonly Fact[], random: Random): Made | undefined {
  const able = facts.flatMap((f, i) => (f === before[i] && f.amount !== undefined && f.claim === 'amount' && f.amount.fen !== 0n ? [i] : []));
  if (able.length === 0) return undefined;
  const at = random.pick(able);
  const fact = facts[at] as Fact;
  const published = slip('misread', fact.value, random);
  const reading = published === undefined || fact.amount === undefined ? undefined : parseAmount(published, fact.amount.unit);
  if (published === undefined || reading?.state !== 'amount') return undefined;
  facts[at] = { ...fact, value: published, amount: reading.amount };
  return { kind: 'narrative', codes: [fact.code], cells: [], fact: { id: fact.factId, amount: reading.amount } };
}

/** A document with other tables and facts. */
export const withParts = (base: Base, parts: Pick<NormalisedDocument, 'tables' | 'facts'>): NormalisedDocument => ({ ...base.document, ...parts });

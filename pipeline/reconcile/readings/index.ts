/**
 * Readings of scans against arithmetic: unsure figures that identities settle are corrected (`reading/settled`, with
 * the identities as proof), those that identities bear out count as read, all others are named (`reading/unsure`). No
 * figure of a scan is taken for sure without either.
 */
import { hasWords } from '../../../extractors/tables/vocabulary.js';
import { formatYuan } from '../../../schemas/amount-parse.js';
import type { Cell } from '../../../schemas/block.js';
import type { Line, LinedTable, NormalisedDocument } from '../../../schemas/document.js';
import type { CellRef, Finding } from '../../../schemas/finding.js';
import type { Entry, EntryCell } from '../../../schemas/table.js';
import type { TableKindSpec } from '../../../schemas/table-kind.js';
import { judge, type Figure, type Identity } from '../identity.js';
import { identitiesOf } from '../tables/index.js';
import { isCoarse, isUnsure, offeredFor, SURE } from './candidates.js';
import { settle, type Readings, type Settlement } from './settle.js';

export interface SettledReadings {
  /** The document with settled amounts; what was read stays as `published`. */
  readonly document: NormalisedDocument;
  readonly findings: readonly Finding[];
  /** What was read without certainty and nothing bears out: amounts, codes (科目编码), and facts of running text. */
  readonly unsure: ReadonlySet<CellRef>;
}

const LISTED = 12;

/** Settles the readings of a document; one without scanned tables is given back as it is. */
export function settleReadings(document: NormalisedDocument, kinds: readonly TableKindSpec[]): SettledReadings {
  if (!document.tables.some(({ table }) => table.grid.source === 'ocr')) return { document, findings: [], unsure: unsureFacts(document) };
  const { identities } = identitiesOf(document, kinds);
  const { readings, settlements } = settle(identities);
  const amounts = new Map(settlements.map((s) => [placeOf(s.figure.table.tableId, s.figure.cell), s]));
  const borneOut = confirmed(readings);
  const settled = new Set(settlements.map((s) => s.figure.ref));
  const unsure = new Map<CellRef, EntryCell>();
  for (const { table } of document.tables) {
    if (table.grid.source !== 'ocr') continue;
    for (const { ref, cell } of cellsOf(table)) {
      if (cell.confidence < SURE && cell.reading.state !== 'dash' && !borneOut.has(ref) && !settled.has(ref)) unsure.set(ref, cell);
    }
  }
  const doubted = new Map(document.tables.map((lined) => [lined, doubtedIn(lined, unsure)]));
  const refs = [...doubted.values()].flatMap((all) => all.flatMap((d) => d.ref ?? []));
  const unsureToo = document.tables.flatMap((lined) => [...unsureCodes(lined.table), ...besideGlued(lined.table), ...unsureNames(lined), ...amongMisplaced(lined)]);
  return { document: withAmounts(document, amounts), findings: [...settlements.map(settledFinding), ...unsureFindings(doubted, unsure)], unsure: new Set([...unsure.keys(), ...refs, ...unsureToo, ...unsureFacts(document)]) };
}

/** Less sure names are not known: a total may pass for one of its parts. */
const NAMED = 0.9;

/** Figures of lines without codes whose name was not read: what they are a part of is not known. */
function unsureNames({ table, lines }: LinedTable): CellRef[] {
  if (table.grid.source !== 'ocr') return [];
  const names = new Set(table.columns.filter((c) => c.role === 'name').map((c) => c.gridColumn));
  const unknown = table.grid.cells.filter((c) => names.has(c.column) && c.confidence < NAMED);
  return lines.filter(({ code, entry }) => code === '' && unknown.some((c) => c.row === entry.gridRow && c.text.includes(entry.name))).flatMap((line) => refsOf(table, line));
}

/** All figures of a table of which some belong to no known line: its sums lack those. */
function amongMisplaced(lined: LinedTable): CellRef[] {
  if (lined.table.grid.source !== 'ocr' || !misplacedLines(lined).some(({ entry }) => entry.cells.some(({ reading }) => reading.state === 'amount'))) return [];
  return lined.lines.flatMap((line) => refsOf(lined.table, line));
}

const refsOf = ({ tableId }: LinedTable['table'], { entry }: Line): CellRef[] => entry.cells.map((cell) => `${tableId}:${entry.row}:${cell.measure}`);

/** What may be a figure of several digits. */
const LONG_FIGURE = /[\d.,]{4,}/gu;

/** Figures in the rows and columns of a cell in which two of a scan were read as one, as where the ruling between them is worn off: sums over them lack what was not read. */
function besideGlued({ tableId, grid, headerRows, columns, entries }: LinedTable['table']): CellRef[] {
  if (grid.source !== 'ocr') return [];
  const amounts = columns.filter((c) => c.role === 'amount').map((c) => c.gridColumn);
  const covers = (cell: Cell, column: number): boolean => column >= cell.column && column < cell.column + cell.columnSpan;
  const glued = grid.cells.filter((cell) => cell.row >= headerRows && cell.rowSpan * cell.columnSpan > 1 && (cell.text.match(LONG_FIGURE)?.length ?? 0) > 1 && amounts.some((column) => covers(cell, column)));
  const isBeside = ({ gridRow, gridColumn }: EntryCell): boolean => glued.some((cell) => covers(cell, gridColumn) || (gridRow >= cell.row && gridRow < cell.row + cell.rowSpan));
  return glued.length === 0 ? [] : entries.flatMap((entry) => entry.cells.filter(isBeside).map((cell) => `${tableId}:${entry.row}:${cell.measure}`));
}

/** Facts whose figure is one of those that their page was not read with certainty of. */
function unsureFacts({ facts, notes }: NormalisedDocument): Set<CellRef> {
  const doubtful = new Set(notes.filter(({ rule }) => rule === 'page/ocr-doubtful').flatMap(({ page, params }) => (params.all ?? '').split('、').map((figure) => `${page} ${figure.replaceAll(/[,，]/gu, '')}`)));
  return new Set(facts.filter(({ page, value }) => doubtful.has(`${page} ${value}`)).map(({ factId }) => factId));
}

const cellsOf = (table: LinedTable['table']): { ref: CellRef; cell: EntryCell }[] => table.entries.flatMap((entry) => entry.cells.map((cell) => ({ ref: `${table.tableId}:${entry.row}:${cell.measure}`, cell })));

/** Codes of a scanned table of which a part was not read with certainty. */
function unsureCodes(table: LinedTable['table']): CellRef[] {
  if (table.grid.source !== 'ocr') return [];
  const rows = rowsOfUnsureCodes(table);
  return table.entries.filter((entry) => rows.has(entry.gridRow)).map((entry) => `${table.tableId}:${entry.row}:code`);
}

function rowsOfUnsureCodes(table: LinedTable['table']): Set<number> {
  const columns = new Set(table.columns.filter((c) => c.role === 'code').map((c) => c.gridColumn));
  return new Set(table.grid.cells.filter((c) => columns.has(c.column) && c.confidence < SURE).map((c) => c.row));
}

/**
 * Lines of which it is not known what their figures belong to: an unsure code does not have the name beside it, neither
 * code nor name was read, digits before a name are no code, or a code is missing among lines that have one.
 */
function misplacedLines({ table, lines }: LinedTable): Line[] {
  const rows = rowsOfUnsureCodes(table);
  const named = table.columns.some((c) => c.role === 'code' || c.role === 'name');
  const own = lines.filter(({ entry }) => entry.role !== 'total');
  const codes = own.filter(({ code }) => code !== '').length;
  const coded = codes >= CODED * own.length;
  return lines.filter(({ entry, code, officialName }) => {
    if (code === '' && entry.role !== 'total' && (coded || entry.classification !== '' && BROKEN_CODE.test(entry.name))) return true;
    if (entry.role === 'coded') return (rows.has(entry.gridRow) || entry.classification === 'functional' && PART_OF_CODE.test(code)) && (officialName === '' || officialName !== entry.name);
    return named && entry.role === 'line' && entry.name === '' && entry.item === '' && (Object.keys(entry.labels).length === 0 || codes >= MOSTLY * own.length);
  });
}

/** What is left of a code in several columns whose first ones were not read. */
const PART_OF_CODE = /^\d{1,2}$/u;
/** A name with what may be left of a code before it. */
const BROKEN_CODE = /^[^\p{Script=Han}]*\d[^\p{Script=Han}]*\d(?!.{0,4}年)/u;
/** Share of a table's lines with codes from which a line without one, that is no total, has lost it. */
const CODED = 0.8;
/** The same for a line that has no name either, but words of another classification beside it. */
const MOSTLY = 0.5;

/**
 * Unsure figures that stand in a sum which holds to the last digit. Two equal figures bear each other out only where one
 * of them is sure or borne out: the same print is misread in the same way.
 */
function confirmed(readings: Readings): Set<CellRef> {
  const out = new Set<CellRef>();
  const holding = readings.identities.filter((i) => i.relation === '=').map((i) => readings.seen(i)).filter((i) => judge(i) === 'holds');
  const filled = (i: Identity): Figure[] => i.terms.map((t) => t.figure).filter((f) => f.fen !== 0n);
  const isDoubtful = (f: Figure): boolean => isUnsure(f) && !out.has(f.ref) && !readings.isTaken(f.ref);
  for (let before = -1; before !== out.size;) {
    before = out.size;
    for (const identity of holding) {
      const figures = filled(identity);
      const doubtful = figures.filter(isDoubtful);
      if (doubtful.some(isCoarse)) continue;
      if (doubtful.length <= 1 || (figures.length >= 3 && !couldCompensate(identity, new Set(doubtful)))) for (const f of doubtful) out.add(f.ref);
    }
  }
  return out;
}

/** Whether errors could make up for each other: a part and its whole under one stamp lose the same digit; two parts whose other readings differ by the same. */
function couldCompensate(identity: Identity, doubtful: ReadonlySet<Figure>): boolean {
  const own = identity.terms.filter((t) => doubtful.has(t.figure));
  if (new Set(own.map((t) => t.sign)).size > 1) return true;
  const shifts = new Set<bigint>();
  for (const { figure } of own) {
    const others = new Set(offeredFor(figure).map((c) => c.amount.fen - figure.fen));
    if ([...others].some((shift) => shifts.has(-shift))) return true;
    for (const shift of others) shifts.add(shift);
  }
  return false;
}

const placeOf = (tableId: string, { gridRow, gridColumn }: EntryCell): string => `${tableId} ${gridRow} ${gridColumn}`;

/** The document with other amounts in some cells. */
function withAmounts(document: NormalisedDocument, settlements: ReadonlyMap<string, Settlement>): NormalisedDocument {
  if (settlements.size === 0) return document;
  const entries = new Map<Entry, Entry>();
  const changed = (tableId: string, entry: Entry): Entry => {
    const known = entries.get(entry);
    if (known !== undefined) return known;
    const cells = entry.cells.map((cell): EntryCell => {
      const settlement = settlements.get(placeOf(tableId, cell));
      if (settlement === undefined) return cell;
      const published = cell.reading.state === 'amount' || cell.reading.state === 'unreadable' ? publishedOf(cell) : settlement.amount.published;
      return { ...cell, reading: { state: 'amount', amount: { ...settlement.amount, published } } };
    });
    const out = cells.some((cell, i) => cell !== entry.cells[i]) ? { ...entry, cells } : entry;
    entries.set(entry, out);
    return out;
  };
  return {
    ...document,
    tables: document.tables.map(({ table, lines }) => ({ table: { ...table, entries: table.entries.map((e) => changed(table.tableId, e)) }, lines: lines.map((line): Line => ({ ...line, entry: changed(table.tableId, line.entry) })) })),
  };
}

const publishedOf = ({ reading }: EntryCell): string => (reading.state === 'amount' ? reading.amount.published : reading.state === 'unreadable' ? reading.published : '');

/** One identity may agree by chance: then the correction is to be looked at. */
function settledFinding({ figure, amount, identities, firm }: Settlement): Finding {
  const published = publishedOf(figure.cell);
  const expected = formatYuan(amount.fen);
  return {
    rule: 'reading/settled', ...(firm ? {} : { severity: 'warning' as const }), tableId: figure.table.tableId, tableKind: figure.table.kind, code: figure.line.code, measure: figure.measure,
    ...(figure.cell.page === undefined ? {} : { page: figure.cell.page }), ...(figure.cell.box === undefined ? {} : { box: figure.cell.box }),
    published, expected, ...(figure.state === 'amount' ? { difference: formatYuan(figure.fen - amount.fen) } : {}), cause: 'reading',
    params: { title: figure.table.title || figure.table.tableId, name: figure.line.entry.name || figure.line.codePublished, list: identities.map((i) => i.zh).join('；'), listEn: identities.map((i) => i.en).join('; ') },
    cells: [figure.ref], evidence: identities.map((i) => ({ statement: i.zh, cells: i.terms.map((t) => t.figure.ref) })),
  };
}

/** What a list of figures shows for ink that was not read. */
const UNREAD = '（有墨迹而未读出）';
const FIGURE = /^[-−–—]?[\d.,，%]*\d[\d.,，%]*$/u;

interface Doubted { readonly page: number | undefined; readonly text: string; readonly ref?: CellRef }

/** Unsure figures of a table: those of its entries, then others, such as those of forms. Codes are held against their lists. */
function doubtedIn(lined: LinedTable, unsure: ReadonlyMap<CellRef, EntryCell>): Doubted[] {
  const { table } = lined;
  if (table.grid.source !== 'ocr') return [];
  const own = cellsOf(table);
  const slots = new Set(own.map(({ cell }) => `${cell.gridRow} ${cell.gridColumn}`));
  const codes = new Set(table.columns.filter((c) => c.role === 'code' || c.role === 'line_number').map((c) => c.gridColumn));
  return [
    ...unknownColumns(table).flatMap(({ gridColumn, header, page }) => own.filter(({ cell }) => cell.gridColumn === gridColumn && cell.reading.state === 'amount').map(({ ref }, i): Doubted => ({ page, text: i === 0 ? (!hasWords(header) ? `第${gridColumn + 1}栏` : `“${header}”`) : '', ref }))),
    ...misplacedLines(lined).flatMap(({ entry, codePublished }) => entry.cells.filter(({ reading }) => reading.state === 'amount').map((cell, i): Doubted => ({ page: cell.page, text: i === 0 ? codePublished : '', ref: `${table.tableId}:${entry.row}:${cell.measure}` }))),
    ...withMoreDecimals(own).map(({ ref, cell }): Doubted => ({ page: cell.page, text: publishedOf(cell), ref })),
    ...own.flatMap(({ ref, cell }): Doubted[] => (unsure.has(ref) ? [{ page: cell.page, text: publishedOf(cell), ref }] : [])),
    ...table.grid.cells.flatMap((c): Doubted[] => (c.confidence >= SURE || slots.has(`${c.row} ${c.column}`) || codes.has(c.column) || c.row < table.headerRows || !(c.text === '' || FIGURE.test(c.text)) ? [] : [{ page: c.page, text: c.text }])),
  ];
}

/** Decimals more than a table's figures usually have, from which a figure is doubted, and the share of its figures that make the usual number. */
const MORE_DECIMALS = 3;
const USUAL = 0.5;

/** Figures with so many more decimals than most of their table's that another figure may be glued to them: 1265.18302 for 1265.18 beside the code 302. */
function withMoreDecimals(cells: readonly { ref: CellRef; cell: EntryCell }[]): { ref: CellRef; cell: EntryCell }[] {
  const decimalsOf = ({ cell }: { cell: EntryCell }): number => /\.(\d+)$/u.exec(publishedOf(cell).trim())?.[1]?.length ?? 0;
  const counts = new Map<number, number>();
  for (const decimals of cells.map(decimalsOf).filter((n) => n > 0)) counts.set(decimals, (counts.get(decimals) ?? 0) + 1);
  const all = [...counts.values()].reduce((a, b) => a + b, 0);
  const [usual = Infinity] = [...counts].find(([, count]) => count > USUAL * all) ?? [];
  return cells.filter((of) => decimalsOf(of) >= usual + MORE_DECIMALS);
}

/** A heading and the figure below it, read as one. */
const HEADING_AND_FIGURE = /^\p{Script=Han}+\s*[\d.,，]{4,}$/u;

/**
 * Columns of amounts under a header that says no known measure, or under none beside others: it may be misread (a
 * character that is left out lowers no certainty), and which figures they are is not known; nor is it where a heading was
 * read with the first figure below it, so that the header lacks it. A heading over such a column may reach too far, so that its other
 * columns are not known either.
 */
function unknownColumns(table: LinedTable['table']): { gridColumn: number; header: string; page: number | undefined }[] {
  const amounts = table.columns.filter(({ role }) => role === 'amount');
  const headed = new Set(table.grid.cells.filter((c) => c.row >= table.headerRows && HEADING_AND_FIGURE.test(c.text)).map((c) => c.column));
  const unknown = new Set(amounts.filter(({ measure = '', header, gridColumn }) => /\p{Script=Han}/u.test(measure) || !hasWords(header) && amounts.length > 1 || headed.has(gridColumn)));
  const headings = table.grid.cells.filter((c) => c.row < table.headerRows && c.text !== '');
  const isOver = (cell: Cell, { gridColumn }: { gridColumn: number }): boolean => gridColumn >= cell.column && gridColumn < cell.column + cell.columnSpan;
  const doubtful = headings.filter((cell) => cell.columnSpan > 1 && [...unknown].some((column) => isOver(cell, column)));
  // beside an unknown column the sum of a group (小计) may pass for the total of the table, where neither heading was understood
  const isGroupTotal = (column: { gridColumn: number; measure?: string | undefined }): boolean => unknown.size > 0 && (column.measure ?? '').startsWith('total') && headings.some((cell) => cell.columnSpan > 1 && isOver(cell, column));
  return amounts.filter((column) => unknown.has(column) || isGroupTotal(column) || doubtful.some((cell) => isOver(cell, column)))
    .map((column) => ({ gridColumn: column.gridColumn, header: column.header, page: headings.find((cell) => isOver(cell, column))?.page }));
}

/** One finding for each page of each table. */
function unsureFindings(tables: ReadonlyMap<LinedTable, readonly Doubted[]>, unsure: ReadonlyMap<CellRef, EntryCell>): Finding[] {
  return [...tables].flatMap(([lined, doubted]) => {
    const { tableId, kind, title } = lined.table;
    return [...new Set(doubted.map((d) => d.page))].map((page): Finding => {
      const on = doubted.filter((d) => d.page === page);
      return {
        rule: 'reading/unsure', tableId, tableKind: kind, ...(page === undefined ? {} : { page }), cause: 'undecided',
        params: { title: title || tableId, page: String(page ?? ''), count: String(on.length), list: on.filter((d) => d.text !== '' || d.ref === undefined || unsure.has(d.ref)).slice(0, LISTED).map((d) => d.text || UNREAD).join('、') + (on.length > LISTED ? '…' : '') },
        cells: on.flatMap((d) => d.ref ?? []), evidence: [],
      };
    });
  });
}

/** Rules that doubt all figures of tables. */
const UNSURE_TABLES: ReadonlySet<string> = new Set(['table/rows-unsure', 'table/columns-unsure']);

/**
 * What the checks find is true of the document only as far as its figures were read: an error that an unsure reading
 * takes part in, or a table whose rows and columns are not sure, is a warning, and its cause is not decided.
 */
export function asReadingsAllow(findings: readonly Finding[], unsure: ReadonlySet<CellRef>, severityOf: (finding: Finding) => string): Finding[] {
  const tables = new Set(findings.flatMap(({ rule, cells }) => (UNSURE_TABLES.has(rule) ? (cells ?? []) : [])));
  if (unsure.size === 0 && tables.size === 0) return [...findings];
  return findings.map((finding) => {
    const cells = [...finding.cells, ...finding.evidence.flatMap((e) => e.cells)];
    return cells.some((c) => unsure.has(c) || tables.has(c.split(':')[0] ?? '')) && severityOf(finding) === 'error' ? { ...finding, severity: 'warning', cause: 'undecided' } : finding;
  });
}

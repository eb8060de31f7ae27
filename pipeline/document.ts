/**
 * One document, from its bytes to checked records: the stages in order, nothing flows back.
 *
 *   file ─read→ Block[] ─stitch→ Block[] ─recognise→ Table[] + Fact[] ─normalise→ lines ─check→ findings
 */
import { basename } from 'node:path';
import { readFacts } from '../extractors/facts/facts.js';
import { evidenceOf, identify, titleOfFile } from '../extractors/facts/identity.js';
import { publicationDate } from '../extractors/facts/publication-date.js';
import type { EngineName, OcrMode } from '../extractors/ocr/engines/engine.js';
import { stitch } from '../extractors/layout/parts/stitch.js';
import { readFile, readImageFolder } from '../extractors/read/index.js';
import type { Watch } from '../extractors/read/watch.js';
import { kindOfTitle } from '../extractors/tables/kinds.js';
import { loadTableKinds, recogniseTables, type TableKindSpec } from '../extractors/tables/index.js';
import { hasWords, itemOf } from '../extractors/tables/vocabulary.js';
import { assetPath } from '../schemas/assets.js';
import type { ReadNote } from '../schemas/block.js';
import { codesByName, findItemByName, lookupCode } from '../schemas/codes.js';
import type { NormalisedDocument, ProcessedDocument } from '../schemas/document.js';
import { listed, columnRef, type Finding } from '../schemas/finding.js';
import { groupBy } from '../schemas/groups.js';
import { isAmount } from '../schemas/printed-figure.js';
import type { Decision } from '../schemas/review.js';
import { severityOf, UNREAD_PAGES } from '../schemas/rules.js';
import type { Table, TableColumn } from '../schemas/table.js';
import { normaliseDocument } from './normalise/codes.js';
import { codeProposals } from './normalise/proposals.js';
import { check } from './reconcile/check.js';
import { asReadingsAllow, settleReadings } from './reconcile/readings/index.js';
import { review, withCodes, type Review } from './review/apply.js';
import { fingerprint, type Source } from './source.js';

export interface DocumentOptions {
  /** Opens an encrypted PDF. */
  readonly password?: string;
  /** Which pages go to character recognition. Default `auto`: those without a usable text layer. */
  readonly ocr?: OcrMode;
  /** Engine to recognise with. Default: the first that is installed. */
  readonly ocrEngine?: EngineName;
  /** Folders with a user's own table kinds; they extend or replace the built-in ones. */
  readonly tables?: readonly string[];
  /** Told which step of reading begins; names pages to leave out. */
  readonly watch?: Watch;
  /** Decisions of a reviewer, those of other documents included. */
  readonly review?: readonly Decision[];
}

const kindsByFolders = new Map<string, readonly TableKindSpec[]>();

/**
 * The built-in table kinds and those of the user's folders, read once per process.
 * @throws ReadError when a file of them is no table kind
 */
export function tableKinds(folders: readonly string[]): readonly TableKindSpec[] {
  const key = folders.join('\0');
  let kinds = kindsByFolders.get(key);
  if (!kinds) kindsByFolders.set(key, (kinds = loadTableKinds([assetPath('schemas/tables'), ...folders])));
  return kinds;
}

/**
 * Extracts, normalises and checks one document. A notice or work report (kind `other`) is read and counted; the rules
 * for disclosures are not applied to it.
 * @param source the whole file, or the images of a folder that is one document
 * @param sourceFile its path relative to the input root, `/` as separator
 * @throws ReadError when the file can't be read, with a one-line message
 */
export async function processDocument(source: Source, sourceFile: string, options: DocumentOptions = {}): Promise<ProcessedDocument> {
  const { sha256, bytes } = fingerprint(source);
  const kinds = tableKinds(options.tables ?? []);

  const reading = { ...(options.password === undefined ? {} : { password: options.password }), ...(options.ocr === undefined ? {} : { ocr: options.ocr }), ...(options.ocrEngine === undefined ? {} : { ocrEngine: options.ocrEngine }), ...(options.watch === undefined ? {} : { watch: options.watch }) };
  const read = await (source instanceof Uint8Array ? readFile(source, sourceFile, reading) : readImageFolder(source, sourceFile, reading));
  options.watch?.begin('rest', 0);
  const { tables, paragraphs } = recogniseTables(stitch(read.blocks, read.places), kinds, titleOfFile(sourceFile));
  const identity = identify(evidenceOf(paragraphs, tables), basename(sourceFile));
  const year = identity.fiscalYear;
  const disclosure = identity.kind === 'disclosure';
  const facts = disclosure
    ? readFacts(paragraphs, { year, stage: identity.stage, organisation: identity.organisation, itemByName: (name) => findItemByName(name, { year }) })
    : [];
  const normalised = normaliseDocument(tables, year);
  const publishedOn = publicationDate(paragraphs, read.declaredDate);
  const printed: NormalisedDocument = {
    identity, paragraphs, facts, tables: normalised.tables, notes: read.notes, extraction: read.extraction,
    ...(read.pages === undefined ? {} : { pages: read.pages }),
    ...(publishedOn === '' ? {} : { publishedOn }),
  };
  const { document, findings: readings, unsure } = settleReadings(printed, kinds);
  const documentId = sha256.slice(0, 16);
  const solve = ({ known, codes }: Review) => {
    const solved = withCodes(document, codes);
    const checked = disclosure ? check(solved, kinds, known) : { findings: [], checks: [], cover: new Map<string, never>(), proposals: [] };
    const findings = [...readingFindings(read.notes), ...readings, ...asReadingsAllow([...(disclosure ? [...tableFindings(solved, kinds), ...normalised.findings] : []), ...checked.findings], unsure, severityOf)];
    return { document: solved, findings, checks: disclosure ? [...normalised.checks, ...checked.checks] : [], cover: checked.cover, proposals: [...codeProposals(findings, solved.tables), ...checked.proposals] };
  };
  const { solved, confirmed, unapplied } = review(documentId, document, (options.review ?? []).filter((d) => d.document_id === documentId), solve);
  const unread = read.notes.some((note) => UNREAD_PAGES.includes(note.rule));
  return { documentId, sha256, bytes, sourceFile, mediaType: read.mediaType, ...solved, confirmed, unapplied, status: unread ? 'partial' : 'ok', error: '' };
}

/** What the reader noticed, as findings: nothing that was not read gets lost. Pages with the same trouble are one finding. */
export function readingFindings(notes: readonly ReadNote[]): Finding[] {
  const groups = groupBy(notes, (note) => `${note.rule} ${note.page === undefined ? `line ${note.line ?? ''}` : (note.params.reason ?? '')}`);
  return [...groups.values()].map((group) => {
    const first = group[0] as ReadNote;
    const pages = group.flatMap((note) => note.page ?? []);
    const count = group.reduce((sum, note) => sum + Number(note.params.count ?? 0), 0);
    return {
      rule: first.rule,
      ...(pages[0] === undefined ? {} : { page: pages[0] }),
      params: { ...first.params, ...(pages.length > 0 ? { page: ranges(pages) } : {}), ...(first.line === undefined ? {} : { line: String(first.line) }), ...(count > 0 ? { count: String(count) } : {}), ...figuresOf(group) },
      cells: [], evidence: [],
    };
  });
}

/** Pages whose figures are shown, rows and columns that are named. */
const SHOWN = 12;

/** The figures that pages list, each with its page where there are several. */
function figuresOf(group: readonly ReadNote[]): { figures?: string; figuresEn?: string } {
  const noted = group.flatMap(({ page, params: { figures } }) => (figures === undefined ? [] : [{ page, figures }]));
  const [first, ...more] = noted;
  if (first === undefined) return {};
  if (more.length === 0) return { figures: first.figures, figuresEn: first.figures.replaceAll('、', ', ') };
  const shown = noted.slice(0, SHOWN);
  const rest = noted.length > shown.length ? '…' : '';
  return { figures: shown.map(({ page, figures }) => `第${page}页${figures}`).join('；') + rest, figuresEn: shown.map(({ page, figures }) => `page ${page}: ${figures.replaceAll('、', ', ')}`).join('; ') + rest };
}

/** 1, 2, 3, 7 → `1–3、7`. */
function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const n of [...new Set(numbers)].toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? String(a) : `${a}–${b}`)).join('、');
}

/** Tables of no known kind and rows that no reader took. */
function tableFindings(document: NormalisedDocument, kinds: readonly TableKindSpec[]): Finding[] {
  const findings: Finding[] = [];
  for (const [i, { table }] of document.tables.entries()) {
    const place = { tableId: table.tableId, tableKind: table.kind, ...(table.grid.pages ? { page: table.grid.pages[0] } : {}) };
    if (table.kind === 'other') {
      const part = isPartOfTable(table);
      findings.push({ rule: 'table/unknown-kind', ...(part || isOfKnownTitle(document, i, kinds) ? { severity: 'warning' as const } : {}), ...place, params: { title: table.title || table.tableId }, cells: [], evidence: [] });
      const cut = part ? undefined : restOf(document.tables[i - 1]?.table, table);
      if (cut !== undefined) findings.push(cut);
    }
    if (table.unread.length > 0) {
      const list = listed(table.unread.map((row) => `第${row.gridRow + 1}行：${row.reason}`), SHOWN, '行');
      findings.push({ rule: 'table/unread-row', ...place, params: { title: table.title || table.tableId, list, count: String(table.unread.length) }, cells: [], evidence: [] });
    }
  }
  return [...findings, ...unknownColumns(document)];
}

/** The title of a table alone in its line, or what is left of it before a bracket. */
const TITLE = /表(?:[（(][^（）()]*[）)])?$/u;

/**
 * Whether a table of no known kind has a title that is one of a known kind, and amounts: its columns were not told. The title
 * may be farther above, where headings were left out of the table; the amounts in the grids without a title behind it,
 * where a header was parted from its rows.
 */
function isOfKnownTitle({ tables, paragraphs }: NormalisedDocument, i: number, kinds: readonly TableKindSpec[]): boolean {
  const { table } = tables[i] as NormalisedDocument['tables'][number];
  const above = tables[i - 1]?.table.paragraphsBefore ?? 0;
  const titles = TITLE.test(table.title.trim()) ? [table.title] : table.title === '' ? [] : paragraphs.slice(above, table.paragraphsBefore).map(({ text }) => text).slice(-TITLE_PARAGRAPHS);
  if (!titles.some((title) => TITLE.test(title.trim()) && kindOfTitle(title, kinds) !== undefined)) return false;
  const behind = tables.slice(i + 1);
  const next = behind.findIndex((other) => other.table.kind !== 'other' || other.table.title !== '');
  return [tables[i], ...behind.slice(0, next < 0 ? behind.length : next)].some((own) => own?.table.grid.cells.some((cell) => cell.column > 0 && isAmount(cell.text)));
}

/** Paragraphs from a title to its table, at most: maker, unit, a note, lines of headings. */
const TITLE_PARAGRAPHS = 6;

/** Rows of a part of a table, at least: what a page end leaves without its title and header is longer than a chart's data. */
const PART_ROWS = 3;

/** Whether a grid of no known kind is plainly a part of one: without the title of a table, its rows begin with official codes or items (一般公共预算拨款收入) and have amounts. */
function isPartOfTable({ title, grid }: Table): boolean {
  if (/表(?:[（(][^（）()]*[）)])?$/u.test(title.trim())) return false;
  // the unit may stand before its codes
  const begin = new Set(grid.cells.filter((cell) => cell.column <= 1 && lookupCode(codeOf(cell.text)) !== undefined || cell.column === 0 && itemOf(cell.text) !== '').map((cell) => cell.row));
  const filled = new Set(grid.cells.filter((cell) => cell.column > 0 && /^-?[\d,]+\.\d{1,6}$/u.test(cell.text.trim())).map((cell) => cell.row));
  return [...begin].filter((row) => filled.has(row)).length >= PART_ROWS;
}

/** The code with which a cell begins, alone or before a name: 2101101 行政单位医疗, 201-03-01. */
const codeOf = (text: string): string => /^[[（(]?(\d[\d-]*)/u.exec(text.trim())?.[1]?.replaceAll('-', '') ?? '';

/** The name of a line of a table, which stands alone above the others on its page: 二十一、其他支出. */
const LINE_NAME = /^[一二三四五六七八九十]+、[^，。；]*(?:支出|收入|结转|结余)$/u;

/** That a table of no known kind without a title stands right behind the page end at which another ends: its amounts may be that one's. Undefined where it does not. */
function restOf(above: Table | undefined, table: Table): Finding | undefined {
  const [page, end] = [table.grid.pages?.[0], above?.grid.pages?.[1]];
  if (above === undefined || page === undefined || end !== page - 1 || above.kind === 'other') return undefined;
  const between = table.paragraphsBefore - above.paragraphsBefore;
  if (table.title === '' ? between > 0 : between > 1 || table.headerRows > 0 || !LINE_NAME.test(table.title.trim())) return undefined;
  const rows = new Set(table.grid.cells.filter((cell) => isAmount(cell.text)).map((cell) => cell.row));
  if (rows.size === 0) return undefined;
  return { rule: 'table/unread-row', tableId: above.tableId, tableKind: above.kind, page, params: { title: above.title || above.tableId, list: `第${page}页开头的表格“${table.tableId}”没有标题，可能是续表`, count: String(rows.size) }, cells: [], evidence: [] };
}

/**
 * Amount columns whose headers name neither a measure nor an item (工资福利支出), or that have no header beside others:
 * nothing is lost, but nobody else knows them by that name. One finding for all.
 */
function unknownColumns({ tables }: NormalisedDocument): Finding[] {
  const unknown = tables.flatMap(({ table }) => {
    const filled = new Set(table.entries.flatMap((entry) => entry.cells.filter((cell) => cell.reading.state !== 'blank').map((cell) => cell.gridColumn)));
    const amounts = table.columns.filter((column) => column.role === 'amount' && filled.has(column.gridColumn));
    const unnamed = (column: TableColumn): boolean => !hasWords(column.header) && amounts.some((other) => other !== column && other.block === column.block);
    return amounts.filter((column) => unnamed(column) || /\p{Script=Han}/u.test(column.measure ?? '') && codesByName(column.measure ?? '').length === 0).map((column) => ({ table, column }));
  });
  const [first] = unknown;
  if (first === undefined) return [];
  const list = listed(unknown.map(({ table, column }) => `“${table.title || table.tableId}”的${!hasWords(column.header) ? `第${column.gridColumn + 1}栏` : `“${column.header}”`}`), SHOWN, '栏');
  return [{ rule: 'table/unknown-column', tableId: first.table.tableId, tableKind: first.table.kind, ...(first.table.grid.pages ? { page: first.table.grid.pages[0] } : {}), params: { list, count: String(unknown.length) }, cells: unknown.map(({ table, column }) => columnRef(table.tableId, column.measure ?? '')), evidence: [] }];
}

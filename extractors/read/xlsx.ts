/**
 * Workbooks (.xlsx): each sheet in its order as captions, tables and notes. Numbers are read as the sheet shows them, by
 * their formats; what it hides is counted and left out; a formula without its result stays as it is, so that it is told.
 */
import type { Block, Cell, Grid, Paragraph, ReadNote, ReadResult } from '../../schemas/block.js';
import { groupBy } from '../../schemas/groups.js';
import { listed } from '../../schemas/finding.js';
import { isFigure } from '../../schemas/printed-figure.js';
import { builtInFormat, shown } from './number-format.js';
import { cleanText, joinLines } from './residue.js';
import { sheetBlocks, trimmed, withoutColumns, withoutRows } from './sheet-parts.js';
import { childOf, childrenOf, descendants, ownText, parseXml, type Xml } from './xml.js';
import type { Container } from './zip.js';

/** Sheets end where only formats go on. */
const LIMITS = { rows: 100_000, columns: 2_000, slots: 4_000_000 } as const;
/** A name that a program gave. */
const DEFAULT_NAME = /^(?:sheet|工作表|表)\s*\d*(?:\s*\(\d+\))?$/iu;
/** Hidden places that are named. */
const SHOWN = 8;
/** A sheet of scattered words (封面) has rows of at most so many cells. */
const SCATTERED = 2;

interface Workbook {
  readonly strings: readonly string[];
  /** Number formats by style. */
  readonly formats: readonly string[];
  readonly since1904: boolean;
}

/** Blocks of a workbook. */
export function readWorkbook(container: Container): ReadResult {
  const part = (name: string): Xml | undefined => {
    const text = container.text(name);
    return text === undefined ? undefined : parseXml(text);
  };
  const book = part('xl/workbook.xml');
  const targets = relationsOf(part('xl/_rels/workbook.xml.rels'), 'xl/');
  const workbook: Workbook = {
    strings: childrenOf(part('xl/sharedStrings.xml'), 'si').map(richText),
    formats: formatsOf(part('xl/styles.xml')),
    since1904: /^(?:1|true)$/u.test(childOf(book, 'workbookPr')?.attributes.date1904 ?? ''),
  };
  const blocks: Block[] = [];
  const hidden: string[] = [];
  let pictures = 0;
  for (const { attributes: { name = '', id = '', state = 'visible' } } of childrenOf(childOf(book, 'sheets'), 'sheet')) {
    const path = targets.get(id) ?? '';
    const sheet = part(path);
    if (sheet === undefined || sheet.name !== 'worksheet') continue;
    if (state !== 'visible') {
      hidden.push(`工作表“${name}”`);
      continue;
    }
    const read = readSheet(sheet, workbook);
    const drawing = drawingOf(sheet, path, part);
    pictures += drawing.pictures;
    hidden.push(...read.hidden.map((place) => `“${name}”${place}`));
    blocks.push(...namedBlocks(name, [...drawing.texts, ...read.blocks]));
  }
  return { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extraction: 'text', blocks, notes: notesOf(hidden, pictures) };
}

function notesOf(hidden: readonly string[], pictures: number): ReadNote[] {
  return [
    ...(hidden.length === 0 ? [] : [{ rule: 'document/hidden', params: { count: String(hidden.length), list: listed(hidden, SHOWN) } }]),
    ...(pictures === 0 ? [] : [{ rule: 'document/picture-unread', params: { count: String(pictures) } }]),
  ];
}

/** Targets of relations by their ids. */
export function relationsOf(relations: Xml | undefined, folder: string): Map<string, string> {
  return new Map(childrenOf(relations, 'Relationship').map(({ attributes: { Id = '', Target = '' } }) => [Id, resolved(folder, Target)]));
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}

/** Text of a string item or an inline string, without the readings set over it. */
function richText(item: Xml): string {
  return [...childrenOf(item, 't'), ...childrenOf(item, 'r').flatMap((run) => childrenOf(run, 't'))].map(ownText).join('');
}

function formatsOf(styles: Xml | undefined): string[] {
  const own = new Map(childrenOf(childOf(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [Number(attributes.numFmtId), attributes.formatCode ?? 'General']));
  return childrenOf(childOf(styles, 'cellXfs'), 'xf').map(({ attributes }) => own.get(Number(attributes.numFmtId ?? 0)) ?? builtInFormat(Number(attributes.numFmtId ?? 0)));
}

/** A sheet's name before its blocks, where it is no default and nothing in the sheet stands over the first table as its title. */
function namedBlocks(name: string, blocks: readonly Block[]): Block[] {
  const first = blocks.findIndex((block) => block.type === 'grid');
  const titled = blocks.slice(0, Math.max(0, first)).some((block) => block.type === 'paragraph' && /表(?:[(（].*[)）])?$/u.test(block.text.trim()));
  if (first < 0 || titled || DEFAULT_NAME.test(name.trim())) return [...blocks];
  return [{ type: 'paragraph', text: name, source: 'text' }, ...blocks];
}

/** Texts of boxes and the number of pictures that lie over a sheet. */
function drawingOf(sheet: Xml, path: string, part: (name: string) => Xml | undefined): { texts: Paragraph[]; pictures: number } {
  const id = childOf(sheet, 'drawing')?.attributes.id;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const target = id === undefined ? undefined : relationsOf(part(`${folder}_rels/${path.slice(folder.length)}.rels`), folder).get(id);
  const drawing = target === undefined ? undefined : part(target);
  if (drawing === undefined) return { texts: [], pictures: 0 };
  const lines = descendants(drawing, 'txBody').flatMap((body) => childrenOf(body, 'p')).map((p) => cleanText(descendants(p, 't').map(ownText).join('')));
  return { texts: lines.filter((text) => text !== '').map((text) => ({ type: 'paragraph', text, source: 'text' })), pictures: descendants(drawing, 'pic').length };
}

function readSheet(sheet: Xml, workbook: Workbook): { blocks: Block[]; hidden: string[] } {
  const rows = childrenOf(childOf(sheet, 'sheetData'), 'row');
  const spans = new Map(childrenOf(childOf(sheet, 'mergeCells'), 'mergeCell').flatMap(({ attributes }) => {
    const [from, to] = (attributes.ref ?? '').split(':').map(placeOf);
    return from && to ? [[`${from.row} ${from.column}`, { rowSpan: to.row - from.row + 1, columnSpan: to.column - from.column + 1 }] as const] : [];
  }));
  const cells: Cell[] = [];
  const hiddenRows = new Set<number>();
  let row = -1;
  for (const source of rows) {
    row = source.attributes.r === undefined ? row + 1 : Number(source.attributes.r) - 1;
    if (row >= LIMITS.rows) break;
    if (isOn(source.attributes.hidden) || Number(source.attributes.ht ?? 1) === 0) hiddenRows.add(row);
    let column = -1;
    for (const cell of childrenOf(source, 'c')) {
      column = cell.attributes.r === undefined ? column + 1 : (placeOf(cell.attributes.r)?.column ?? column + 1);
      const { text, lines } = textOf(cell, workbook);
      const span = spans.get(`${row} ${column}`);
      if ((text !== '' || span !== undefined) && column < LIMITS.columns) cells.push({ row, column, rowSpan: 1, columnSpan: 1, ...span, text, ...(lines.length > 1 ? { lines } : {}), confidence: 1 });
    }
  }
  return gridBlocksOf(cells, hiddenRows, hiddenColumns(sheet));
}

function gridBlocksOf(cells: readonly Cell[], hiddenRows: ReadonlySet<number>, hiddenColumns: (column: number) => boolean): { blocks: Block[]; hidden: string[] } {
  const filled = cells.filter((cell) => cell.text !== '');
  if (filled.length === 0) return { blocks: [], hidden: [] };
  const end = { row: Math.max(...filled.map((cell) => cell.row)) + 1, column: Math.max(...filled.map((cell) => cell.column)) + 1 };
  const within = cells.filter((cell) => cell.row < end.row && cell.column < end.column).map((cell) => ({ ...cell, rowSpan: Math.min(cell.rowSpan, end.row - cell.row), columnSpan: Math.min(cell.columnSpan, end.column - cell.column) }));
  const columns = end.column;
  const unseen = new Set(Array.from({ length: columns }, (_, column) => column).filter(hiddenColumns));
  const isUnseen = (cell: Cell): boolean => hiddenRows.has(cell.row) || unseen.has(cell.column);
  const whole: Grid = { type: 'grid', rows: end.row, columns, cells: withBlanks(within, end.row, columns), source: 'text', method: 'markup' };
  const grid = trimmed(withoutColumns(withoutRows(whole, hiddenRows), unseen));
  const hidden = [...new Set(filled.filter(isUnseen).toSorted((a, b) => a.row - b.row || a.column - b.column).map((cell) => (hiddenRows.has(cell.row) ? `第${cell.row + 1}行` : `${letters(cell.column)}列`)))];
  return { blocks: isScattered(grid) ? wordsOf(grid) : sheetBlocks(grid), hidden };
}

/** Cells with blank ones in the slots that none covers, in reading order. */
function withBlanks(cells: readonly Cell[], rows: number, columns: number): Cell[] {
  const sorted = (list: readonly Cell[]): Cell[] => list.toSorted((a, b) => a.row - b.row || a.column - b.column);
  if (rows * columns > LIMITS.slots) return sorted(cells);
  const taken = new Uint8Array(rows * columns);
  for (const cell of cells) for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1) taken.fill(1, row * columns + cell.column, row * columns + Math.min(columns, cell.column + cell.columnSpan));
  const blanks = [...taken.keys()].filter((slot) => taken[slot] === 0).map((slot): Cell => ({ row: Math.floor(slot / columns), column: slot % columns, rowSpan: 1, columnSpan: 1, text: '', confidence: 1 }));
  return sorted([...cells, ...blanks]);
}

const isScattered = (grid: Grid): boolean => {
  const counts = new Map<number, number>();
  for (const cell of grid.cells) if (cell.text !== '') counts.set(cell.row, (counts.get(cell.row) ?? 0) + 1);
  return [...counts.values()].every((count) => count <= SCATTERED) && !grid.cells.some((cell) => isFigure(cell.text));
};

function wordsOf(grid: Grid): Paragraph[] {
  const rows = groupBy(grid.cells.filter((cell) => cell.text !== ''), (cell) => cell.row);
  return [...rows.values()].map((row) => ({ type: 'paragraph', text: row.map((cell) => cell.text).join(''), source: 'text' }));
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

function hiddenColumns(sheet: Xml): (column: number) => boolean {
  const ranges = childrenOf(childOf(sheet, 'cols'), 'col').filter(({ attributes }) => isOn(attributes.hidden) || Number(attributes.width ?? 1) === 0).map(({ attributes }) => [Number(attributes.min) - 1, Number(attributes.max) - 1] as const);
  return (column) => ranges.some(([from, to]) => column >= from && column <= to);
}

/** Column 27 → AB. */
const letters = (column: number): string => (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** B12 → row 11, column 1. */
function placeOf(reference: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/u.exec(reference);
  if (match === null) return undefined;
  const column = [...(match[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(match[2]) - 1, column };
}

/** What a cell shows. A formula whose result was never stored shows itself: nothing else is known of it. */
function textOf(cell: Xml, { strings, formats, since1904 }: Workbook): { text: string; lines: readonly string[] } {
  const value = ownText(childOf(cell, 'v'));
  const formula = childOf(cell, 'f');
  const type = cell.attributes.t ?? 'n';
  const raw = type === 's' ? (strings[Number(value)] ?? '') : type === 'inlineStr' ? richText(childOf(cell, 'is') ?? cell)
    : value === '' ? (formula === undefined ? '' : `=${ownText(formula)}`)
      : type === 'n' ? shown(value, formats[Number(cell.attributes.s ?? 0)] ?? 'General', since1904) : type === 'b' ? (value === '1' ? '是' : '否') : value;
  const lines = raw.split(/\r?\n/u).map(cleanText).filter((line) => line !== '');
  return { text: joinLines(lines), lines };
}

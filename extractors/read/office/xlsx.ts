/**
 * Workbooks since 2007 (.xlsx). Numbers are read as the sheet shows them, by their formats; a formula without its result
 * stays as it is, so that it is told.
 */
import { ReadError, type Cell, type ReadResult } from '../../../schemas/block.js';
import { builtInFormat, shown } from './number-format.js';
import { cellText, type Sheet, workbookOf } from './workbook.js';
import { relationsOf } from './relations.js';
import { childOf, childrenOf, descendants, ownText, xmlPart, type Xml } from './xml.js';
import type { Container } from './zip.js';

interface Workbook {
  readonly strings: readonly string[];
  /** Number formats by style. */
  readonly formats: readonly string[];
  readonly since1904: boolean;
}

/** Blocks of a workbook. */
export async function readWorkbook(container: Container): Promise<ReadResult> {
  const part = (name: string): Promise<Xml | undefined> => xmlPart(container, name);
  const book = await part('xl/workbook.xml');
  const targets = relationsOf(await part('xl/_rels/workbook.xml.rels'), 'xl/');
  const workbook: Workbook = {
    strings: childrenOf(await part('xl/sharedStrings.xml'), 'si').map(richText),
    formats: formatsOf(await part('xl/styles.xml')),
    since1904: /^(?:1|true)$/u.test(childOf(book, 'workbookPr')?.attributes.date1904 ?? ''),
  };
  const sheets: Sheet[] = [];
  for (const { attributes: { name = '', id = '', state = 'visible' } } of childrenOf(childOf(book, 'sheets'), 'sheet')) {
    const path = targets.get(id) ?? '';
    const sheet = await part(path);
    if (sheet === undefined) throw new ReadError(`Expected a whole file, got one without its sheet ${name} — download or export it again`);
    if (sheet.name === 'worksheet') sheets.push({ name, hidden: state !== 'visible', ...cellsOf(sheet, workbook), isHiddenColumn: hiddenColumns(sheet), ...(await drawingOf(sheet, path, part)) });
  }
  return workbookOf(sheets, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
}

/** Text of a string item or an inline string, without the readings set over it. */
function richText(item: Xml): string {
  return [...childrenOf(item, 't'), ...childrenOf(item, 'r').flatMap((run) => childrenOf(run, 't'))].map(ownText).join('');
}

function formatsOf(styles: Xml | undefined): string[] {
  const own = new Map(childrenOf(childOf(styles, 'numFmts'), 'numFmt').map(({ attributes }) => [Number(attributes.numFmtId), attributes.formatCode ?? 'General']));
  return childrenOf(childOf(styles, 'cellXfs'), 'xf').map(({ attributes }) => own.get(Number(attributes.numFmtId ?? 0)) ?? builtInFormat(Number(attributes.numFmtId ?? 0)));
}

/** Texts of boxes and the number of pictures that lie over a sheet. */
async function drawingOf(sheet: Xml, path: string, part: (name: string) => Promise<Xml | undefined>): Promise<Pick<Sheet, 'texts' | 'pictures'>> {
  const id = childOf(sheet, 'drawing')?.attributes.id;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const target = id === undefined ? undefined : relationsOf(await part(`${folder}_rels/${path.slice(folder.length)}.rels`), folder).get(id);
  const drawing = target === undefined ? undefined : await part(target);
  if (drawing === undefined) return { texts: [], pictures: 0 };
  const lines = descendants(drawing, 'txBody').flatMap((body) => childrenOf(body, 'p'));
  return { texts: lines.map((line) => descendants(line, 't').map(ownText).join('')), pictures: descendants(drawing, 'pic').length };
}

function cellsOf(sheet: Xml, workbook: Workbook): Pick<Sheet, 'cells' | 'hiddenRows'> {
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
    if (isOn(source.attributes.hidden) || Number(source.attributes.ht ?? 1) === 0) hiddenRows.add(row);
    let column = -1;
    for (const cell of childrenOf(source, 'c')) {
      column = cell.attributes.r === undefined ? column + 1 : (placeOf(cell.attributes.r)?.column ?? column + 1);
      const text = cellText(textOf(cell, workbook));
      const span = spans.get(`${row} ${column}`);
      if (text.text !== '' || span !== undefined) cells.push({ row, column, rowSpan: 1, columnSpan: 1, ...span, ...text, confidence: 1 });
    }
  }
  return { cells, hiddenRows };
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

function hiddenColumns(sheet: Xml): (column: number) => boolean {
  const ranges = childrenOf(childOf(sheet, 'cols'), 'col').filter(({ attributes }) => isOn(attributes.hidden) || Number(attributes.width ?? 1) === 0).map(({ attributes }) => [Number(attributes.min) - 1, Number(attributes.max) - 1] as const);
  return (column) => ranges.some(([from, to]) => column >= from && column <= to);
}

/** B12 → row 11, column 1. */
function placeOf(reference: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/u.exec(reference);
  if (match === null) return undefined;
  const column = [...(match[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(match[2]) - 1, column };
}

/** The text that a cell names by its number. */
function sharedText(strings: readonly string[], number: string): string {
  const text = strings[Number(number)];
  if (text === undefined) throw new ReadError(`Expected a whole workbook, got a cell whose text (${number}) is missing — download or export it again`);
  return text;
}

/** What a cell shows. A formula whose result was never stored shows itself: nothing else is known of it. */
function textOf(cell: Xml, { strings, formats, since1904 }: Workbook): string {
  const value = ownText(childOf(cell, 'v'));
  const formula = childOf(cell, 'f');
  const type = cell.attributes.t ?? 'n';
  if (type === 's' && value !== '') return sharedText(strings, value);
  if (type === 'inlineStr') return richText(childOf(cell, 'is') ?? cell);
  if (value === '') return formula === undefined ? '' : `=${ownText(formula)}`;
  if (type === 'b') return value === '1' ? '是' : '否';
  return type === 'n' ? shown(value, formats[Number(cell.attributes.s ?? 0)] ?? 'General', since1904) : value;
}

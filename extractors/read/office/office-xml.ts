/**
 * Workbooks and Word documents that are one XML file: those of Office 2003 (SpreadsheetML, WordprocessingML), as programs
 * that export tables write them, often named .xls or .doc.
 */
import { ReadError, type Cell, type ReadResult } from '../../../schemas/block.js';
import { wordResult } from './docx.js';
import { shown } from './number-format.js';
import { cellText, type Sheet, workbookOf } from './workbook.js';
import { allText, childOf, childrenOf, descendants, ownText, parseXml, type Xml } from './xml.js';

/** Formats that have names instead of patterns. */
const NAMED: Readonly<Record<string, string>> = { Standard: '#,##0.00', Fixed: '0.00', Percent: '0.00%', Currency: '#,##0.00' };
/** Beyond these no sheet goes: a place that a file tells may be anything. */
const LAST = { row: 1_048_576, column: 16_384 } as const;

/**
 * Blocks of an office file in XML.
 * @throws ReadError for XML of any other kind
 */
export function readOfficeXml(text: string, name: string): ReadResult {
  try {
    const root = parseXml(text);
    if (root.name === 'Workbook') return workbookOf(childrenOf(root, 'Worksheet').map((sheet) => sheetOf(sheet, formatsOf(root))), 'application/vnd.ms-excel');
    if (root.name === 'wordDocument') return wordResult(childOf(root, 'body'), descendants(root, 'hdr'), descendants(root, 'footnote'), 'application/msword');
    if (root.name === 'package') return packageResult(root);
    throw new ReadError(`an XML file (${root.name.slice(0, 40)}): not read; give a PDF, Excel, Word, HTML or text file`);
  } catch (error) {
    throw error instanceof ReadError ? new ReadError(`${name}: ${error.message}`) : error;
  }
}

/** A Word document since 2007 whose parts are in one file (Flat OPC). */
function packageResult(root: Xml): ReadResult {
  const parts = (names: RegExp): Xml[] => childrenOf(root, 'part').filter(({ attributes: { name = '' } }) => names.test(name)).flatMap((part) => childrenOf(childOf(part, 'xmlData')));
  const [document] = parts(/^\/word\/document\.xml$/u);
  if (document === undefined) throw new ReadError('an office file in XML that is no Word document: not read; save it as .xlsx or .docx');
  return wordResult(childOf(document, 'body'), parts(/^\/word\/header\d*\.xml$/u), parts(/^\/word\/(?:foot|end)notes\.xml$/u).flatMap((part) => childrenOf(part)), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document');
}

/** Number formats by the styles that have them. */
function formatsOf(book: Xml): Map<string, string> {
  return new Map(childrenOf(childOf(book, 'Styles'), 'Style').flatMap((style) => {
    const format = childOf(style, 'NumberFormat')?.attributes.Format;
    return format === undefined ? [] : [[style.attributes.ID ?? '', NAMED[format] ?? format] as const];
  }));
}

function sheetOf(sheet: Xml, formats: ReadonlyMap<string, string>): Sheet {
  const table = childOf(sheet, 'Table');
  const cells: Cell[] = [];
  const hiddenRows = new Set<number>();
  let row = -1;
  for (const source of childrenOf(table, 'Row')) {
    row = placeAfter(row, source, LAST.row);
    if (isHidden(source)) hiddenRows.add(row);
    cells.push(...rowCells(source, formats).map((cell) => ({ ...cell, row })));
    row += Number(source.attributes.Span ?? 0);
  }
  const options = childOf(sheet, 'WorksheetOptions');
  return { name: sheet.attributes.Name ?? '', hidden: /^Sheet(?:Very)?Hidden$/u.test(ownText(childOf(options, 'Visible'))), cells, hiddenRows, isHiddenColumn: hiddenColumns(table), texts: [], pictures: 0 };
}

/** Cells of a row that show something or cover others, in row 0. */
function rowCells(row: Xml, formats: ReadonlyMap<string, string>): Cell[] {
  const cells: Cell[] = [];
  let column = -1;
  for (const source of childrenOf(row, 'Cell')) {
    column = placeAfter(column, source, LAST.column);
    const [across, down] = [Number(source.attributes.MergeAcross ?? 0), Number(source.attributes.MergeDown ?? 0)];
    const text = cellText(shownText(source, formats));
    if (text.text !== '' || across > 0 || down > 0) cells.push({ row: 0, column, rowSpan: down + 1, columnSpan: across + 1, ...text, confidence: 1 });
    column += across;
  }
  return cells;
}

/** Where a row, a column or a cell stands: after the last one where it doesn't say. */
function placeAfter(last: number, { attributes: { Index } }: Xml, most: number): number {
  const place = Index === undefined ? last + 1 : Number(Index) - 1;
  if (!(place > last && place < most)) throw new ReadError(`Expected places in order, got ${Index ?? 'too many'}: the file is damaged — export it again`);
  return place;
}

const isHidden = ({ attributes }: Xml): boolean => attributes.Hidden === '1' || attributes.Height === '0' || attributes.Width === '0';

function hiddenColumns(table: Xml | undefined): (column: number) => boolean {
  const ranges: (readonly [number, number])[] = [];
  let column = -1;
  for (const source of childrenOf(table, 'Column')) {
    column = placeAfter(column, source, LAST.column);
    const span = Number(source.attributes.Span ?? 0);
    if (isHidden(source)) ranges.push([column, column + span]);
    column += span;
  }
  return (at) => ranges.some(([from, to]) => at >= from && at <= to);
}

/** What a cell shows; a formula whose result was never stored shows itself. */
function shownText(cell: Xml, formats: ReadonlyMap<string, string>): string {
  const data = childOf(cell, 'Data');
  if (data === undefined) return cell.attributes.Formula ?? '';
  const text = allText(data);
  return data.attributes.Type === 'Number' ? shown(text, formats.get(cell.attributes.StyleID ?? '') ?? 'General') : text;
}

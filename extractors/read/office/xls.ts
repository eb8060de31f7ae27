/**
 * Workbooks of Excel 97 to 2003 (.xls): a stream of records, those of the whole workbook first, then each sheet's. Read are
 * the records of texts, numbers, formats, merged and hidden cells; everything else is passed over.
 */
import { ReadError, type Cell, type ReadResult } from '../../../schemas/block.js';
import { builtInFormat, shown } from './number-format.js';
import { cellText, type Sheet, workbookOf } from './workbook.js';

const RECORD = {
  formula: 0x06, eof: 0x0a, date1904: 0x22, filePass: 0x2f, continued: 0x3c, object: 0x5d, columns: 0x7d, sheet: 0x85, numbers: 0xbd, format0: 0xe0, merged: 0xe5,
  strings: 0xfc, stringCell: 0xfd, box: 0x1b6, number: 0x203, label: 0x204, boolean: 0x205, result: 0x207, row: 0x208, short: 0x27e, format: 0x41e, begin: 0x809,
} as const;
/** Excel 97 and later. */
const VERSION = 0x600;
/** Columns that a sheet can have. */
const COLUMNS = 256;
const PICTURE = 8;
const ERRORS: Readonly<Record<number, string>> = { 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' };
/** A formula that is to be computed when the file is opened: its result was never stored. */
const UNCOMPUTED = 2;

interface BookRecord {
  readonly type: number;
  readonly data: DataView;
  /** Data of the records that continue it. */
  readonly more: readonly DataView[];
}

interface Book {
  readonly strings: readonly string[];
  readonly formats: readonly string[];
  readonly since1904: boolean;
}

/**
 * Blocks of the stream of a workbook.
 * @throws ReadError where it is of an older version, encrypted or cut off
 */
export function readOldWorkbook(stream: Uint8Array): ReadResult {
  const globals = recordsFrom(stream, 0);
  const [first] = globals;
  if (first?.type !== RECORD.begin || first.data.byteLength < 4 || first.data.getUint16(0, true) !== VERSION) throw new ReadError('an Excel file of before 1997: not read; save it as .xlsx');
  if (globals.some(({ type }) => type === RECORD.filePass)) throw new ReadError('an Excel or Word file with a password: save it without');
  const own = new Map(globals.filter(({ type }) => type === RECORD.format).map(({ data }) => [data.getUint16(0, true), new Texts([part(data, 2)]).read(2)]));
  const book: Book = {
    strings: globals.filter(({ type }) => type === RECORD.strings).flatMap(stringsOf),
    formats: globals.filter(({ type }) => type === RECORD.format0).map(({ data }) => own.get(data.getUint16(2, true)) ?? builtInFormat(data.getUint16(2, true))),
    since1904: globals.some(({ type, data }) => type === RECORD.date1904 && data.getUint16(0, true) === 1),
  };
  const sheets = globals.filter(({ type, data }) => type === RECORD.sheet && data.getUint8(5) === 0).map(({ data }): Sheet => ({
    name: new Texts([part(data, 6)]).read(1), hidden: (data.getUint8(4) & 3) !== 0, ...sheetOf(recordsFrom(stream, data.getUint32(0, true)), book),
  }));
  return workbookOf(sheets, 'application/vnd.ms-excel');
}

const part = (data: DataView, from: number): DataView => new DataView(data.buffer, data.byteOffset + from, Math.max(0, data.byteLength - from));

/** Records from a place to the end of their part, charts inside it included. */
function recordsFrom(stream: Uint8Array, start: number): BookRecord[] {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const records: { type: number; data: DataView; more: DataView[] }[] = [];
  let depth = 0;
  for (let at = start; at + 4 <= view.byteLength; ) {
    const [type, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (at + 4 + length > view.byteLength) break;
    const data = new DataView(stream.buffer, stream.byteOffset + at + 4, length);
    at += 4 + length;
    if (type === RECORD.begin) depth += 1;
    else if (type === RECORD.eof && (depth -= 1) <= 0) return records;
    if (type === RECORD.continued) records.at(-1)?.more.push(data);
    else if (depth === 1 || records.length === 0) records.push({ type, data, more: [] });
  }
  throw damaged();
}

const damaged = (): ReadError => new ReadError('Expected a whole file, got one that is cut off or damaged — download or export it again');

/** Texts of a record that goes on in others; where characters go on, their width is told anew. */
class Texts {
  #piece = 0;
  #at = 0;

  constructor(private readonly pieces: readonly DataView[]) {}

  get isOver(): boolean {
    return this.#left() === 0 && this.#piece >= this.pieces.length - 1;
  }

  /** A text whose length has so many bytes. */
  read(lengthBytes: 1 | 2): string {
    let left = lengthBytes === 1 ? this.#byte() : this.#word();
    const flags = this.#byte();
    const runs = (flags & 8) === 0 ? 0 : this.#word();
    const phonetic = (flags & 4) === 0 ? 0 : this.#word() + this.#word() * 0x10000;
    let isWide = (flags & 1) === 1;
    let text = '';
    for (; left > 0 && !this.isOver; left -= 1) {
      if (this.#left() === 0) {
        this.#next();
        isWide = (this.#byte() & 1) === 1;
      }
      text += String.fromCharCode(isWide ? this.#word() : this.#byte());
    }
    this.#skip(runs * 4 + phonetic);
    return text;
  }

  #left(): number {
    return (this.pieces[this.#piece]?.byteLength ?? 0) - this.#at;
  }

  #next(): void {
    this.#piece += 1;
    this.#at = 0;
  }

  #byte(): number {
    while (this.#left() <= 0 && this.#piece < this.pieces.length - 1) this.#next();
    if (this.#left() <= 0) return 0;
    this.#at += 1;
    return this.pieces[this.#piece]?.getUint8(this.#at - 1) ?? 0;
  }

  #word(): number {
    return this.#byte() + this.#byte() * 256;
  }

  #skip(count: number): void {
    let rest = count;
    while (rest > this.#left() && this.#piece < this.pieces.length - 1) {
      rest -= this.#left();
      this.#next();
    }
    this.#at += Math.min(rest, this.#left());
  }
}

function stringsOf({ data, more }: BookRecord): string[] {
  const texts = new Texts([part(data, 8), ...more]);
  const count = data.getUint32(4, true);
  const strings: string[] = [];
  while (strings.length < count && !texts.isOver) strings.push(texts.read(2));
  return strings;
}

function sheetOf(records: readonly BookRecord[], book: Book): Omit<Sheet, 'name' | 'hidden'> {
  const spans = new Map(records.filter(({ type }) => type === RECORD.merged).flatMap(mergedOf));
  const hidden = records.filter(({ type, data }) => type === RECORD.columns && ((data.getUint16(8, true) & 1) === 1 || data.getUint16(4, true) === 0)).map(({ data }) => [data.getUint16(0, true), data.getUint16(2, true)] as const);
  const texts = new Map<string, string>();
  records.forEach((record, i) => {
    for (const { row, column, text } of cellsOf(record, records[i + 1], book)) {
      if (column >= COLUMNS) throw damaged();
      if (text !== '') texts.set(`${row} ${column}`, text);
    }
  });
  const cells = [...new Set([...texts.keys(), ...spans.keys()])].map((place): Cell => {
    const [row = 0, column = 0] = place.split(' ').map(Number);
    return { row, column, rowSpan: 1, columnSpan: 1, ...spans.get(place), ...cellText(texts.get(place) ?? ''), confidence: 1 };
  });
  return {
    cells,
    hiddenRows: new Set(records.filter(({ type, data }) => type === RECORD.row && (data.getUint16(12, true) & 0x20) !== 0).map(({ data }) => data.getUint16(0, true))),
    isHiddenColumn: (column) => hidden.some(([from, to]) => column >= from && column <= to),
    texts: records.filter(({ type, more }) => type === RECORD.box && more.length > 0).map(boxText),
    pictures: records.filter(({ type, data }) => type === RECORD.object && data.byteLength > 6 && data.getUint16(4, true) === PICTURE).length,
  };
}

function mergedOf({ data }: BookRecord): [string, Pick<Cell, 'rowSpan' | 'columnSpan'>][] {
  return Array.from({ length: data.getUint16(0, true) }, (_, i) => {
    const [top, bottom, left, right] = [0, 2, 4, 6].map((at) => data.getUint16(2 + i * 8 + at, true)) as [number, number, number, number];
    return [`${top} ${left}`, { rowSpan: bottom - top + 1, columnSpan: right - left + 1 }];
  });
}

function boxText({ data, more: [characters] }: BookRecord): string {
  if (characters === undefined || characters.byteLength < 1) return '';
  const [length, isWide] = [data.getUint16(10, true), (characters.getUint8(0) & 1) === 1];
  return Array.from({ length: Math.min(length, Math.floor((characters.byteLength - 1) / (isWide ? 2 : 1))) }, (_, i) => String.fromCharCode(isWide ? characters.getUint16(1 + i * 2, true) : characters.getUint8(1 + i))).join('');
}

interface Shown { readonly row: number; readonly column: number; readonly text: string }

/** What the cells of one record show; the result of a formula may be a text in the record behind. */
function cellsOf({ type, data, more }: BookRecord, behind: BookRecord | undefined, { strings, formats, since1904 }: Book): Shown[] {
  const at = (text: string, offset = 0): Shown => ({ row: data.getUint16(0, true), column: data.getUint16(2, true) + offset, text });
  const number = (value: number, style: number): string => shown(String(value), formats[style] ?? 'General', since1904);
  const style = (): number => data.getUint16(4, true);
  switch (type) {
    case RECORD.stringCell: return [at(strings[data.getUint32(6, true)] ?? '')];
    case RECORD.label: return [at(new Texts([part(data, 6), ...more]).read(2))];
    case RECORD.number: return [at(number(data.getFloat64(6, true), style()))];
    case RECORD.short: return [at(number(shortNumber(data.getInt32(6, true)), style()))];
    case RECORD.numbers: return Array.from({ length: Math.floor((data.byteLength - 6) / 6) }, (_, i) => at(number(shortNumber(data.getInt32(6 + i * 6, true)), data.getUint16(4 + i * 6, true)), i));
    case RECORD.boolean: return [at(data.getUint8(7) === 1 ? (ERRORS[data.getUint8(6)] ?? '#N/A') : data.getUint8(6) === 1 ? '是' : '否')];
    case RECORD.formula: return [at(formulaText(data, behind, (value) => number(value, style())))];
    default: return [];
  }
}

function formulaText(data: DataView, behind: BookRecord | undefined, number: (value: number) => string): string {
  if (data.getUint16(12, true) !== 0xffff) {
    const value = data.getFloat64(6, true);
    return value === 0 && (data.getUint16(14, true) & UNCOMPUTED) !== 0 ? '=公式未计算' : number(value);
  }
  const kind = data.getUint8(6);
  if (kind === 0) return behind?.type === RECORD.result ? new Texts([behind.data, ...behind.more]).read(2) : '';
  if (kind === 2) return ERRORS[data.getUint8(8)] ?? '#N/A';
  return kind === 1 ? (data.getUint8(8) === 1 ? '是' : '否') : '';
}

/** A number of 30 bits: whole or the upper half of a floating one, in hundredths or not. */
function shortNumber(bits: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setInt32(4, bits & ~3, true);
  const value = (bits & 2) === 0 ? view.getFloat64(0, true) : bits >> 2;
  return (bits & 1) === 0 ? value : value / 100;
}

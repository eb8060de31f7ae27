/**
 * The streams of a Word document of 1997 to 2003, after [MS-DOC] “Word (.doc) Binary File Format”: its text, which is kept
 * in pieces, and the properties of its characters and paragraphs, which are kept in pages of 512 bytes by place in the file.
 */
import iconv from 'iconv-lite';
import { ReadError } from '../../../schemas/block.js';

/** Lists of the table stream by their number in the header (FibRgFcLcb97). */
const LIST = { characters: 12, paragraphs: 13, pieces: 33, anchors: 40, drawings: 50, boxes: 56 } as const;
/** Lengths of the parts of the text in the header, in the order in which the parts follow each other. */
const PARTS = { main: 76, footnotes: 80, headers: 84, comments: 92, endnotes: 96, boxes: 100 } as const;
const PAGE = 512;
/** The property of a character that stands for a picture: its place in the stream of data. */
const PICTURE = 0x6a03;
/** First bytes of pictures that can be read. */
const SIGNATURES = [Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47])] as const;
/** Longer texts are no document. Characters. */
const LONGEST = 32 * 1024 * 1024;

const damaged = (): ReadError => new ReadError('Expected a whole file, got one that is cut off or damaged — download or export it again');

/** A property of characters or paragraphs (Sprm) and its operand. */
export interface Property {
  readonly code: number;
  readonly operand: Uint8Array;
}

/** Properties from one place in the file to another, of characters or whole paragraphs. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly properties: readonly Property[];
}

interface Piece {
  /** First character of the text, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Place in the file of the first one, and bytes a character. */
  readonly at: number;
  readonly width: 1 | 2;
}

export type TextPart = keyof typeof PARTS;

/** A text box: where its paragraph stands in the main text, undefined where a group of shapes holds it; its own text. */
export interface TextBox {
  readonly anchor: number | undefined;
  readonly from: number;
  readonly to: number;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The text of a document, all its parts after each other, and the properties at each of its characters. */
export class WordStreams {
  readonly text: string;
  readonly #file: DataView;
  readonly #table: DataView;
  readonly #data: DataView;
  readonly #pieces: readonly Piece[];
  readonly #characters: readonly Run[];
  readonly #paragraphs: readonly Run[];

  /**
   * @param stream finds a stream of the compound file by its name
   * @throws ReadError for a file of Word 95 and before, or with a password; RangeError where one is cut off
   */
  constructor(stream: (name: string) => Uint8Array | undefined) {
    this.#file = viewOf(stream('WordDocument') ?? new Uint8Array());
    const flags = this.#file.getUint16(10, true);
    if (this.#file.getUint16(0, true) !== 0xa5ec || this.#file.getUint16(2, true) < 0xc1) throw new ReadError('a file of Word 95 or older: not read; save it as .docx');
    if ((flags & 0x100) !== 0) throw new ReadError('a Word file with a password: save it without');
    this.#table = viewOf(stream((flags & 0x200) === 0 ? '0Table' : '1Table') ?? new Uint8Array());
    this.#data = viewOf(stream('Data') ?? new Uint8Array());
    this.#pieces = piecesOf(this.#list('pieces'));
    this.text = this.#pieces.map((piece) => this.#pieceText(piece)).join('');
    this.#characters = this.#runs('characters', (page, at) => {
      const offset = page.getUint8(at) * 2;
      return offset === 0 ? [] : propertiesOf(bytesOf(page, offset + 1, page.getUint8(offset)));
    }, 1);
    this.#paragraphs = this.#runs('paragraphs', (page, at) => {
      const offset = page.getUint8(at) * 2;
      if (offset === 0) return [];
      const words = page.getUint8(offset);
      // A length of nought stands before one that counts from the next byte. Two bytes name a style.
      return words === 0 ? propertiesOf(bytesOf(page, offset + 4, Math.max(0, page.getUint8(offset + 1) * 2 - 2))) : propertiesOf(bytesOf(page, offset + 3, Math.max(0, words * 2 - 3)));
    }, 13);
  }

  /** First character of a part of the text, and the one after its last. */
  part(name: TextPart): { from: number; to: number } {
    let from = 0;
    for (const [other, at] of Object.entries(PARTS)) {
      const length = this.#file.getUint32(at, true);
      if (other === name) return { from, to: Math.min(this.text.length, from + length) };
      from += length;
    }
    throw damaged();
  }

  /** Properties of a character. */
  ofCharacter(index: number): readonly Property[] {
    return runAt(this.#characters, this.#placeOf(index))?.properties ?? [];
  }

  /** Properties of the paragraph that a mark ends, with those kept apart because they are long. */
  ofParagraph(mark: number): readonly Property[] {
    return (runAt(this.#paragraphs, this.#placeOf(mark))?.properties ?? []).flatMap((property) => {
      if (![0x6645, 0x6646, 0x646b].includes(property.code)) return [property];
      const at = viewOf(property.operand).getUint32(0, true);
      return propertiesOf(bytesOf(this.#data, at + 2, this.#data.getUint16(at, true)));
    });
  }

  /** Text boxes of the main text, with their own texts. */
  boxes(): TextBox[] {
    const { from: start } = this.part('boxes');
    const anchors = new Map(entriesOf(this.#list('anchors'), 26).map(({ from, at, view }) => [view.getUint32(at, true), from]));
    const boxes = entriesOf(this.#list('boxes'), 22).map(({ from, to, at, view }) => ({ anchor: anchors.get(view.getUint32(at + 14, true)), from: start + from, to: Math.min(this.text.length, start + to) }));
    if (boxes.some(({ from }, i) => i > 0 && from < (boxes[i - 1]?.to ?? 0))) throw damaged();
    return boxes;
  }

  /** The file of a picture that stands in the text as a character: a JPEG or PNG in the stream of data, behind its shape (PICFAndOfficeArtData). */
  picture(index: number): Uint8Array | undefined {
    const place = this.ofCharacter(index).findLast(({ code }) => code === PICTURE)?.operand;
    if (place === undefined) return undefined;
    const at = viewOf(place).getUint32(0, true);
    if (at + 4 > this.#data.byteLength || at + this.#data.getUint32(at, true) > this.#data.byteLength) return undefined;
    const shape = Buffer.from(bytesOf(this.#data, at, this.#data.getUint32(at, true)));
    const start = SIGNATURES.map((signature) => shape.indexOf(signature)).filter((found) => found >= 0);
    return start.length === 0 ? undefined : shape.subarray(Math.min(...start));
  }

  /** Pictures that lie over the text: the entries of the store of pictures (OfficeArtBStoreContainer). */
  floatingPictures(): number {
    const drawings = this.#list('drawings');
    // The records of a container (OfficeArtDggContainer) follow its own head.
    for (let at = 8; at + 8 <= drawings.byteLength; at += 8 + drawings.getUint32(at + 4, true)) {
      if (drawings.getUint16(at + 2, true) === 0xf001) return drawings.getUint16(at, true) >> 4;
    }
    return 0;
  }

  #list(name: keyof typeof LIST): DataView {
    const at = 154 + LIST[name] * 8;
    return viewOf(bytesOf(this.#table, this.#file.getUint32(at, true), this.#file.getUint32(at + 4, true)));
  }

  #pieceText({ from, to, at, width }: Piece): string {
    const bytes = bytesOf(this.#file, at, (to - from) * width);
    return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), width === 1 ? 'win1252' : 'utf16le');
  }

  #placeOf(index: number): number {
    const piece = this.#pieces[lastAtMost(this.#pieces, index)];
    return piece === undefined || index >= piece.to ? -1 : piece.at + (index - piece.from) * piece.width;
  }

  /** Runs of all pages that a list names; `size` is that of an entry beside the places. */
  #runs(name: 'characters' | 'paragraphs', read: (page: DataView, at: number) => readonly Property[], size: number): Run[] {
    const runs = entriesOf(this.#list(name), 4).flatMap(({ at, view }) => {
      const page = viewOf(bytesOf(this.#file, (view.getUint32(at, true) & 0x3fffff) * PAGE, PAGE));
      const count = page.getUint8(PAGE - 1);
      return Array.from({ length: count }, (_, i): Run => ({ from: page.getUint32(i * 4, true), to: page.getUint32(i * 4 + 4, true), properties: read(page, (count + 1) * 4 + i * size) }));
    });
    return runs.toSorted((a, b) => a.from - b.from);
  }
}

const bytesOf = (view: DataView, at: number, length: number): Uint8Array => {
  if (at + length > view.byteLength) throw damaged();
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
};

/** Entries of a list (Plc): one place more than entries, then the entries, each of `size` bytes. */
function entriesOf(list: DataView, size: number): { from: number; to: number; at: number; view: DataView }[] {
  const count = Math.max(0, Math.floor((list.byteLength - 4) / (4 + size)));
  return Array.from({ length: count }, (_, i) => ({ from: list.getUint32(i * 4, true), to: list.getUint32(i * 4 + 4, true), at: (count + 1) * 4 + i * size, view: list }));
}

/** Pieces of the text, in its order. */
function piecesOf(list: DataView): Piece[] {
  let at = 0;
  // Properties that pieces share come first.
  while (at < list.byteLength && list.getUint8(at) === 1) at += 3 + list.getUint16(at + 1, true);
  if (at >= list.byteLength || list.getUint8(at) !== 2) throw damaged();
  const pieces = entriesOf(viewOf(bytesOf(list, at + 5, list.getUint32(at + 1, true))), 8).map(({ from, to, at: entry, view }): Piece => {
    const place = view.getUint32(entry + 2, true);
    const isNarrow = (place & 0x40000000) !== 0;
    return { from, to, at: isNarrow ? (place & 0x3fffffff) / 2 : place & 0x3fffffff, width: isNarrow ? 1 : 2 };
  });
  if (pieces.some(({ from, to }, i) => to < from || to > LONGEST || from !== (pieces[i - 1]?.to ?? 0))) throw damaged();
  return pieces;
}

/** Bytes of the operand of a property, by the three highest bits of its code; 6: its first byte tells. */
const WIDTHS = [1, 1, 2, 4, 2, 2, 0, 3] as const;

function propertiesOf(bytes: Uint8Array): Property[] {
  const view = viewOf(bytes);
  const properties: Property[] = [];
  for (let at = 0; at + 3 <= bytes.length;) {
    const code = view.getUint16(at, true);
    at += 2;
    const fixed = WIDTHS[code >> 13] ?? 1;
    // Definitions of rows are longer than one byte can tell.
    const isLong = code === 0xd608 || code === 0xd606;
    const head = fixed > 0 ? 0 : isLong ? 2 : 1;
    const length = fixed > 0 ? fixed : isLong ? view.getUint16(at, true) - 1 : view.getUint8(at);
    properties.push({ code, operand: bytes.subarray(at + head, at + head + length) });
    at += head + Math.max(0, length);
  }
  return properties;
}

/** The last entry, in order of `from`, that does not begin after a place; -1 where none. */
function lastAtMost(sorted: readonly { readonly from: number }[], place: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.from ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function runAt(runs: readonly Run[], place: number): Run | undefined {
  const run = runs[lastAtMost(runs, place)];
  return run === undefined || place >= run.to ? undefined : run;
}

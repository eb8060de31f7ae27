/**
 * Word documents of 1997 to 2003 (.doc, also .wps of WPS Office): paragraphs and tables in order, as they stand with all
 * tracked changes accepted. A cell ends with a mark, and so does a row, whose paragraph says where its cells begin and end.
 */
import type { ReadResult } from '../../../schemas/block.js';
import { WordStreams, type Property, type TextPart } from './doc-stream.js';
import type { ImageOptions } from '../image.js';
import { type WordItem, type WordParagraph, wordParagraphs } from './word-blocks.js';
import { wordDocument } from './word-document.js';
import { type Merge, type RowDefinition, WordStory } from './word-tables.js';

/** Properties by their codes ([MS-DOC] 2.6.1 to 2.6.3). */
const IS = { deleted: 0x0800, hidden: 0x083c, inTable: 0x2416, rowEnd: 0x2417, innerCell: 0x244b, innerRowEnd: 0x244c } as const;
const LEVEL = 0x6649;
const ROW = [0xd608, 0xd606];
/** A character of a font of symbols, whose code says nothing. */
const SYMBOL = 0x6a09;
const MERGED_DOWN = 0xd62b;

/**
 * Blocks of a Word document, with what the pictures in its text show.
 * @param stream finds a stream of the compound file by its name
 * @throws ReadError for what is older than Word 97 or has a password; RangeError where a stream is cut off
 */
export async function readOldWordDocument(stream: (name: string) => Uint8Array | undefined, options: ImageOptions): Promise<ReadResult> {
  const streams = new WordStreams(stream);
  const body = new Body(streams);
  const items = body.part('main');
  const heads = wordParagraphs(body.part('headers'));
  const notes = wordParagraphs([...body.part('footnotes'), ...body.part('endnotes')]);
  return wordDocument({ mediaType: 'application/msword', items, heads, notes, hidden: body.hidden, pictures: body.pictures, picture: async (part) => streams.picture(Number(part)) }, options);
}

class Body {
  pictures: number;
  hidden = 0;
  readonly #streams: WordStreams;
  /** Text boxes by the place of their anchor; those without one stand behind the text. */
  readonly #boxes: readonly { readonly anchor: number; readonly from: number; readonly to: number }[];

  constructor(streams: WordStreams) {
    this.#streams = streams;
    this.pictures = streams.floatingPictures();
    const end = streams.part('main').to;
    this.#boxes = streams.boxes().map((box) => ({ ...box, anchor: Math.min(box.anchor ?? end - 1, end - 1) }));
  }

  /** Paragraphs and tables of a part of the text. */
  part(name: TextPart): WordItem[] {
    const { from, to } = this.#streams.part(name);
    return this.#items(from, to);
  }

  #items(from: number, to: number): WordItem[] {
    const { text } = this.#streams;
    const story = new WordStory();
    for (let start = from; start < to;) {
      let end = start;
      while (end < to - 1 && !'\r\x07\x0c'.includes(text.charAt(end))) end += 1;
      const properties = this.#streams.ofParagraph(end);
      // A break of pages or sections ends every table, whatever its paragraph says.
      const level = text.charAt(end) === '\x0c' ? 0 : levelOf(properties);
      if (level > 0 && is(properties, level === 1 ? IS.rowEnd : IS.innerRowEnd)) story.endRow(level, rowDefinition(properties));
      else {
        story.paragraph(this.#paragraph(start, end + 1), level);
        if (level === 1 ? text.charAt(end) === '\x07' : level > 1 && is(properties, IS.innerCell)) story.endCell(level);
      }
      start = end + 1;
    }
    return story.items();
  }

  /** What a paragraph shows: without deleted and hidden text, and fields by their results. */
  #paragraph(from: number, to: number): WordParagraph {
    const lines = [''];
    const pictures: string[] = [];
    /** Per open field: whether its instruction is being read. */
    const fields: boolean[] = [];
    let wasHidden = false;
    for (let index = from; index < to; index += 1) {
      const character = this.#streams.text.charAt(index);
      if (character === '\x13') fields.push(true);
      else if (character === '\x14') fields.splice(-1, 1, false);
      else if (character === '\x15') fields.pop();
      else if (!fields.includes(true)) {
        const properties = this.#streams.ofCharacter(index);
        const isHidden = is(properties, IS.hidden) && character.trim() !== '';
        if (isHidden && !wasHidden) this.hidden += 1;
        wasHidden = isHidden;
        if (isHidden || is(properties, IS.deleted) || properties.some(({ code }) => code === SYMBOL)) continue;
        if (character === '\x01') pictures.push(String(index));
        else show(character, lines);
      }
    }
    this.pictures += pictures.length;
    const anchored = this.#boxes.filter(({ anchor }) => anchor >= from && anchor < to);
    return { lines, pictures, boxes: anchored.flatMap((box) => this.#items(box.from, box.to)) };
  }
}

/** Adds a character to the last of some lines, or begins a line. */
function show(character: string, lines: string[]): void {
  if (character === '\x0b' || character === '\x0e') lines.push('');
  else if (character === '\t') lines[lines.length - 1] += ' ';
  else if (character === '\x1e') lines[lines.length - 1] += '-';
  else if (character >= ' ') lines[lines.length - 1] += character;
}

/** Whether a property that is on or off is on. */
const is = (properties: readonly Property[], code: number): boolean => ((properties.findLast((property) => property.code === code)?.operand[0] ?? 0) & 1) === 1;

/** How many tables a paragraph is in. */
function levelOf(properties: readonly Property[]): number {
  if (!is(properties, IS.inTable)) return 0;
  return Math.max(1, properties.findLast(({ code }) => code === LEVEL)?.operand[0] ?? 1);
}

/** Edges of the cells of a row, and how they are merged (TDefTableOperand, with a structure TC80 of 20 bytes a cell). */
function rowDefinition(properties: readonly Property[]): RowDefinition {
  const operand = properties.findLast(({ code }) => ROW.includes(code))?.operand;
  if (operand === undefined) return { edges: [], merges: [] };
  const view = new DataView(operand.buffer, operand.byteOffset, operand.byteLength);
  const count = view.getUint8(0);
  const edges = Array.from({ length: count + 1 }, (_, i) => view.getInt16(1 + i * 2, true));
  const merges = Array.from({ length: count }, (_, i): Merge => {
    const at = 1 + (count + 1) * 2 + i * 20;
    const flags = at + 2 <= view.byteLength ? view.getUint16(at, true) : 0;
    return { withLast: (flags & 2) !== 0, ...downward((flags >> 5) & 3) };
  });
  for (const { operand: [cell, flags] } of properties.filter(({ code }) => code === MERGED_DOWN)) {
    if (cell !== undefined && merges[cell] !== undefined) merges[cell] = { withLast: merges[cell].withLast, ...downward(flags ?? 0) };
  }
  return { edges, merges };
}

/** 1: goes on with the cell above; 3: the first of cells that are merged. */
const downward = (flags: number): Pick<Merge, 'down'> => (flags === 3 ? { down: 'first' } : flags === 1 ? { down: 'on' } : {});

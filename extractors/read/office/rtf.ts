/**
 * Rich text (RTF 1.9.1), which is often named .doc: paragraphs and tables in order, as they stand with all tracked changes
 * accepted; footnotes last. Control words say what a row's cells are before or behind their texts.
 */
import iconv from 'iconv-lite';
import { type Block, ReadError, type ReadResult } from '../../../schemas/block.js';
import type { ImageOptions } from '../image.js';
import { type WordItem, wordParagraphs } from './word-blocks.js';
import { wordDocument } from './word-document.js';
import { type Merge, WordStory } from './word-tables.js';

/** Groups whose text is no part of the document's. */
const LEFT_OUT = new Set(['fonttbl', 'colortbl', 'stylesheet', 'listtable', 'listoverridetable', 'revtbl', 'rsidtbl', 'info', 'generator', 'fldinst', 'nonshppict', 'nonesttables', 'picprop', 'blipuid', 'sp', 'footer', 'footerl', 'footerr', 'footerf', 'annotation', 'atnid', 'atnauthor', 'xe', 'tc', 'object', 'objdata', 'themedata', 'datastore', 'mmathPr', 'filetbl', 'bkmkstart', 'bkmkend']);
/** Groups of texts that stand apart. */
const HEADERS = new Set(['header', 'headerl', 'headerr', 'headerf']);
/** Starred groups that are read; others are of programs that know them. */
const STARRED = new Set(['shppict', 'shpinst', 'shptxt', 'nesttableprops']);
/** Code pages by the charset of a font; the document's own for others. */
const CHARSETS: Readonly<Record<number, string>> = { 0: 'win1252', 128: 'shift_jis', 129: 'euc-kr', 134: 'gb18030', 136: 'big5', 204: 'win1251', 238: 'win1250' };
const CHARACTERS: Readonly<Record<string, string>> = { tab: ' ', emdash: '—', endash: '–', bullet: '•', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', emspace: ' ', enspace: ' ' };

/** What holds up to the end of a group. */
interface State {
  /** `skip`: left out; `fonts`: the list of fonts; `picture`: data of a picture. */
  into: 'text' | 'skip' | 'fonts' | 'picture';
  charset: string;
  hidden: boolean;
  deleted: boolean;
  /** Characters that stand for one given by its number, for programs that don't know it. */
  fallback: number;
  /** Tables that the paragraph is in. */
  level: number;
  story: Story;
}

/** A text of its own: that of the document, of a footnote, a header or a box. */
interface Story {
  readonly text: WordStory;
  lines: string[];
  pictures: string[];
  boxes: WordItem[];
}

/** Definition of the row that is being told. */
interface Row {
  edges: number[];
  merges: Merge[];
  next: { withLast: boolean; down?: 'first' | 'on' };
}

const newStory = (): Story => ({ text: new WordStory(), lines: [''], pictures: [], boxes: [] });
const newRow = (): Row => ({ edges: [], merges: [], next: { withLast: false } });

/**
 * Blocks of rich text, with what its pictures show.
 * @throws ReadError where tables are nested without end
 */
export async function readRichText(bytes: Uint8Array, name: string, options: ImageOptions): Promise<ReadResult> {
  const text = new RichText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
  try {
    text.read();
  } catch (error) {
    throw error instanceof ReadError ? new ReadError(`${name}: ${error.message}`) : error;
  }
  const apart = (stories: readonly Story[]): Block[] => wordParagraphs(stories.flatMap((story) => story.text.items()));
  return wordDocument({ mediaType: 'application/rtf', items: text.main.text.items(), heads: apart(text.headers), notes: apart(text.notes), hidden: text.hidden, pictures: text.pictures, picture: async (part) => text.images[Number(part)] }, options);
}

/** A control word with its number, a control symbol, a brace, or plain text. */
const TOKEN = /\\([a-zA-Z]{1,40})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\/gu;

class RichText {
  readonly main = newStory();
  readonly notes: Story[] = [];
  readonly headers: Story[] = [];
  readonly images: Buffer[] = [];
  hidden = 0;
  pictures = 0;
  #state: State = { into: 'text', charset: 'win1252', hidden: false, deleted: false, fallback: 1, level: 0, story: this.main };
  readonly #stack: State[] = [];
  readonly #charsets = new Map<number, string>();
  #ansi = 'win1252';
  #font = 0;
  #rows: Row[] = [];
  /** Bytes that are not decoded yet: characters may have two. */
  #bytes: number[] = [];
  #skip = 0;
  /** A group has just begun; it has begun with a star. */
  #opened = false;
  #starred = false;
  #image = '';
  #wasHidden = false;

  constructor(private readonly source: string) {}

  read(): void {
    const token = new RegExp(TOKEN);
    for (let match = token.exec(this.source); match !== null; match = token.exec(this.source)) {
      const [, word, number, hex, symbol, brace, plain] = match;
      const opened = this.#opened;
      this.#opened = brace === '{';
      // bytes of a picture as they are
      if (word === 'bin') token.lastIndex += Math.max(0, Number(number ?? 0));
      else if (hex !== undefined) this.#byte(Number.parseInt(hex, 16));
      else if (plain !== undefined) for (let i = 0; i < plain.length; i += 1) this.#byte(plain.charCodeAt(i));
      else {
        this.#decode();
        if (word !== undefined) this.#word(word, number === undefined ? undefined : Number(number));
        else if (symbol === '*') this.#starred = opened;
        else if (symbol !== undefined) this.#symbol(symbol);
        else if (brace === '{') this.#stack.push({ ...this.#state });
        else if (brace === '}') this.#end();
      }
    }
    this.#decode();
    const { lines, pictures } = this.main;
    if (pictures.length > 0 || lines.some((line) => line.trim() !== '')) this.#paragraph();
  }

  #byte(value: number): void {
    if (this.#state.into === 'picture') this.#image += String.fromCharCode(value);
    else if (this.#skip > 0) this.#skip -= 1;
    else this.#bytes.push(value);
  }

  #decode(): void {
    if (this.#bytes.length === 0) return;
    const text = iconv.decode(Buffer.from(this.#bytes), this.#state.charset);
    this.#bytes = [];
    this.#show(text);
  }

  #show(text: string): void {
    const { into, hidden, deleted, story } = this.#state;
    if (into !== 'text' || deleted || text.trim() === '' && hidden) return;
    if (hidden && !this.#wasHidden) this.hidden += 1;
    this.#wasHidden = hidden;
    if (!hidden) story.lines[story.lines.length - 1] += text;
  }

  #symbol(symbol: string): void {
    if (symbol === '~') this.#show(' ');
    else if (symbol === '_') this.#show('-');
    else if ('\\{}'.includes(symbol)) this.#byte(symbol.charCodeAt(0));
    else if (symbol === '\n' || symbol === '\r') this.#paragraph();
  }

  #word(word: string, number: number | undefined): void {
    const starred = this.#starred;
    this.#starred = false;
    const state = this.#state;
    if (word === 'fonttbl') state.into = 'fonts';
    else if (state.into === 'fonts') this.#fontWord(word, number ?? 0);
    else if (state.into === 'skip') return;
    else if (LEFT_OUT.has(word) || (starred && !STARRED.has(word))) state.into = 'skip';
    else if (word === 'pict') this.#picture();
    else if (state.into === 'picture') return;
    else if (word === 'footnote') this.#apart(this.notes);
    else if (HEADERS.has(word)) this.#apart(this.headers);
    else if (word === 'shptxt') this.#box();
    else if (!this.#tableWord(word, number ?? 0)) this.#textWord(word, number);
  }

  #fontWord(word: string, number: number): void {
    if (word === 'f') this.#font = number;
    else if (word === 'fcharset') this.#charsets.set(this.#font, CHARSETS[number] ?? this.#ansi);
  }

  #textWord(word: string, number: number | undefined): void {
    const state = this.#state;
    const on = number !== 0;
    const character = CHARACTERS[word];
    if (word === 'par' || word === 'sect' || word === 'page') this.#paragraph();
    else if (word === 'line') this.#line();
    else if (word === 'u') {
      this.#show(String.fromCharCode(((number ?? 0) + 65_536) % 65_536));
      this.#skip = state.fallback;
    } else if (word === 'uc') state.fallback = Math.max(0, number ?? 1);
    else if (word === 'f') state.charset = this.#charsets.get(number ?? 0) ?? this.#ansi;
    else if (word === 'ansicpg') state.charset = this.#ansi = iconv.encodingExists(`cp${number}`) ? `cp${number}` : 'win1252';
    else if (word === 'plain') Object.assign(state, { hidden: false, deleted: false });
    else if (word === 'v') state.hidden = on;
    else if (word === 'deleted') state.deleted = on;
    else if (character !== undefined) this.#show(character);
  }

  /** Control words of tables; false for any other. */
  #tableWord(word: string, number: number): boolean {
    const state = this.#state;
    const { text } = state.story;
    const level = Math.max(1, state.level);
    const row = (this.#rows[level] ??= newRow());
    if (word === 'pard') state.level = 0;
    else if (word === 'intbl') state.level = Math.max(1, state.level);
    else if (word === 'itap') state.level = Math.max(0, number);
    else if (word === 'trowd') this.#rows[level] = newRow();
    else if (word === 'trleft') row.edges[0] = number;
    else if (word === 'clmrg') row.next.withLast = true;
    else if (word === 'clvmgf') row.next.down = 'first';
    else if (word === 'clvmrg') row.next.down = 'on';
    else if (word === 'cellx') {
      row.edges[0] ??= 0;
      row.edges.push(number);
      row.merges.push(row.next);
      row.next = { withLast: false };
    } else if (word === 'cell' || word === 'nestcell') {
      this.#paragraph(word === 'cell' ? 1 : level);
      text.endCell(word === 'cell' ? 1 : level);
    } else if (word === 'row' || word === 'nestrow') text.endRow(word === 'row' ? 1 : level, this.#rows[word === 'row' ? 1 : level] ?? newRow());
    else return false;
    return true;
  }

  #line(): void {
    const { into, story } = this.#state;
    if (into === 'text') story.lines.push('');
  }

  /** Ends a paragraph. */
  #paragraph(level = this.#state.level): void {
    const { into, story } = this.#state;
    if (into !== 'text') return;
    const { lines, pictures, boxes } = story;
    story.text.paragraph({ lines, pictures, boxes }, level);
    Object.assign(story, { lines: [''], pictures: [], boxes: [] });
  }

  /** The group is a text of its own. */
  #apart(stories: Story[]): void {
    this.#state.story = newStory();
    stories.push(this.#state.story);
    this.#state.level = 0;
  }

  #box(): void {
    const { story } = this.#state;
    this.#state.story = newStory();
    this.#state.level = 0;
    const inside = this.#state.story;
    // What a box holds is known at its end.
    story.boxes.push({ lines: [], get boxes() { return inside.text.items(); } });
  }

  #picture(): void {
    this.#state.into = 'picture';
    this.#image = '';
  }

  #end(): void {
    const { into, story } = this.#state;
    const before = this.#stack.pop();
    if (before === undefined) return;
    if (into === 'picture' && before.into !== 'picture') this.#endPicture(before);
    if (story !== before.story && (story.lines.some((line) => line.trim() !== '') || story.pictures.length > 0)) this.#paragraph();
    this.#state = before;
  }

  #endPicture(state: State): void {
    const image = Buffer.from(this.#image.replaceAll(/\s+/gu, ''), 'hex');
    this.#image = '';
    if (state.into !== 'text' || state.hidden || state.deleted) return;
    this.pictures += 1;
    state.story.pictures.push(String(this.images.push(image) - 1));
  }
}

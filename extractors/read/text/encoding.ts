/**
 * From bytes to text: UTF-8, UTF-16 with a byte order mark, GB18030 (with GBK and GB2312 inside it).
 */
import iconv from 'iconv-lite';
import type { ReadNote } from '../../../schemas/block.js';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  /** `text/undecodable`, one per line up to a limit. */
  readonly notes: readonly ReadNote[];
}

/** Lines named one by one; the rest is counted in one more note. */
const notedLines = 50;

/**
 * Decodes a text file. A byte order mark wins, then valid UTF-8, then `declared` (a charset named in the file),
 * then GB18030. A file that is mostly UTF-8 stays UTF-8: its broken lines are decoded as GB18030 where that gives
 * ordinary Chinese, kept with U+FFFD where not, and noted either way.
 */
export function decodeText(bytes: Uint8Array, declared = ''): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return marked(new TextDecoder('utf-16le').decode(bytes), 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return marked(new TextDecoder('utf-16be').decode(bytes), 'utf-16be');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', notes: [] };
  } catch {
    if (isMostlyUtf8(bytes)) return decodeMixed(bytes);
  }
  const charset = chineseCharset(declared);
  return marked(iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), charset), charset);
}

/** GB2312 and GBK are subsets of GB18030; UTF-8 has been tried before; anything unknown is taken for GB18030. */
function chineseCharset(declared: string): string {
  const name = declared.trim().toLowerCase();
  if (name === '' || name.startsWith('gb') || name.startsWith('utf')) return 'gb18030';
  return iconv.encodingExists(name) ? name : 'gb18030';
}

/** Counts whole three-byte sequences (Chinese in UTF-8) against bytes that fit no sequence. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let whole = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
    let fits = length > 0;
    for (let next = 1; next < length && fits; next++) fits = ((bytes[at + next] ?? 0) & 0xc0) === 0x80;
    if (!fits) broken++;
    else if (length === 3) whole++;
    at += fits ? length : 1;
  }
  return whole > broken;
}

/** Line by line: each line in UTF-8 if it can, else in GB18030 if that gives ordinary characters. */
function decodeMixed(bytes: Uint8Array): DecodedText {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts: string[] = [];
  const notes = new NoteList();
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found + 1;
    const raw = bytes.subarray(start, end);
    start = end;
    try {
      parts.push(strict.decode(raw));
    } catch {
      const chinese = iconv.decode(Buffer.from(raw), 'gb18030');
      if (isOrdinary(chinese)) {
        parts.push(chinese);
        notes.add('text/undecodable', line, 'mixed encodings: the line was read as GB18030', chinese);
      } else {
        const text = lenient.decode(raw);
        parts.push(text);
        const cutOff = end === bytes.length && found < 0 && text.indexOf('\ufffd') >= text.length - 3;
        notes.add(cutOff ? 'text/truncated' : 'text/undecodable', line, cutOff ? 'the file ends inside a character' : 'invalid UTF-8', text);
      }
    }
  }
  return { text: parts.join('').replace(/^\ufeff/, ''), encoding: 'utf-8', notes: notes.list() };
}

/** Only ASCII, CJK, and the punctuation that goes with them: a misread line nearly always holds something else. */
function isOrdinary(text: string): boolean {
  return /^[\t\r\n\x20-\x7e\u00b7\u00d7\u2014\u2018-\u201d\u2026\u2264\u2265\u3000-\u3015\u4e00-\u9fa5\uff01-\uff5e]*$/u.test(text);
}

/** Notes the lines of an already decoded text that hold replacement characters. */
function marked(decoded: string, encoding: string): DecodedText {
  const text = decoded.replace(/^\ufeff/, '');
  const notes = new NoteList();
  if (text.includes('\ufffd')) {
    text.split('\n').forEach((content, index) => {
      if (content.includes('\ufffd')) notes.add('text/undecodable', index + 1, `invalid ${encoding}`, content);
    });
  }
  return { text, encoding, notes: notes.list() };
}

/** Collects notes up to the limit and counts the rest. */
class NoteList {
  readonly #notes: ReadNote[] = [];
  #more = 0;
  #lastLine = 0;

  add(rule: string, line: number, reason: string, text: string): void {
    if (this.#notes.length >= notedLines && rule === 'text/undecodable') {
      this.#more++;
      this.#lastLine = line;
      return;
    }
    this.#notes.push({ rule, line, params: { line: String(line), reason, text: excerpt(text) } });
  }

  list(): readonly ReadNote[] {
    if (this.#more === 0) return this.#notes;
    const reason = `${this.#more} more such lines up to here`;
    return [...this.#notes, { rule: 'text/undecodable', line: this.#lastLine, params: { line: String(this.#lastLine), reason, text: '' } }];
  }
}

/** Some characters around the first replacement character. */
function excerpt(text: string): string {
  const at = Math.max(0, text.indexOf('\ufffd') - 15);
  return text.slice(at, at + 40).trim();
}

/**
 * Markdown and plain text, as OCR services and pdftotext return them, to blocks.
 * One pass over the lines; each kind of table takes the lines that belong to it, the rest is prose.
 */
import type { Block, Grid, ReadNote } from '../../../schemas/block.js';
import { isUnit, namesMaker } from '../../../schemas/caption-line.js';
import { alignedRun, type AlignedTable } from './aligned-columns.js';
import { hanWidthOf, type HanWidth } from './aligned-pieces.js';
import { gridBlocks } from './delimited.js';
import { htmlBlocks } from './html.js';
import { firstPage, pageMark } from '../page-marks.js';
import { pipeRun, tabRun, type Run } from './table-lines.js';
import { isSoftWrap, proseText } from './prose.js';

export interface TextBlocks {
  readonly blocks: readonly Block[];
  readonly notes: readonly ReadNote[];
  /** Number of pages, where the text marks them. */
  readonly pages?: number;
}

/** Lines looked through in vain for `</table>` over a whole file, and then per table. */
const searchLimits = { file: 2_000_000, table: 300 };

/** Blocks of a decoded text, with 1-based lines. Never fails; what is cut off is noted as `text/truncated`. */
export function textBlocks(text: string): TextBlocks {
  const lines = text.split(/\r\n|\r|\n/);
  return new TextReader(lines, text.includes('\f') ? 1 : firstPage(lines)).read();
}

class TextReader {
  readonly #lines: readonly string[];
  readonly #blocks: Block[] = [];
  readonly #notes: ReadNote[] = [];
  readonly #lastLine: number;
  /** After this line no table is ever closed. */
  readonly #lastClose: number;
  readonly #han: HanWidth;
  #page: number | undefined;
  #prose: { parts: string[]; line: number; last: string } | undefined;
  /** Lines before this one have been found to hold no aligned columns. */
  #proseUntil = 0;
  #searchBudget = searchLimits.file;
  /** The aligned table above, while only captions and page numbers stand below it. */
  #aligned: { readonly table: AlignedTable; below: number } | undefined;

  constructor(lines: readonly string[], page: number | undefined) {
    this.#lines = lines;
    this.#page = page;
    this.#han = hanWidthOf(lines);
    this.#lastLine = lines.findLastIndex((line) => line.trim() !== '');
    this.#lastClose = lines.findLastIndex((line) => /<\/table/i.test(line));
  }

  read(): TextBlocks {
    for (let at = 0; at <= this.#lastLine; ) at = this.#step(at);
    this.#flush();
    const pages = this.#blocks.reduce((last, block) => Math.max(last, block.type === 'grid' ? (block.pages?.[1] ?? 0) : (block.page ?? 0)), 0);
    return { blocks: this.#blocks, notes: this.#notes, ...(pages > 0 ? { pages } : {}) };
  }

  /** Reads what starts at line `at` (0-based) and returns the line after it. */
  #step(at: number): number {
    const line = this.#line(at);
    const mark = pageMark(line);
    if (mark !== undefined) {
      this.#flush();
      this.#page = mark;
      return at + 1;
    }
    if (line.includes('\f')) this.#flush();
    for (const character of line) if (character === '\f') this.#page = (this.#page ?? 1) + 1;
    if (line.trim() === '') {
      this.#flush();
      return at + 1;
    }
    if (/<table[\s>]/i.test(line)) return this.#htmlTable(at);
    const run = tabRun(this.#lines, at) ?? pipeRun(this.#lines, at);
    if (run !== undefined) return this.#table(run, at);
    if (at >= this.#proseUntil) {
      const { grid, table, end } = alignedRun(this.#lines, at, this.#han, this.#aligned?.table);
      if (grid !== undefined) {
        this.#flush();
        this.#aligned = table === undefined ? undefined : { table, below: 0 };
        this.#blocks.push({ ...grid, line: at + 1, ...this.#pageRange() });
        return end;
      }
      this.#proseUntil = end;
    }
    this.#proseLine(at);
    return at + 1;
  }

  #line(at: number): string {
    return this.#lines[at] ?? '';
  }

  #table(run: Run, at: number): number {
    this.#flush();
    this.#aligned = undefined;
    if (run.end > this.#lastLine && run.cut !== undefined) this.#truncated(run.end, run.cut);
    const width = run.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
    const [only] = run.rows;
    if (run.rows.length === 1 && only !== undefined && isLeadIn(only)) {
      this.#paragraph(only.filter((cell) => cell !== '').join('  '), at + 1);
    } else if (width > 0) {
      this.#blocks.push(...gridBlocks(run.rows, { line: at + 1, ...this.#pageRange() }));
    }
    return run.end;
  }

  /** A `<table>` up to its `</table>`, with whatever shares its lines. */
  #htmlTable(at: number): number {
    this.#flush();
    this.#aligned = undefined;
    const end = this.#endOfHtmlTable(at);
    const { blocks, notes } = htmlBlocks(this.#lines.slice(at, end).join('\n'), { fragment: true, firstLine: at + 1 });
    for (const block of blocks) {
      if (block.type === 'grid') this.#blocks.push({ ...block, ...this.#pageRange() });
      else this.#paragraph(proseText(block.text), block.line ?? at + 1);
    }
    this.#notes.push(...notes);
    return end;
  }

  #endOfHtmlTable(start: number): number {
    const limit = this.#searchBudget > 0 ? this.#lines.length : Math.min(this.#lines.length, start + searchLimits.table);
    let depth = 0;
    for (let at = start; at < limit && start <= this.#lastClose; at++) {
      for (const [, slash] of this.#line(at).matchAll(/<(\/?)table\b/gi)) depth += slash === '/' ? -1 : 1;
      if (depth <= 0) return at + 1;
    }
    if (start <= this.#lastClose) this.#searchBudget -= limit - start;
    // Never closed: it ends where something else clearly begins, so that the rest of the file stays outside it.
    for (let at = start + 1; at < limit; at++) {
      const line = this.#line(at);
      const begins = /^\s*#{1,6}\s/.test(line) || pageMark(line) !== undefined || /^\s*<table\b/i.test(line) || line.includes('\f');
      if (begins || (line.trim() !== '' && !line.includes('<') && this.#line(at - 1).trim() === '')) return at;
    }
    return limit;
  }

  #proseLine(at: number): void {
    const raw = this.#line(at);
    const text = proseText(raw);
    if (text === '') return;
    if (this.#prose !== undefined && isSoftWrap(this.#prose.last, raw)) {
      this.#prose.parts.push(text);
      this.#prose.last = raw;
    } else {
      this.#flush();
      this.#prose = { parts: [text], line: at + 1, last: raw };
    }
    if (at === this.#lastLine && /<\/?[a-z][a-z0-9]{0,10}(?:\s[^<>]{0,200})?$/i.test(raw)) this.#truncated(at + 1, 'the file ends inside a tag');
  }

  #flush(): void {
    if (this.#prose !== undefined) this.#paragraph(joinWrapped(this.#prose.parts), this.#prose.line);
    this.#prose = undefined;
  }

  #paragraph(text: string, line: number): void {
    if (this.#aligned && text !== '' && ((this.#aligned.below += 1) > 4 || text.length > 40)) this.#aligned = undefined;
    if (text !== '') this.#blocks.push({ type: 'paragraph', text, ...(this.#page === undefined ? {} : { page: this.#page }), line, source: 'text' });
  }

  #truncated(line: number, reason: string): void {
    this.#notes.push({ rule: 'text/truncated', line, params: { line: String(line), reason } });
  }

  #pageRange(): Pick<Grid, 'pages'> {
    return this.#page === undefined ? {} : { pages: [this.#page, this.#page] };
  }
}

/** A line above a table that only looks like a row: 编制部门：… ⇥ 单位：元. */
function isLeadIn(cells: readonly string[]): boolean {
  return cells.some((cell) => namesMaker(cell) || isUnit(cell));
}

function joinWrapped(parts: readonly string[]): string {
  let text = '';
  for (const part of parts) text += (/[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(part) ? ' ' : '') + part;
  return text;
}

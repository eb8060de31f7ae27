/**
 * OpenDocument files (ISO/IEC 26300): spreadsheets (.ods) as their sheets show them, texts (.odt) with all tracked changes
 * accepted, footnotes last. Both have their cells and paragraphs in the part content.xml.
 */
import { ReadError, type Cell, type ReadResult } from '../../../schemas/block.js';
import type { ImageOptions } from '../image.js';
import { wordBlocks, type WordCell, type WordItem, type WordParagraph, type WordRow } from './word-blocks.js';
import { wordDocument } from './word-document.js';
import { cellText, type Sheet, workbookOf } from './workbook.js';
import { allText, childOf, childrenOf, descendants, xmlPart, type Xml } from './xml.js';
import type { Container } from './zip.js';

/** What is said about a text and is no part of it, or stood there before. */
const LEFT_OUT = new Set(['annotation', 'annotation-end', 'tracked-changes', 'ruby-text', 'note-citation', 'forms', 'sequence-decls', 'variable-decls', 'user-field-decls', 'event-listeners']);
/** What parts rows, columns and cells into groups. */
const GROUPS = /^table-(?:header-rows|rows|row-group|header-columns|columns|column-group)$/u;
/** What lies over a sheet and may bear text. */
const DRAWN = ['frame', 'custom-shape', 'rect'] as const;
/** Cells with a text that a file may have; a row can be said to stand a million times. */
const MOST_CELLS = 2_000_000;

/** Blocks of a spreadsheet or a text. */
export async function readOpenDocument(container: Container, options: ImageOptions): Promise<ReadResult> {
  if ((await container.text('META-INF/manifest.xml'))?.includes('encryption-data') === true) throw new ReadError('an OpenDocument file with a password: save it without');
  const content = await xmlPart(container, 'content.xml');
  const body = childOf(content, 'body');
  const styles = childrenOf(childOf(content, 'automatic-styles'), 'style');
  const [book, text] = [childOf(body, 'spreadsheet'), childOf(body, 'text')];
  if (book !== undefined) return workbookOf(sheetsOf(book, named(styles, ({ attributes }) => attributes.display === 'false')), 'application/vnd.oasis.opendocument.spreadsheet');
  if (text === undefined) throw new ReadError('an OpenDocument file that is neither a spreadsheet nor a text: not read; export it as PDF');
  const reader = new Text(named(styles, ({ attributes }) => attributes.display === 'none'));
  const items = reader.items(text);
  const pages = childrenOf(childOf(await xmlPart(container, 'styles.xml'), 'master-styles'), 'master-page');
  const heads = wordBlocks(pages.flatMap((page) => new Text(new Set()).items(childOf(page, 'header'))));
  return wordDocument({ mediaType: 'application/vnd.oasis.opendocument.text', items, heads, notes: wordBlocks(reader.notes), hidden: reader.hidden, pictures: reader.pictures, picture: async (part) => container.bytes(part) }, options);
}

/** Names of the styles one of whose properties meets a condition. */
const named = (styles: readonly Xml[], meets: (properties: Xml) => boolean): Set<string> => new Set(styles.filter((style) => childrenOf(style).some(meets)).map(({ attributes }) => attributes.name ?? ''));

const count = (element: Xml, attribute: string): number => Math.max(1, Number(element.attributes[attribute] ?? 1));

/** Elements of a name, also where groups hold them, in order. */
const grouped = (container: Xml, name: string): Xml[] => childrenOf(container).flatMap((child) => (child.name === name ? [child] : GROUPS.test(child.name) ? grouped(child, name) : []));

const isCell = ({ name }: Xml): boolean => name === 'table-cell' || name === 'covered-table-cell';

function sheetsOf(book: Xml, unshown: ReadonlySet<string>): Sheet[] {
  let left = MOST_CELLS;
  return childrenOf(book, 'table').map((table): Sheet => {
    const hiddenRows = new Set<number>();
    const cells: Cell[] = [];
    let row = 0;
    for (const source of grouped(table, 'table-row')) {
      const own = rowCells(source);
      const times = count(source, 'number-rows-repeated');
      left -= own.length * times;
      if (left < 0) throw new ReadError(`Expected at most ${MOST_CELLS} filled cells, got more (sheet ${table.attributes.name ?? ''}) — delete the rows that are repeated without end`);
      const isHidden = /^(?:collapse|filter)$/u.test(source.attributes.visibility ?? '');
      if (own.length > 0) {
        for (let again = 0; again < times; again += 1) {
          cells.push(...own.map((cell) => ({ ...cell, row: row + again })));
          if (isHidden) hiddenRows.add(row + again);
        }
      }
      row += times;
    }
    return {
      name: table.attributes.name ?? '', hidden: unshown.has(table.attributes['style-name'] ?? ''), cells, hiddenRows, isHiddenColumn: hiddenColumns(table),
      texts: DRAWN.flatMap((name) => descendants(table, name)).flatMap((drawn) => descendants(drawn, 'p')).map(lineOf), pictures: descendants(table, 'frame').filter((frame) => childOf(frame, 'image') !== undefined).length,
    };
  });
}

/** Cells of a row that show something or cover others, in row 0. */
function rowCells(row: Xml): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const source of childrenOf(row).filter(isCell)) {
    const times = count(source, 'number-columns-repeated');
    const spans = { rowSpan: count(source, 'number-rows-spanned'), columnSpan: count(source, 'number-columns-spanned') };
    const text = source.name === 'covered-table-cell' ? cellText('') : cellText(shownText(source));
    if (text.text !== '' || spans.rowSpan > 1 || spans.columnSpan > 1) {
      if (cells.length + times > MOST_CELLS) return cells;
      for (let again = 0; again < times; again += 1) cells.push({ row: 0, column: column + again, ...spans, ...text, confidence: 1 });
    }
    column += times;
  }
  return cells;
}

/** What a cell shows: its paragraphs; its value, or its formula, where the program that wrote it left them out. */
function shownText({ attributes, children }: Xml): string {
  const lines = children.filter((child): child is Xml => typeof child !== 'string' && child.name === 'p').map(lineOf);
  if (lines.length > 0) return lines.join('\n');
  return attributes.value ?? attributes['string-value'] ?? attributes['date-value'] ?? (attributes.formula === undefined ? '' : `=${attributes.formula.replace(/^[a-z]+:=/u, '')}`);
}

function hiddenColumns(table: Xml): (column: number) => boolean {
  const ranges: (readonly [number, number])[] = [];
  let column = 0;
  for (const source of grouped(table, 'table-column')) {
    const times = count(source, 'number-columns-repeated');
    if (/^(?:collapse|filter)$/u.test(source.attributes.visibility ?? '')) ranges.push([column, column + times - 1]);
    column += times;
  }
  return (at) => ranges.some(([from, to]) => at >= from && at <= to);
}

/** What stands in a paragraph of a cell. White space counts once where no element says how often. */
const lineOf = (paragraph: Xml): string => new Text(new Set()).paragraph(paragraph).lines.join('\n');

class Text {
  readonly notes: WordItem[] = [];
  readonly #unshown: ReadonlySet<string>;
  hidden = 0;
  pictures = 0;

  /** @param unshown styles whose text is hidden */
  constructor(unshown: ReadonlySet<string>) {
    this.#unshown = unshown;
  }

  /** Paragraphs and tables of a body, a cell or a box, whatever wraps them. */
  items(container: Xml | undefined): WordItem[] {
    return childrenOf(container).flatMap((child): WordItem[] => {
      if (child.name === 'p' || child.name === 'h') return [this.paragraph(child)];
      if (child.name === 'table') return [{ rows: this.#rows(child) }];
      return LEFT_OUT.has(child.name) ? [] : this.items(child);
    });
  }

  paragraph(paragraph: Xml): WordParagraph {
    const lines = [''];
    const boxes: WordItem[] = [];
    const pictures: string[] = [];
    const add = (text: string): void => {
      lines[lines.length - 1] += text;
    };
    const stack = [...paragraph.children].reverse();
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (typeof next === 'string') add(next.replaceAll(/[ \t\r\n]+/gu, ' '));
      else if (LEFT_OUT.has(next.name)) continue;
      else if (this.#unshown.has(next.attributes['style-name'] ?? '')) this.hidden += allText(next).trim() === '' ? 0 : 1;
      else if (next.name === 's') add(' '.repeat(Math.min(count(next, 'c'), 1_000)));
      else if (next.name === 'tab') add(' ');
      else if (next.name === 'line-break') lines.push('');
      else if (next.name === 'text-box' || next.name === 'p') boxes.push(...this.items({ name: '', attributes: {}, children: [next] }));
      else if (next.name === 'note') this.notes.push(...this.items(next));
      else {
        if (next.name === 'image') {
          this.pictures += 1;
          pictures.push(next.attributes.href ?? '');
        }
        stack.push(...[...next.children].reverse());
      }
    }
    return { lines, boxes, pictures };
  }

  #rows(table: Xml): WordRow[] {
    /** Cells that go on downward, by their first column. */
    const open = new Map<number, { readonly span: number; readonly left: number }>();
    return grouped(table, 'table-row').map((row): WordRow => {
      const cells: WordCell[] = [];
      let column = 0;
      let covered = 0;
      for (const source of childrenOf(row).filter(isCell)) {
        for (let again = 0; again < Math.min(count(source, 'number-columns-repeated'), 1_000); again += 1, column += 1) {
          if (source.name === 'table-cell') {
            const [span, rows] = [count(source, 'number-columns-spanned'), count(source, 'number-rows-spanned')];
            covered = span - 1;
            open.set(column, { span, left: rows - 1 });
            cells.push({ span, ...(rows > 1 ? { merge: 'first' } : {}), items: this.items(source) });
          } else if (covered > 0) covered -= 1;
          else {
            const { span, left } = open.get(column) ?? { span: 1, left: 0 };
            open.set(column, { span, left: left - 1 });
            covered = left > 0 ? span - 1 : 0;
            cells.push(left > 0 ? { span, merge: 'on', items: [] } : { span: 1, items: [] });
          }
        }
      }
      return { before: 0, cells };
    });
  }
}

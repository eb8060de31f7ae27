/**
 * HTML to blocks: paragraphs and tables in order, with spans. Also reads the tables inside Markdown.
 */
import { parse, parseFragment, type DefaultTreeAdapterMap } from 'parse5';
import { ReadError, type Block, type Cell, type Grid, type ReadNote } from '../../../schemas/block.js';
import { isUnit } from '../../../schemas/caption-line.js';
import { cleanText, joinLines, plainCharacters, plainLatex } from '../residue.js';
import { sheetBlocks, withoutRows } from '../sheet-parts.js';

type Node = DefaultTreeAdapterMap['childNode'];
type Element = DefaultTreeAdapterMap['element'];

/** Blocks of an HTML file or of one table of it. */
export interface HtmlBlocks {
  readonly blocks: readonly Block[];
  /** `text/truncated` for tables that are never closed, `document/picture-unread` for pictures of the text, `document/hidden` for rows and columns that no reader of the page sees. */
  readonly notes: readonly ReadNote[];
}

const limits = {
  /** parse5 searches its stack of open elements for each tag: a bound on its depth bounds the time. */
  depth: 30_000,
  columnSpan: 1_000,
  rowCells: 20_000,
  /** Beyond this many slots, missing cells of short rows are not written as empty ones. */
  slots: 2_000_000,
};

const skipped = new Set(['script', 'style', 'template', 'noscript', 'title', 'select', 'iframe', 'svg', 'math', 'object']);
const inline = new Set(['a', 'abbr', 'b', 'bdi', 'bdo', 'big', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'font', 'i', 'ins', 'kbd', 'label', 'mark', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'time', 'tt', 'u', 'var', 'wbr', 'o:p', 'img']);

/**
 * Blocks of an HTML text. `fragment`: a piece of Markdown instead of a whole document; `firstLine` is its line there;
 * `preformatted` reads what a `<pre>` sets line by line.
 * @throws ReadError when tags are nested, or rows are wide, beyond any document's need.
 */
export function htmlBlocks(html: string, options: { readonly fragment?: boolean; readonly firstLine?: number; readonly preformatted?: (text: string) => readonly Block[] } = {}): HtmlBlocks {
  const depth = nesting(html);
  if (depth > limits.depth) throw new ReadError(`Expected HTML tags nested at most ${limits.depth} deep, got ${depth}: the file is damaged; export it again`);
  const widest = widestRow(html);
  if (widest > limits.rowCells) throw new ReadError(`Expected HTML tables of at most ${limits.rowCells} columns, got ${widest}: the file is damaged; export it again`);
  const root = options.fragment ? parseFragment(html, { sourceCodeLocationInfo: true }) : parse(html, { sourceCodeLocationInfo: true });
  const walk = new Walk((options.firstLine ?? 1) - 1, options.preformatted);
  walk.run(root.childNodes);
  return { blocks: walk.blocks, notes: walk.notes };
}

/** The greatest number of tags open at once, counted without a tree; tags that close by themselves aside. */
function nesting(html: string): number {
  let open = 0;
  let deepest = 0;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9:]*)/gi)) {
    if (/^(?:br|img|hr|input|meta|link|col|wbr|area|base|embed|source|track|p|li|td|th|tr|option|dd|dt|tbody|thead|tfoot|html|head|body)$/i.test(name)) continue;
    open = Math.max(0, open + (slash === '/' ? -1 : 1));
    deepest = Math.max(deepest, open);
  }
  return deepest;
}

/** The greatest number of cells between two row tags, counted without a tree. */
function widestRow(html: string): number {
  let cells = 0;
  let widest = 0;
  for (const [, name = ''] of html.matchAll(/<(tr|\/tr|table|\/table|td|th)\b/gi)) {
    cells = /^t[dh]$/i.test(name) ? cells + 1 : 0;
    widest = Math.max(widest, cells);
  }
  return widest;
}

/** Pixels below which a picture is an icon or a line. */
const PICTURE = { width: 200, height: 100 } as const;

/** Whether an image stands in a paragraph of the text and may show a table: icons and banners of a site stand elsewhere. */
function isPicture(image: Element): boolean {
  let above: DefaultTreeAdapterMap['parentNode'] | null = image.parentNode;
  while (above !== null && 'tagName' in above && inline.has(above.tagName)) above = above.parentNode;
  const attribute = (name: string): string => image.attrs.find((one) => one.name === name)?.value ?? '';
  const size = (name: keyof typeof PICTURE): number => Number.parseFloat(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([\\d.]+)px`).exec(attribute('style'))?.[1] ?? attribute(name));
  const isSmall = (['width', 'height'] as const).some((name) => size(name) < PICTURE[name]);
  return above !== null && 'tagName' in above && above.tagName === 'p' && !isSmall;
}

/** Depth-first without recursion: documents may nest deeper than the stack. */
class Walk {
  readonly blocks: Block[] = [];
  readonly notes: ReadNote[] = [];
  readonly #lineOffset: number;
  #pictures = 0;
  #hidden = 0;
  #text: string[] = [];
  #line: number | undefined;

  constructor(lineOffset: number, private readonly preformatted?: (text: string) => readonly Block[]) {
    this.#lineOffset = lineOffset;
  }

  run(nodes: readonly Node[]): void {
    const stack: (Node | 'flush')[] = [...nodes].reverse();
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node === 'flush') this.#flush();
      else if ('value' in node) this.#addText(node);
      else if ('tagName' in node && !skipped.has(node.tagName)) {
        if (node.tagName === 'table') {
          this.#flush();
          for (const inside of this.#table(node).toReversed()) stack.push(inside);
          continue;
        }
        const lines = node.tagName === 'pre' ? linesOf(node) : undefined;
        if (lines !== undefined && this.preformatted !== undefined) {
          this.#flush();
          this.blocks.push(...this.preformatted(lines));
          continue;
        }
        if (node.tagName === 'img' && isPicture(node)) this.#pictures += 1;
        const isBlock = !inline.has(node.tagName);
        if (isBlock) {
          this.#flush();
          stack.push('flush');
        }
        for (let index = node.childNodes.length - 1; index >= 0; index--) {
          const child = node.childNodes[index];
          if (child !== undefined) stack.push(child);
        }
      }
    }
    this.#flush();
    if (this.#pictures > 0) this.notes.push({ rule: 'document/picture-unread', params: { count: String(this.#pictures) } });
    if (this.#hidden > 0) this.notes.push({ rule: 'document/hidden', params: { count: String(this.#hidden), list: '表格中的行或单元格' } });
  }

  #addText(node: DefaultTreeAdapterMap['textNode']): void {
    this.#text.push(node.value);
    const line = node.sourceCodeLocation?.startLine;
    if (this.#line === undefined && line !== undefined && node.value.trim() !== '') {
      const leading = node.value.slice(0, node.value.length - node.value.trimStart().length);
      this.#line = line + leading.split('\n').length - 1 + this.#lineOffset;
    }
  }

  #flush(): void {
    const text = plainText(this.#text.join(''));
    if (text !== '') this.blocks.push({ type: 'paragraph', text, ...(this.#line === undefined ? {} : { line: this.#line }), source: 'text' });
    this.#text = [];
    this.#line = undefined;
  }

  /** Adds the table's grid and returns the tables nested in it, which follow it as grids of their own; the contents of one that only lays out others. */
  #table(table: Element): Node[] {
    const at = table.sourceCodeLocation?.startLine;
    const line = at === undefined ? undefined : at + this.#lineOffset;
    if (table.sourceCodeLocation && !table.sourceCodeLocation.endTag) {
      this.notes.push({ rule: 'text/truncated', ...(line === undefined ? {} : { line }), params: { line: String(line ?? ''), reason: 'a <table> is never closed' } });
    }
    const { rows, nested, captions, hidden } = rowsOf(table);
    this.#hidden += hidden;
    const grid = gridOf(rows, line);
    const filled = grid.cells.filter((cell) => cell.text !== '');
    if (nested.length > 0 && new Set(filled.map((cell) => cell.row)).size === filled.length) return table.childNodes;
    for (const text of captions) this.blocks.push({ type: 'paragraph', text, ...(line === undefined ? {} : { line }), source: 'text' });
    if (grid.rows === 1 && filled.length < CAPTION && filled.some((cell) => isUnit(cell.text))) this.blocks.push({ type: 'paragraph', text: filled.map((cell) => cell.text).join('　'), ...(line === undefined ? {} : { line }), source: 'text' });
    else if (grid.cells.length > 0) this.blocks.push(...sheetBlocks(grid));
    return nested;
  }
}

/** A row of its own above a table, which names maker and unit: fewer cells than this. */
const CAPTION = 4;

interface SourceCell { readonly lines: readonly string[]; readonly rowSpan: number; readonly columnSpan: number }
interface Rows {
  readonly rows: readonly (readonly SourceCell[])[];
  /** Per row: where its row group ends; a rowspan ends with its group. */
  readonly groupEnds: readonly number[];
  /** Rows that are not shown; spans count them. */
  readonly unseenRows: ReadonlySet<number>;
}

/** Whether a row or cell is in the file and not on the page. */
const isHidden = (element: Element): boolean => element.attrs.some(({ name, value }) => name === 'hidden' || (name === 'style' && /(?:^|;)\s*display\s*:\s*none/iu.test(value)));

/** The text of a `<pre>` with its lines; undefined where it holds tables or is one line. */
function linesOf(pre: Element): string | undefined {
  let text = '';
  const stack: Node[] = [...pre.childNodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if ('value' in node) text += node.value;
    else if ('tagName' in node && node.tagName === 'table') return undefined;
    else if ('tagName' in node) {
      if (!inline.has(node.tagName)) text += '\n';
      stack.push(...[...node.childNodes].reverse());
    }
  }
  return text.trim().includes('\n') ? text : undefined;
}

/** Rows of a table itself, foot last; the outermost tables inside it; its captions; how many of its rows and cells that are not shown have a text. */
function rowsOf(table: Element): { rows: Rows; nested: Element[]; captions: string[]; hidden: number } {
  const groups = { body: [] as Element[][], foot: [] as Element[][] };
  const nested: Element[] = [];
  const captions: string[] = [];
  for (const child of table.childNodes) {
    if (!('tagName' in child)) continue;
    if (child.tagName === 'caption') captions.push(...cellText(child, nested).filter((line) => line !== ''));
    const rows = child.tagName === 'tr' ? [child] : child.childNodes.filter((row): row is Element => 'tagName' in row && row.tagName === 'tr');
    if (child.tagName === 'tfoot') groups.foot.push(rows);
    else if (child.tagName !== 'caption') groups.body.push(rows);
  }
  const rows: SourceCell[][] = [];
  const groupEnds: number[] = [];
  const unseen: Element[] = [];
  const unseenRows = new Set<number>();
  const isSeen = (element: Element): boolean => !isHidden(element) || unseen.push(element) === 0;
  for (const group of [...groups.body, ...groups.foot]) {
    for (const row of group) {
      groupEnds.push(0);
      if (!isSeen(row)) unseenRows.add(rows.length);
      rows.push(unseenRows.has(rows.length) ? [] : row.childNodes.filter((cell): cell is Element => 'tagName' in cell && (cell.tagName === 'td' || cell.tagName === 'th') && isSeen(cell))
        .map((cell) => ({ lines: cellText(cell, nested), rowSpan: span(cell, 'rowspan'), columnSpan: Math.max(1, span(cell, 'colspan')) })));
    }
    groupEnds.fill(rows.length, rows.length - group.length);
  }
  const hidden = unseen.filter((element) => cellText(element, []).length > 0).length;
  return { rows: { rows, groupEnds, unseenRows }, nested, captions, hidden };
}

/** A span attribute; 1 where it is missing or no number, 0 (to the end of the group) allowed. */
function span(cell: Element, name: string): number {
  const value = cell.attrs.find((attribute) => attribute.name === name)?.value.trim() ?? '';
  return /^\d{1,9}$/.test(value) ? Math.min(Number(value), name === 'colspan' ? limits.columnSpan : 1_000_000) : 1;
}

/** Lines of a cell's text without the tables inside it, which are added to `nested`. */
function cellText(cell: Element, nested: Element[]): string[] {
  const lines: string[] = [];
  let text: string[] = [];
  const flush = (): void => {
    const line = plainText(text.join(''));
    if (line !== '') lines.push(line);
    text = [];
  };
  const stack: (Node | 'flush')[] = [...cell.childNodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node === 'flush') flush();
    else if ('value' in node) text.push(node.value);
    else if ('tagName' in node && !skipped.has(node.tagName)) {
      if (node.tagName === 'table') {
        nested.push(node);
        continue;
      }
      if (!inline.has(node.tagName)) {
        flush();
        stack.push('flush');
      }
      for (let index = node.childNodes.length - 1; index >= 0; index--) {
        const child = node.childNodes[index];
        if (child !== undefined) stack.push(child);
      }
    }
  }
  flush();
  return lines;
}

/** White space of the source collapsed (nothing between Chinese characters), other residue out. */
function plainText(text: string): string {
  const trimmed = text.replaceAll('\r', '').trim();
  if (trimmed === '') return '';
  const lines = trimmed.includes('\n') ? [joinLines(trimmed.split('\n').map((line) => line.trim()))] : [trimmed];
  return plainCharacters(plainLatex((lines[0] ?? '').replace(/[ \t\f]+/g, ' '))).replace(/\*\*([^*]{1,2000})\*\*/g, '$1').trim();
}

/** Places the cells in slots as browsers do: a cell takes the first free slot of its row. */
function gridOf({ rows, groupEnds, unseenRows }: Rows, line: number | undefined): Grid {
  const cells: Cell[] = [];
  /** Per column: the first row that no cell from above covers. */
  const freeFrom: number[] = [];
  let columns = 0;
  rows.forEach((row, index) => {
    let column = 0;
    for (const { lines, rowSpan, columnSpan } of row) {
      while ((freeFrom[column] ?? 0) > index) column++;
      const groupEnd = groupEnds[index] ?? rows.length;
      const rowEnd = rowSpan === 0 ? groupEnd : Math.min(index + rowSpan, groupEnd);
      let width = 1;
      while (width < columnSpan && (freeFrom[column + width] ?? 0) <= index) width++;
      for (let at = column; at < column + width; at++) freeFrom[at] = rowEnd;
      const text = cleanText(joinLines(lines));
      cells.push({ row: index, column, rowSpan: rowEnd - index, columnSpan: width, text, ...(lines.length > 1 ? { lines } : {}), confidence: 1 });
      column += width;
    }
    columns = Math.max(columns, column, lastCovered(freeFrom, index) + 1);
  });
  const filled = rows.length * columns <= limits.slots ? [...cells, ...missing(cells, rows.length, columns)] : cells;
  filled.sort((a, b) => a.row - b.row || a.column - b.column);
  const grid: Grid = { type: 'grid', rows: rows.length, columns, cells: filled, ...(line === undefined ? {} : { line }), source: 'text', method: 'markup' };
  return withoutRows(grid, unseenRows);
}

function lastCovered(freeFrom: readonly number[], row: number): number {
  for (let column = freeFrom.length - 1; column >= 0; column--) if ((freeFrom[column] ?? 0) > row) return column;
  return -1;
}

/** Empty cells for slots that no cell covers. */
function missing(cells: readonly Cell[], rows: number, columns: number): Cell[] {
  const taken = new Uint8Array(rows * columns);
  for (const cell of cells) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) taken.fill(1, row * columns + cell.column, row * columns + cell.column + cell.columnSpan);
  }
  const empty: Cell[] = [];
  taken.forEach((value, slot) => {
    if (value === 0) empty.push({ row: Math.floor(slot / columns), column: slot % columns, rowSpan: 1, columnSpan: 1, text: '', confidence: 1 });
  });
  return empty;
}

/**
 * Word documents (.docx): paragraphs and tables in order, as they stand with all tracked changes accepted. Footnotes come
 * last; a unit that only the page header prints stands over every table.
 */
import { parseUnit } from '../../schemas/amount-parse.js';
import type { Block, Cell, Grid, Paragraph, ReadNote, ReadResult } from '../../schemas/block.js';
import { cleanText, joinLines } from './residue.js';
import { sheetBlocks } from './sheet-parts.js';
import { childOf, childrenOf, descendants, ownText, xmlPart, type Xml } from './xml.js';
import type { Container } from './zip.js';

/** What is not part of the text as accepted, or stands twice. */
const LEFT_OUT = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'rPr', 'pPr', 'tblPr', 'tcPr', 'sectPr']);
/** Paragraphs above a table that may state its unit. */
const NEAR = 4;

/** Blocks of a Word document. */
export async function readWordDocument(container: Container): Promise<ReadResult> {
  const reader = new Body();
  reader.read(childOf(await xmlPart(container, 'word/document.xml'), 'body'));
  const blocks = reader.blocks;
  const heads = await textsOf(container, /^word\/header\d*\.xml$/u);
  const notes = await textsOf(container, /^word\/(?:foot|end)notes\.xml$/u);
  return { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', extraction: 'text', blocks: [...underHeads(blocks, heads), ...notes], notes: reader.notes() };
}

/** Paragraphs of the parts whose names match. */
async function textsOf(container: Container, names: RegExp): Promise<Paragraph[]> {
  const reader = new Body();
  for (const name of container.names) if (names.test(name)) reader.read(await xmlPart(container, name));
  return reader.blocks.flatMap((block) => (block.type === 'paragraph' ? [block] : []));
}

/** Blocks with the unit of a page header before each table over which no unit is stated. */
function underHeads(blocks: readonly Block[], heads: readonly Paragraph[]): Block[] {
  const unit = heads.find(({ text }) => parseUnit(text) !== undefined);
  if (unit === undefined) return [...blocks];
  return blocks.flatMap((block, i) => {
    const above = blocks.slice(Math.max(0, i - NEAR), i);
    const isStated = above.slice(above.findLastIndex((other) => other.type === 'grid') + 1).some((other) => other.type === 'paragraph' && parseUnit(other.text) !== undefined);
    return block.type !== 'grid' || isStated || blocks[i - 1]?.type === 'grid' ? [block] : [unit, block];
  });
}

/** Whether Word shows an element or its run as deleted or hidden. */
const isOff = (properties: Xml | undefined, name: string): boolean => {
  const mark = childOf(properties, name);
  return mark !== undefined && !/^(?:0|false|none)$/u.test(mark.attributes.val ?? '');
};

class Body {
  readonly blocks: Block[] = [];
  #pictures = 0;
  #hidden = 0;

  notes(): ReadNote[] {
    return [
      ...(this.#hidden === 0 ? [] : [{ rule: 'document/hidden', params: { count: String(this.#hidden), list: '隐藏文字' } }]),
      ...(this.#pictures === 0 ? [] : [{ rule: 'document/picture-unread', params: { count: String(this.#pictures) } }]),
    ];
  }

  /** Paragraphs and tables of a body, a cell or a box, whatever wraps them. */
  read(container: Xml | undefined): void {
    for (const child of childrenOf(container)) {
      if (child.name === 'p') this.#paragraph(child);
      else if (child.name === 'tbl') this.#table(child);
      else if (!LEFT_OUT.has(child.name)) this.read(child);
    }
  }

  #paragraph(paragraph: Xml): void {
    const boxes: Xml[] = [];
    const text = cleanText(this.#lines(paragraph, boxes).join(' '));
    if (text !== '') this.blocks.push({ type: 'paragraph', text, source: 'text' });
    for (const box of boxes) this.read(box);
  }

  /** Lines of a paragraph; text boxes inside it are added to `boxes`. */
  #lines(paragraph: Xml, boxes: Xml[]): string[] {
    const lines = [''];
    const add = (text: string): void => {
      lines[lines.length - 1] += text;
    };
    const stack = childrenOf(paragraph).reverse();
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (LEFT_OUT.has(next.name)) continue;
      if (next.name === 'r' && isOff(childOf(next, 'rPr'), 'vanish')) {
        if (descendants(next, 't').some((text) => ownText(text).trim() !== '')) this.#hidden += 1;
        continue;
      }
      if (next.name === 't') add(ownText(next));
      else if (next.name === 'tab' || next.name === 'ptab') add(' ');
      else if (next.name === 'noBreakHyphen') add('-');
      else if (next.name === 'br' || next.name === 'cr') lines.push('');
      else if (next.name === 'txbxContent') boxes.push(next);
      else {
        if (next.name === 'blip' || next.name === 'imagedata') this.#pictures += 1;
        stack.push(...childrenOf(next).reverse());
      }
    }
    return lines;
  }

  #table(table: Xml): void {
    const nested: Xml[] = [];
    const grid = this.#grid(rowsOf(table), nested);
    const filled = grid.cells.filter((cell) => cell.text !== '');
    // A table that only lays out others.
    if (nested.length > 0 && new Set(filled.map((cell) => cell.row)).size === filled.length) {
      for (const cell of rowsOf(table).flatMap(cellsOf)) this.read(cell);
      return;
    }
    if (filled.length > 0 || grid.rows > 1) this.blocks.push(...sheetBlocks(grid));
    for (const inner of nested) this.#table(inner);
  }

  #grid(rows: readonly Xml[], nested: Xml[]): Grid {
    const cells: Cell[] = [];
    /** Per column: the cell that a vertical merge goes on. */
    const open = new Map<number, number>();
    let columns = 0;
    for (const [row, source] of rows.entries()) {
      let column = Number(childOf(childOf(source, 'trPr'), 'gridBefore')?.attributes.val ?? 0);
      for (const cell of cellsOf(source)) {
        const properties = childOf(cell, 'tcPr');
        const columnSpan = Math.max(1, Number(childOf(properties, 'gridSpan')?.attributes.val ?? 1));
        const merge = childOf(properties, 'vMerge');
        const above = merge !== undefined && merge.attributes.val !== 'restart' ? open.get(column) : undefined;
        const head = above === undefined ? undefined : cells[above];
        if (head !== undefined && above !== undefined) cells[above] = { ...head, rowSpan: row - head.row + 1 };
        else {
          const lines = this.#cellLines(cell, nested);
          if (merge === undefined) open.delete(column);
          else open.set(column, cells.length);
          cells.push({ row, column, rowSpan: 1, columnSpan, text: cleanText(joinLines(lines)), ...(lines.length > 1 ? { lines } : {}), confidence: 1 });
        }
        column += columnSpan;
      }
      columns = Math.max(columns, column);
    }
    return { type: 'grid', rows: rows.length, columns, cells, source: 'text', method: 'markup' };
  }

  #cellLines(cell: Xml, nested: Xml[]): string[] {
    const boxes: Xml[] = [];
    const lines: string[] = [];
    const visit = (container: Xml): void => {
      for (const child of childrenOf(container)) {
        if (child.name === 'p') lines.push(...this.#lines(child, boxes));
        else if (child.name === 'tbl') nested.push(child);
        else if (!LEFT_OUT.has(child.name)) visit(child);
      }
    };
    visit(cell);
    for (const box of boxes) visit(box);
    return lines.map(cleanText).filter((line) => line !== '');
  }
}

/** Elements of a name inside one, in order, also where content controls and insertions wrap them. */
const wrapped = (container: Xml, name: string): Xml[] => childrenOf(container).flatMap((child) => (child.name === name ? [child] : /^(?:sdt|sdtContent|ins|customXml|smartTag)$/u.test(child.name) ? wrapped(child, name) : []));

/** Rows of a table that are neither deleted nor hidden. */
const rowsOf = (table: Xml): Xml[] => wrapped(table, 'tr').filter((row) => !isOff(childOf(row, 'trPr'), 'del') && !isOff(childOf(row, 'trPr'), 'hidden'));
const cellsOf = (row: Xml): Xml[] => wrapped(row, 'tc');

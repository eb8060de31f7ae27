/**
 * Word documents (.docx): paragraphs and tables in order, as they stand with all tracked changes accepted. Footnotes come
 * last; a unit that only the page header prints stands over every table.
 */
import type { Block, ReadResult } from '../../../schemas/block.js';
import type { ImageOptions } from '../image.js';
import { relationsOf } from './relations.js';
import { underHeads, unreadNotes, wordBlocks, type WordCell, type WordItem, wordParagraphs, type WordParagraph, type WordTable } from './word-blocks.js';
import { wordDocument } from './word-document.js';
import { childOf, childrenOf, descendants, ownText, xmlPart, type Xml } from './xml.js';
import type { Container } from './zip.js';

/** What is not part of the text as accepted, or stands twice. */
const LEFT_OUT = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'rPr', 'pPr', 'tblPr', 'tcPr', 'sectPr', 'footnote', 'endnote']);

/** Blocks of a Word document, with what its pictures show. */
export async function readWordDocument(container: Container, options: ImageOptions): Promise<ReadResult> {
  const parts = async (names: RegExp): Promise<Xml[]> => (await Promise.all(container.names.filter((name) => names.test(name)).map(async (name) => await xmlPart(container, name)))).filter((part) => part !== undefined);
  const reader = new Body(relationsOf(await xmlPart(container, 'word/_rels/document.xml.rels'), 'word/'));
  const items = reader.items(childOf(await xmlPart(container, 'word/document.xml'), 'body'));
  const heads = paragraphsOf(await parts(/^word\/header\d*\.xml$/u));
  const notes = paragraphsOf((await parts(/^word\/(?:foot|end)notes\.xml$/u)).flatMap((part) => childrenOf(part)));
  return wordDocument({ mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', items, heads, notes, hidden: reader.hidden, pictures: reader.pictures, picture: async (part) => container.bytes(part) }, options);
}

/** What a body shows but its pictures, with the units of page headers over its tables and the notes behind it. */
export function wordResult(body: Xml | undefined, headers: readonly Xml[], notes: readonly Xml[], mediaType: string): ReadResult {
  const reader = new Body();
  const blocks = wordBlocks(reader.items(body));
  return { mediaType, extraction: 'text', blocks: [...underHeads(blocks, paragraphsOf(headers)), ...paragraphsOf(notes)], notes: unreadNotes(reader.hidden, reader.pictures) };
}

/** Paragraphs of parts that stand apart from the text. */
const paragraphsOf = (parts: readonly Xml[]): Block[] => wordParagraphs(parts.flatMap((part) => new Body().items(part)));

/** Whether an element holds what was deleted (in the XML of Word 2003) or stands apart from the text. */
const isLeftOut = ({ name, attributes }: Xml): boolean => LEFT_OUT.has(name) || (name === 'annotation' && attributes.type === 'Word.Deletion');

/** Whether Word shows an element or its run as deleted or hidden. */
const isOff = (properties: Xml | undefined, name: string): boolean => {
  const mark = childOf(properties, name);
  return mark !== undefined && !/^(?:0|false|none)$/u.test(mark.attributes.val ?? '');
};

class Body {
  pictures = 0;
  hidden = 0;

  /** @param targets parts that hold pictures, by the ids that the text has for them */
  constructor(private readonly targets: ReadonlyMap<string, string> = new Map()) {}

  /** Paragraphs and tables of a body, a cell or a box, whatever wraps them. */
  items(container: Xml | undefined): WordItem[] {
    return childrenOf(container).flatMap((child): WordItem[] => {
      if (child.name === 'p') return [this.#paragraph(child)];
      if (child.name === 'tbl') return [this.#table(child)];
      return isLeftOut(child) ? [] : this.items(child);
    });
  }

  #paragraph(paragraph: Xml): WordParagraph {
    const lines = [''];
    const boxes: WordItem[] = [];
    const pictures: string[] = [];
    const add = (text: string): void => {
      lines[lines.length - 1] += text;
    };
    const stack = childrenOf(paragraph).reverse();
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (isLeftOut(next)) continue;
      if (next.name === 'r' && isOff(childOf(next, 'rPr'), 'vanish')) {
        if (descendants(next, 't').some((text) => ownText(text).trim() !== '')) this.hidden += 1;
        continue;
      }
      if (next.name === 't') add(ownText(next));
      else if (next.name === 'tab' || next.name === 'ptab') add(' ');
      else if (next.name === 'noBreakHyphen') add('-');
      else if (next.name === 'br' || next.name === 'cr') lines.push('');
      else if (next.name === 'txbxContent') boxes.push(...this.items(next));
      else {
        if (next.name === 'blip' || next.name === 'imagedata') {
          this.pictures += 1;
          const part = this.targets.get(next.attributes.embed ?? next.attributes.id ?? '');
          if (part !== undefined) pictures.push(part);
        }
        stack.push(...childrenOf(next).reverse());
      }
    }
    return { lines, boxes, pictures };
  }

  #table(table: Xml): WordTable {
    return { rows: rowsOf(table).map((row) => ({ before: Number(childOf(childOf(row, 'trPr'), 'gridBefore')?.attributes.val ?? 0), cells: wrapped(row, 'tc').map((cell) => this.#cell(cell)) })) };
  }

  #cell(cell: Xml): WordCell {
    const properties = childOf(cell, 'tcPr');
    const merge = childOf(properties, 'vMerge') ?? childOf(properties, 'vmerge');
    return {
      span: Math.max(1, Number(childOf(properties, 'gridSpan')?.attributes.val ?? 1)),
      ...(merge === undefined ? {} : { merge: merge.attributes.val === 'restart' ? 'first' : 'on' }),
      items: this.items(cell),
    };
  }
}

/** Elements of a name inside one, in order, also where content controls and insertions wrap them. */
const wrapped = (container: Xml, name: string): Xml[] => childrenOf(container).flatMap((child) => (child.name === name ? [child] : /^(?:sdt|sdtContent|ins|customXml|smartTag)$/u.test(child.name) ? wrapped(child, name) : []));

/** Rows of a table that are neither deleted nor hidden. */
const rowsOf = (table: Xml): Xml[] => wrapped(table, 'tr').filter((row) => !isOff(childOf(row, 'trPr'), 'del') && !isOff(childOf(row, 'trPr'), 'hidden'));

/**
 * Blocks: what every reader gives, whatever the format. Everything after reading sees only these.
 */

/** A rectangle in PDF points from the page's top left corner (y grows downwards). */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** The smallest rectangle around some, one at least. */
export const hull = (boxes: readonly Box[]): Box => ({
  x0: Math.min(...boxes.map((b) => b.x0)), y0: Math.min(...boxes.map((b) => b.y0)),
  x1: Math.max(...boxes.map((b) => b.x1)), y1: Math.max(...boxes.map((b) => b.y1)),
});

/** Where the characters come from: a text layer (or a text file), or optical character recognition. */
export type Source = 'text' | 'ocr';

/** Running text: one paragraph or one heading line. */
export interface Paragraph {
  readonly type: 'paragraph';
  /** Text without line breaks between CJK characters; never empty. */
  readonly text: string;
  /** 1-based page, absent where the source has no pages. */
  readonly page?: number;
  readonly box?: Box;
  /** 1-based line of a text source. */
  readonly line?: number;
  /** Font size in points where known: titles are larger than prose. */
  readonly fontSize?: number;
  readonly source: Source;
}

/** One cell of a grid; a merged cell stands once, at its top left slot. */
export interface Cell {
  /** 0-based slot over the whole grid. */
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** Text with line breaks removed between CJK characters and inside numbers; '' for an empty cell. */
  readonly text: string;
  /** Text lines as printed, where the cell has more than one. */
  readonly lines?: readonly string[];
  readonly page?: number;
  readonly box?: Box;
  /** Left edge of the first glyph: indentation tells the level of a name in some layouts. Points. */
  readonly indent?: number;
  /** Top and bottom of the text where its cell was not drawn but told by alignment; of its first part where a page end cuts it. Points. */
  readonly printed?: readonly [number, number];
  /** The text stands over the table's upper or lower rule: a page end cuts the cell, in whose middle it stands. */
  readonly cut?: 'above' | 'below';
  /** 0..1, of OCR; 1 for text layers. */
  readonly confidence: number;
  /** Up to five readings of a code or amount cell of a scan, likeliest first, the text among them. */
  readonly alternatives?: readonly { readonly text: string; readonly confidence: number }[];
}

/** A table as it stands on the page: cells in slots, before anyone knows what they mean. */
export interface Grid {
  readonly type: 'grid';
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly Cell[];
  /** First and last page, 1-based; absent where the source has no pages. */
  readonly pages?: readonly [number, number];
  readonly box?: Box;
  readonly line?: number;
  readonly source: Source;
  /** How the grid was found: ruling lines, alignment of words, or the markup of a text file. */
  readonly method: 'lattice' | 'stream' | 'markup';
  /** A lattice with horizontal rules alone: their segments and the texts tell its columns. */
  readonly impliedColumns?: true;
  /** Columns of a text that gives a Chinese character one column: their places are not those in print. */
  readonly counted?: true;
  /** It goes on the table with which the page before ends: rows at its top that are that table's header, whether they are printed here again, and whether the page before has nothing else of it. */
  readonly goesOn?: { readonly headerRows: number; readonly printed: boolean; readonly headerOnly: boolean };
  /** Grid row indexes where a continuation was joined (page or blank-line breaks), for diagnosis. */
  readonly joints?: readonly number[];
}

export type Block = Paragraph | Grid;

/** A page that could not be used as text, or another observation of a reader that must not get lost. */
export interface ReadNote {
  /** Rule id of the finding that it becomes, e.g. `page/needs-ocr`, `page/unreadable`, `text/truncated`. */
  readonly rule: string;
  readonly page?: number;
  readonly line?: number;
  /** Values for the wording of the rule. */
  readonly params: Readonly<Record<string, string>>;
}

/** Where a page stands: the sheet (1-based), and the page's top left corner on the sheet turned upright, in points. */
export interface Place {
  readonly sheet: number;
  readonly x: number;
  readonly y: number;
  /** Quarter turns of the sheet's text (1: it runs down the sheet), and the size of the sheet turned upright. */
  readonly upright?: { readonly turn: 0 | 1 | 2 | 3; readonly width: number; readonly height: number };
}

/** What a reader makes of one file. */
export interface ReadResult {
  readonly mediaType: string;
  /** Number of pages; absent where the format has none. */
  readonly pages?: number;
  readonly extraction: 'text' | 'ocr' | 'mixed' | 'none';
  readonly blocks: readonly Block[];
  readonly notes: readonly ReadNote[];
  /** Where pages stand whose numbers and boxes in the blocks are not those of the file's sheets: several on one sheet, sheets left out, or text that is turned on its sheet. Tables are put together page by page first. */
  readonly places?: ReadonlyMap<number, Place>;
  /** Date of publication that a web page declares (`<meta name="PubDate">`), as it stands there. */
  readonly declaredDate?: string;
}

/** A file that can't be read. The message is one line: what is wrong and what to do. */
export class ReadError extends Error {
  override readonly name = 'ReadError';
}

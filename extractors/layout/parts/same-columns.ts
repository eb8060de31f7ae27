/** Which columns of two parts of one table are the same: by their places where these are known, by their order where not. */
import type { Grid } from '../../../schemas/block.js';
import { isFigure } from '../../../schemas/printed-figure.js';
import { headerRows } from '../header-rows.js';

/** Column edges closer than this are the same column on two pages. Points. */
const SAME_EDGE = 8;

/** Column of `above` for each column of `below`; undefined where they don't fit. In a form (`form`) cells stand in any columns. */
export function mapColumns(above: Grid, below: Grid, form: boolean): number[] | undefined {
  const identity = Array.from({ length: below.columns }, (_, c) => c);
  if (!form && isAlignedText(above) && isAlignedText(below)) return mapFilled(above, below);
  if (!form && above.method === 'stream' && below.method === 'stream') {
    const mapped = mapBands(above, below);
    if (mapped || above.columns !== below.columns) return mapped;
  }
  if (above.columns === below.columns) return identity;
  const a = columnEdges(above);
  const b = columnEdges(below);
  if (a && b) {
    const mapped = b.map((edge) => {
      const gaps = a.map((other) => Math.abs(other - edge));
      const best = gaps.indexOf(Math.min(...gaps));
      return (gaps[best] ?? Infinity) <= SAME_EDGE ? best : -1;
    });
    const fits = mapped.every((column, i) => column >= 0 && (i === 0 || column > (mapped[i - 1] ?? -1)));
    if (fits) return mapped;
    return form ? identity : undefined;
  }
  if (form) return identity;
  return above.method === 'markup' && (isNearly(above.columns, below.columns) || (below.columns < above.columns && isNearly(bodyWidth(above), below.columns))) ? identity : undefined;
}

const isAlignedText = (grid: Grid): boolean => grid.method === 'stream' && grid.cells.every((cell) => cell.box === undefined);

/**
 * The same for columns of a text set with blanks, in which a part has no column where its rows are blank: as many as the
 * rows above fill, words and figures alike. A total fills them all, so that as many are the same.
 */
function mapFilled(above: Grid, below: Grid): number[] | undefined {
  if (above.columns === below.columns) return Array.from({ length: below.columns }, (_, c) => c);
  const filled = columnsFilled(above, headerRows(above));
  const own = columnsFilled(below, 0);
  return own.length === filled.length && own.every(({ figures }, i) => figures === filled[i]?.figures) && own.every(({ column }, i) => column === i) ? filled.map(({ column }) => column) : undefined;
}

/** Columns that rows from `from` on fill, and whether with figures. */
function columnsFilled(grid: Grid, from: number): { readonly column: number; readonly figures: boolean }[] {
  return Array.from({ length: grid.columns }, (_, column) => ({ column, texts: grid.cells.filter((cell) => cell.row >= from && cell.column === column && cell.text.trim() !== '').map((cell) => cell.text) }))
    .filter(({ texts }) => texts.length > 0).map(({ column, texts }) => ({ column, figures: texts.filter(isFigure).length * 2 > texts.length }));
}

/** Columns of markup, of which a part may lack one that is blank in all its rows. */
const isNearly = (columns: number, others: number): boolean => Math.abs(columns - others) <= 1;

/** How many columns the rows below the header use: blank cells at their ends may be left out in writing. */
function bodyWidth(grid: Grid): number {
  const depth = headerRows(grid);
  return Math.max(0, ...grid.cells.filter((cell) => cell.row >= depth && cell.text.trim() !== '').map((cell) => cell.column + cell.columnSpan));
}

/**
 * The same for columns told by alignment, which are as wide as their texts: a column stands under the only one that it
 * overlaps, or whose left or right edge it shares. A part of a table has no text in some columns.
 */
function mapBands(above: Grid, below: Grid): number[] | undefined {
  const [a, b] = [columnBands(above), columnBands(below)];
  const mapped = b.map((band) => {
    if (band === undefined) return -1;
    const fits = a.flatMap((other, i) => (other && (Math.min(band.x1, other.x1) - Math.max(band.x0, other.x0) > 1 || Math.abs(band.x0 - other.x0) <= SAME_EDGE || Math.abs(band.x1 - other.x1) <= SAME_EDGE) ? [i] : []));
    const edges = fits.filter((i) => Math.abs(band.x0 - (a[i]?.x0 ?? 0)) <= 1 || Math.abs(band.x1 - (a[i]?.x1 ?? 0)) <= 1);
    return fits.length === 1 ? fits[0] as number : edges.length === 1 ? edges[0] as number : -1;
  });
  return mapped.every((column, i) => column >= 0 && column > (mapped[i - 1] ?? -1)) ? mapped : undefined;
}

/** Left and right edge of each column, from cells of one column. */
function columnBands(grid: Grid): ({ x0: number; x1: number } | undefined)[] {
  const bands: ({ x0: number; x1: number } | undefined)[] = Array.from({ length: grid.columns });
  for (const { box, column, columnSpan } of grid.cells) {
    if (box && columnSpan === 1) bands[column] = { x0: Math.min(box.x0, bands[column]?.x0 ?? Infinity), x1: Math.max(box.x1, bands[column]?.x1 ?? -Infinity) };
  }
  return bands;
}

/** Left edges of the columns, from cells of one column. */
export function columnEdges(grid: Grid): number[] | undefined {
  const edges: (number | undefined)[] = Array.from({ length: grid.columns });
  for (const cell of grid.cells) {
    if (cell.box) edges[cell.column] = Math.min(edges[cell.column] ?? Infinity, cell.box.x0);
  }
  return edges.every((edge) => edge !== undefined) ? (edges as number[]) : undefined;
}

/** Several pages on one sheet. */
import { describe, expect, it } from 'vitest';
import { stitch } from '../../../../extractors/layout/parts/stitch.js';
import { Folds, heightsOf, pagesOf, uprightSheet } from '../../../../extractors/read/pdf/sheets.js';
import { glyphBox, type Glyph, type Rule, type SourcePage } from '../../../../extractors/read/pdf/pdf-source.js';
import type { Block } from '../../../../schemas/block.js';

const set = (text: string, x: number, y: number): Glyph[] => [...text].map((character, i) => ({ text: character, size: 10, fontName: 'F', turn: 0, ...glyphBox(x + i * 10, y, 10, 10, 0) }));
const LINES = ['社会保障和就业支出按科目列示', '行政事业单位养老支出按科目列示', '卫生健康支出按科目列示数'];
/** Lines of text with a page number below them. */
const page = (x: number, bottom: number, number?: number): Glyph[] => [...LINES.flatMap((line, i) => set(line, x + 40, bottom - 300 + 20 * i)), ...(number === undefined ? [] : set(`${number}`, x + 200, bottom - 20))];
const sheet = (glyphs: readonly Glyph[], rules: readonly Rule[] = [], width = 842, height = 595): SourcePage => ({ width, height, rotation: 0, glyphs, rules, images: [], truncated: false, outlines: 0, unseen: new Set(), cut: [], set: new Map() });
const across: Rule = { horizontal: true, x0: 60, x1: 780, y0: 300, y1: 300, thickness: 1 };

const foldOf = (...sheets: SourcePage[]): [number, number] => {
  const folds = new Folds();
  for (const one of sheets) folds.see(one);
  return [folds.fold.columns, folds.fold.rows];
};
const two = (number?: number): SourcePage => sheet([...page(0, 595, number), ...page(421, 595, number === undefined ? undefined : number + 1)]);

describe('sheets of a file are folded', () => {
  it('where numbers that follow each other stand below both halves', () => expect(foldOf(two(3))).toEqual([2, 1]));
  it('without numbers where three of them have a white middle, and none has not', () => {
    expect(foldOf(two(), two(), two())).toEqual([2, 1]);
    expect(foldOf(two(), two())).toEqual([1, 1]);
    expect(foldOf(two(), two(), two(), sheet([...page(0, 595), ...page(421, 595)], [across]))).toEqual([1, 1]);
  });
  it('in four by the numbers of all parts', () => {
    const four = sheet([...page(0, 421, 1), ...page(298, 421, 2), ...page(0, 842, 3), ...page(298, 842, 4)], [], 596, 842);
    expect(foldOf(four)).toEqual([2, 2]);
    expect(pagesOf(four, { columns: 2, rows: 2 }).map(({ x, y }) => [x, y])).toEqual([[0, 0], [298, 0], [0, 421], [298, 421]]);
  });
});

describe('sheets of four pages without numbers', () => {
  const four = (rules: readonly Rule[] = []): SourcePage => sheet([...page(0, 421), ...page(330, 421), ...page(0, 842), ...page(330, 842)].map((g) => ({ ...g, x0: g.x0 - 20, x1: g.x1 - 20 })), rules, 660, 842);
  it('are told by a white cross over all sheets, or over most of many', () => {
    expect(foldOf(four(), four())).toEqual([2, 2]);
    expect(foldOf(...Array.from({ length: 10 }, () => four()), four([across]))).toEqual([2, 2]);
  });
  it('are not where a rule runs over the middle, nor where a half is empty', () => {
    expect(foldOf(four(), four([across]))).toEqual([1, 1]);
    expect(foldOf(sheet([...page(0, 421), ...page(330, 421)], [], 660, 842))).toEqual([1, 1]);
  });
});

describe('sheets are not folded', () => {
  it('with a title over two tables beside each other, or a rule across', () => {
    expect(foldOf(sheet([...set('收入支出决算总表', 380, 60), ...page(0, 595, 3), ...page(421, 595, 4)]))).toEqual([1, 1]);
    expect(foldOf(sheet([...page(0, 595, 3), ...page(421, 595, 4)], [across]))).toEqual([1, 1]);
  });
  it('with the same or no number below the halves', () => expect(foldOf(sheet([...page(0, 595, 3), ...page(421, 595, 3)]))).toEqual([1, 1]));
  it('where one of them is: what runs over the fold of another sheet stays whole', () => {
    expect(pagesOf(sheet([...page(0, 595), ...page(421, 595)], [across]), { columns: 2, rows: 1 })).toHaveLength(1);
  });
});

it('pages of a sheet begin at its fold, and their blocks get back to their places', () => {
  const [left, right] = pagesOf(two(3), { columns: 2, rows: 1 });
  expect([left?.x, right?.x, right?.page.width]).toEqual([0, 421, 421]);
  expect(right?.page.glyphs.map((g) => Math.round(g.x0))).toEqual(left?.page.glyphs.map((g) => Math.round(g.x0)));
  const block = (n: number): Block => ({ type: 'paragraph', text: `Page ${n}`, source: 'text', page: n, box: { x0: 10, x1: 50, y0: 20, y1: 30 } });
  const places = new Map([[1, { sheet: 1, x: 0, y: 0 }], [2, { sheet: 1, x: 421, y: 0 }], [3, { sheet: 2, x: 0, y: 0 }]]);
  expect(stitch([1, 2, 3].map(block), places).map((b) => (b.type === 'paragraph' ? [b.page, b.box?.x0] : []))).toEqual([[1, 10], [1, 431], [2, 10]]);
});

it('a table goes on from the left page to the right one', () => {
  const grid = (n: number, rows: readonly (readonly string[])[]): Block => ({
    type: 'grid', rows: rows.length, columns: 2, pages: [n, n], source: 'text', method: 'lattice', box: { x0: 40, x1: 380, y0: 50, y1: 550 },
    cells: rows.flatMap((texts, row) => texts.map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text, confidence: 1, page: n, box: { x0: 40 + 170 * column, x1: 210 + 170 * column, y0: 50, y1: 60 } }))),
  });
  const places = new Map([[1, { sheet: 1, x: 0, y: 0 }], [2, { sheet: 1, x: 421, y: 0 }]]);
  const joined = stitch([grid(1, [['项目', '金额'], ['教育支出', '1.00']]), grid(2, [['卫生健康支出', '2.00']])], places);
  expect(joined.map((b) => (b.type === 'grid' ? [b.rows, b.pages, b.cells.map((c) => c.box?.x0)] : []))).toEqual([[3, [1, 1], [40, 210, 40, 210, 461, 631]]]);
});

describe('a sheet whose text runs up or down', () => {
  const turned = (page: SourcePage, turn: 1 | 3): SourcePage => {
    const box = ({ x0, x1, y0, y1 }: Glyph): Pick<Glyph, 'x0' | 'x1' | 'y0' | 'y1'> => (turn === 1 ? { x0: page.height - y1, x1: page.height - y0, y0: x0, y1: x1 } : { x0: y0, x1: y1, y0: page.width - x1, y1: page.width - x0 });
    return { ...page, width: page.height, height: page.width, glyphs: page.glyphs.map((g) => ({ ...g, ...box(g), turn })) };
  };
  it.each([1, 3] as const)('is read upright, and its blocks get back to their places (%s)', (turn) => {
    const lying = turned(two(3), turn);
    const { page: upright, upright: how } = uprightSheet(lying);
    expect(upright).toEqual(two(3));
    const [first, drawn] = [upright.glyphs[0], lying.glyphs[0]] as [Glyph, Glyph];
    const [block] = stitch([{ type: 'paragraph', text: '社', source: 'text', page: 1, box: { x0: first.x0, x1: first.x1, y0: first.y0, y1: first.y1 } }], new Map([[1, { sheet: 1, x: 0, y: 0, ...(how && { upright: how }) }]]));
    expect(block?.box?.x0).toBeCloseTo(drawn.x0, 1);
    expect(block?.box?.y1).toBeCloseTo(drawn.y1, 1);
  });

  it('bears numbers and running titles at its own edges or at those of the page that is printed on it', () => {
    const place = { sheet: 1, x: 0, y: 0, upright: { turn: 1 as const, width: 842, height: 595 } };
    // the middle of the upright page's left edge is the middle of the sheet's upper edge
    expect(heightsOf({ x0: 10, x1: 20, y0: 290, y1: 300 }, { height: 595, place })).toEqual([{ y: 295, height: 595 }, { y: 15, height: 842 }]);
    expect(heightsOf({ x0: 10, x1: 20, y0: 290, y1: 300 }, { height: 595 })).toEqual([{ y: 295, height: 595 }]);
  });
});

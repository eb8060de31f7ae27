import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../../extractors/read/pdf/pdf.js';
import { type Grid, ReadError } from '../../../../schemas/block.js';
import { at, fill, line, tinyPdf } from '../tiny-pdf.js';

const grids = async (bytes: Uint8Array): Promise<Grid[]> => (await readPdf(bytes)).blocks.filter(b => b.type === 'grid');
const rows = (grid: Grid | undefined): string[][] => Array.from({ length: grid?.rows ?? 0 }, (_, r) => (grid?.cells ?? []).filter(c => c.row === r).map(c => c.text));

/** Full grid of lines at the given positions. */
const lattice = (xs: number[], ys: number[]): string => [
  ...xs.map(x => line(x, Math.min(...ys), x, Math.max(...ys))), ...ys.map(y => line(Math.min(...xs), y, Math.max(...xs), y)),
].join('\n');

describe('tables with rules', () => {
  it('reads cells, and the text around as paragraphs in order', async () => {
    const result = await readPdf(tinyPdf([at(150, 270, 'Title'), lattice([50, 150, 250], [100, 130, 160]), at(60, 140, 'a'), at(200, 140, '1,234.50'), at(60, 110, 'b'), at(200, 110, '7.00'), at(50, 80, 'Note')].join('\n')));
    expect(result.blocks.map(b => (b.type === 'grid' ? rows(b) : b.text))).toEqual(['Title', [['a', '1,234.50'], ['b', '7.00']], 'Note']);
    const cell = result.blocks.find(b => b.type === 'grid')?.cells[1];
    expect(cell).toMatchObject({ row: 0, column: 1, page: 1, box: { x0: 150, y0: 140, x1: 250, y1: 170 } });
  });

  it('merges slots whose shared side is not ruled', async () => {
    const [grid] = await grids(tinyPdf([
      line(50, 160, 250, 160), line(50, 130, 250, 130), line(50, 100, 250, 100), line(50, 100, 50, 160), line(250, 100, 250, 160), line(150, 100, 150, 130),
      at(130, 140, 'head'), at(60, 110, 'a'), at(160, 110, 'b'),
    ].join('\n')));
    expect(grid?.cells.map(c => [c.text, c.rowSpan, c.columnSpan])).toEqual([['head', 1, 2], ['a', 1, 1], ['b', 1, 1]]);
  });

  it('does not tear a figure that sticks out over its cell, but separates two figures that a rule separates', async () => {
    const [grid] = await grids(tinyPdf([lattice([50, 100, 150], [100, 130, 160]), at(62, 140, '12,345.67'), at(60, 110, '21.50'), at(101, 110, '0')].join('\n')));
    expect(rows(grid)).toEqual([['12,345.67', ''], ['21.50', '0']]);
  });

  it('joins a wrapped figure and keeps its lines', async () => {
    const [grid] = await grids(tinyPdf([lattice([50, 90, 150], [100, 130, 160]), at(51, 147, '1,234,5'), at(51, 135, '67.89'), at(100, 140, 'x'), at(60, 110, 'y')].join('\n')));
    expect(grid?.cells[0]).toMatchObject({ text: '1,234,567.89', lines: ['1,234,5', '67.89'] });
  });

  it('takes thin rectangles, doubled lines and dashes for rules', async () => {
    const dashes = Array.from({ length: 40 }, (_, i) => line(50 + i * 5, 130, 53 + i * 5, 130)).join('\n');
    const [grid] = await grids(tinyPdf([
      fill(50, 160, 200, 0.5), fill(50, 158, 200, 0.5), dashes, fill(50, 100, 200, 0.5), fill(50, 100, 0.5, 60), fill(150, 100, 0.5, 60), fill(250, 100, 0.5, 60),
      at(60, 140, 'a'), at(160, 140, 'b'), at(60, 110, 'c'), at(160, 110, 'd'),
    ].join('\n')));
    expect(rows(grid)).toEqual([['a', 'b'], ['c', 'd']]);
  });

  it('keeps an empty table, and takes a frame around one text for no table', async () => {
    expect(rows((await grids(tinyPdf([lattice([50, 150, 250], [100, 130, 160]), at(60, 140, 'a'), at(160, 140, 'b')].join('\n'))))[0])).toEqual([['a', 'b'], ['', '']]);
    expect(await grids(tinyPdf([lattice([50, 250], [100, 160]), at(60, 140, 'text')].join('\n')))).toEqual([]);
  });

  it('prints the same character twice only once', async () => {
    const [grid] = await grids(tinyPdf([lattice([50, 150, 250], [100, 130, 160]), at(60, 140, '11'), at(60.4, 140, '11'), at(160, 110, 'x')].join('\n')));
    expect(grid?.cells[0]?.text).toBe('11');
  });
});

describe('tables with few or no rules', () => {
  const body = [['Name', 'First', 'Second'], ['alpha', '1,000.00', '2.50'], ['beta', '20.00', '3.75'], ['gamma', '300.00', '12.00']];
  const text = body.flatMap((cells, r) => cells.map((t, c) => at([50, 150, 250][c] ?? 0, 200 - r * 20, t))).join('\n');

  it('finds columns by alignment', async () => {
    const [grid] = await grids(tinyPdf(text));
    expect(grid?.method).toBe('stream');
    expect(rows(grid)).toEqual(body);
  });

  it('finds columns between horizontal rules made of one segment per cell', async () => {
    const rules = Array.from({ length: 5 }, (_, r) => [line(45, 214 - r * 20, 140, 214 - r * 20), line(140, 214 - r * 20, 240, 214 - r * 20), line(240, 214 - r * 20, 340, 214 - r * 20)]).flat().join('\n');
    const [grid] = await grids(tinyPdf(`${text}\n${rules}`));
    expect(grid?.method).toBe('lattice');
    expect(rows(grid)).toEqual(body);
  });

  it('finds rows where only columns are ruled', async () => {
    const [grid] = await grids(tinyPdf(`${text}\n${lattice([45, 140, 240, 340], [130, 195, 214])}`));
    expect(rows(grid)).toEqual(body);
  });

  it('leaves prose with figures alone', async () => {
    const prose = ['The budget of 12.50 rises by 3.75 over the', 'year before, that is 1,234.00 in all, of which', 'the larger part of 800.00 goes to schools'];
    expect(await grids(tinyPdf(prose.map((t, i) => at(50, 200 - i * 14, t)).join('\n')))).toEqual([]);
  });
});

describe('files that are no readable PDF', () => {
  it.each([['', 'empty'], ['PK\u0003\u0004....', 'ZIP'], ['<!DOCTYPE html><html>', 'web page'], ['hello', '%PDF'], ['%PDF-1.7\nnothing else', 'damaged']])('%j is refused in one line', async (content, reason) => {
    const error = await readPdf(new TextEncoder().encode(content)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ReadError);
    expect((error as Error).message).toContain(reason);
    expect((error as Error).message).not.toContain('\n');
  });
});

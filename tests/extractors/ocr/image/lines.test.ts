import { describe, expect, it } from 'vitest';
import type { TextBox } from '../../../../extractors/ocr/engines/engine.js';
import { blobsIn, faintBeside, faintMinusBefore, isOfStamp, paleBars, textLines, withoutRims } from '../../../../extractors/ocr/image/ink.js';
import { findLines, type PixelLine } from '../../../../extractors/ocr/image/lines.js';
import { aroundMerged } from '../../../../extractors/ocr/image/merged.js';
import { crop, type Grey, quarterTurns, resize, rotate, transpose } from '../../../../extractors/ocr/image/pixels.js';
import { greyOf, skewOf, withoutGrain } from '../../../../extractors/ocr/image/prepare.js';
import type { Ridge } from '../../../../extractors/ocr/image/ridges.js';

const DPI = 200;

function paper(width = 900, height = 600): Grey {
  return { width, height, data: new Uint8Array(width * height).fill(255) };
}

function paint(image: Grey, x0: number, y0: number, x1: number, y1: number, level = 0): void {
  for (let y = y0; y < y1; y++) image.data.fill(level, y * image.width + x0, y * image.width + x1);
}

/** A table of 3 rows and 2 columns; `gap` leaves a piece out of the middle rule, `level` is the ink of all rules. */
function table(gap = 0, level = 0): Grey {
  const image = paper();
  for (const y of [100, 200, 300, 400]) paint(image, 100, y, 803, y + 3, level);
  for (const x of [100, 400, 800]) paint(image, x, 100, x + 3, 403, level);
  if (gap > 0) paint(image, 250, 200, 250 + gap, 203, 255);
  return image;
}

describe('ink beside a line', () => {
  it('is seen where it is too faint to count, and not at the edge of the cell', () => {
    const image = paper();
    paint(image, 300, 200, 400, 224);
    const [cell, line] = [{ x0: 200, y0: 190, x1: 420, y1: 234 }, { x0: 300, y0: 200, x1: 400, y1: 224 }];
    expect(faintBeside(image, cell, line, DPI)).toBe(false);
    paint(image, 418, 200, 420, 224, 180);
    expect(faintBeside(image, cell, line, DPI)).toBe(false);
    paint(image, 286, 203, 289, 224, 180);
    expect(faintBeside(image, cell, line, DPI)).toBe(true);
  });
});

describe('specks in a cell', () => {
  it('are what is left of crossing double rulings where they stand in a corner at its side', () => {
    const blobs = (x: number, y: number): number => {
      const image = paper();
      paint(image, 300, 200, 320, 224);
      paint(image, x, y, x + 4, y + 3);
      return blobsIn(image, { x0: 200, y0: 190, x1: 420, y1: 234 }, DPI).length;
    };
    expect([blobs(200, 194), blobs(416, 228), blobs(330, 194), blobs(200, 210)]).toEqual([1, 1, 2, 2]);
  });
});

describe('specks of a stamp in a cell', () => {
  it('are left out where they stand apart from its text, and not points, or marks where no stamp was', () => {
    const image = paper();
    paint(image, 600, 200, 612, 224);
    paint(image, 616, 220, 619, 224);
    const speck = { x0: 300, y0: 204, x1: 304, y1: 207, area: 9 };
    paint(image, 300, 204, 304, 207);
    const faint = { ...image, data: Uint8Array.from(image.data) };
    const ink = blobsIn(image, { x0: 200, y0: 190, x1: 640, y1: 234 }, DPI);
    expect(withoutRims(image, faint, ink, 24)).toHaveLength(3);
    // the rim of a stamp shows around the speck in the second picture
    for (const at of [294, 310]) paint(faint, at, 192, at + 2, 218, 200);
    expect(withoutRims(image, faint, ink, 24).map(({ x0 }) => x0)).toEqual([600, 616]);
    expect(withoutRims(image, faint, [speck], 24)).toHaveLength(1);
  });
});

describe('ink before a figure', () => {
  it('is its minus where a bar stands at half its height, however faint, and not where a speck stands elsewhere', () => {
    const before = (y: number, h: number): boolean => {
      const image = paper();
      paint(image, 300, 200, 380, 220);
      paint(image, 290, y, 296, y + h, 180);
      return faintMinusBefore(image, { x0: 300, y0: 200, x1: 380, y1: 220 });
    };
    expect([before(210, 2), before(201, 2), before(202, 16), before(230, 2)]).toEqual([true, false, false, false]);
  });
});

describe('pale bars in cells without other ink', () => {
  it('are dashes where several are alike, and not where they are few or differ', () => {
    const barsOf = (widths: readonly number[]): number[] => {
      const image = paper();
      const cells = new Map(widths.map((_, i) => [i, { x0: 100, y0: 50 * i + 10, x1: 300, y1: 50 * i + 50 }]));
      widths.forEach((width, i) => { paint(image, 270, 50 * i + 30, 270 + width, 50 * i + 32, 170); });
      return [...paleBars(image, cells, [], 24, DPI).keys()];
    };
    expect(barsOf([8, 7, 8, 9, 16])).toEqual([0, 1, 2, 3]);
    expect(barsOf([8, 7, 8])).toEqual([]);
    expect(barsOf([5, 16, 8, 11])).toEqual([]);
  });
  it('are dashes though they are almost as high as wide, in line with the dashes of other cells', () => {
    const image = paper();
    const cells = Array.from({ length: 6 }, (_, i) => ({ x0: 100, y0: 50 * i + 10, x1: 300, y1: 50 * i + 50 }));
    cells.forEach((_, i) => { paint(image, 270, 50 * i + 30, 275, 50 * i + 34, i === 0 ? 170 : 60); });
    const marks = (from: number): { cell: TextBox; ink: TextBox }[] => cells.slice(1).map((cell, i) => ({ cell, ink: { x0: from, y0: 50 * (i + 1) + 30, x1: from + 5, y1: 50 * (i + 1) + 34 } }));
    const found = (from: number): number[] => [...paleBars(image, new Map([[0, cells[0] as TextBox]]), marks(from), 24, DPI).keys()];
    expect(found(270)).toEqual([0]);
    expect(found(240)).toEqual([]);
  });
});

describe('what is left of a stamp', () => {
  it('is paler where red light counts, all over; ink of text is not', () => {
    const [image, faint] = [paper(), paper()];
    for (const [picture, level] of [[image, 160], [faint, 185]] as const) { paint(picture, 100, 100, 110, 103, level); paint(picture, 200, 100, 203, 103, level); }
    for (const picture of [image, faint]) paint(picture, 203, 100, 210, 103, 90);
    expect(isOfStamp(image, faint, { x0: 100, y0: 100, x1: 110, y1: 103 })).toBe(true);
    expect(isOfStamp(image, faint, { x0: 200, y0: 100, x1: 210, y1: 103 })).toBe(false);
  });
});

describe('ruling lines', () => {
  it.each([['whole', 0, 0], ['broken', 10, 0], ['faint', 0, 170]])('finds the lines of a table: %s', (_, gap, level) => {
    const { lines } = findLines(table(gap, level), DPI);
    expect(lines.horizontal.map(l => Math.round(l.at / 10) * 10)).toEqual([100, 200, 300, 400]);
    expect(lines.vertical.map(l => Math.round(l.at / 10) * 10)).toEqual([100, 400, 800]);
  });

  it('goes on to the open side of a table beyond the last line that crosses, and takes a short ruling that leads there', () => {
    const image = paper();
    for (const y of [100, 200, 300, 400]) paint(image, 100, y, 803, y + 3);
    for (const x of [150, 400, 800]) paint(image, x, 100, x + 3, 403);
    paint(image, 100, 150, 153, 153);
    const ends = findLines(image, DPI).lines.horizontal.map(l => [Math.round(l.at / 10) * 10, Math.round(l.from / 10) * 10, Math.round(l.to / 10) * 10]);
    expect(ends).toEqual([[100, 100, 800], [150, 100, 150], [200, 100, 800], [300, 100, 800], [400, 100, 800]]);
  });

  it('draws a ruling on between figures that touch it on both sides, in the row to which it has leaned', () => {
    const image = paper();
    for (let r = 0; r <= 8; r++) paint(image, 100, 100 + 60 * r, 803, 103 + 60 * r);
    for (const x of [100, 800]) paint(image, x, 100, x + 3, 583);
    for (let y = 100; y < 583; y++) paint(image, 400 + Math.floor((y - 100) / 60), y, 403 + Math.floor((y - 100) / 60), y + 1, 120);
    for (let r = 2; r < 8; r++) paint(image, 340, 115 + 60 * r, 480, 150 + 60 * r);
    const [, middle] = findLines(image, DPI).lines.vertical;
    expect([Math.round((middle?.from ?? 0) / 10) * 10, Math.round((middle?.to ?? 0) / 10) * 10]).toEqual([100, 580]);
  });

  it('takes strokes in rows below each other for none, which leave more white than the rulings of the page, though dashes of those lie between', () => {
    const image = paper();
    const rows = [100, 141, 182, 223, 264];
    for (const y of rows) for (let x = 100; x < 803; x += 12) paint(image, x, y, x + 7, y + 3);
    for (const x of [100, 400, 600, 800]) paint(image, x, 100, x + 3, 267);
    for (const y of rows.slice(0, -1)) paint(image, 498, y + 11, 501, y + 33);
    expect(findLines(image, DPI).lines.vertical.map(line => Math.round(line.at / 10) * 10)).toEqual([100, 400, 600, 800]);
  });

  it('takes brackets below each other in narrow rows for none: they stand clear of the lines between', () => {
    const image = paper();
    for (let r = 0; r <= 10; r++) paint(image, 100, 100 + 34 * r, 803, 102 + 34 * r);
    for (const x of [100, 500, 800]) paint(image, x, 100, x + 2, 442);
    for (let r = 0; r < 10; r++) { paint(image, 110, 107 + 34 * r, 113, 129 + 34 * r); paint(image, 110, 107 + 34 * r, 117, 109 + 34 * r); paint(image, 110, 127 + 34 * r, 117, 129 + 34 * r); }
    const { lines, erased } = findLines(image, DPI);
    expect(lines.vertical.map(l => Math.round(l.at / 10) * 10)).toEqual([100, 500, 800]);
    expect(erased.data[118 * 900 + 111]).toBe(0);
  });

  it('takes brackets for none either that stand on the lines below them, on a page whose lines lean', () => {
    const image = paper();
    const lean = (x: number): number => Math.round((x - 450) / 100);
    for (let r = 0; r <= 10; r++) for (let x = 100; x < 803; x++) paint(image, x, 100 + 34 * r + lean(x), x + 1, 102 + 34 * r + lean(x));
    for (const x of [100, 500, 800]) paint(image, x, 95, x + 2, 446);
    for (let r = 0; r < 10; r++) for (const x of [110, 143]) paint(image, x, 112 + 34 * r + lean(x), x + 3, 134 + 34 * r + lean(x));
    expect(findLines(image, DPI).lines.vertical.map(l => Math.round(l.at / 10) * 10)).toEqual([100, 500, 800]);
  });

  it('takes a stroke of a stamp for none that leads from one line to the next, where the picture of the stamp differs', () => {
    const image = table();
    paint(image, 250, 200, 253, 303);
    const verticals = (faint?: Grey): number[] => findLines(image, DPI, faint).lines.vertical.map(l => Math.round(l.at / 10) * 10);
    const faint = { ...image, data: Uint8Array.from(image.data) };
    paint(faint, 240, 220, 265, 280, 190);
    expect(verticals()).toContain(250);
    expect(verticals(image)).toContain(250);
    expect(verticals(faint)).toEqual(verticals().filter(at => at !== 250));
  });

  it('takes no fold for a ruling, which is pale and goes out to the edge of the page', () => {
    const folded = (level: number, to: number): number[] => {
      const image = table();
      paint(image, 300, 92, to, 95, level);
      return findLines(image, DPI).lines.horizontal.map(l => Math.round(l.at / 10) * 10);
    };
    expect(folded(190, 898)).toEqual([100, 200, 300, 400]);
    expect(folded(90, 898)).toEqual([90, 100, 200, 300, 400]);
  });

  it('ends a ruling on which a fold lies at the open side of its table', () => {
    const image = paper();
    for (const y of [100, 200, 300, 400]) paint(image, 100, y, 803, y + 3);
    for (const x of [400, 800]) paint(image, x, 100, x + 3, 403);
    paint(image, 2, 200, 100, 203, 190);
    expect(findLines(image, DPI).lines.horizontal.map(l => Math.round(l.from / 10) * 10)).toEqual([100, 100, 100, 100]);
  });

  it('takes pieces of a fold for no rulings, which are paler than those, and paints them over but not the ink below', () => {
    const image = table();
    paint(image, 200, 250, 204, 270);
    paint(image, 120, 258, 380, 261, 175);
    paint(image, 200, 258, 204, 261);
    const { lines, erased } = findLines(image, DPI);
    expect(lines.horizontal).toHaveLength(4);
    expect([erased.data[259 * 900 + 300], erased.data[259 * 900 + 202]]).toEqual([255, 0]);
  });

  it('takes a row of bold characters that begins at a ruling for none: strokes go on above and below it', () => {
    const image = table();
    for (let x = 103; x < 300; x += 20) { paint(image, x, 240, x + 9, 262); paint(image, x, 250, x + 20, 253); }
    const { lines, erased } = findLines(image, DPI);
    expect(lines.horizontal).toHaveLength(4);
    expect(erased.data[251 * 900 + 205]).toBe(0);
  });

  it('takes the strokes of one name in several rows for none, though they begin at a ruling and end below each other', () => {
    const image = paper();
    for (const y of [100, 150, 200, 250, 300]) paint(image, 100, y, 803, y + 3);
    for (const x of [100, 400, 800]) paint(image, x, 100, x + 3, 303);
    for (const top of [112, 162, 212, 262]) for (let x = 104; x < 300; x += 14) { paint(image, x, top, x + 12, top + 3); paint(image, x + 4, top, x + 8, top + 22); }
    const { lines, erased } = findLines(image, DPI);
    expect(lines.horizontal.map(l => Math.round(l.at / 10) * 10).toSorted((a, b) => a - b)).toEqual([100, 150, 200, 250, 300]);
    expect(erased.data[163 * 900 + 205]).toBe(0);
  });

  it('takes the feet of digits that fill a narrow cell for none, though they lead from ruling to ruling', () => {
    const image = table();
    for (const x of [480, 556]) paint(image, x, 100, x + 3, 403);
    for (let x = 484; x < 552; x += 8) { paint(image, x, 222, x + 3, 240, 90); paint(image, x, 237, x + 7, 240); }
    expect(findLines(image, DPI).lines.horizontal.map(({ at }) => Math.round(at))).toEqual([101, 201, 301, 401]);
    // a ruling of one cell has no strokes along it
    paint(image, 483, 350, 556, 353);
    expect(findLines(image, DPI).lines.horizontal.map(({ at }) => Math.round(at)).toSorted((a, b) => a - b)).toEqual([101, 201, 301, 351, 401]);
  });

  it('finds dashed lines, whose dashes begin anew in each cell, and takes no row of digits for one', () => {
    const image = paper();
    for (const y of [100, 200, 300, 400, 440]) for (let x = 100; x < 800; x += 29) paint(image, x, y, Math.min(x + 23, 803), y + 2);
    // one dash in the last row, with white on both sides
    for (const x of [100, 400, 800]) paint(image, x, 411, x + 2, 434);
    for (const x of [100, 400, 800]) for (let top = 100; top < 400; top += 100) for (let y = top; y < top + 100; y += 29) paint(image, x, y, x + 2, Math.min(y + 23, top + 100));
    for (let x = 120; x < 390; x += 17) paint(image, x, 250, x + 11, 253);
    const { lines, erased } = findLines(image, DPI);
    expect(lines.horizontal.map(l => [l.at, l.from, l.to].map(n => Math.round(n / 10) * 10))).toEqual([100, 200, 300, 400, 440].map(y => [y, 100, 800]));
    expect(lines.vertical.map(l => [l.at, l.to].map(n => Math.round(n / 10) * 10))).toEqual([100, 400, 800].map(x => [x, 440]));
    expect(blobsIn(erased, { x0: 103, y0: 203, x1: 400, y1: 300 }, DPI)).toHaveLength(16);
  });

  it('ends dashed rulings at a merged cell, whose strokes in line with them are no dashes', () => {
    const image = paper();
    const rows = [100, 170, 206, 242, 278, 314, 350, 386];
    for (const y of rows) for (let x = 100; x < 800; x += 29) paint(image, x, y, Math.min(x + 23, 803), y + 2);
    for (const x of [100, 250, 400, 800]) for (const [i, top] of rows.slice(0, -1).entries()) for (let y = top; y < (rows[i + 1] as number); y += 29) paint(image, x, y, x + 2, Math.min(y + 23, rows[i + 1] as number));
    // the first row is one cell from the first column to the third, with two lines of text
    paint(image, 250, 102, 252, 170, 255);
    for (const [from, to] of [[113, 127], [130, 132], [143, 162]] as const) paint(image, 250, from, 252, to);
    const flipped = transpose(image);
    const ridge = (at: number, from: number, to: number): Ridge => ({ at, from, to, share: 1, whole: true, dark: new Uint8Array(), runs: [[at, from, to]] });
    const found = { horizontal: rows.map(y => ridge(y, 100, 800)), vertical: [100, 250, 400, 800].map(x => ridge(x, 100, 388)) };
    const around = aroundMerged(found, image, flipped, { dash: 23, white: 6, grain: 2 }, DPI);
    expect(around.vertical.map(l => [l.at, l.from, l.to])).toEqual([[100, 100, 388], [250, 170, 388], [400, 100, 388], [800, 100, 388]]);
    expect(around.horizontal).toEqual(found.horizontal);
  });

  it('finds a dashed line among others that are drawn through', () => {
    const image = table();
    for (const x of [200, 600]) paint(image, x, 100, x + 3, 403);
    for (let y = 100; y < 400; y += 10) paint(image, 500, y, 503, y + 6);
    expect(findLines(image, DPI).lines.vertical.map(line => Math.round(line.at / 10) * 10)).toEqual([100, 200, 400, 500, 600, 800]);
  });

  it('finds dashed lines of few pixels, and a dashed piece between two of them that goes on into strokes', () => {
    const image = paper();
    const across = (y: number, from: number, to: number): void => { for (let x = from; x < to; x += 8) paint(image, x, y, Math.min(x + 6, to), y + 2); };
    for (const y of [100, 200, 300, 400]) across(y, 100, 803);
    for (const x of [100, 400, 800]) for (let y = 100; y < 400; y += 8) paint(image, x, y, x + 2, Math.min(y + 6, 402));
    across(150, 100, 400);
    for (let x = 404; x < 604; x += 5) paint(image, x, 146, x + 2, 156);
    const { lines } = findLines(image, DPI);
    expect(lines.horizontal.map(l => [l.at, l.from, l.to].map(n => Math.round(n / 10) * 10))).toEqual([[100, 100, 800], [150, 100, 400], [200, 100, 800], [300, 100, 800], [400, 100, 800]]);
    expect(lines.vertical.map(l => Math.round(l.at / 10) * 10)).toEqual([100, 400, 800]);
  });

  it('finds a line of uneven dashes that goes on into a stroke of the text above it', () => {
    const image = paper();
    for (let y = 100; y <= 500; y += 50) paint(image, 100, y, 803, y + 3);
    const dashed = (x: number, from: number, white: number): void => {
      for (let y = from, n = 0; y < 500; n++) {
        const dash = [7, 12, 9, 16][n % 4] as number;
        paint(image, x, y, x + 2, Math.min(500, y + dash));
        y += dash + white + n % 3;
      }
    };
    for (const x of [100, 400, 800]) dashed(x, 100, 1);
    dashed(250, 152, 3);
    paint(image, 249, 116, 252, 142);
    const { lines } = findLines(image, DPI);
    expect(lines.vertical.map(l => [l.at, l.from, l.to].map(v => Math.round(v / 10) * 10))).toContainEqual([250, 150, 500]);
  });

  it('erases both lines of a double ruling, and not the strokes beside them', () => {
    const image = paper();
    for (const y of [100, 200, 300, 400]) for (const dy of [0, 3]) paint(image, 100, y + dy, 805, y + dy + 2);
    for (const x of [100, 400, 800]) for (const dx of [0, 3]) paint(image, x + dx, 100, x + dx + 2, 405);
    for (let k = 0; k < 8; k++) paint(image, 150 + k * 30, 250, 174 + k * 30, 253);
    const { erased } = findLines(image, DPI);
    expect(blobsIn(erased, { x0: 103, y0: 203, x1: 400, y1: 300 }, DPI)).toHaveLength(8);
    expect(erased.data.filter(level => level < 128).length).toBeLessThan(1.2 * 8 * 24 * 3);
  });

  it('erases both lines of a double ruling where the white between them is grey, and no digit that touches them', () => {
    const image = paper();
    for (const y of [100, 200, 300]) for (const dy of [0, 4]) paint(image, 100, y + dy, 807, y + dy + 3);
    for (const x of [100, 400, 800]) for (const dx of [0, 4]) paint(image, x + dx, 100, x + dx + 3, 307);
    for (let x = 120; x < 380; x += 80) paint(image, x, 203, x + 40, 204, 150);
    // strokes that end at the lower line
    for (const x of [150, 250]) paint(image, x, 207, x + 3, 231);
    const { erased } = findLines(image, DPI);
    expect(blobsIn(erased, { x0: 104, y0: 204, x1: 400, y1: 300 }, DPI).map(b => [b.x0, b.x1])).toEqual([[150, 153], [250, 253]]);
    expect([...erased.data.subarray(201 * 900 + 160, 201 * 900 + 240)].every(level => level > 200)).toBe(true);
  });

  it('erases a double ruling that is one thick line in black and white, and no strokes that end at it', () => {
    const image = paper();
    const levels = [191, 63, 0, 63, 127, 63, 0, 63, 191];
    for (const y of [100, 200, 300]) levels.forEach((level, dy) => paint(image, 100, y + dy, 809, y + dy + 1, level));
    for (const x of [100, 400, 800]) levels.forEach((level, dx) => paint(image, x + dx, 100, x + dx + 1, 309, level));
    for (const x of [150, 250]) paint(image, x, 240, x + 3, 300);
    const { erased } = findLines(image, DPI);
    expect(blobsIn(erased, { x0: 104, y0: 204, x1: 404, y1: 304 }, DPI).map(b => [b.x0, b.x1])).toEqual([[150, 153], [250, 253]]);
    expect(erased.data.filter(level => level < 150).length).toBeLessThan(1.5 * 2 * 3 * 60);
  });

  it('finds double rulings whose lines are each other\'s surroundings, short ones below a text, too', () => {
    const image = paper();
    for (const y of [100, 200, 300, 400]) for (const dy of [0, 4]) paint(image, 100, y + dy, 807, y + dy + 3);
    for (const x of [100, 400, 800]) for (const dx of [0, 4]) paint(image, x + dx, 100, x + dx + 3, 407);
    for (const dx of [0, 4]) paint(image, 250 + dx, 300, 253 + dx, 345);
    for (const dy of [0, 4]) paint(image, 100, 340 + dy, 403, 343 + dy);
    // text above the short ruling, in which strokes stand over it
    for (const y of [250, 272]) for (const x of [240, 251, 264]) paint(image, x, y, x + 3, y + 16);
    const { lines } = findLines(image, DPI);
    const places = (of: readonly PixelLine[]): number[] => [...new Set(of.map(l => Math.round(l.at / 10) * 10))].toSorted((a, b) => a - b);
    expect(places(lines.horizontal)).toEqual([100, 200, 300, 340, 400]);
    expect(places(lines.vertical)).toEqual([100, 250, 400, 800]);
    expect(lines.vertical.filter(l => Math.abs(l.at - 253) < 5).map(l => [l.from, l.to].map(v => Math.round(v / 10) * 10))).toEqual([[300, 340]]);
  });

  it('takes strokes of characters for no lines, and leaves them when it erases lines', () => {
    const image = table();
    for (let k = 0; k < 8; k++) paint(image, 150 + k * 30, 250, 174 + k * 30, 253);
    const { lines, erased } = findLines(image, DPI);
    expect(lines.horizontal).toHaveLength(4);
    expect(blobsIn(erased, { x0: 103, y0: 203, x1: 400, y1: 300 }, DPI)).toHaveLength(8);
  });

  it('finds a short ruling that goes on into a stroke of the text above it', () => {
    const image = paper();
    for (const y of [100, 150, 200, 400]) paint(image, 100, y, 803, y + 3);
    for (const x of [100, 400, 800]) paint(image, x, 100, x + 3, 403);
    paint(image, 250, 150, 253, 203);
    for (const y of [106, 124]) paint(image, 251, y, 253, y + 14);
    const { lines } = findLines(image, DPI);
    expect(lines.vertical.map(l => [l.at, l.from, l.to].map(v => Math.round(v / 10) * 10))).toContainEqual([250, 150, 200]);
  });

  it('takes a short ruling between headings of a table of horizontal rulings, and no row of strokes', () => {
    const image = paper();
    for (const y of [100, 200, 400]) paint(image, 100, y, 803, y + 3);
    paint(image, 400, 150, 600, 153);
    for (let k = 0; k < 8; k++) paint(image, 150 + k * 30, 300, 174 + k * 30, 303);
    expect(findLines(image, DPI).lines.horizontal.map(l => Math.round(l.at / 10) * 10)).toEqual([100, 150, 200, 400]);
  });

  it('erases a ruling up to a digit that touches it', () => {
    const image = table();
    // a ring whose right side touches the ruling at 400
    for (const [x0, y0, x1, y1] of [[384, 140, 388, 164], [396, 140, 400, 164], [384, 140, 400, 144], [384, 160, 400, 164]] as const) paint(image, x0, y0, x1, y1);
    const { erased } = findLines(image, DPI);
    const [digit] = blobsIn(erased, { x0: 104, y0: 104, x1: 401, y1: 200 }, DPI);
    expect([digit?.x0, digit?.x1]).toEqual([384, 400]);
    expect([...erased.data.subarray(142 * 900 + 401, 142 * 900 + 410)].every(level => level === 255)).toBe(true);
  });

  it('draws a ruling on to the next where the paper beside it is dark, and not through a text', () => {
    const image = table();
    paint(image, 110, 194, 250, 199, 20);
    paint(image, 110, 204, 250, 209, 20);
    // a ruling in the left column alone, and a text at its height in the right one
    paint(image, 100, 350, 403, 353);
    for (let k = 0; k < 12; k++) paint(image, 420 + k * 30, 340, 444 + k * 30, 362);
    const { lines } = findLines(image, DPI);
    const reach = (y: number): number[] => lines.horizontal.filter(l => Math.abs(l.at - y) < 4).flatMap(l => [l.from, l.to]).map(x => Math.round(x / 10) * 10);
    expect([Math.min(...reach(201)), Math.max(...reach(201))]).toEqual([100, 800]);
    expect(Math.max(...reach(351))).toBe(400);
  });

  it('ends rulings at a merged cell though a stroke of its text stands in line with them, and finds what is left of them in a low row beyond', () => {
    const image = paper();
    const rows = [100, 124, 150, 200, 250, 300, 350, 400];
    for (const y of rows) paint(image, 100, y, 803, y + 2);
    for (const x of [100, 250, 400, 600, 800]) paint(image, x, 100, x + 2, 402);
    // the second row is one cell from the first column to the third
    for (const x of [250, 400]) paint(image, x, 126, x + 2, 150, 255);
    paint(image, 400, 131, 402, 145);
    const { lines, erased } = findLines(image, DPI);
    const pieces = (at: number): number[][] => lines.vertical.filter(l => Math.abs(l.at - at) < 3).map(l => [l.from, l.to].map(y => rows.findIndex(row => Math.abs(row - y) < 4))).toSorted((a, b) => (a[0] as number) - (b[0] as number));
    expect([250, 400, 600].map(pieces)).toEqual([[[0, 1], [2, 7]], [[0, 1], [2, 7]], [[0, 7]]]);
    expect(erased.data[138 * 900 + 401]).toBe(0);
    expect(erased.data[110 * 900 + 251]).toBeGreaterThan(200);
  });

  it('takes no cell for merged where a stroke beside the ruling was taken for a part of it', () => {
    const image = paper();
    paint(image, 100, 300, 500, 301);
    for (const x of [100, 200, 300, 400, 500]) paint(image, x, 200, x + 1, 400);
    const ridge = (at: number, from: number, to: number, ...more: [number, number, number][]): Ridge => ({ at, from, to, share: 1, whole: true, dark: new Uint8Array(), runs: [[at, from, to], ...more] });
    const along = ridge(300, 100, 500, [308, 90, 199]);
    const around = aroundMerged({ horizontal: [along], vertical: [100, 200, 300, 400, 500].map(at => ridge(at, 200, 400)) }, image, transpose(image), undefined, DPI);
    expect(around.horizontal).toEqual([along]);
  });

  it('finds nothing on blank paper', () => {
    expect(findLines(paper(), DPI).lines).toEqual({ horizontal: [], vertical: [] });
  });
});

describe('lines of text in a cell', () => {
  it('keeps strokes of one character together and parts rows', () => {
    const image = paper(200, 200);
    for (const y of [20, 32, 44, 80, 92, 104]) paint(image, 20, y, 48, y + 4);
    const blobs = blobsIn(image, { x0: 0, y0: 0, x1: 200, y1: 200 }, DPI);
    expect(textLines(image, blobs, 28).map(b => [b.y0, b.y1])).toEqual([[20, 48], [80, 108]]);
  });

  it('keeps a character whole that is higher than the digits of the page', () => {
    const image = paper(200, 200);
    paint(image, 20, 20, 41, 30);
    paint(image, 22, 31, 39, 41);
    paint(image, 60, 52, 81, 73);
    const blobs = blobsIn(image, { x0: 0, y0: 0, x1: 200, y1: 200 }, DPI);
    expect(textLines(image, blobs, 17).map(b => [b.y0, b.y1])).toEqual([[20, 41], [52, 73]]);
  });
});

describe('preparing', () => {
  it('finds the skew and turns it back', () => {
    const angle = 1.2 * Math.PI / 180;
    const skewed = rotate(table(), angle);
    expect(skewOf(skewed, DPI)).toBeCloseTo(angle, 2);
    expect(findLines(rotate(skewed, -skewOf(skewed, DPI)), DPI).lines.horizontal).toHaveLength(4);
  });

  it('makes the ink of a red stamp paper and keeps black', () => {
    const data = new Uint8Array([210, 40, 40, 20, 20, 20, 255, 255, 255]);
    expect([...greyOf({ width: 3, height: 1, channels: 3, data }, DPI).image.data].map(v => v > 200)).toEqual([true, false, true]);
  });

  it('keeps grey strokes beside a red stamp, and shows those under it a second time', () => {
    // paper, stamp, a grey stroke under the stamp, the same stroke beside it
    const pixels = [[230, 230, 230], [205, 50, 50], [160, 18, 18], [110, 110, 110]];
    const page = [...pixels, ...Array.from({ length: 36 }, (_, i) => pixels[i < 20 ? 0 : 1] as number[])].flat();
    const { image, faint } = greyOf({ width: 40, height: 1, channels: 3, data: new Uint8Array(page) }, DPI);
    expect([...image.data.subarray(0, 4)].map(v => Math.round(v / 10) * 10)).toEqual([230, 230, 140, 110]);
    expect(faint?.data[1]).toBeGreaterThan(220);
    expect(faint?.data[2]).toBeLessThan(180);
    expect(greyOf({ width: 1, height: 1, channels: 3, data: new Uint8Array([230, 230, 230]) }, DPI).faint).toBeUndefined();
  });

  it('makes paper of what lies under two stamps, though it is as dark as grey strokes under one, and keeps the ink there', () => {
    const side = 30;
    const at = (x: number, y: number): number[] => {
      if (y < 8) return [230, 230, 230];
      if (x === 20 && y > 12) return [35, 8, 8];
      return x > 12 && y > 12 ? [165, 12, 12] : [205, 50, 50];
    };
    const page = Array.from({ length: side * side }, (_, i) => at(i % side, Math.floor(i / side))).flat();
    const { image, faint } = greyOf({ width: side, height: side, channels: 3, data: new Uint8Array(page) }, DPI);
    for (const picture of [image, faint as Grey]) expect([16, 20, 25].map(x => (picture.data[25 * side + x] as number) > 220)).toEqual([true, false, true]);
  });

  it('takes the grain off a page, and leaves a clean one as it is', () => {
    const clean = paper(60, 60);
    paint(clean, 20, 28, 40, 32);
    expect(withoutGrain(clean)).toBe(clean);
    const grainy = { ...clean, data: clean.data.map((value, i) => Math.max(0, value - ((i * 7919) % 97) * 0.8)) };
    const soft = withoutGrain(grainy);
    expect(soft.data[30 * 60 + 30]).toBeLessThan(30);
    expect(Math.min(...soft.data.subarray(0, 20 * 60))).toBeGreaterThan(220);
  });

  it('turns by quarters, cuts with white outside, and scales', () => {
    const image = { width: 2, height: 1, data: new Uint8Array([0, 100]) };
    expect([...quarterTurns(image, 1).data]).toEqual([0, 100]);
    expect([...quarterTurns(image, 2).data]).toEqual([100, 0]);
    expect([...quarterTurns(quarterTurns(image, 3), 1).data]).toEqual([0, 100]);
    expect([...crop(image, -1, 0, 3, 1).data]).toEqual([255, 0, 100, 255]);
    expect(resize({ width: 4, height: 1, data: new Uint8Array([0, 0, 200, 200]) }, 2, 1).data[0]).toBeLessThan(100);
  });
});

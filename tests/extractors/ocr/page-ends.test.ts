/** Tables without rulings that go on over a page end of a scan: the page behind is read in the columns of the one before. */
import { describe, expect, it } from 'vitest';
import type { LineReading, OcrEngine, TextBox } from '../../../extractors/ocr/engines/engine.js';
import { readScan, type ScanReading } from '../../../extractors/ocr/page.js';
import type { Grey } from '../../../extractors/ocr/image/pixels.js';
import { DEFAULT_SETTINGS } from '../../../extractors/layout/settings.js';
import type { OpenTable } from '../../../extractors/layout/aligned/open-table.js';

const DPI = 200;
const [WIDTH, HEIGHT] = [1654, 700];
/** Pixels of a full-width character, and of the ink of a line. */
const [EM, INK] = [30, 24];
const PITCH = 60;

/** Left edges of two columns of texts, right edges of three of figures. */
const COLUMNS = [100, 320, 900, 1200, 1500] as const;
const HEADER = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];
const BODY = [['204', '公共安全支出', '1,512.30', '1,200.10', '312.20'], ['20406', '公共安全管理和司法行政事务', '1,512.30', '1,200.10', '312.20'], ['2040601', '行政运行', '1,200.10', '1,200.10', ''], ['2040604', '基层司法业务', '312.20', '', '312.20']];
const REST = [['208', '社会保障和就业支出', '96.40', '96.40', ''], ['20805', '行政事业单位养老支出', '96.40', '96.40', ''], ['2080501', '行政单位离退休', '96.40', '96.40', '']];

interface Printed { readonly text: string; readonly x0: number; readonly y0: number; readonly width: number }

/** Texts of rows at their places, each a block of ink of a width of its own. */
function printed(rows: readonly (readonly string[])[]): Printed[] {
  return rows.flatMap((row, r) => row.flatMap((text, c): Printed[] => {
    const width = [...text].reduce((sum, char) => sum + (/\p{Script=Han}/u.test(char) ? EM : EM / 2), 0);
    const edge = COLUMNS[c] as number;
    return text === '' ? [] : [{ text, x0: c < 2 ? edge : edge - width, y0: 100 + r * PITCH, width }];
  }));
}

/** The page's picture, and an engine that knows what stands where: pictures of lines are told by the text whose ink they show. */
function scanOf(rows: readonly (readonly string[])[]): { raster: Grey & { channels: 1 }; engine: OcrEngine } {
  const texts = printed(rows);
  const data = new Uint8Array(WIDTH * HEIGHT).fill(255);
  texts.forEach(({ x0, y0, width }, i) => {
    for (let y = y0; y < y0 + INK; y++) data.fill(0, y * WIDTH + x0, y * WIDTH + x0 + width);
    // the number of the text, as white in its ink
    for (let bit = 0; bit < 6; bit++) if ((i >> bit) % 2 === 1) for (let y = y0 + 4 * bit; y < y0 + 4 * bit + 3; y++) data.fill(255, y * WIDTH + x0 + 6, y * WIDTH + x0 + 12);
  });
  const inkOf = ({ width, height, data: pixels }: Grey): TextBox => {
    const dark = [...pixels.keys()].filter((i) => (pixels[i] as number) < 128);
    const xs = dark.map((i) => i % width);
    return { x0: Math.min(...xs, width), x1: Math.max(...xs, 0) + 1, y0: Math.floor((dark[0] ?? 0) / width), y1: Math.min(height, Math.floor((dark.at(-1) ?? 0) / width) + 1) };
  };
  const read = (line: Grey): LineReading => {
    const { x0, x1, y0 } = inkOf(line);
    const number = Array.from({ length: 6 }, (_, bit) => ((line.data[(y0 + 4 * bit + 1) * line.width + x0 + 8] as number) > 128 ? 1 << bit : 0)).reduce((a, b) => a + b, 0);
    const chars = [...texts[number]?.text ?? ''];
    return { chars: chars.map((text, i) => ({ text, confidence: 0.999, at: (x0 + (i + 0.5) * (x1 - x0) / chars.length) / line.width })), figures: () => [], likelihood: () => 0 };
  };
  const engine: OcrEngine & { save(): Promise<void> } = {
    name: 'made', forPage: () => Promise.resolve(engine), save: () => Promise.resolve(), recognise: (lines) => Promise.resolve(lines.map(read)),
    detect: (part) => {
      const ink = inkOf(part);
      const first = texts[0] as Printed;
      const [left, top] = [Math.min(...texts.map((t) => t.x0)) - ink.x0, first.y0 - ink.y0];
      return Promise.resolve(texts.map(({ x0, y0, width }) => ({ x0: x0 - left - 4, x1: x0 + width - left + 4, y0: y0 - top - 4, y1: y0 + INK - top + 4 })));
    },
  };
  return { raster: { width: WIDTH, height: HEIGHT, data, channels: 1 }, engine };
}

const readPage = (page: number, rows: readonly (readonly string[])[], before?: OpenTable): Promise<ScanReading> => {
  const { raster, engine } = scanOf(rows);
  return readScan({ raster, width: WIDTH / DPI * 72, height: HEIGHT / DPI * 72 }, page, engine, DEFAULT_SETTINGS, before);
};
describe('a table without rulings over a page end of a scan', () => {
  it('goes on in the columns of the page before, below its header, though it fills fewer of them', async () => {
    const first = await readPage(1, [HEADER, ...BODY]);
    const rowsOf = ({ blocks }: ScanReading): string[][] => blocks.flatMap((block) => (block.type === 'grid' ? Array.from({ length: block.rows }, (_, r) => block.cells.filter((cell) => cell.row === r).map((cell) => cell.text)) : []));
    expect(rowsOf(await readPage(2, REST, first.openTable))).toEqual([HEADER, ...REST]);
    expect(rowsOf(await readPage(2, REST))).toEqual(REST.map((row) => row.slice(0, 4)));
  });
});

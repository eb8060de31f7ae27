import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { grainOf, LAYOUTS, printModel } from '../../bench/corpus/layouts.js';
import { governmentCode, makeModel, type Model } from '../../bench/corpus/model.js';
import { printHtml } from '../../bench/corpus/print.js';
import { toHtml } from '../../bench/corpus/render.js';
import { toFods } from '../../bench/corpus/spreadsheet.js';
import { varied } from '../../bench/corpus/vary.js';
import { readPdf } from '../../extractors/read/pdf/pdf.js';

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
const sources = (model: Model): string => JSON.stringify({ ...model, nameOf: undefined }, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

describe('a made budget or final account', () => {
  it.each([[1, 'budget'], [2, 'final'], [3, 'budget'], [4, 'final']] as const)('is consistent (seed %i, %s)', (seed, stage) => {
    const model = makeModel(seed, stage, 100n, { carryover: true });
    const fiscal = model.items.filter((item) => item.source === 'fiscal' && item.fund === 'general');
    expect(sum(model.economic.map((item) => item.amount))).toBe(sum(fiscal.map((item) => item.basic)));
    expect(sum(model.economic.filter((item) => item.personnel).map((item) => item.amount))).toBe(sum(fiscal.map((item) => item.personnel)));
    for (const item of model.items) {
      const own = model.spending.filter((spending) => spending.item === item);
      expect(sum(own.map((spending) => spending.basic))).toBe(item.basic);
      expect(sum(own.map((spending) => spending.project))).toBe(item.project);
      expect(item.basic + item.project + item.closing - item.opening).toBeGreaterThanOrEqual(0n);
    }
    for (const { economic } of model.spending) expect(model.nameOf(governmentCode(economic))).not.toBe('');
    const inBasic = (code: string): bigint => model.economic.find((item) => item.code === code)?.amount ?? 0n;
    expect(model.threePublic.reception).toBeGreaterThanOrEqual(inBasic('30217'));
  });
  it('is the same for the same seed, and another for another', () => {
    expect(sources(makeModel(7, 'budget', 1n))).toBe(sources(makeModel(7, 'budget', 1n)));
    expect(sources(makeModel(7, 'budget', 1n))).not.toBe(sources(makeModel(8, 'budget', 1n)));
  });
});

describe.each(LAYOUTS.map((layout) => [layout.id, layout] as const))('layout %s', (_, layout) => {
  it.each([layout, varied(layout, 5)])('prints nine tables whose rows fill their columns, with their truth', (given) => {
    const printed = printModel(makeModel(5, given.stage, grainOf(given), { carryover: given.carryover }), given);
    expect(printed.sheets).toHaveLength(9);
    for (const sheet of printed.sheets) {
      for (const row of sheet.body) expect(sum(row.map((cell) => BigInt(cell.columns ?? 1)))).toBe(BigInt(sheet.widths.length));
      const slots = sheet.head.flat().reduce((n, cell) => n + (cell.rows ?? 1) * (cell.columns ?? 1), 0);
      expect(slots).toBe(sheet.head.length * sheet.widths.length);
    }
    const shown = new Set(printed.sheets.flatMap((sheet) => sheet.body.flat().map((cell) => Number(cell.text.replaceAll(',', '')))));
    const unit = given.unit === '元' ? 1 : 10_000;
    for (const [, , , yuan] of printed.truth) expect([...shown].some((figure) => Math.abs(figure * unit - Number(yuan)) < 0.005)).toBe(true);
  });
});

it('prints the same HTML and the same spreadsheet for the same seed', () => {
  const [layout] = LAYOUTS;
  if (layout === undefined) throw new Error('no layouts');
  const print = () => printModel(makeModel(3, layout.stage, grainOf(layout)), layout);
  expect(toHtml(print(), layout)).toBe(toHtml(print(), layout));
  expect(toFods(print(), layout)).toBe(toFods(print(), layout));
});

const hasBrowser = ((): boolean => {
  try {
    execFileSync('chromium', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasBrowser)('printing (skipped where no chromium is installed)', () => {
  it('prints a document whose figures are all read', async () => {
    const layout = LAYOUTS.find(({ id }) => id === 'full-grid');
    if (layout === undefined) throw new Error('no layout');
    const folder = mkdtempSync(join(tmpdir(), 'mingxi-print-'));
    try {
      const printed = printModel(makeModel(11, layout.stage, grainOf(layout)), layout);
      writeFileSync(join(folder, 'a.html'), toHtml(printed, layout));
      await printHtml([{ source: join(folder, 'a.html'), pdf: join(folder, 'a.pdf') }], join(folder, 'profile'));
      const { blocks } = await readPdf(readFileSync(join(folder, 'a.pdf')));
      const read = new Set(blocks.flatMap((block) => (block.type === 'grid' ? block.cells.map((cell) => cell.text) : [])));
      const figures = printed.sheets.flatMap((sheet) => sheet.body.flat().map((cell) => cell.text)).filter((text) => /^[\d,.]+$/.test(text));
      expect(figures.filter((text) => !read.has(text))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }, 60_000);
});

/**
 * Columns of figures. What a column holds is known from its own cells; a cell of a column of codes or amounts is then
 * read with the characters of figures only, and of several readings the one is taken that is written as figures are.
 */
import type { LineReading, Reading } from './engine.js';

/** One cell with one line of text, and what was read. */
export interface FigureCell {
  readonly column: string;
  readonly row: number;
  readonly text: string;
  readonly line: LineReading;
}

/** A cell of a column of codes or amounts after constrained reading. */
export interface FigureReading {
  readonly text: string;
  /** Up to five readings, the one taken among them, best first. */
  readonly alternatives: readonly Reading[];
}

const AMOUNT = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,6})?$/;
/** Share of a column's cells (headers left out) that are figures, from which it is a column of figures. */
const SHARE = 0.7;
const KEPT = 5;

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/[\s]/gu, '').replaceAll(/[—–―−]/gu, '-').replaceAll('。', '.');
const figureShare = (text: string): number => (text.match(/[\d.,-]/g)?.length ?? 0) / Math.max(1, text.length);

/** How the figures of a column are written. */
interface Style {
  readonly codes: boolean;
  readonly commas: boolean;
  /** Decimals of most of its figures; -1 where they differ. */
  readonly decimals: number;
}

/** Readings of the cells that stand in columns of figures, by index of the cell. */
export function readFigures(cells: readonly FigureCell[]): Map<number, FigureReading> {
  const columns = new Map<string, number[]>();
  cells.forEach((cell, i) => {
    const list = columns.get(cell.column);
    if (list) list.push(i);
    else columns.set(cell.column, [i]);
  });
  const out = new Map<number, FigureReading>();
  for (const members of columns.values()) {
    const texts = members.map(i => plain((cells[i] as FigureCell).text));
    const style = styleOf(texts);
    if (style === undefined) continue;
    members.forEach((i, k) => {
      const text = texts[k] as string;
      if (figureShare(text) < 0.5 && text.length > 2) return;
      const reading = constrained(text, (cells[i] as FigureCell).line, style);
      if (reading) out.set(i, reading);
    });
  }
  return out;
}

function styleOf(texts: readonly string[]): Style | undefined {
  const body = texts.slice(Math.max(0, texts.findIndex(t => figureShare(t) >= 0.5)));
  const figures = body.filter(t => figureShare(t) >= 0.7);
  if (figures.length < 2 || figures.length < SHARE * body.length) return undefined;
  const clean = figures.filter(t => AMOUNT.test(t));
  const decimals = new Map<number, number>();
  for (const t of clean) {
    const n = t.includes('.') ? t.length - t.indexOf('.') - 1 : 0;
    decimals.set(n, (decimals.get(n) ?? 0) + 1);
  }
  const [most, count] = [...decimals].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return {
    codes: figures.filter(t => /^\d{2,7}$/.test(t)).length >= 0.9 * figures.length,
    commas: clean.some(t => t.includes(',')) || figures.some(t => /^\d{1,3}[.,]\d{3}[.,]\d{3}/.test(t)),
    decimals: count >= 0.8 * clean.length ? most : -1,
  };
}

function constrained(text: string, line: LineReading, style: Style): FigureReading | undefined {
  const readings = line.figures(12);
  const [best] = readings;
  if (best === undefined || best.text === '') return undefined;
  const written = (t: string): boolean => (style.codes ? /^\d+$/.test(t) : t === '-' || (AMOUNT.test(t) && !oddDecimals(t, style)));
  const top = regrouped(best.text, style);
  const chosen = written(top) ? top : readings.find(r => written(r.text) && r.confidence > best.confidence / 50)?.text ?? best.text;
  // a figure that is no clean reading of the cell keeps the cell's own characters
  if (!written(chosen) && figureShare(text) < 0.9) return undefined;
  const others = readings.filter(r => r.text !== chosen && r.confidence > 1e-4);
  const own = readings.find(r => r.text === chosen)?.confidence ?? best.confidence;
  return { text: chosen, alternatives: [{ text: chosen, confidence: own }, ...others].slice(0, KEPT) };
}

/** A full stop before three digits, in a column of other decimals. */
const oddDecimals = (text: string, style: Style): boolean => {
  const decimals = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  return decimals === 3 && style.decimals !== 3 && style.decimals >= 0;
};

/**
 * Separators by the grammar of amounts: groups of three digits are parted by commas, decimals by one full stop. Digits
 * stay as they are; a figure whose separators fit no grouping is given back as read.
 */
export function regrouped(text: string, style: Pick<Style, 'codes' | 'commas' | 'decimals'>): string {
  if (style.codes || (AMOUNT.test(text) && !oddDecimals(text, style as Style))) return text;
  const match = /^(-?)(\d[\d.,]*\d)$/.exec(text);
  if (!match) return text;
  const parts = (match[2] as string).split(/[.,]+/);
  const tail = parts.at(-1) as string;
  const whole = tail.length === 3 && style.decimals !== 3;
  const groups = whole ? parts : parts.slice(0, -1);
  const decimals = whole ? '' : tail;
  if (decimals.length > 6 || (style.decimals >= 0 && decimals.length !== style.decimals)) return text;
  // a separator may be lost between two groups, but none may stand elsewhere
  if (!groups.every((g, i) => (i === 0 ? g.length >= 1 && (g.length <= 3 || style.commas) : g.length % 3 === 0 && g.length > 0))) return text;
  const digits = groups.join('');
  const grouped = style.commas ? digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : digits;
  return `${match[1] as string}${grouped}${decimals === '' ? '' : `.${decimals}`}`;
}

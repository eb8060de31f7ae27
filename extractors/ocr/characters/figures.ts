/**
 * Columns of figures. What a column holds is known from its own cells; a cell of a column of codes or amounts is then
 * read with the characters of figures only, and of several readings the one is taken that is written as figures are.
 */
import type { LineReading, Reading } from '../engines/engine.js';
import { SURE } from '../notes.js';

/** One cell with one line of text, as read. */
export interface FigureCell {
  readonly column: string;
  readonly text: string;
}

/** A cell of a column of codes or amounts after constrained reading. */
export interface FigureReading {
  readonly text: string;
  /** Probability of its least sure digit. */
  readonly confidence: number;
  /** Up to five readings, the one taken among them, best first. */
  readonly alternatives: readonly Reading[];
}

const AMOUNT = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,6})?$/;
/** Share of a column's cells (headers left out) that are figures, from which it is a column of figures. */
const SHARE = 0.7;
const KEPT = 5;
/** Most that a figure counts for which two readings dispute. */
export const DISPUTED = 0.9;

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/[\s]/gu, '').replaceAll(/[—–―−]/gu, '-').replaceAll('。', '.');
const figureShare = (text: string): number => (text.match(/[\d.,-]/g)?.length ?? 0) / Math.max(1, text.length);

/** 2026年预算数 is a header; one character may be a speck. */
const isWorded = (text: string): boolean => (text.match(/\p{Script=Han}/gu)?.length ?? 0) > 1;

/** What a column is the sum of, as the row of numbers of columns (栏次) says: 5=6+7, read as 567 where figures only are looked for. */
const FORMULA = /^[(]?\d{1,2}[)]?=[(]?\d{1,2}[)]?(?:[+-][(]?\d{1,2}[)]?)+$/;

/** How the figures of a column are written. */
export interface Style {
  readonly codes: boolean;
  /** Groups of three digits are parted by commas. */
  readonly commas: boolean;
  /** Decimals of most of its figures; -1 where they differ. */
  readonly decimals: number;
  /** Whether a text is as wide as the cell's ink, where that is known. */
  readonly fits?: (text: string) => boolean;
}

/** The cells that are figures of a column of figures, by index, with how that column is written. */
export function figureCells(cells: readonly FigureCell[]): Map<number, Style> {
  const columns = new Map<string, number[]>();
  cells.forEach((cell, i) => {
    const list = columns.get(cell.column);
    if (list) list.push(i);
    else columns.set(cell.column, [i]);
  });
  const out = new Map<number, Style>();
  for (const members of columns.values()) {
    const texts = members.map(i => plain((cells[i] as FigureCell).text));
    const style = styleOf(texts);
    if (style === undefined) continue;
    members.forEach((i, k) => {
      const text = texts[k] as string;
      if (!FORMULA.test(text) && ((figureShare(text) >= 0.5 && !isWorded(text)) || text.length <= 2)) out.set(i, style);
    });
  }
  return out;
}

/** How the figures of a column are written, from its cells' texts (headers first); undefined where it holds no figures. */
export function styleOf(texts: readonly string[]): Style | undefined {
  const first = texts.findIndex(t => figureShare(t) >= 0.5);
  if (first < 0) return undefined;
  const body = texts.slice(first).filter(t => t !== '-');
  const figures = body.filter(t => figureShare(t) >= 0.7 && /\d/.test(t)).map(bare);
  if (figures.length === 0 || figures.length < SHARE * body.length) return undefined;
  // three decimals are rare: they are believed where most figures have them and some could have no groups
  const thirds = figures.filter(t => /^\d+\.\d{3}$/.test(t)).length > 0.6 * figures.length && figures.filter(t => /^(?:0|\d{4,})\.\d{3}$/.test(t)).length >= 0.1 * figures.length;
  const votes = new Map<number, number>();
  // a bare nought among decimals says nothing of how the others are written
  const told = figures.some(t => !/^0+$/.test(t)) ? figures.filter(t => !/^0+$/.test(t)) : figures;
  for (const t of told) {
    const tail = /[.,](\d+)$/.exec(t)?.[1]?.length ?? 0;
    const decimals = tail === 3 && !thirds ? 0 : tail;
    votes.set(decimals, (votes.get(decimals) ?? 0) + 1);
  }
  const [most, count] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] as [number, number];
  const large = figures.filter(t => t.replace(/\D+\d{1,2}$/, '').replaceAll(/\D/g, '').length > 3);
  return {
    codes: figures.filter(t => /^\d{2,7}$/.test(t)).length >= 0.9 * figures.length,
    commas: large.filter(t => /^\d{1,3}[.,]\d{3}(?!\d)/.test(t) && !thirds).length > large.length / 2,
    decimals: thirds ? 3 : count >= 0.6 * told.length ? most : -1,
  };
}

/** Without the specks before and after it. */
const bare = (text: string): string => text.replace(/^[.,-]+/, '').replace(/[.,-]+$/, '');

/** Reads a cell with the characters of figures only; undefined where the cell holds no figure. */
export function readFigure(line: LineReading, style: Style): FigureReading | undefined {
  const text = plain(line.chars.map(c => c.text).join(''));
  const readings = line.figures(12);
  const [best] = readings;
  if (best === undefined || best.text === '') return undefined;
  const top = regrouped(best.text, style);
  const other = isWritten(top, style) ? undefined : readings.map(r => ({ ...r, text: regrouped(r.text, style) })).find(r => isWritten(r.text, style) && r.confidence > best.confidence / 50);
  const chosen = other?.text ?? top;
  // what is no clean figure keeps the cell's own characters
  if (!isWritten(chosen, style) && figureShare(text) < 0.9) return undefined;
  const all = merged(readings.map(r => ({ text: regrouped(r.text, style), confidence: r.confidence })));
  const rest = all.filter(r => r.text !== chosen && r.confidence > 1e-4);
  const same = all.find(r => r.text === chosen)?.confidence ?? 0;
  // a sign that was left out between digits may have been a separator
  const torn = /\d[^\d.,:;·-]+\d/u.test(text) ? DISPUTED : 1;
  // a figure is as sure as its least sure digit (separators follow from the grammar) and as the reading as a whole
  // among those that are written like its column; what is not may have lost a part
  const usual = isUsual(chosen, style) || chosen === '0' ? 1 : DISPUTED;
  const possible = isUsual(chosen, style) ? all.reduce((sum, r) => sum + (isUsual(r.text, style) ? r.confidence : 0), 0) : 1;
  const confidence = Math.min(torn, usual, same / possible, ...line.chars.filter(c => /[\d－—–―−-]/u.test(c.text)).map(c => c.confidence));
  return { text: chosen, confidence, alternatives: [{ text: chosen, confidence: Math.min(1, same) }, ...rest].slice(0, KEPT) };
}

/** A circle alone in a cell is a nought. */
export const isNought = (line: LineReading): boolean => /^[○〇OoＯ]$/u.test(line.chars.map(c => c.text).join('').trim());

/** Readings that differ in their separators only are one. */
function merged(readings: readonly Reading[]): Reading[] {
  const sums = new Map<string, number>();
  for (const { text, confidence } of readings) sums.set(text, (sums.get(text) ?? 0) + confidence);
  return [...sums].map(([text, confidence]) => ({ text, confidence })).sort((a, b) => b.confidence - a.confidence);
}

/** A figure among remains of a stamp: the one line of a cell that is written like its column; never fully sure. */
export function onlyFigure(lines: readonly LineReading[], style: Style): { readonly index: number; readonly reading: FigureReading } | undefined {
  const found = lines.flatMap((line, index) => {
    // remains of characters may be read as a figure, but only where figures are asked for
    const reading = line.chars.some(c => /\d/u.test(c.text)) ? readFigure(line, style) : undefined;
    return reading !== undefined && /\d/.test(reading.text) ? [{ index, reading }] : [];
  });
  const [only] = found;
  if (only === undefined || found.length > 1 || !isUsual(only.reading.text, style)) return undefined;
  return { index: only.index, reading: neverSure(only.reading) };
}

/** A figure that its narrow column breaks over lines: an amount written like its column, or a code. Two figures below each other could be meant, so that it is not sure. */
export function wrappedFigure(lines: readonly LineReading[], style: Style): FigureReading | undefined {
  if (lines.length < 2) return undefined;
  if (style.codes) return wrappedCode(lines);
  if (style.decimals < 0) return undefined;
  const texts = linesOfFigure(lines);
  if (!texts.every(text => /^[\d.,]+$/.test(text) && /\d/.test(text))) return undefined;
  const head = texts.slice(0, -1).join('');
  const tail = texts.at(-1) as string;
  const isWhole = (text: string): boolean => AMOUNT.test(text) && isUsual(text, { ...style, fits: () => true });
  // a line that is broken fills its column: what is as long below a whole figure is one of its own
  if (tail.length >= head.length && isWhole(regrouped(head, style))) return undefined;
  // the mark before the decimals is easily lost at the end of a line
  const found = [`${head}${tail}`, `${head}.${tail}`].map(text => regrouped(text, style)).find(isWhole);
  if (found === undefined) return undefined;
  const confidence = Math.min(WRAPPED, ...lines.flatMap(line => line.chars.map(c => c.confidence)));
  return { text: found, confidence, alternatives: [{ text: found, confidence }] };
}

const linesOfFigure = (lines: readonly LineReading[]): string[] =>
  lines.map(line => plain(line.chars.map(c => c.text).join('')).replaceAll(/[;:、]/gu, '.').replaceAll(/[○〇OoＯ]/gu, '0'));

/** Fewest figures with more decimals than two, the share of all that they must be, and the most decimals. */
const LONG = { few: 2, share: 0.6, decimals: 6 } as const;

/** Decimals of the figures of a table that are broken over lines, each given by its lines: the longest figures may have more than those that fit their cells. Undefined where they do not agree. */
export function decimalsOfWrapped(figures: readonly (readonly LineReading[])[]): number | undefined {
  const decimals = figures.map(linesOfFigure).map(texts => texts.join('')).filter(text => /^[\d.,]+$/.test(text)).map(text => /[.,](\d{4,})$/.exec(text)?.[1]?.length ?? 0);
  const [most = 0] = decimals.filter(n => n > 0 && n <= LONG.decimals).toSorted((a, b) => b - a);
  const count = decimals.filter(n => n === most).length;
  return most > 0 && count >= LONG.few && count >= LONG.share * decimals.length ? most : undefined;
}

/** Digits of the longest codes. */
const LONGEST_CODE = 7;

/** A code of several lines, none longer than the one above it. Its digits are put together where they make no more than one code. */
function wrappedCode(lines: readonly LineReading[]): FigureReading | undefined {
  const texts = lines.map(line => plain(line.chars.map(c => c.text).join('')));
  const text = texts.join('');
  if (!/^\d+$/.test(text) || text.length > LONGEST_CODE || texts.some((t, i) => i > 0 && t.length > (texts[i - 1] as string).length)) return undefined;
  const confidence = Math.min(WRAPPED, ...lines.flatMap(line => line.chars.map(c => c.confidence)));
  return { text, confidence, alternatives: [{ text, confidence }] };
}

/** Most that a figure of several lines counts. */
const WRAPPED = 0.5;

export const neverSure = (reading: FigureReading): FigureReading => ({ ...reading, confidence: Math.min(DISPUTED, reading.confidence) });

/**
 * A figure without minus before which one was read once, or may stand: it is never sure, and both ways of reading it are
 * kept, first the one with the minus if that was `read`.
 */
export function perhapsNegative(figure: FigureReading, read: boolean): FigureReading {
  if (!/^\d/.test(figure.text) || /^[0.,]+$/.test(figure.text)) return figure;
  const negative = { text: `-${figure.text}`, confidence: figure.confidence };
  const others = figure.alternatives.filter(r => r.text !== negative.text && r.text !== figure.text);
  const ways = [negative, { text: figure.text, confidence: figure.confidence }];
  return { text: read ? negative.text : figure.text, confidence: Math.min(DISPUTED, figure.confidence), alternatives: [...(read ? ways : ways.toReversed()), ...others].slice(0, KEPT) };
}

/** Whether a line begins with a minus before digits that is no mere speck. */
export const beginsWithMinus = ({ chars: [sign, digit] }: LineReading): boolean => sign !== undefined && digit !== undefined && plain(sign.text) === '-' && /\d/.test(digit.text) && sign.confidence >= LIKELY;
const LIKELY = 0.5;

/** A reading that is written like its column and sure of every digit is not read again. */
export const isSettled = (reading: FigureReading | undefined, style: Style, least = SURE): boolean =>
  reading !== undefined && reading.confidence >= least && isUsual(reading.text, style);

/** Sure enough to tell how wide figures are, and where another look can tell little more. */
export const NEARLY_SURE = 0.97;

/** A figure that two looks on different scales read alike, as sure as they are together; undefined where they differ, or the first is odd besides. */
export function borneOut(first: FigureReading | undefined, second: FigureReading | undefined): FigureReading | undefined {
  if (first === undefined || first.confidence <= DISPUTED || second?.text !== first.text) return undefined;
  return { ...(second.confidence > first.confidence ? second : first), confidence: together(first.confidence, second.confidence) };
}

/** How sure what two looks read alike is by both. */
export const together = (first: number, second: number): number => 1 - (1 - first) * (1 - second);

/** Written as most figures of its column are, and as wide as its ink. */
export const isUsual = (text: string, style: Style): boolean =>
  isWritten(text, style) && (style.fits?.(text) ?? true) && (style.codes || style.decimals < 0 || text === '-' || decimalsOf(text) === style.decimals);

const decimalsOf = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0);

/**
 * What two readings of a cell say together: of all readings the one that is written like its column, then the one that
 * both find likely. Where their best differ neither is sure, and the others stay as alternatives.
 */
export function betterOf(a: FigureReading | undefined, b: FigureReading | undefined, style: Style): FigureReading | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.text === b.text) return a.confidence >= b.confidence ? a : b;
  const rank = (text: string): number => (isUsual(text, style) ? 2 : isWritten(text, style) ? 1 : 0);
  const of = ({ alternatives }: FigureReading, text: string): number => Math.max(UNHEARD, alternatives.find(r => r.text === text)?.confidence ?? 0);
  const texts = [...new Set([...a.alternatives, ...b.alternatives].map(r => r.text))];
  const products = texts.map(text => ({ text, rank: rank(text), p: of(a, text) * of(b, text) }));
  const sum = products.reduce((total, r) => total + r.p, 0);
  const list = products.toSorted((x, y) => y.rank - x.rank || y.p - x.p).map(({ text, p }) => ({ text, confidence: p / sum }));
  const [best] = list as [Reading];
  return { text: best.text, confidence: Math.min(DISPUTED, a.text === best.text ? a.confidence : 1, b.text === best.text ? b.confidence : 1), alternatives: list.slice(0, KEPT) };
}

/** A second reading that counts instead of the first, unless only the first is written like its column; where they differ neither is sure. */
export function insteadOf(first: FigureReading | undefined, second: FigureReading | undefined, style: Style): FigureReading | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  if (isUsual(first.text, style) && !isUsual(second.text, style)) return betterOf(first, second, style);
  return first.text === second.text ? second : neverSure(second);
}

/** Probability of a reading that is not among the likely ones. */
const UNHEARD = 1e-4;

const isWritten = (text: string, style: Style): boolean => (style.codes ? /^\d+$/.test(text) : text === '-' || (AMOUNT.test(text) && (style.decimals === 3 || !/\.\d{3}$/.test(text))));

/**
 * Separators by the grammar of amounts: groups of three digits are parted by commas, decimals by one full stop. Digits
 * stay as they are; a figure whose separators fit no grouping is given back as read.
 */
export function regrouped(text: string, style: Style): string {
  if (style.codes) return /^[.,-]*\d+[.,-]*$/.test(text) ? bare(text) : text;
  const match = /^(-?)[.,]*(\d[\d.,]*?)[.,-]*$/.exec(text);
  if (!match) return text;
  const parts = (match[2] as string).split(/[.,]+/);
  const tail = parts.length > 1 ? (parts.at(-1) as string).length : 0;
  for (const decimals of new Set([style.decimals, tail === 3 ? 0 : tail])) {
    // more than a group behind a full stop are decimals, whatever the column's others have
    if (decimals < 0 || (decimals > 0 && tail !== decimals) || (decimals === 0 && tail > 3 && /\.\d+[.,-]*$/.test(text))) continue;
    const groups = decimals > 0 ? parts.slice(0, -1) : parts;
    // a separator may be lost between two groups, but none may stand elsewhere
    if (groups.slice(1).some(g => g.length % 3 !== 0) || ((groups[0] as string).length > 3 && groups.length > 1 && !style.commas)) continue;
    const digits = groups.join('');
    const whole = style.commas || groups.length > 1 ? digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : digits;
    return `${match[1] as string}${whole}${decimals > 0 ? `.${parts.at(-1) as string}` : ''}`;
  }
  return text;
}

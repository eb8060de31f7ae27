/** Figures that are not sure are shown again, in other pictures and on other scales, until two looks agree. */
import { groupBy } from '../../../schemas/groups.js';
import type { LineReading, OcrEngine } from '../engines/engine.js';
import { type Piece, surenessOf, unsurePiece } from './figure-pieces.js';
import { beginsWithMinus, betterOf, borneOut, DISPUTED, type FigureReading, insteadOf, isSettled, isUsual, NEARLY_SURE, perhapsNegative, readFigure, type Style, together } from './figures.js';
import { SURE } from '../notes.js';
import { type Grey, resize } from '../image/pixels.js';
import { fitOf } from './widths.js';

/** Lines of a page by index, and what was read of those that are figures. */
export interface FigureLines {
  /** The table that each belongs to, the width of its ink in pixels, and that of its first picture if the ink is in the middle of it. */
  readonly lines: readonly { readonly table: string; readonly width: number; readonly shown?: number | undefined }[];
  readonly readings: readonly LineReading[];
  /** How the column of each figure is written. */
  readonly styles: Map<number, Style>;
  readonly figures: Map<number, FigureReading | undefined>;
}

/** Another look at lines; one that counts is believed before the first. */
export interface FigureView {
  picture(line: number): Grey;
  readonly counts: boolean;
  /** Shows the strokes broken as the first look does: that both read the same makes neither surer. */
  readonly broken: boolean;
}

/** Reads the figures that are not settled by one view after the other; their styles then know how wide they are, where the sure ones tell. */
export async function settleFigures(all: FigureLines, views: readonly FigureView[], engine: OcrEngine): Promise<void> {
  const { lines, readings, styles, figures } = all;
  for (const [i, style] of fitted(lines, styles, figures)) {
    styles.set(i, style);
    if (!isSettled(figures.get(i), style)) figures.set(i, readFigure(readings[i] as LineReading, style) ?? figures.get(i));
  }
  const done = new Set<number>([...styles.keys()].filter(i => figures.get(i) === undefined && isWord(readings[i] as LineReading)));
  if (views[0] !== undefined && !views[0].broken) await settlePieces(all, views[0], engine);
  for (const view of views) {
    const combined = view.counts ? insteadOf : betterOf;
    const again = [...styles].filter(([i, style]) => !done.has(i) && !isSettled(figures.get(i), style, view.broken ? NEARLY_SURE : SURE));
    for (const [n, reading] of (await engine.recognise(again.map(([i]) => view.picture(i)))).entries()) {
      const [i, style] = again[n] as [number, Style];
      const [before, seen] = [figures.get(i), readFigure(reading, style)];
      const sure = borneOut(before, seen);
      figures.set(i, (view.broken ? undefined : sure) ?? combined(before, seen, style));
      // a third look makes none surer that two read alike, if it fits the ink
      if (sure !== undefined || before !== undefined && before.text === seen?.text && style.fits !== undefined && isUsual(before.text, style)) done.add(i);
    }
  }
  // a close view cuts off what stands before the ink
  for (const [i, figure] of figures) if (figure !== undefined && styles.get(i)?.codes === false && beginsWithMinus(readings[i] as LineReading)) figures.set(i, perhapsNegative(figure, true));
}

/** Looks at the unsure digits of figures that are likely as a whole, and written like their columns. */
async function settlePieces({ lines, readings, styles, figures }: FigureLines, view: FigureView, engine: OcrEngine): Promise<void> {
  const pieces = [...styles].flatMap(([i, style]) => {
    const [figure, shown] = [figures.get(i), lines[i]?.shown];
    const isLikely = figure !== undefined && figure.confidence > DISPUTED && isUsual(figure.text, style) && !isSettled(figure, style);
    const piece = isLikely && shown !== undefined ? unsurePiece(readings[i] as LineReading, figure, view.picture(i), shown) : undefined;
    return piece === undefined ? [] : [{ i, piece }];
  });
  for (const [n, line] of (await engine.recognise(pieces.map(({ piece }) => piece.picture))).entries()) {
    const { i, piece } = pieces[n] as { i: number; piece: Piece };
    const figure = figures.get(i) as FigureReading;
    const confidence = Math.min(piece.rest, together(figure.confidence, surenessOf(line, piece)));
    if (confidence >= SURE) figures.set(i, { ...figure, confidence });
  }
}

/** Words of a column of figures. */
const isWord = ({ chars }: LineReading): boolean => chars.length > 0 && chars.every(c => /\p{Script=Han}/u.test(c.text) && c.confidence > DISPUTED);

/** Styles that also know how wide the figures of each table are, where its sure figures tell. */
function fitted(lines: FigureLines['lines'], styles: ReadonlyMap<number, Style>, figures: FigureLines['figures']): Map<number, Style> {
  const widthOf = (i: number): number => lines[i]?.width ?? 0;
  const out = new Map<number, Style>();
  for (const members of groupedBy([...styles.keys()], i => lines[i]?.table ?? '')) {
    const sure = members.filter(i => isSettled(figures.get(i), styles.get(i) as Style, NEARLY_SURE));
    const fit = fitOf(sure.map(i => ({ text: figures.get(i)?.text ?? '', width: widthOf(i) })));
    if (fit !== undefined) for (const i of members) out.set(i, { ...styles.get(i) as Style, fits: text => fit(text, widthOf(i)) });
  }
  return out;
}

/** Lines by index, those of one key together. */
export const groupedBy = <K>(items: readonly number[], key: (item: number) => K): number[][] => [...groupBy(items, key).values()];

/** Digits of narrow type lie closer than the recogniser can tell apart. */
const STRETCH = 1.4;
export const stretched = (line: Grey): Grey => resize(line, Math.round(line.width * STRETCH), line.height);

/** Softened digits are wide. */
const SQUEEZE = 0.85;
export const squeezed = (line: Grey): Grey => resize(line, Math.max(1, Math.round(line.width * SQUEEZE)), line.height);

/**
 * How wide figures are: digits of a table are equally wide, and so are its separators, so that the ink of a figure says
 * how many it holds. A digit that the recogniser leaves out does not lower its certainty, but it does not fit the ink.
 */

/** A figure and the width of its ink in pixels. */
export interface Measured {
  readonly text: string;
  readonly width: number;
}

/** Whether a text may be a figure whose ink has the given width. */
export type Fit = (text: string, width: number) => boolean;

/** Fewer figures do not tell. */
const ENOUGH = 8;
/** Digits that a figure may be wider or narrower than expected: strokes of 1 are narrow, noise adds to the ink. */
const TOLERANCE = 0.6;

/** Fits widths by least squares over digits and separators, those that lie off left out; undefined where too few figures agree. */
export function fitOf(figures: readonly Measured[]): Fit | undefined {
  if (figures.length < ENOUGH) return undefined;
  const widths = figures.map(({ text, width }) => width / (text.length + digitsOf(text)) * 2).toSorted((a, b) => a - b);
  const median = widths[widths.length >> 1] as number;
  let model: Model = { digit: median, mark: median / 2 };
  for (const tolerance of [FIRST, TOLERANCE, TOLERANCE]) {
    const near = figures.filter(f => Math.abs(surplus(f.text, f.width, model)) <= tolerance);
    const better = near.length < Math.max(ENOUGH, SHARE * figures.length) ? undefined : leastSquares(near);
    if (better === undefined) return undefined;
    model = better;
  }
  return (text, width) => {
    const figure = text.replace(/^-/, '');
    // a minus is no reason to fit: what widens the ink may be a stamp
    const over = surplus(figure, width, model);
    return !FIGURE.test(figure) || (over >= -TOLERANCE && over <= TOLERANCE + (figure === text ? 0 : MINUS));
  };
}

/** The same before separators are told from digits. */
const FIRST = 1.5;
/** Digits that a minus adds at least. */
const MINUS = 0.3;
/** Share of the figures that must lie near the fit. */
const SHARE = 0.8;

/** Widths of a digit and of a separator. */
interface Model {
  readonly digit: number;
  readonly mark: number;
}

/** A figure without its minus. */
const FIGURE = /^\d[\d.,]*$/;

const digitsOf = (text: string): number => text.replaceAll(/\D/g, '').length;
/** How much wider the ink is than the text should be, in digits. */
const surplus = (text: string, width: number, { digit, mark }: Model): number => (width - (text.length - digitsOf(text)) * mark) / digit - digitsOf(text);

/** Without separators these count as half a digit. */
function leastSquares(figures: readonly Measured[]): Model | undefined {
  let [nn, nm, mm, nw, mw] = [0, 0, 0, 0, 0];
  for (const { text, width } of figures) {
    const n = digitsOf(text);
    const m = text.length - n;
    nn += n * n; nm += n * m; mm += m * m; nw += n * width; mw += m * width;
  }
  const determinant = nn * mm - nm * nm;
  const both = determinant > 0.01 * nn * Math.max(1, mm);
  const digit = both ? (nw * mm - mw * nm) / determinant : (nw + mw / 2) / (nn + nm + mm / 4);
  const mark = both ? (mw * nn - nw * nm) / determinant : digit / 2;
  return digit > 0 && mark > 0 && mark <= 1.3 * digit ? { digit, mark } : undefined;
}

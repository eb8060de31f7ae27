/** Every tolerance of the layout engine, in PDF points unless it says em (multiples of the font size). */
export interface LayoutSettings {
  /** Glyphs whose centre lies further outside the page than this are off the page. */
  readonly offPage: number;
  /** The same character printed again within this distance (em) is fake bold. */
  readonly doubleStrike: number;
  /** How far a line may be off where it was set: characters of scans are measured in whole pixels. */
  readonly jitter: number;
  /** Baselines closer than this (em of the smaller glyph) are one line. */
  readonly sameLine: number;
  /** A gap wider than this (em) between glyphs of other scripts is a blank. */
  readonly blankGap: number;
  /** Stream: a gap wider than this (em) ends a piece of a line. */
  readonly pieceGap: number;
  /** Stream: the same beside an amount. */
  readonly figureGap: number;
  /** Stream: the same between words of several CJK characters, which are set without blanks. */
  readonly cjkGap: number;
  /** Stream: a narrower gap (em) parts pieces where this many lines nearby have a word at the same left edge. */
  readonly edgeGap: number;
  readonly edgeLines: number;
  /** Stream: white (em) between lines that ends a table. */
  readonly runGap: number;
  /** Stream: difference (em) of white within and between rows from which lines are joined to rows. */
  readonly rowWhite: number;
  /** Stream: share of lines with a word at the same left edge, from which it is a column's edge. */
  readonly edgeSupport: number;
  /** Open tables: rules further apart than this do not belong together. */
  readonly openRow: number;
  /** Refining a lattice: share of a strip's lines that hold several pieces, from which columns are missing. */
  readonly crowdedLines: number;
  /** Refining a lattice: share of figures among those pieces. */
  readonly crowdedFigures: number;
  /** Parallel rules closer than this are one line (double lines, strokes drawn twice). */
  readonly sameRule: number;
  /** Collinear segments with a gap up to this are one rule (dashes, segments per cell). */
  readonly ruleGap: number;
  /** Merged rules shorter than this are ticks and decoration. */
  readonly shortestRule: number;
  /** Rules that end this close to a crossing rule touch it. */
  readonly touch: number;
  /** Grid positions closer than this are one grid line. */
  readonly sameGridLine: number;
  /** Share of a slot's side that rules must cover to separate its neighbours. */
  readonly sideCovered: number;
  /** Text may stick out of its cell by this much before it counts as overflowing. */
  readonly overhang: number;
  /** Crossing tests allowed between rules of a page; beyond it the drawing is no table. */
  readonly crossings: number;
  /** Share of private-use, control and Latin-1 junk among a page's characters from which its text is garbage. */
  readonly garbage: number;
}

export const DEFAULT_SETTINGS: LayoutSettings = {
  offPage: 1,
  doubleStrike: 0.17,
  jitter: 0,
  sameLine: 0.5,
  blankGap: 0.3,
  pieceGap: 1.2,
  figureGap: 0.45,
  cjkGap: 0.5,
  edgeGap: 0.2,
  edgeLines: 3,
  runGap: 2.6,
  rowWhite: 0.5,
  edgeSupport: 0.2,
  openRow: 260,
  crowdedLines: 0.5,
  crowdedFigures: 0.4,
  sameRule: 2.6,
  ruleGap: 3,
  shortestRule: 4,
  touch: 3,
  sameGridLine: 3,
  sideCovered: 0.6,
  overhang: 1.5,
  crossings: 20_000_000,
  garbage: 0.3,
};

/**
 * Rows of tables without rules by tiling. The cells of a column fill it from the top of the table to its bottom, the
 * text of each stands in the middle of its cell, and a row is as high as its tallest cell. So the top of a cell and
 * the middle of its text give its bottom, where the next cell begins: the rows are those bounds at which all columns
 * agree, merged cells reach over several of them. A cell that the page's end cuts has its text at its top.
 *
 * The cells are found by a search over the bounds from top to bottom that keeps the best states (beam search): which
 * cells are open, and where they end.
 */
import type { Break } from './line-breaks.js';
import type { Placed } from './stream-rows.js';
import { boundsOf, breaksOf, isBesideFigure, middle, paddings, pitchOf, topsOf, trackOf } from './tiling-lines.js';

/** Cell of a tiling. */
export interface TiledCell {
  readonly row: number;
  readonly rowSpan: number;
  readonly column: number;
  readonly columnSpan: number;
  readonly pieces: readonly Placed[];
}

export interface Tiling {
  /** Bounds of the rows, one more than there are rows; points. */
  readonly bounds: readonly number[];
  readonly cells: readonly TiledCell[];
  /** How badly cells fit; 0 is best. */
  readonly cost: number;
}

/** How far (em) the middle of a text may be off the middle of its cell. */
const OFF = 0.12;
/** States kept at a bound, and while the cells of a row are chosen. */
const STATES = 160;
const CHOICES = 60;
/** How many times the states that are kept are gathered before the best are chosen. */
const CROWDED = 2;
/** Work beyond which a table has no tiling, in columns of states that are written down and lines of cells that are tried: some seconds. */
const WORK = 40_000_000;

/** Costs. A merged cell is rarer than a blank one, a wrapped line rarer than a whole one. */
const COST = {
  row: 0.3, blank: 0.3, merged: 1, mergedRow: 0.05, mergedFigure: 6,
  /** The page's end cuts a cell; if it cuts one, it cuts others. */
  cut: 1, cutToo: 0.1,
  /** It would be whole in its row. */
  cutWhole: 1,
  /** Lines of a merged cell each of which stands where a line of a row does; of one that the page's end cuts, beside a figure. */
  mergedLines: 3,
  /** A line that goes on a cell where the edge of the column is seen once only, or often. */
  wrappedOnce: 1.5, wrapped: 0.4,
  /** A line begins a cell though the one above is full, is its bracket, or leaves a single character for it. */
  fullApart: 1.5, boundApart: 12, singleApart: 3,
  /** A row higher than its tallest cell. */
  stretched: 5,
} as const;

interface Cell {
  readonly end: number;
  readonly pieces: readonly Placed[];
  readonly last: number;
  readonly cost: number;
  readonly tight: boolean;
  /** The page's end cuts it. */
  readonly cut?: true;
  /** Not all its lines stand beside figures. */
  readonly aside?: boolean;
  /** It reaches down to the next text of its column, where texts stand at the top of their cells. */
  readonly reaches?: boolean;
}

interface State {
  /** For each column, the bound at which its open cell ends. */
  readonly ends: readonly number[];
  /** For each column, how many of its pieces are in cells. */
  readonly used: readonly number[];
  readonly cost: number;
  /** A cell is open that the page's end cuts. */
  readonly cut: boolean;
  readonly from?: State;
  readonly at: number;
  /** Cells that begin at the row above the bound, the last one first. */
  readonly cells?: Begun;
}

interface Begun { readonly column: number; readonly start: number; readonly cell: Cell; readonly before?: Begun }

/**
 * Rows and cells of placed pieces over `columns` columns; undefined where no tiling fits. Lines of `serial` hold the
 * numbers of the columns, which go on nowhere; `heads` are the headings, as wide as which their columns are at least.
 */
export function tilingOf(placed: readonly Placed[], columns: number, serial: ReadonlySet<number> = new Set(), heads: readonly Placed[] = []): Tiling | undefined {
  const size = placed[0]?.piece.size ?? 10;
  const pitch = pitchOf(placed, columns, size);
  if (pitch === undefined) return undefined;
  const widths = Array.from({ length: columns }, (_, c) => Math.max(0, ...heads.filter(p => p.first === c && p.last === c).map(p => p.piece.x1 - p.piece.x0)));
  const best = (stand: Stand): Tiling | undefined => paddings(placed, columns, pitch, size).map(padding => solve(placed, widths, { pitch, padding, size, serial, stand }))
    .reduce((a, b) => (b && (!a || b.cost < a.cost) ? b : a), undefined);
  const middles = best('middle');
  const isForm = placed.filter(({ piece }) => piece.figure).length < FIGURES * placed.length;
  const tops = !isForm || middles && middles.cost <= FITS * placed.length ? undefined : best('top');
  return tops && tops.cost <= AT_TOP * placed.length && (!middles || tops.cost < middles.cost - CLEARLY) ? tops : middles;
}

/** Where texts stand in their cells. */
type Stand = 'middle' | 'top';

/** Share of figures among the texts of a form, at most. */
const FIGURES = 0.25;
/** Cost for each text, up to which they surely stand in the middle of their cells, and up to which they may stand at the top. */
const FITS = 0.2, AT_TOP = 1.05;
/** How much less it must cost that texts stand at the top of their cells for this to be so. */
const CLEARLY = 1;

interface Spacing { readonly pitch: number; readonly padding: number; readonly size: number; readonly serial: ReadonlySet<number>; readonly stand: Stand }

/** @param widths of the columns at least, points */
function solve(placed: readonly Placed[], widths: readonly number[], { pitch, padding, size, serial, stand }: Spacing): Tiling | undefined {
  const columns = widths.length;
  const atTop = stand === 'top';
  const half = (pitch + padding) / 2;
  const off = OFF * size;
  const bounds = atTop ? topsOf(placed.map(middle), half, 2 * off) : boundsOf(placed.map(middle), half, 2 * off);
  const last = bounds.length - 1;
  if (last < 1) return undefined;
  const tracks = Array.from({ length: columns }, (_, c) => trackOf(placed, c));
  const breaks = breaksOf(placed, tracks, widths, pitch, size, serial);

  let work = 0;
  const places = tracks.map(track => new Map(track.map((piece, i) => [piece, i])));

  /** Cells of a column that may begin at a bound with its next piece; states ask for the same ones again and again. */
  const cellsFrom = (column: number, start: number, used: number): readonly Cell[] => {
    const key = (column * (last + 1) + start) * (placed.length + 1) + used;
    let known = cellsAt.get(key);
    if (!known) cellsAt.set(key, (known = findCells(column, start, used)));
    return known;
  };
  const cellsAt = new Map<number, readonly Cell[]>();
  const findCells = (column: number, start: number, used: number): Cell[] => {
    const track = tracks[column] as Placed[];
    const first = track[used];
    if (!first || first.first !== column) return [];
    const top = bounds[start] as number;
    if (atTop && Math.abs(middle(first) - half - top) > 2 * off) return [];
    const opening = openingCost(breaks.get(first), first);
    const out: Cell[] = [];
    let wrapping = 0;
    let width = first.last;
    // Bounds that are too high for the lines so far are too high for more lines.
    let lowest = start + 1;
    for (let k = 1; k <= track.length - used; k++) {
      const below = track[used + k - 1] as Placed;
      if (k > 1) {
        const broken = breaks.get(below);
        if (!broken?.possible) break;
        wrapping += broken.bound ? 0 : broken.often ? COST.wrapped : COST.wrappedOnce;
      }
      width = Math.max(width, below.last);
      const [high, low] = [middle(first), middle(below)];
      if (low + half > (bounds[last] as number) + 2 * off) break;
      const aside = (end: number): number => (atTop ? 0 : (top + (bounds[end] as number)) / 2 - (high + low) / 2);
      const next = atTop ? track[used + k] : undefined;
      const furthest = next ? bounds.findLastIndex(bound => bound <= middle(next) - half + 2 * off) : last;
      while (lowest <= last && ((bounds[lowest] as number) < low + half - 2 * off || aside(lowest) < -off)) lowest++;
      work += k;
      const cell = { pieces: track.slice(used, used + k), last: width, cost: opening + wrapping };
      let whole = false;
      for (let end = lowest; end <= furthest && aside(end) <= off; end++) {
        out.push({ ...cell, end, ...(atTop && end === furthest ? { reaches: true } : {}), tight: Math.abs((bounds[end] as number) - top - (k - 1) * pitch - 2 * half) <= 2 * off });
        whole ||= end === last;
      }
      if (!atTop && used + k === track.length && Math.abs(high - half - top) <= 2 * off && !whole) out.push({ ...cell, end: last, tight: true, cut: true, aside: !cell.pieces.every(line => isBesideFigure(line, placed, size)) });
    }
    return out;
  };

  let layers = Array.from({ length: last + 1 }, (_, at) => new Layer(at === last ? 1 : STATES));
  const isDone = (state: State): boolean => state.used.every((n, c) => n === tracks[c]?.length) && state.ends.every(e => e === last);
  layers[0]?.put({ ends: tracks.map(() => 0), used: tracks.map(() => 0), cost: 0, cut: false, at: 0 });
  for (let at = 0; at < last; at++) {
    for (const state of (layers[at] as Layer).best) {
      if (work > WORK) return undefined;
      const closed = state.ends.map(end => end === at);
      const options = tracks.map((_, c) => (closed[c] ? cellsFrom(c, at, state.used[c] as number) : []));
      const furthest = Math.min(last, ...state.ends.filter(end => end > at));
      for (let end = at + 1; end <= furthest; end++) {
        const layer = layers[end] as Layer;
        for (const next of rowChoices(state, at, end, options, closed, layer.limit)) if (end < last || isDone(next)) layer.put(next);
      }
    }
  }

  /** Whether a piece is among the used ones of all its columns. */
  function isUsed(piece: Placed, used: readonly number[]): boolean {
    for (let k = piece.first; k <= piece.last; k++) if ((places[k]?.get(piece) as number) >= (used[k] as number)) return false;
    return true;
  }

  /** States after a row from bound `at` to bound `end` that cost no more than `limit`. */
  function rowChoices(state: State, at: number, end: number, options: readonly (readonly Cell[])[], closed: readonly boolean[], limit: number): State[] {
    if (state.cost + COST.row > limit) return [];
    interface Partial { readonly ends: number[]; readonly used: number[]; readonly cost: number; readonly cut: boolean; readonly tight: boolean; readonly cells?: Begun }
    /** What may follow on a partial row: a cell, a blank, or nothing where a cell reaches into the column. */
    interface Choice { readonly p: Partial; readonly cost: number; readonly cell?: Cell | 'blank' }
    /** How many pieces of the columns are used with a cell that begins in column `c`. */
    const usedWith = (p: Partial, c: number, cell: Cell): number[] => {
      const used = p.used.slice();
      for (let k = c; k <= cell.last; k++) {
        const track = tracks[k] as Placed[];
        while (used[k] as number < track.length && cell.pieces.includes(track[used[k] as number] as Placed)) used[k] = (used[k] as number) + 1;
      }
      return used;
    };
    const withChoice = ({ p, cost, cell }: Choice, c: number): Partial => {
      if (cell === undefined) return p;
      if (cell === 'blank') return { ...p, ends: p.ends.with(c, end), cost };
      return { ends: p.ends.slice().fill(cell.end, c, cell.last + 1), used: usedWith(p, c, cell), cost, cut: p.cut || cell.cut === true, tight: p.tight || cell.end <= end && cell.tight, cells: { column: c, start: at, cell, ...(p.cells ? { before: p.cells } : {}) } };
    };
    let partial: Partial[] = [{ ends: [...state.ends], used: [...state.used], cost: state.cost + COST.row, cut: state.cut, tight: false }];
    for (let c = 0; c < columns; c++) {
      if (!closed[c]) continue;
      const next: Choice[] = [];
      for (const p of partial) {
        if ((p.ends[c] as number) > at) { next.push({ p, cost: p.cost }); continue; }
        const following = tracks[c]?.[p.used[c] as number];
        if (!following || middle(following) - half >= (bounds[end] as number) - 2 * off) next.push({ p, cost: p.cost + COST.blank, cell: 'blank' });
        for (const cell of options[c] as readonly Cell[]) {
          if (cell.end < end || atTop && cell.end > end && !cell.reaches || p.cost + cell.cost > limit) continue;
          let free = true;
          for (let k = c + 1; k <= cell.last; k++) free &&= closed[k] === true && p.ends[k] === at;
          if (!free) continue;
          const merged = cell.end > end;
          const whole = cell.cut && merged && (options[c] as readonly Cell[]).some(other => other.end === end && other.pieces.length === cell.pieces.length);
          const figure = merged && cell.pieces.some(({ piece }) => piece.figure);
          const cost = p.cost + cell.cost + (cell.cut ? p.cut ? COST.cutToo : COST.cut : 0) + (whole ? COST.cutWhole : 0) + (merged ? COST.merged : 0) + (figure ? COST.mergedFigure : 0) + (merged && cell.tight && !(cell.cut && cell.aside) ? COST.mergedLines * (cell.pieces.length - 1) : 0);
          if (cost > limit) continue;
          if (cell.last > c) {
            const used = usedWith(p, c, cell);
            if (!cell.pieces.every(piece => isUsed(piece, used))) continue;
          }
          next.push({ p, cost, cell });
        }
      }
      partial = next.sort((a, b) => a.cost - b.cost).slice(0, CHOICES).map(choice => withChoice(choice, c));
      work += partial.length * columns + next.length;
      if (partial.length === 0) return [];
    }
    const spanned = state.ends.filter(e => e > end).length;
    return partial.filter(p => !p.ends.every((e, c) => e === end && !closed[c])).map(p => ({
      ends: p.ends, used: p.used, cut: p.cut, at: end, from: state, ...(p.cells ? { cells: p.cells } : {}),
      cost: p.cost + spanned * COST.mergedRow + (p.tight ? 0 : COST.stretched),
    }));
  }

  const [done] = (layers[last] as Layer).best;
  layers = [];
  return done && tilingFrom(done, bounds);
}

/** The best states at a bound. */
class Layer {
  private states = new Map<string, State>();
  /** What the dearest of the best states costs, as far as it is known: none that costs more is kept. */
  limit = Infinity;

  /** @param most states that are kept */
  constructor(private readonly most: number) {}

  put(state: State): void {
    if (state.cost > this.limit) return;
    const key = `${state.ends.join()}|${state.used.join()}`;
    const known = this.states.get(key);
    if (known && known.cost <= state.cost) return;
    this.states.set(key, state);
    if (this.states.size >= CROWDED * this.most) this.prune();
  }

  get best(): readonly State[] {
    this.prune();
    return [...this.states.values()];
  }

  private prune(): void {
    const sorted = [...this.states].sort(([, a], [, b]) => a.cost - b.cost).slice(0, this.most);
    this.states = new Map(sorted);
    if (sorted.length === this.most) this.limit = sorted.at(-1)?.[1].cost ?? Infinity;
  }
}

/** What it costs to begin a cell with a piece whose line stands right below another. */
function openingCost(broken: Break | undefined, { piece }: Placed): number {
  if (!broken?.possible) return 0;
  return (broken.bound ? COST.boundApart : 0) + (broken.often ? COST.fullApart : 0) + (/^\p{Script=Han}[。；，)）]?$/u.test(piece.text) ? COST.singleApart : 0);
}

/** Cells in the order in which they were chosen. */
function begun(cells: Begun | undefined): Begun[] {
  const out: Begun[] = [];
  for (let cell = cells; cell; cell = cell.before) out.unshift(cell);
  return out;
}

function tilingFrom(done: State, bounds: readonly number[]): Tiling {
  const chain: State[] = [];
  for (let state: State | undefined = done; state; state = state.from) chain.unshift(state);
  const rowAt = new Map(chain.map((state, i) => [state.at, i]));
  const cells = chain.flatMap(state => begun(state.cells)).map(({ column, start, cell }): TiledCell => {
    const row = rowAt.get(start) as number;
    return { row, rowSpan: (rowAt.get(cell.end) as number) - row, column, columnSpan: cell.last - column + 1, pieces: cell.pieces };
  });
  return { bounds: chain.map(state => bounds[state.at] as number), cells, cost: done.cost };
}

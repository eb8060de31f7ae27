/** Rulings painted white, pixel by pixel, so that what touches them can be read. */
import { type Grey, WHITE } from './pixels.js';
import { INK } from './prepare.js';
import type { Ridge } from './ridges.js';

/** Darker than this belongs to a ruling or a stroke. */
const DARK = 200;
/** A ruling that is thicker (pixels) somewhere than it is elsewhere has a stroke of a character beside it. */
const ROUGH = 2;
/** What the rim of a ruling frays beyond that. */
const FRAYED = 2;

/** A ruling (inches); what is thicker across it is a stroke that goes through. */
const THICKEST = 0.036;
/** A double one both of whose lines run into each other all along. */
const DOUBLE = 0.05;

/** Runs of this length (inches) are of no stroke of a character. */
const NO_STROKE = 0.3;

/** Paints lines white, but not the strokes that cross or touch them, or stand close beside them. */
export function erase(image: Grey, lines: readonly Ridge[], dpi: number): Grey {
  const { width, height } = image;
  const data = Uint8Array.from(image.data);
  for (const line of lines) {
    const usually = usualThickness(darkSpans(image, line, Math.ceil(DOUBLE * dpi)));
    const most = usually <= DOUBLE * dpi ? Math.max(Math.ceil(THICKEST * dpi), usually) : Math.ceil(THICKEST * dpi);
    let spans = darkSpans(image, line, most);
    const core = usualThickness(spans.filter((span) => thicknessOf(span) <= most));
    const usual = core + ROUGH;
    // Of a double line the longer runs come first; what is as long as no stroke beside them is the other one. Where both run into each other, that is what the first leaves.
    let rest: Span[] = [];
    for (let strokes = 0; strokes < 2 && spans.length > 0; strokes++) {
      const middles = middlesOf(spans.filter((span) => thicknessOf(span) <= usual), line, Math.round(AROUND * dpi));
      const beside: Span[] = [];
      const left: Span[] = [];
      for (const span of [...spans, ...rest]) {
        const middle = middles[span.x - line.from] as number;
        const [first, last] = [Math.ceil(middle - usual / 2), Math.floor(middle + usual / 2)];
        if (span.bottom < first || span.top > last) {
          beside.push(span);
          continue;
        }
        const [above, below] = [span.top < first, span.bottom > last];
        // a stroke that goes through the line stays whole; one that only touches it ends there
        if (span.top < first - FRAYED && span.bottom > last + FRAYED && thicknessOf(span) > most) continue;
        const top = above ? Math.ceil(middle - core / 2) : span.top - 1;
        const bottom = below ? Math.floor(middle + core / 2) : span.bottom + 1;
        for (let y = Math.max(0, top); y <= Math.min(height - 1, bottom); y++) data[y * width + span.x] = WHITE;
        if (above) left.push({ ...span, bottom: top - 1 });
        if (below) left.push({ ...span, top: bottom + 1 });
      }
      spans = beside.filter(({ run }) => run >= NO_STROKE * dpi);
      rest = left;
    }
  }
  return { width, height, data };
}

/** Paints the shades of folds white, and leaves the ink that they lie over. */
export function faded(image: Grey, shades: readonly Ridge[], dpi: number): Grey {
  if (shades.length === 0) return image;
  const { width, height } = image;
  const data = Uint8Array.from(image.data);
  const beside = Math.round(DOUBLE / 2 * dpi);
  for (const [row, from, to] of shades.flatMap(({ runs }) => runs)) {
    for (let y = Math.max(0, row - beside); y <= Math.min(height - 1, row + beside); y++) {
      for (let i = y * width + from; i <= y * width + to; i++) if ((data[i] as number) >= INK) data[i] = WHITE;
    }
  }
  return { width, height, data };
}

/** What is dark across a line at one place of it. */
interface Span {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** Length of the run of the ridge that it belongs to: those of rulings are longer than those of strokes. */
  readonly run: number;
}

const thicknessOf = ({ top, bottom }: Span): number => bottom - top + 1;

/** The median thickness of spans; 0 of none. */
function usualThickness(spans: readonly Span[]): number {
  const counts: number[] = [];
  for (const span of spans) counts[thicknessOf(span)] = (counts[thicknessOf(span)] ?? 0) + 1;
  let left = spans.length >> 1;
  return Math.max(0, counts.findIndex((count = 0) => (left -= count) < 0));
}

/** What is dark across a line, place by place, as far as `most` on either side. */
function darkSpans({ width, height, data }: Grey, line: Ridge, most: number): Span[] {
  const spans: Span[] = [];
  for (const [row, from, to] of line.runs) {
    const [highest, lowest] = [Math.max(0, row - most - 1), Math.min(height - 1, row + most + 1)];
    for (let x = from; x <= to; x++) {
      let top = row;
      let bottom = row;
      while (top > highest && (data[(top - 1) * width + x] as number) < DARK) top--;
      while (bottom < lowest && (data[(bottom + 1) * width + x] as number) < DARK) bottom++;
      spans.push({ x, top, bottom, run: to - from });
    }
  }
  return spans;
}

/**
 * Where the middle of the line lies, place by place: that of its longest run there, as most places around have it, for a
 * stroke that touches the line draws it aside; where there is none, as at the last place that has one.
 */
function middlesOf(spans: readonly Span[], line: Ridge, radius: number): Float32Array {
  const out = new Float32Array(line.to - line.from + 1);
  const twice = new Int32Array(out.length).fill(NONE);
  const runs = new Int32Array(out.length);
  for (const { x, top, bottom, run } of spans) {
    const at = x - line.from;
    if (run < (runs[at] as number)) continue;
    runs[at] = run;
    twice[at] = top + bottom;
  }
  const around = slidingMedian(twice);
  const first = twice.find((value) => value !== NONE);
  let last = first === undefined ? line.at : first / 2;
  for (let start = 0; start < out.length; start += STEP) {
    const median = around(Math.max(0, start - radius), Math.min(out.length, start + STEP + radius));
    if (median !== undefined) last = median / 2;
    out.fill(last, start, start + STEP);
  }
  return out;
}

/** No value at a place. */
const NONE = -1;

/** The median of values of stretches, each of which begins and ends no earlier than the one before; undefined where there is none. */
function slidingMedian(values: Int32Array): (from: number, to: number) => number | undefined {
  const known = values.filter((value) => value !== NONE);
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const counts = new Uint32Array(known.length === 0 ? 0 : known.reduce((a, b) => Math.max(a, b), 0) - least + 1);
  let [begin, end, count] = [0, 0, 0];
  const add = (at: number, by: 1 | -1): void => {
    const value = values[at] as number;
    if (value === NONE) return;
    counts[value - least]! += by;
    count += by;
  };
  return (from, to) => {
    while (end < to) add(end++, 1);
    while (begin < from) add(begin++, -1);
    if (count === 0) return undefined;
    let left = count >> 1;
    return least + counts.findIndex((n) => (left -= n) < 0);
  };
}

/** Places (pixels) that share a middle. */
const STEP = 8;
/** How far around a place (inches) its middle is looked for: a digit that touches the line is half as long. */
const AROUND = 0.2;

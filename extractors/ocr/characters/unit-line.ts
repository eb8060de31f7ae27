/** The line that states the unit of a table's amounts (单位：万元). A recogniser leaves a character out without being less sure of the rest, and 万 is a factor of 10⁴. */
import type { TextBox } from '../engines/engine.js';
import type { PlacedChar } from './glyphs.js';

/** 元 right behind the words before it. */
const BARE = /单位(?:为|[:：;；.．])?(元)/u;
/** White (heights of the line) on either side of a character's middle, and the least width of ink that is one. */
const HALF = 0.55;
const WIDTH = 0.4;

/** A line with its ink. */
export interface UnitLine {
  readonly box: TextBox;
  readonly runs: readonly TextBox[];
  readonly chars: readonly PlacedChar[];
}

/** The characters of a line; where ink that was not read stands before 元 in a unit line, a question mark is put there, so that no unit is told. */
export function withDoubt({ box, runs, chars }: UnitLine): readonly PlacedChar[] {
  const text = chars.map(c => (c.text.length === 1 ? c.text : ' ')).join('');
  const index = text.search(BARE);
  const at = index < 0 ? -1 : text.indexOf('元', index);
  const [before, yuan] = [chars[at - 1]?.at, chars[at]?.at];
  if (before === undefined || yuan === undefined) return chars;
  const height = box.y1 - box.y0;
  const unread = runs.filter(run => (run.x0 + run.x1) / 2 > before + HALF * height && (run.x0 + run.x1) / 2 < yuan - HALF * height);
  const width = unread.length === 0 ? 0 : Math.max(...unread.map(r => r.x1)) - Math.min(...unread.map(r => r.x0));
  return width < WIDTH * height ? chars : chars.toSpliced(at, 0, { text: '？', confidence: 0, at: (before + yuan) / 2 });
}

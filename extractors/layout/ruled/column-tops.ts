/**
 * Headings over several columns (单位资金 over 事业收入 and 其他收入) without a rule below them: the verticals between the
 * columns begin where the heading's cell ends, so that their tops are the rule that nobody drew.
 */
import type { Ruling, RulingGroup } from './rulings.js';
import type { LayoutSettings } from '../settings.js';
import type { Char } from '../lines/words.js';

/** How far (share of its width) a heading may be off the middle of the columns below it. */
const CENTRED = 0.1;

/** A group of rulings with those below headings that the tops of verticals show. */
export function withColumnTops(group: RulingGroup, chars: readonly Char[], settings: LayoutSettings): RulingGroup {
  const tops = group.vertical.filter((ruling) => beginsFreely(ruling, group, settings));
  const found = tops.flatMap((ruling): Ruling[] => {
    const [left, right] = neighbours(ruling, group, settings);
    return left !== undefined && right !== undefined && isBelowHeading(ruling.from, left, right, group, chars) ? [{ at: ruling.from, from: left, to: right }] : [];
  });
  return found.length === 0 ? group : { ...group, horizontal: [...group.horizontal, ...found] };
}

/** Whether a vertical begins at no horizontal, and is not the rest of one that is broken. */
function beginsFreely({ at, from }: Ruling, { horizontal, vertical }: RulingGroup, settings: LayoutSettings): boolean {
  const ruled = horizontal.filter((other) => other.from <= at + settings.touch && other.to >= at - settings.touch);
  if (ruled.some((other) => Math.abs(other.at - from) <= settings.touch)) return false;
  const above = Math.max(...ruled.filter((other) => other.at < from).map((other) => other.at));
  return Number.isFinite(above) && !vertical.some((other) => Math.abs(other.at - at) <= settings.sameGridLine && other.to < from && other.to > above + settings.touch);
}

/** The verticals to the left and right that pass the top of another. */
function neighbours({ at, from }: Ruling, { vertical }: RulingGroup, settings: LayoutSettings): [number | undefined, number | undefined] {
  const passing = vertical.filter((other) => other.from < from - settings.touch && other.to > from + settings.touch).map((other) => other.at);
  const [left, right] = [passing.filter((x) => x < at - settings.sameGridLine), passing.filter((x) => x > at + settings.sameGridLine)];
  return [left.length > 0 ? Math.max(...left) : undefined, right.length > 0 ? Math.min(...right) : undefined];
}

/** Whether text over the middle of columns stands above a height, text in them below it, and none across. */
function isBelowHeading(y: number, left: number, right: number, { horizontal }: RulingGroup, chars: readonly Char[]): boolean {
  const over = horizontal.filter((other) => other.from < (left + right) / 2 && other.to > (left + right) / 2).map((other) => other.at);
  const [top, bottom] = [Math.max(...over.filter((at) => at < y)), Math.min(...over.filter((at) => at > y))];
  const inside = chars.filter((c) => c.x0 > left - 1 && c.x1 < right + 1 && (c.y0 + c.y1) / 2 > top && (c.y0 + c.y1) / 2 < bottom);
  const above = inside.filter((c) => (c.y0 + c.y1) / 2 < y);
  if (above.length === 0 || above.length === inside.length) return false;
  if (Math.max(...above.map((c) => c.y1)) > Math.min(...inside.filter((c) => !above.includes(c)).map((c) => c.y0)) + 1) return false;
  const middle = (Math.min(...above.map((c) => c.x0)) + Math.max(...above.map((c) => c.x1))) / 2;
  return Math.abs(middle - (left + right) / 2) <= CENTRED * (right - left);
}

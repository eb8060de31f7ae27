/** Headings of narrow columns whose characters stand one below the other: 项 / 目 / 支 / 出. They are one text each. */
import type { Box } from '../../../schemas/block.js';
import { areCentred, heightOf } from './heading-lines.js';
import { isHeaderWord } from '../header-rows.js';
import type { Piece, StreamLine } from './stream-lines.js';
import { isCjk } from '../lines/words.js';

/** Least and greatest distance (em) of stacked characters, and how far the distances of one heading may differ. */
const CLOSEST = 0.9, WIDEST = 1.8, UNEVEN = 0.3;

interface Stacked { readonly piece: Piece; readonly line: number }

/** The lines with stacked headings whole, in the line in the middle of each; lines of nothing else are left out. */
export function withWholeStacks(lines: readonly StreamLine[]): readonly StreamLine[] {
  const used = new Set<Piece>();
  const stacks = lines.flatMap((line, i) => line.pieces.flatMap(piece => {
    const stack = used.has(piece) ? [] : stackFrom(lines, { piece, line: i });
    if (stack.length < 2) return [];
    stack.forEach(({ piece: own }) => used.add(own));
    return [stack];
  }));
  if (stacks.length === 0) return lines;
  const whole = new Map<number, Piece[]>();
  for (const stack of stacks) {
    const host = (stack[(stack.length - 1) >> 1] as Stacked).line;
    whole.set(host, [...whole.get(host) ?? [], asOne(stack.map(({ piece }) => piece))]);
  }
  return lines.flatMap((own, i): StreamLine[] => {
    const pieces = [...own.pieces.filter(piece => !used.has(piece)), ...whole.get(i) ?? []].sort((a, b) => a.x0 - b.x0);
    if (pieces.length === own.pieces.length && !whole.has(i)) return [own];
    if (pieces.length === 0) return [];
    return [{ ...own, pieces, line: { ...own.line, ...boxOf(pieces), chars: pieces.flatMap(({ chars }) => chars) } }];
  });
}

const isSingle = ({ chars }: Piece): boolean => chars.length === 1 && isCjk(chars[0]?.text ?? '');

/** The heading that begins with a character: those below it, as far as no line between them has figures. */
function stackFrom(lines: readonly StreamLine[], first: Stacked): readonly Stacked[] {
  const stack = [first];
  if (!isSingle(first.piece)) return [];
  for (let i = first.line; i < lines.length && !lines[i]?.pieces.some(p => p.figure); i++) {
    const { piece: last } = stack.at(-1) as Stacked;
    const down = heightOf((lines[i] as StreamLine).line) - heightOf(last);
    if (down > WIDEST * last.size) break;
    const below = down < CLOSEST * last.size ? undefined : lines[i]?.pieces.find(piece => isSingle(piece) && areCentred(piece, last));
    if (below) stack.push({ piece: below, line: i });
  }
  const pitches = stack.slice(1).map(({ piece }, i) => heightOf(piece) - heightOf((stack[i] as Stacked).piece));
  const even = Math.max(...pitches) - Math.min(...pitches) <= UNEVEN * first.piece.size;
  return stack.length > 1 && even && isHeaderWord(stack.map(({ piece }) => piece.text).join('')) ? stack : [];
}

function asOne(pieces: readonly Piece[]): Piece {
  return { ...pieces[0] as Piece, ...boxOf(pieces), chars: pieces.flatMap(({ chars }) => chars), text: pieces.map(({ text }) => text).join(''), figure: false };
}

const boxOf = (pieces: readonly Piece[]): Box => ({ x0: Math.min(...pieces.map(p => p.x0)), y0: Math.min(...pieces.map(p => p.y0)), x1: Math.max(...pieces.map(p => p.x1)), y1: Math.max(...pieces.map(p => p.y1)) });

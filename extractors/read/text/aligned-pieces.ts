/**
 * Pieces of a line that is set with blanks, and how its columns are counted: editors give a Chinese character two,
 * `pdftotext -layout` one.
 */
import { halfWidth } from '../../../schemas/amount-parse.js';

/** A piece of a line between wide gaps, in columns of characters. */
export interface Segment { readonly start: number; end: number; text: string }

/** With decimals or thousands separators, so that no number in a name is taken for one. */
const amount = /^[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{2,})$/;
export const isAmount = (text: string): boolean => amount.test(halfWidth(text));

/** Columns that a Chinese character takes. */
export type HanWidth = 1 | 2;

const isWide = (character: string): boolean => (character.codePointAt(0) ?? 0) >= 0x1100;

/** Pairs of lines more than those for the other width that tell one. */
const FEW = 2;
/** Lines between two amounts that are held against each other. */
const NEAR = 4;

/**
 * How the columns of a text are counted: the last amounts of lines near each other end in one column, whatever names stand
 * before them. 2 where nothing tells.
 */
export function hanWidthOf(lines: readonly string[]): HanWidth {
  let votes = 0;
  let above: { readonly at: number; readonly end: number; readonly wide: number } | undefined;
  lines.forEach((line, at) => {
    const text = line.trimEnd();
    if (!isAmount(/\S+$/.exec(text)?.[0] ?? '')) return;
    const own = { at, end: text.length, wide: [...text].filter(isWide).length };
    if (above !== undefined && at - above.at <= NEAR && Math.abs(own.wide - above.wide) > 1) {
      const [narrow, wide] = [Math.abs(own.end - above.end), Math.abs(own.end + own.wide - above.end - above.wide)];
      votes += Math.sign(narrow - wide);
    }
    above = own;
  });
  return votes < -FEW ? 1 : 2;
}

/** Pieces between gaps of two or more blanks; single characters set apart (合  计) are one word, save 类  款  项. */
export function segmentsOf(line: string, han: HanWidth): Segment[] {
  const segments: Segment[] = [];
  let column = 0;
  let blanks = 2;
  for (const character of line.replaceAll('\f', '')) {
    const width = isWide(character) ? han : 1;
    const last = segments.at(-1);
    if (character === ' ' || character === '\u3000' || character === '\u00a0') blanks += width;
    else {
      if (last === undefined || blanks >= 2) segments.push({ start: column, end: column + width, text: character });
      else {
        last.text += (blanks > 0 ? ' ' : '') + character;
        last.end = column + width;
      }
      blanks = 0;
    }
    column += width;
  }
  const words: Segment[] = [];
  for (const segment of segments) {
    const last = words.at(-1);
    const isSplitWord = last !== undefined && /^[\u4e00-\u9fff](?: [\u4e00-\u9fff])*$/.test(last.text) && /^[\u4e00-\u9fff](?:[（(][^（(]{1,6}[)）])?$/.test(segment.text) && segment.start - last.end <= 8
      && !/[类款] ?$/.test(last.text);
    if (last !== undefined && isSplitWord) {
      last.text += ` ${segment.text}`;
      last.end = segment.end;
    } else words.push(...apartFromAmounts(segment, han));
  }
  return words;
}

/** The unit behind an amount of a sentence, and the mark behind that: 1085203.63 元。收入包括…. */
const UNIT_OF_SENTENCE = /^(?:[万亿]?元|%|％)[，。；、）]/;

/** An amount fills its column: one blank beside it is a gap between columns already, save in a sentence. */
function apartFromAmounts(segment: Segment, han: HanWidth): Segment[] {
  const tokens = segment.text.split(' ');
  if (tokens.length < 2 || !tokens.some((token) => isAmount(token))) return [segment];
  if (tokens.some((token, i) => isAmount(token) && UNIT_OF_SENTENCE.test(tokens[i + 1] ?? ''))) return [segment];
  const pieces: Segment[] = [];
  let column = segment.start;
  let previous = '';
  for (const token of tokens) {
    const end = column + [...token].reduce((width, character) => width + (isWide(character) ? han : 1), 0);
    const last = pieces.at(-1);
    if (last === undefined || isAmount(token) || isAmount(previous)) pieces.push({ start: column, end, text: token });
    else {
      last.text += ` ${token}`;
      last.end = end;
    }
    previous = token;
    column = end + 1;
  }
  return pieces;
}

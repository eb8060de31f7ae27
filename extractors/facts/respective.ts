/**
 * Lists with 分别: 公务接待费、公务用车运行费分别为3万元、9万元. Each figure belongs to the name in its own place.
 */
import { clauseStart } from './clauses.js';
import type { Token } from './tokens.js';

const RESPECTIVELY = /^(.*?)(?:分别|依次)([^、\d]{0,12})$/u;
/** What stands between two figures of such a list. */
const BETWEEN = /^(?:[、，]?(?:以及|和|与|及)?)$/u;
/** 和 joins two names more often than 及, which stands within 购置及运行. */
const JOINS = [/以及|和|与/gu, /(?<!以)及/gu];

/**
 * The words of each figure of such lists, by where the figure starts: its name with what stands behind 分别 (公务接待费为);
 * '' where the names are not as many as the figures, and for shares, whose names stand further off.
 * @param isName whether words name something that is known; tells where 和 joins two names and where it is part of one
 */
export function respectiveWords(text: string, tokens: readonly Token[], isName: (words: string) => boolean): ReadonlyMap<number, string> {
  const words = new Map<number, string>();
  const figures = tokens.filter((token) => token.kind !== 'count');
  for (const [i, first] of figures.entries()) {
    const gap = text.slice(figures[i - 1]?.end ?? 0, first.start);
    const said = RESPECTIVELY.exec(gap.slice(clauseStart(gap)));
    if (said === null) continue;
    const list = listFrom(figures.slice(i), text);
    if (list.length < 2) continue;
    const names = first.kind === 'money' ? namesIn(said[1] ?? '', list.length, isName) : undefined;
    for (const [k, { start }] of list.entries()) words.set(start, names === undefined ? '' : `${names[k]}${said[2] ?? ''}`);
  }
  return words;
}

/** The figures of one kind that follow the first with nothing but commas and 和 between them. */
function listFrom(figures: readonly Token[], text: string): readonly Token[] {
  const end = figures.findIndex((figure, i) => i > 0 && (figure.kind !== figures[0]?.kind || !BETWEEN.test(text.slice(figures[i - 1]?.end, figure.start))));
  return end < 0 ? figures : figures.slice(0, end);
}

/** So many names: parted by 、, the last two by 和 where both sides of it are names. */
function namesIn(words: string, count: number, isName: (words: string) => boolean): readonly string[] | undefined {
  const parts = words.split('、');
  if (parts.length === count) return parts;
  const last = parts.at(-1) ?? '';
  const [split] = parts.length !== count - 1 ? [] : JOINS.flatMap((joins) => [...last.matchAll(joins)]).map((join) => [last.slice(0, join.index), last.slice(join.index + join[0].length)]).filter((pair) => pair.every(isName));
  return split === undefined ? undefined : [...parts.slice(0, -1), ...split];
}

/** Phrases that are few letters away from a text as read. */
import { codeLists } from '../../../schemas/code-lists.js';
import { groupBy } from '../../../schemas/groups.js';
import { LABELS, TITLES } from './words.js';

interface Lexicon {
  readonly known: ReadonlySet<string>;
  readonly byLength: ReadonlyMap<number, readonly string[]>;
}

let built: Lexicon | undefined;

/** Labels, titles, and names of the classifications, current and old. */
export function lexicon(): Lexicon {
  if (built !== undefined) return built;
  const lists = codeLists();
  const names = [...[...lists.entries.values()].map(e => e.name), ...[...lists.renames.values()].flatMap(r => r.map(x => x.oldName))];
  const known = new Set([...LABELS, ...TITLES, ...names.map(plain).filter(text => text.length > 1)]);
  return built = { known, byLength: groupBy(known, phrase => phrase.length) };
}

const plain = (name: string): string => name.replaceAll(/\s/gu, '').replaceAll('(', '（').replaceAll(')', '）');

/** So many letters of a phrase may be read wrongly. */
const allowed = (length: number): number => (length <= 5 ? 1 : length <= 9 ? 2 : 3);

/** Phrases near a text that is none itself, with their distance. */
export function nearPhrases(read: string): { readonly phrase: string; readonly distance: number }[] {
  const text = plain(read);
  const { known, byLength } = lexicon();
  if (text.length < 2 || known.has(text)) return [];
  const letters = new Set(text);
  const out: { phrase: string; distance: number }[] = [];
  for (let length = text.length - 2; length <= text.length + 3; length++) {
    const most = allowed(Math.min(length, text.length));
    if (length < 2 || Math.abs(length - text.length) > most) continue;
    for (const phrase of byLength.get(length) ?? []) {
      let shared = 0;
      for (const c of phrase) if (letters.has(c)) shared++;
      if (shared < length - most) continue;
      const distance = editDistance(text, phrase);
      if (distance <= most && distance < length) out.push({ phrase, distance });
    }
  }
  return out.toSorted((a, b) => a.distance - b.distance);
}

/** Levenshtein distance. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((next[j - 1] as number) + 1, (row[j] as number) + 1, (row[j - 1] as number) + Number(a[i - 1] !== b[j - 1])));
    row = next;
  }
  return row[b.length] as number;
}

/** Cuts `phrase` where `lines`, which it corrects, break: the cuts at which the parts are nearest to the lines. */
export function cutLike(phrase: string, lines: readonly string[]): string[] {
  const [first = '', ...rest] = lines;
  if (rest.length === 0) return [phrase];
  let best = { at: first.length, cost: Infinity };
  for (let at = Math.max(0, first.length - 3); at <= Math.min(phrase.length, first.length + 3); at++) {
    const cost = editDistance(first, phrase.slice(0, at)) + editDistance(rest.join(''), phrase.slice(at));
    if (cost < best.cost) best = { at, cost };
  }
  return [phrase.slice(0, best.at), ...cutLike(phrase.slice(best.at), rest)];
}

/**
 * Connectionist temporal classification (CTC): the network gives a distribution over characters for every step along
 * the line. Greedy decoding reads the likeliest character of each step; a beam over the characters of figures keeps the
 * likeliest readings as a whole (Graves et al. 2006; prefix beam search of Hannun et al. 2014).
 */
import type { LineReading, ReadChar, Reading } from './engine.js';

/** Characters of figures, and those that look like them and mean the same. */
const FIGURE_SIGNS: readonly (readonly [sign: string, forms: readonly string[]])[] = [
  ...[...'0123456789'].map(d => [d, [d, String.fromCharCode(d.charCodeAt(0) + 0xfee0)]] as const),
  [',', [',', '，', ';', '；', '、']], ['.', ['.', '．', ':', '：', '·', '。']], ['-', ['-', '－', '—', '–', '―', '−']],
];
const K = FIGURE_SIGNS.length + 1;
/** Mean probability that the likeliest characters must leave to those of figures. */
const FIGURE_MASS = 0.35;
/** Where the signs of figures have less than this, a step shows something else: nothing that belongs to a figure. */
const FOREIGN = 0.02;
/** Prefixes kept. */
const BEAM = 16;

/** Class numbers of the signs in the engine's dictionary. Class 0 is the blank. */
export interface Alphabet {
  readonly characters: readonly string[];
  readonly signs: readonly (readonly number[])[];
}

/** @param characters what each class stands for; class 0 is the blank of CTC */
export function alphabetOf(characters: readonly string[]): Alphabet {
  const classes = new Map(characters.map((c, i) => [c, i]));
  return { characters, signs: FIGURE_SIGNS.map(([, forms]) => forms.flatMap(f => classes.get(f) ?? [])) };
}

/**
 * Decodes the steps of one line.
 * @param steps probabilities, step by step, each over all classes
 * @param count number of steps
 * @param from share of the steps' width where the line's image begins; @param to where it ends
 */
export function decode(steps: Float32Array, count: number, alphabet: Alphabet, from: number, to: number): LineReading {
  const classes = alphabet.characters.length;
  const chars: ReadChar[] = [];
  const figures = new Float32Array(count * K);
  let last = 0;
  let best = 0;
  let first = 0;
  let mass = 0;
  let inked = 0;
  const flush = (end: number): void => {
    if (last !== 0) chars.push({ text: alphabet.characters[last] as string, confidence: best, at: ((first + end) / 2 / count - from) / (to - from) });
  };
  for (let t = 0; t < count; t++) {
    const row = t * classes;
    let top = 0;
    let p = steps[row] as number;
    for (let c = 1; c < classes; c++) {
      const q = steps[row + c] as number;
      if (q > p) { p = q; top = c; }
    }
    if (top !== last) {
      flush(t);
      last = top;
      best = p;
      first = t;
    } else if (p > best) best = p;
    const blank = figures[t * K] = steps[row] as number;
    let sum = blank;
    alphabet.signs.forEach((forms, s) => {
      let q = 0;
      for (const c of forms) q += steps[row + c] as number;
      figures[t * K + s + 1] = q;
      sum += q;
    });
    if (top !== 0) { mass += sum; inked++; }
    if (sum - blank < FOREIGN) { figures[t * K] = 1; sum = 1; }
    for (let k = 0; k < K; k++) figures[t * K + k] = (figures[t * K + k] as number) / sum;
  }
  flush(count);
  const readable = inked > 0 && mass / inked >= FIGURE_MASS;
  return { chars, figures: wanted => (readable ? beam(figures, count).slice(0, wanted) : []) };
}

interface Prefix {
  readonly text: string;
  readonly last: number;
  /** Probability of the prefix ending in a blank, and in its last character. */
  blank: number;
  ink: number;
}

/** Readings of a line of figures, best first; probabilities among those kept. */
function beam(figures: Float32Array, count: number): Reading[] {
  let prefixes: Prefix[] = [{ text: '', last: 0, blank: 1, ink: 0 }];
  for (let t = 0; t < count; t++) {
    const p = figures.subarray(t * K, t * K + K);
    const next = new Map<string, Prefix>();
    const at = (text: string, last: number): Prefix => {
      let entry = next.get(text);
      if (!entry) next.set(text, entry = { text, last, blank: 0, ink: 0 });
      return entry;
    };
    for (const prefix of prefixes) {
      const whole = prefix.blank + prefix.ink;
      const same = at(prefix.text, prefix.last);
      same.blank += whole * (p[0] as number);
      if (prefix.last > 0) same.ink += prefix.ink * (p[prefix.last] as number);
      for (let k = 1; k < K; k++) {
        const q = p[k] as number;
        if (q < 1e-5) continue;
        const grown = at(prefix.text + (FIGURE_SIGNS[k - 1] as readonly [string, unknown])[0], k);
        grown.ink += q * (k === prefix.last ? prefix.blank : whole);
      }
    }
    prefixes = [...next.values()].sort((a, b) => b.blank + b.ink - a.blank - a.ink || (a.text < b.text ? -1 : 1)).slice(0, BEAM);
    const scale = prefixes.reduce((sum, x) => sum + x.blank + x.ink, 0) || 1;
    for (const prefix of prefixes) { prefix.blank /= scale; prefix.ink /= scale; }
  }
  return prefixes.map(x => ({ text: x.text, confidence: x.blank + x.ink }));
}

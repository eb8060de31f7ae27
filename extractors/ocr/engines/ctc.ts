/**
 * Connectionist temporal classification (CTC): the network gives a distribution over characters for every step along
 * the line. Greedy decoding reads the likeliest character of each step; a beam over the characters of figures keeps the
 * likeliest readings as a whole (Graves et al. 2006; prefix beam search of Hannun et al. 2014); the forward algorithm
 * says how likely a given text is.
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
/** Less likely characters of a step are forgotten, and count as much where they are asked for. */
const LEAST = 1e-4;
/** Most by which the probabilities of a step miss one. */
const ROUNDING = 1e-5;
/** What a character counts that the network does not know, where it is sure of no other: it shows as nothing, or as something unlikely. */
const UNKNOWN = 0.05;

/** Class numbers of the signs in the engine's dictionary. Class 0 is the blank. */
export interface Alphabet {
  readonly characters: readonly string[];
  readonly classes: ReadonlyMap<string, number>;
  readonly signs: readonly (readonly number[])[];
}

/** @param characters what each class stands for; class 0 is the blank of CTC */
export function alphabetOf(characters: readonly string[]): Alphabet {
  const classes = new Map(characters.map((c, i) => [c, i]));
  return { characters, classes, signs: FIGURE_SIGNS.map(([, forms]) => forms.flatMap(f => classes.get(f) ?? [])) };
}

/** The likely characters of every step of a line. */
export interface Steps {
  readonly count: number;
  /** Share of the width at which the line begins and ends: what the image has left and right of it is padding. */
  readonly from: number;
  readonly to: number;
  /** Number of likely classes of each step, then all of them, step after step, with their probabilities. */
  readonly sizes: Uint8Array;
  readonly classes: Uint16Array;
  readonly values: Float32Array;
}

/** Keeps of the network's output (steps × classes) what is likely. */
export function stepsOf(output: Float32Array, count: number, classes: number, from: number, to: number): Steps {
  const sizes = new Uint8Array(count);
  const kept: number[] = [];
  const values: number[] = [];
  for (let t = 0; t < count; t++) {
    const row = t * classes;
    let n = 0;
    // once the classes that are kept leave less than that, no other can be likely
    let rest = 1 + ROUNDING;
    for (let c = 0; c < classes && n < 255 && rest >= LEAST; c++) {
      const q = output[row + c] as number;
      if (q < LEAST) continue;
      kept.push(c);
      values.push(q);
      rest -= q;
      n++;
    }
    sizes[t] = n;
  }
  return { count, from, to, sizes, classes: Uint16Array.from(kept), values: Float32Array.from(values) };
}

/** Reads a line. */
export function decode(steps: Steps, alphabet: Alphabet): LineReading {
  const { count, sizes, classes, values, from, to } = steps;
  const signOf = signsByClass(alphabet);
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
  for (let t = 0, at = 0; t < count; t++) {
    let top = 0;
    let p = 0;
    let sum = 0;
    for (let k = 0; k < (sizes[t] as number); k++, at++) {
      const c = classes[at] as number;
      const q = values[at] as number;
      if (q > p) { p = q; top = c; }
      const sign = c === 0 ? 0 : signOf.get(c);
      if (sign === undefined) continue;
      figures[t * K + sign] = (figures[t * K + sign] as number) + q;
      sum += q;
    }
    if (top !== last) {
      flush(t);
      last = top;
      best = p;
      first = t;
    } else if (p > best) best = p;
    if (top !== 0) { mass += sum; inked++; }
    if (sum - (figures[t * K] as number) < FOREIGN) { figures[t * K] = 1; sum = 1; }
    for (let k = 0; k < K; k++) figures[t * K + k] = (figures[t * K + k] as number) / sum;
  }
  flush(count);
  const readable = inked > 0 && mass / inked >= FIGURE_MASS;
  return {
    chars,
    figures: wanted => (readable ? beam(figures, count).slice(0, wanted) : []),
    likelihood: text => forward(steps, [...text].map(c => alphabet.classes.get(c) ?? -1)),
  };
}

const signs = new WeakMap<Alphabet, Map<number, number>>();

/** Index (from 1) of the sign of figures that a class stands for. */
function signsByClass(alphabet: Alphabet): Map<number, number> {
  const known = signs.get(alphabet);
  if (known) return known;
  const made = new Map(alphabet.signs.flatMap((forms, s) => forms.map(c => [c, s + 1] as const)));
  signs.set(alphabet, made);
  return made;
}

/** Log probability of a text, over all ways in which the steps can spell it. */
function forward({ count, sizes, classes, values }: Steps, text: readonly number[]): number {
  // blanks before, between and after the characters
  const labels = [0, ...text.flatMap(c => [c, 0])];
  let row = new Float64Array(labels.length);
  let log = 0;
  const p = new Map<number, number>();
  for (let t = 0, at = 0; t < count; t++) {
    p.clear();
    let top = 0;
    for (let k = 0; k < (sizes[t] as number); k++, at++) {
      p.set(classes[at] as number, values[at] as number);
      if (classes[at] !== 0) top = Math.max(top, values[at] as number);
    }
    const of = (c: number): number => Math.max(LEAST / 10, c < 0 ? UNKNOWN * (1 - top) : p.get(c) ?? 0);
    const next = new Float64Array(labels.length);
    let sum = 0;
    for (let s = 0; s < labels.length; s++) {
      const c = labels[s] as number;
      const before = t === 0 ? Number(s < 2) : (row[s] as number) + (s > 0 ? row[s - 1] as number : 0) + (s > 1 && c !== 0 && c !== labels[s - 2] ? row[s - 2] as number : 0);
      sum += next[s] = before * of(c);
    }
    if (sum === 0) return -Infinity;
    for (let s = 0; s < labels.length; s++) next[s] = (next[s] as number) / sum;
    log += Math.log(sum);
    row = next;
  }
  return log + Math.log(Math.max(1e-300, (row.at(-1) as number) + (labels.length > 1 ? row.at(-2) as number : 0)));
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

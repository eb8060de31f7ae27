/**
 * The shared vocabulary of tables (schemas/tables/_vocabulary.yaml): column headers → measures, row labels → items.
 */
import { z } from 'zod';
import { halfWidth } from '../../schemas/amount-parse.js';
import { withoutNumeral } from '../../schemas/codes.js';
import { assetPath } from '../../schemas/assets.js';
import { readYaml } from '../../schemas/yaml.js';

const pattern = z.string().transform((source) => new RegExp(source, 'u'));

const Vocabulary = z.strictObject({
  generic: pattern,
  columns: z.array(z.strictObject({ measure: z.string(), words: pattern })),
  contexts: z.array(z.strictObject({ suffix: z.string(), words: pattern })),
  labels: z.array(z.strictObject({ label: z.string(), words: pattern })),
  quantities: pattern,
  percentages: pattern,
  lines: z.array(z.strictObject({ item: z.string(), words: pattern })),
  totals: pattern,
  governments: pattern,
});
export type Vocabulary = z.infer<typeof Vocabulary>;

let cached: Vocabulary | undefined;

/** Reads and checks the vocabulary once. @throws z.ZodError when the file doesn't fit */
export function vocabulary(): Vocabulary {
  cached ??= Vocabulary.parse(readYaml(assetPath('schemas/tables/_vocabulary.yaml')));
  return cached;
}

/** Words as they are compared: half-width, no blanks, curly quotes as printed. */
export function flat(text: string): string {
  return halfWidth(text).replaceAll(/\s+/gu, '');
}

/** Numbering at the head of a line: 一、 （一） (1) 1. 1、 ①, and 1（一） where the number of the row stands before it. */
const NUMBERING = /^(?:其中[:;,]?)?(?:\d{1,2}(?=[(（][一二三四五六七八九十])|[(（]?[一二三四五六七八九十]+[)）、.．:：]|[(（]\d{1,2}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳])*(?:其中[:;,]?)?/u;

/** Words without numbering and 其中. */
export function bare(text: string): string {
  return flat(text).replace(NUMBERING, '');
}

/** Whether a heading says anything: a dash or a speck does not. */
export const hasWords = (heading: string): boolean => /[\p{L}\p{N}]/u.test(heading);

/** Whether a text begins with a numbering of lists: 一、财政拨款收入. */
export function isNumbered(text: string): boolean {
  return /^(?:[(（]?[一二三四五六七八九十]+[)）、.．]|[(（]\d{1,2}[)）]|\d{1,2}[.．、](?!\d))/u.test(flat(text));
}

/** Words without the colon that some put behind them: 合计： */
const withoutColon = (words: string): string => words.replace(/[:：]$/u, '');

/** What an uncoded line says, as an item of the vocabulary; '' where nothing is known. */
export function itemOf(name: string): string {
  const words = withoutColon(bare(name));
  const item = (own: string): string | undefined => vocabulary().lines.find((line) => line.words.test(own))?.item;
  return words === '' ? '' : (item(words) ?? item(withoutNumeral(words)) ?? '');
}

/** Whether a row label stands for the whole table (合计, 总计, 收入总计 …). */
export function isTotal(name: string): boolean {
  return vocabulary().totals.test(withoutColon(flat(name)));
}

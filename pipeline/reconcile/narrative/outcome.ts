/**
 * Outcomes of narrative checks: findings with the facts that may be wrong, so that one wrong figure stays one finding.
 */
import { formatYuan } from '../../../schemas/amount-parse.js';
import { UNITS, type Amount, type Unit } from '../../../schemas/amount.js';
import { headingsOf, type Fact } from '../../../schemas/fact.js';
import type { Evidence, Finding } from '../../../schemas/finding.js';
import type { TableCell } from './cells.js';

/** A finding and the facts of which one must be wrong. A later outcome that shares a suspect is evidence for the earlier one. */
export interface Outcome {
  readonly finding: Finding;
  readonly suspects: readonly string[];
}

/** The same for all facts of one sentence. */
export const sentenceKey = ({ paragraph, sentence }: Pick<Fact, 'paragraph' | 'sentence'>): string => `${paragraph} ${sentence}`;

/** Whether the sentence rounds a figure on purpose (约3万元, 3万元左右, 30余万元); 节约 and 结余 do not. */
export const isApproximate = (sentence: string): boolean => /(?:约为?|近)\s*\d|\d\s*[多余]|左右|多万/.test(sentence);

/** The last digit of the finest of some figures, in fen; noughts have none. undefined where no figure has one. */
export const finestStep = (facts: readonly (Fact | undefined)[]): bigint | undefined =>
  facts.flatMap((fact) => (fact?.amount === undefined || fact.amount.fen === 0n ? [] : [fact.amount.step])).reduce<bigint | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);

/** A figure of prose as printed: 1,216万元. */
export function printed(fact: Pick<Fact, 'amount' | 'value' | 'unit'>): string {
  return fact.amount === undefined ? `${fact.value}${fact.unit}` : amountText(fact.amount);
}

/** An amount as printed with its unit, separators left as they are. */
export function amountText(amount: Amount): string {
  return amount.published.endsWith('元') ? amount.published : `${amount.published}${amount.unit}`;
}

/** Fen in a printed unit, exact: 1301万元. */
export function amountIn(fen: bigint, unit: Unit): string {
  const worth = UNITS[unit];
  const magnitude = fen < 0n ? -fen : fen;
  const decimals = (magnitude % worth).toString().padStart(worth.toString().length - 1, '0').replace(/0+$/, '');
  return `${fen < 0n ? '-' : ''}${magnitude / worth}${decimals === '' ? '' : `.${decimals}`}${unit}`;
}

export const cellText = (cell: TableCell): string => (cell.amount === undefined ? '（空）' : amountText(cell.amount));

/** Where a cell stands, for people: “支出预算总表”2080505 机关事业单位基本养老保险缴费支出. */
export function cellPlace({ table, line }: TableCell): string {
  const code = line.code === '' ? '' : `${line.code} `;
  return `“${table.title}”${code}${line.entry.name}`;
}

export const yuan = (fen: bigint): string => formatYuan(fen);

/** A short name of what a fact speaks of, for the wording. */
export function subjectOf(fact: Fact): string {
  if (fact.name !== undefined) return fact.code === '' ? fact.name : `${fact.code} ${fact.name}`;
  const words = fact.subject.replace(/^20\d\d年(?:度)?，?/, '').replace(/(?:预算数|决算数|预算|决算|金额|数)?为?$/, '');
  return words === '' ? (headingsOf(fact).at(-1) ?? '') : words;
}

/** The sentence, cut where it goes on at length. */
export function quoted(sentence: string): string {
  return sentence.length > 80 ? `${sentence.slice(0, 79)}…` : sentence;
}

/** Folds outcomes with a common suspect into the first of them: its evidence grows, the number of findings doesn't. */
export function foldOutcomes(outcomes: readonly Outcome[]): Finding[] {
  const kept: { finding: Finding; suspects: Set<string>; evidence: Evidence[]; cells: Set<string> }[] = [];
  for (const { finding, suspects } of outcomes) {
    const first = kept.find((other) => suspects.some((id) => other.suspects.has(id)));
    if (first === undefined) kept.push({ finding, suspects: new Set(suspects), evidence: [...finding.evidence], cells: new Set(finding.cells) });
    else {
      first.evidence.push(...finding.evidence);
      for (const cell of finding.cells) first.cells.add(cell);
    }
  }
  return kept.map(({ finding, evidence, cells }) => ({ ...finding, evidence, cells: [...cells] }));
}

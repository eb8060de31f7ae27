/**
 * What a final account must say of “三公”经费 beside the amounts (财预〔2016〕143号 §18): groups and persons of travel abroad,
 * cars held, groups and persons of guests.
 */
import type { FactTopic } from '../../../schemas/fact.js';
import type { Finding } from '../../../schemas/finding.js';
import { flat } from '../../../extractors/tables/vocabulary.js';
import type { Counter } from '../../normalise/observations.js';
import { notSaid } from './sections.js';
import type { TextView } from './view.js';

const ITEMS: readonly { readonly topic: FactTopic; readonly name: string; readonly words: RegExp }[] = [
  { topic: 'overseas', name: '因公出国（境）团组数及人次', words: /团组|团次|批次|\d个?团|人次/u },
  { topic: 'vehicle_operation', name: '公务用车保有量', words: /保有|(?:公务)?用车.{0,16}\d+辆|车辆.{0,16}\d+辆/u },
  { topic: 'reception', name: '国内公务接待批次及人次', words: /\d批|批次|\d+人次|人数/u },
];

/** Items of a final account that were paid for and of which it gives no number. */
export function checkRequiredItems(view: TextView, counter: Counter): Finding[] {
  const rule = 'structure/item-missing';
  const { facts, identity } = view.document;
  if (identity.stage !== 'final' || !view.hasNarrative) return [];
  const spent = ITEMS.filter(({ topic }) => facts.some((fact) => fact.topic === topic && fact.claim === 'amount' && fact.year === identity.fiscalYear && !/_(?:budget|previous)$/u.test(fact.measure) && (fact.amount?.fen ?? 0n) > 0n));
  // Some places count in lines of the “三公” table: 国内公务接待批次（个）.
  const tabled = view.document.tables.filter(({ table }) => table.kind === 'three_public' || table.kind === 'other').flatMap(({ table }) => table.grid.cells.map((cell) => flat(cell.text)));
  const missing = spent.filter(({ words }) => ![...view.prose, ...view.headings].some((line) => words.test(line.flat)) && !tabled.some((text) => words.test(text)));
  counter.applies(rule, spent.length - missing.length);
  return notSaid(rule, missing, view, counter);
}

/**
 * What a final account must say of “三公”经费 beside the amounts (财预〔2016〕143号 §18): groups and persons of travel abroad,
 * cars bought and held, groups and persons of guests.
 */
import type { FactTopic } from '../../../schemas/fact.js';
import type { Finding } from '../../../schemas/finding.js';
import { flat } from '../../../extractors/tables/vocabulary.js';
import type { Counter } from '../../normalise/observations.js';
import { notSaid } from './sections.js';
import type { TextView } from './view.js';

interface Item {
  readonly topic: FactTopic;
  readonly name: string;
  readonly words: RegExp;
  /** Words of the lines on which, or right below which, it must stand; anywhere where they are left out. */
  readonly near?: RegExp;
}
const ITEMS: readonly Item[] = [
  { topic: 'overseas', name: '因公出国（境）团组数', words: /团组|团次|批次|\d个?团/u },
  { topic: 'overseas', name: '因公出国（境）人次', words: /\d人|人次|人数/u, near: /出国|出境|（境）|团组/u },
  { topic: 'vehicle_purchase', name: '公务用车购置数', words: /(?:购置|更新|新购|购买|购入)[^。；]{0,24}\d+辆|\d+辆[^。；]{0,12}(?:购置|更新)|购置(?:公务用车)?(?:数量?|（辆）)/u },
  { topic: 'vehicle_operation', name: '公务用车保有量', words: /保有|(?:公务)?用车.{0,16}\d+辆|车辆.{0,16}\d+辆/u },
  { topic: 'reception', name: '国内公务接待批次', words: /\d批|批次|(?:来访|接待)[^。；，]{0,8}团组?\d/u },
  { topic: 'reception', name: '国内公务接待人次', words: /\d+人|人次|人数/u, near: /接待|来访|来宾/u },
];
/** Lines below one that speaks of an item, in which its numbers may stand. */
const BELOW = 2;

/** Items of a final account that were paid for and of which it gives no number. */
export function checkRequiredItems(view: TextView, counter: Counter): Finding[] {
  const rule = 'structure/item-missing';
  const { facts, identity } = view.document;
  if (identity.stage !== 'final' || !view.hasNarrative) return [];
  const spent = ITEMS.filter(({ topic }) => facts.some((fact) => fact.topic === topic && fact.claim === 'amount' && fact.year === identity.fiscalYear && !/_(?:budget|previous)$/u.test(fact.measure) && (fact.amount?.fen ?? 0n) > 0n));
  // Some places count in lines of the “三公” table: 国内公务接待批次（个）.
  const tabled = view.document.tables.filter(({ table }) => table.kind === 'three_public' || table.kind === 'other').flatMap(({ table }) => table.grid.cells.map((cell) => flat(cell.text)));
  const lines = [...view.prose, ...view.headings].toSorted((a, b) => a.at - b.at).map((line) => line.flat);
  const texts = ({ near }: Item): string[] => (near === undefined ? lines : lines.filter((_, i) => lines.slice(Math.max(0, i - BELOW), i + 1).some((line) => near.test(line))));
  const missing = spent.filter((item) => ![...texts(item), ...tabled].some((text) => item.words.test(text)));
  counter.applies(rule, spent.length - missing.length);
  return notSaid(rule, missing, view, counter);
}

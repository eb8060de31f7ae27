/**
 * Lines that prose names in other words than their topic: economic items of 基本支出 (各单位差旅费预算16.10万元) and kinds of
 * 政府采购 (货物, 工程, 服务), where a slip of a digit lies between the two amounts.
 */
import { nameKey } from '../../../schemas/codes.js';
import { basisSuffix, type Fact, type FactTopic } from '../../../schemas/fact.js';
import type { TableCell, TableCells } from './cells.js';
import type { Deviation } from './fits.js';
import { isTelling } from '../localise/likeness.js';
import { inStepsOf } from './slips.js';

/** Characters from which a name says what it names. */
const TELLING_NAME = 3;
const BASIC = 'basic_expenditure_economic';
const PROCURED: Partial<Record<FactTopic, RegExp>> = { procurement_goods: /^A?货物/, procurement_works: /^B?工程/, procurement_services: /^C?服务/ };

/** The amounts of which one line of the name, and no other figure of its name, is a slip away. */
export function namedSlips(facts: readonly Fact[], cells: TableCells): Deviation[] {
  const names = [...cells.byName];
  const items = names.filter(([key, found]) => key.length >= TELLING_NAME && found.some(isItem));
  return facts.flatMap((fact): Deviation[] => {
    const { amount } = fact;
    if (amount === undefined || basisSuffix(fact) !== '') return [];
    const own = linesOf(fact, names, items).filter(({ state }) => state === 'amount');
    const meant = own.filter((one) => one.suffix === '' && (fact.topic === 'other' ? isItem(one) && one.measure === 'total' : true));
    const slips = meant.filter((one) => one.amount !== undefined && isTelling(amount.fen, inStepsOf(amount, one.amount.fen)));
    const [cell] = slips;
    if (cell === undefined || new Set(meant.map(({ line }) => line)).size > 1 || own.some((one) => one.amount !== undefined && inStepsOf(amount, one.amount.fen) === amount.fen)) return [];
    return [{ fact, cell, within: false }];
  });
}

function linesOf({ topic, subject, partOf }: Fact, names: readonly (readonly [string, readonly TableCell[]])[], items: typeof names): TableCell[] {
  const kind = PROCURED[topic];
  if (kind !== undefined) return names.flatMap(([key, found]) => (kind.test(key) ? found.filter(({ table }) => table.kind === 'government_procurement') : []));
  if (topic !== 'other' || partOf !== undefined) return [];
  const words = nameKey(subject.replace(/(?:预算数|预算|支出|金额|安排|总额|共计|合计|为)+$/u, ''));
  return items.flatMap(([key, found]) => (words.endsWith(key) ? found : []));
}

const isItem = ({ table, line }: TableCell): boolean => table.kind === BASIC && /^30[123]\d{2}$/.test(line.code);

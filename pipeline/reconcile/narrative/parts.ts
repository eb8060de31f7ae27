/**
 * Parts and totals within prose: 政府采购预算1,216万元，其中货物…、工程…、服务…; vehicles by kind; changes of parts against the change of the whole.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import { Counter } from '../../normalise/observations.js';
import { upright } from './changes.js';
import { meet, rangeOf, rangesOf, total } from '../intervals.js';
import { type List, listsOf } from './part-lists.js';
import { asideLists } from './aside-lists.js';
import { summedOtherwise, unlikeLists } from './like-lists.js';
import { oddOnesOut } from './open-lists.js';
import { outlineLists } from './outline-lists.js';
import { listsApart } from './stated-apart.js';
import { holdsLooselyOnly } from './rounded.js';
import { singledOut } from './singled-out.js';
import { nearLists } from './near-lists.js';
import { changeList, changeListsApart, reasonLists, sumOfChanges } from './part-changes.js';
import { isNamed, missesBySlip, TELLING_IN_SUMS } from './slips.js';
import { amountIn, printed, quoted, subjectOf, yuan, type Outcome } from './outcome.js';

const PARTS = 'narrative/parts';
const COUNT_PARTS = 'narrative/count-parts';

/** Topics that exclude each other: a 其中 list of them can't exceed its head. */
const DISJOINT: readonly ReadonlySet<Fact['topic']>[] = [
  new Set(['basic', 'project', 'operating_expenditure', 'remittance_to_superior', 'subsidy_to_subordinate']),
  new Set(['personnel', 'public_operating']),
  new Set(['procurement_goods', 'procurement_works', 'procurement_services']),
  new Set(['overseas', 'reception', 'vehicle_subtotal']),
  new Set(['overseas', 'reception', 'vehicle_purchase', 'vehicle_operation']),
  new Set(['general_public_revenue', 'government_fund_revenue', 'state_capital_revenue', 'business_income', 'operating_income', 'superior_subsidy', 'subordinate_remittance']),
  new Set(['fiscal_revenue', 'business_income', 'operating_income', 'superior_subsidy', 'subordinate_remittance']),
  new Set(['general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure']),
];

const isOfAmounts = ({ head }: List): boolean => head.claim === 'amount';

/** Checks sums of amounts, sums of counts, and sums of changes. `settled`: the facts that were held against a table. */
export function checkParts(document: NormalisedDocument, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const listed = listsOf(document);
  const apart = listsApart(document, APART, listed, settled);
  const lists = [...listed, ...apart];
  const ofAmounts = lists.filter(isOfAmounts);
  const amounts = ofAmounts.filter(({ head }) => head.amount !== undefined).flatMap((list) => amountList(list, document, counter));
  const outlined = outlineLists(document).flatMap((list) => slipped(list, counter));
  const aside = asideLists(document).flatMap((list) => slipped(list, counter, true, TELLING_IN_SUMS));
  const singled = singledOut(document).flatMap((list) => beyond(list, counter));
  const habits = habitual(lists.filter(namesMainOnly), document, counter);
  const unlike = [...unlikeLists(ofAmounts.filter((list) => !goesOn(list) && !namesMain(list)), document), ...summedOtherwise(listed.filter(isOfAmounts), document), ...nearLists(ofAmounts, document)];
  counter.applies(PARTS, unlike.length);
  counter.fails(PARTS, unlike.length);
  const alike = unlike.map((list) => unequal(list, true, 'warning'));
  const counts = lists.filter(({ head, parts }) => head.claim === 'count' && (head.topic === 'vehicles' || (head.topic === 'staff' && staffKinds(parts)))).flatMap((list) => countList(list, counter));
  const facts = document.facts.map(upright);
  const changes = ofAmounts.flatMap((list) => {
    const whole = closed(list) ? list : byDefinition(list);
    return whole === undefined ? [] : changeList(whole, facts, counter);
  });
  const ofThreePublic = changeListsApart({ ...document, facts }, APART, lists).flatMap((list) => changeList(list, facts, counter));
  const moves = [...lists.filter(({ head }) => head.claim === 'change'), ...reasonLists(document)].flatMap(({ head, parts }) => sumOfChanges(upright(head), parts.map(upright), counter));
  return [...amounts, ...outlined, ...aside, ...singled, ...habits, ...alike, ...counts, ...changes, ...ofThreePublic, ...moves];
}

/**
 * Parts that are all of their head by definition, whatever else the words name: 货物, 工程 and 服务 of 政府采购 (政府采购法 §2),
 * 人员经费 and 公用经费 of 基本支出, 基本支出 and 项目支出 of what a fund spends, the three of “三公”经费, 购置 and 运行 of vehicles.
 * Of several ways the first whose parts are all there: vehicles by their upkeep alone where none are bought.
 */
const WHOLE: Partial<Record<Fact['topic'], readonly (readonly Fact['topic'][])[]>> = {
  procurement: [['procurement_goods', 'procurement_works', 'procurement_services']],
  basic: [['personnel', 'public_operating']],
  general_public_expenditure: [['basic', 'project']],
  fiscal_expenditure: [['basic', 'project'], ['general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure']],
  government_fund_expenditure: [['basic', 'project']],
  three_public: [['overseas', 'vehicle_subtotal', 'reception'], ['overseas', 'vehicle_purchase', 'vehicle_operation', 'reception'], ['overseas', 'vehicle_operation', 'reception']],
  vehicle_subtotal: [['vehicle_purchase', 'vehicle_operation']],
};

/** Wholes that are divided so wherever their parts stand: the same for all funds and places. */
const APART = new Map((['three_public', 'vehicle_subtotal'] as const).map((topic) => [topic, WHOLE[topic] ?? []] as const));

/** 部门整体支出 is 基本支出 and 项目支出 (部门整体支出绩效目标申报表). */
const OVERALL: readonly Fact['topic'][] = ['basic', 'project'];

/** The same of what has no topic of its own: debts are general or special (地方政府债务), transfers are given back, general or special. */
const KINDS: readonly { readonly whole: RegExp; readonly kinds: readonly RegExp[] }[] = [
  { whole: /债务|债券/, kinds: [/一般债[务券]/, /专项债[务券]/] },
  { whole: /转移支付|补助/, kinds: [/返还/, /一般性?转移支付/, /专项转移支付/] },
];

/** The list without what overlaps the parts that are all of its head, where it has each of them. 支出总计 of a fund may hold what is carried over beside them. */
function byDefinition(list: List): List | undefined {
  const named = KINDS.find(({ whole, kinds }) => whole.test(list.head.subject) && list.parts.length === kinds.length && kinds.every((kind) => list.parts.some((part) => kind.test(part.subject))));
  if (named !== undefined) return list;
  const of = (topics: readonly Fact['topic'][]): Fact[] => topics.flatMap((topic) => list.parts.find((part) => part.topic === topic) ?? []);
  const overall = list.head.topic === 'other' && /整体支出/.test(list.head.subject) && list.parts.length === OVERALL.length;
  const withCarryover = list.head.topic.endsWith('_expenditure') && /总计/.test(list.head.subject);
  const ways = overall ? [OVERALL] : withCarryover ? [] : (WHOLE[list.head.topic] ?? []);
  const topics = ways.find((way) => of(way).length === way.length);
  return topics === undefined ? undefined : { ...list, parts: of(topics) };
}

/** Whether sentences state whole and parts apart from each other, and only the law makes a list of them. */
const isApart = ({ head, parts }: List): boolean => parts.every((part) => part.partOf !== head.factId);

/** Whether the list says or shows that it is all of its head; 等 behind the last part leaves it open. */
const closed = (list: List): boolean => list.head.parts === 'complete' && !goesOn(list) && !namesMain(list);

function goesOn({ parts }: List): boolean {
  const last = parts.at(-1);
  return last !== undefined && new RegExp(`${escaped(last.value)}\\s*${escaped(last.unit)}(?:）)?等`).test(last.sentence.replace(/,/g, ''));
}

/** 编报绩效目标的项目共4个，涉及资金…。其中：… names as many projects as it counts. */
const isCounted = ({ head, parts }: List, { facts }: Pick<NormalisedDocument, 'facts'>): boolean =>
  parts.length > 1 && head.topic === 'performance_funds' && parts.every(({ topic }) => topic === 'project_part')
  && facts.some((fact) => fact.topic === 'performance_projects' && fact.claim === 'count' && fact.paragraph === head.paragraph && fact.sentence === head.sentence && fact.start < head.start && Number(fact.value) === parts.length);

/** 主要用于以下方面 names the larger ones of other things than classes. */
const namesMain = ({ head, parts }: List): boolean => /主要(?:用于|包括|有|为|是)/.test(head.sentence) && parts.some((part) => part.topic === 'other' || part.topic === 'project_part');

/** Amounts of which 主要 alone leaves open whether they are all. */
const namesMainOnly = (list: List): boolean => list.head.claim === 'amount' && list.head.amount !== undefined && namesMain(list) && !goesOn(list);

/** A document that writes 主要包括 and names all of it every time: the lists that do not add up. */
function habitual(lists: readonly List[], document: Pick<NormalisedDocument, 'facts' | 'paragraphs'>, counter: Counter): Outcome[] {
  const { looked, odd } = oddOnesOut(lists, document);
  counter.applies(PARTS, looked);
  counter.fails(PARTS, odd.length);
  return odd.map((list) => unequal(list, true, 'warning'));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function amountList(named: List, document: Pick<NormalisedDocument, 'facts'>, counter: Counter): Outcome[] {
  const defined = byDefinition(named);
  const list = defined ?? named;
  const { head, parts } = list;
  const said = defined !== undefined || (closed(list) && parts.length > 1) || isCounted(list, document);
  const bounded = !said && parts.length > 1 && (DISJOINT.some((set) => parts.every((part) => set.has(part.topic))) || sameLevel(parts));
  const complete = said || namesNoughts(list);
  const single = parts.length === 1 && head.topic !== 'other' && parts[0]?.topic !== 'other' && parts[0]?.topic !== 'project_part';
  if (!complete && !bounded && !single) return hasMore(list, document) ? [] : slipped(list, counter);
  counter.applies(PARTS);
  const [whole = rangeOf({ fen: 0n, step: 0n }), ...ranges] = rangesOf([head, ...parts]);
  const sum = total(ranges);
  // “三公”经费合计…，其中：…、会议费…、培训费…: a whole that holds more than the law says.
  if (defined !== undefined && named.parts.length > parts.length && meet(total(rangesOf([head, ...named.parts]).slice(1)), whole)) return [];
  const rounded = complete && meet(sum, whole);
  if (dividedTwice(list)) return [];
  if (complete ? rounded && !holdsLooselyOnly(list) : sum.lo <= whole.hi) return complete || hasMore(list, document) ? [] : slipped(list, counter);
  counter.fails(PARTS);
  if (rounded) return [unequal(list, complete, 'warning')];
  // What the words leave open (其中, 等) only the law says, or the custom: parts that may overlap are no error even where they are too much.
  const open = (!closed(named) && (sum.hi < whole.lo || isApart(named))) || (complete && !said && !bounded);
  return [unequal(list, complete, open ? 'warning' : undefined)];
}

/** A list that need not be all of its head, which a slip of one digit keeps from being it. */
function slipped(list: List, counter: Counter, named = isNamed(list.parts), digits?: number): Outcome[] {
  const [whole, ...parts] = [list.head, ...list.parts].map((fact) => ({ fact, fen: fact.amount?.fen ?? 0n }));
  if (whole === undefined || !missesBySlip(whole, parts, named, digits)) return [];
  counter.applies(PARTS);
  counter.fails(PARTS);
  return [unequal(list, true, 'warning')];
}

/** A part that is singled out (其中) and more than its whole. */
function beyond(list: List, counter: Counter): Outcome[] {
  const [whole, part] = rangesOf([list.head, ...list.parts]);
  if (whole === undefined || part === undefined) return [];
  counter.applies(PARTS);
  if (part.lo <= whole.hi) return [];
  counter.fails(PARTS);
  return [unequal(list, false, 'warning')];
}

/** Whether the last sentence of a list has an amount behind the head that the words do not show to be a part. */
function hasMore({ head, stated }: List, { facts }: Pick<NormalisedDocument, 'facts'>): boolean {
  const last = stated.at(-1);
  const behind = facts.filter((fact) => fact.claim === 'amount' && fact !== head && !stated.includes(fact) && fact.sentence === last?.sentence && fact.paragraph === last.paragraph && (fact.paragraph > head.paragraph || fact.start > head.start));
  // …；本单位2025年预算支出…，其中：…: the other side, or a fund, with a list of its own.
  const next = behind.find((fact) => OF_ALL.test(fact.topic) && fact.partOf === undefined && fact.parts !== undefined && fact.start > (last?.start ?? 0));
  return behind.some((fact) => next === undefined || fact.start < next.start);
}

/** All that comes in or is spent, of the publisher or of a fund. */
const OF_ALL = /^(?:revenue|expenditure)_total$|^(?:fiscal|general_public|government_fund|state_capital)_(?:revenue|expenditure)$/;

/** Parts that are not their whole, or more than it. */
function unequal(list: List, complete: boolean, severity?: 'warning'): Outcome {
  const { head, parts } = list;
  const fen = parts.reduce((a, part) => a + (part.amount?.fen ?? 0n), 0n);
  const statement = `${subjectOf(head)} ${printed(head)} ${complete ? '=' : '≥'} ${parts.map((part) => `${subjectOf(part)} ${printed(part)}`).join(' + ')}`;
  return sumOutcome(PARTS, list, { ...(severity === undefined ? {} : { severity }), expected: amountIn(fen, head.amount?.unit ?? '元'), difference: yuan((head.amount?.fen ?? 0n) - fen), statement });
}

/** Whether a list after 其中 names parts of nothing (政府性基金预算拨款0万元): who names these names every part. */
const namesNoughts = (list: List): boolean =>
  list.parts.length > 2 && !goesOn(list) && !namesMain(list) && list.head.amount?.fen !== 0n && list.parts.some(({ amount }) => amount?.fen === 0n);

/** A head that sentences divide in several ways (本年收入 and 上年结转; then by fund): each division is whole by itself. */
function dividedTwice({ head, stated }: List): boolean {
  const bySentence = groupBy(stated, (part) => part.sentence);
  return bySentence.size > 1 && [...bySentence.values()].every((group) => meet(total(rangesOf([head, ...group]).slice(1)), rangesOf([head])[0] ?? { lo: 0n, hi: 0n }));
}

/** Functional items of one level with codes of their own. */
function sameLevel(parts: readonly Fact[]): boolean {
  const lengths = new Set(parts.map((part) => part.code.length));
  return parts.every((part) => part.topic === 'item' && part.code !== '') && lengths.size === 1 && new Set(parts.map((part) => part.code)).size === parts.length;
}

/** Kinds of staff that exclude each other: 行政, 事业, 工勤; 离休, 退休. */
function staffKinds(parts: readonly Fact[]): boolean {
  const kinds = parts.map((part) => /^(?:行政|事业|工勤|离休|退休)/.exec(part.subject)?.[0]);
  return parts.length > 1 && kinds.every((kind) => kind !== undefined) && new Set(kinds).size === parts.length;
}

/** 离退休人员78人，其中：离休3人，退休75人. */
const isRetired = ({ head, parts }: List): boolean => /离退休/.test(head.subject) && parts.length === 2 && ['离休', '退休'].every((kind) => parts.some((part) => part.subject.startsWith(kind)));

function countList(list: List, counter: Counter): Outcome[] {
  const { head, parts } = list;
  const sum = parts.reduce((a, part) => a + BigInt(part.value), 0n);
  const whole = BigInt(head.value);
  // Whatever the words leave open, 离休 and 退休 are all of 离退休.
  const isWhole = closed(list) || isRetired(list);
  counter.applies(COUNT_PARTS);
  if (isWhole ? sum === whole : sum <= whole) return [];
  counter.fails(COUNT_PARTS);
  const statement = `${subjectOf(head)} ${printed(head)} ${isWhole ? '=' : '≥'} ${parts.map((part) => `${subjectOf(part)} ${printed(part)}`).join(' + ')}`;
  return [sumOutcome(COUNT_PARTS, list, { ...(!closed(list) && sum < whole ? { severity: 'warning' as const } : {}), expected: `${sum}${head.unit}`, difference: '', statement })];
}

function sumOutcome(rule: string, { head, parts }: List, said: { readonly severity?: 'warning'; readonly expected: string; readonly difference: string; readonly statement: string }): Outcome {
  const cells = [head, ...parts].map((fact) => fact.factId);
  return {
    suspects: cells,
    finding: {
      rule,
      ...(said.severity === undefined ? {} : { severity: said.severity }),
      ...(head.code === '' ? {} : { code: head.code }),
      ...(head.measure === '' ? {} : { measure: head.measure }),
      ...(head.page === undefined ? {} : { page: head.page }),
      published: printed(head),
      expected: said.expected,
      ...(said.difference === '' ? {} : { difference: said.difference }),
      cause: 'published',
      params: { subject: subjectOf(head), parts: parts.map((part) => `${subjectOf(part)}${printed(part)}`).join('、'), sentence: quoted(head.sentence) },
      cells,
      evidence: [{ statement: said.statement, cells, published: printed(head), expected: said.expected, ...(said.difference === '' ? {} : { difference: said.difference }) }],
    },
  };
}

/**
 * Parts and totals within prose: 政府采购预算1,216万元，其中货物…、工程…、服务…; vehicles by kind; changes of parts against the change of the whole.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Unit } from '../../../schemas/amount.js';
import type { Fact } from '../../../schemas/fact.js';
import { Counter } from '../../normalise/observations.js';
import { upright } from './changes.js';
import { meet, negated, rangeOf, total, type Range } from '../intervals.js';
import { amountIn, printed, quoted, subjectOf, yuan, type Outcome } from './outcome.js';

const PARTS = 'narrative/parts';
const COUNT_PARTS = 'narrative/count-parts';
const CHANGE_PARTS = 'narrative/change-parts';

/** Topics that exclude each other: a 其中 list of them can't exceed its head. */
const DISJOINT: readonly ReadonlySet<Fact['topic']>[] = [
  new Set(['basic', 'project', 'operating_expenditure', 'remittance_to_superior', 'subsidy_to_subordinate']),
  new Set(['personnel', 'public_operating']),
  new Set(['procurement_goods', 'procurement_works', 'procurement_services']),
  new Set(['overseas', 'reception', 'vehicle_subtotal']),
  new Set(['vehicle_purchase', 'vehicle_operation']),
  new Set(['general_public_revenue', 'government_fund_revenue', 'state_capital_revenue', 'business_income', 'operating_income', 'superior_subsidy', 'subordinate_remittance']),
  new Set(['fiscal_revenue', 'business_income', 'operating_income', 'superior_subsidy', 'subordinate_remittance']),
  new Set(['general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure']),
];

interface List {
  readonly head: Fact;
  /** One fact a part: what a text says twice counts once. */
  readonly parts: readonly Fact[];
  /** All facts that the text makes parts of the head. */
  readonly stated: readonly Fact[];
}

/** The lists of a document, heads in document order. */
export function listsOf({ facts, paragraphs }: Pick<NormalisedDocument, 'facts' | 'paragraphs'>): List[] {
  /** Open brackets before a figure: what stands in the brackets of a part is a part of that part. */
  const depth = (fact: Fact): number => [...(paragraphs[fact.paragraph]?.text.slice(0, fact.start) ?? '')].reduce((open, char) => (/[（(]/.test(char) ? open + 1 : /[）)]/.test(char) ? Math.max(open - 1, 0) : open), 0);
  const byHead = new Map<string, Fact[]>();
  for (const fact of facts) if (fact.partOf !== undefined) byHead.set(fact.partOf, [...(byHead.get(fact.partOf) ?? []), fact]);
  return facts.flatMap((head) => {
    const parts = (byHead.get(head.factId) ?? []).filter((part) => part.claim === head.claim);
    const outer = withoutDetails(parts, paragraphs);
    return parts.length === 0 ? [] : [{ head, parts: distinct(outer, depth), stated: parts }];
  });
}

/** Numbers of items, from the outer levels to the inner ones. */
const NUMBERS: readonly RegExp[] = [/^[一二三四五六七八九十]{1,3}、/u, /^（[一二三四五六七八九十]{1,3}）/u, /^\d{1,2}[.．、](?!\d)/u, /^[（(]\d{1,2}[)）]/u, /^[①-⑳]/u];

/** Parts without those of a lower level than the first one: 1.本年收入合计…。（1）一般公共预算拨款收入…。2.上年结转…. */
function withoutDetails(parts: readonly Fact[], paragraphs: NormalisedDocument['paragraphs']): readonly Fact[] {
  const levelOf = (fact: Fact): number => {
    const before = paragraphs[fact.paragraph]?.text.slice(0, fact.start) ?? '';
    const item = before.slice(Math.max(...['。', '；', '：'].map((mark) => before.lastIndexOf(mark))) + 1).trimStart();
    return NUMBERS.findIndex((number) => number.test(item));
  };
  const first = parts[0] === undefined ? -1 : levelOf(parts[0]);
  return first < 0 ? parts : parts.filter((part) => levelOf(part) <= first);
}

/** Topics that lie within another: not parts beside it. */
const WITHIN: Partial<Record<Fact['topic'], readonly Fact['topic'][]>> = {
  basic: ['personnel', 'public_operating'],
  vehicle_subtotal: ['vehicle_purchase', 'vehicle_operation'],
  fiscal_revenue: ['general_public_revenue', 'government_fund_revenue', 'state_capital_revenue'],
  fiscal_expenditure: ['general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure'],
};

function distinct(all: readonly Fact[], depth: (fact: Fact) => number): Fact[] {
  const seen = new Set<string>();
  const outer = Math.min(...all.map(depth));
  const parts = all.filter((part) =>
    depth(part) === outer
    && !all.some((other) => WITHIN[other.topic]?.includes(part.topic) === true || (other.code !== '' && part.code.length > other.code.length && part.code.startsWith(other.code))));
  return parts.filter((part) => {
    const key = part.topic === 'other' || part.topic === 'project_part' || part.claim === 'count' ? part.factId : `${part.topic} ${part.measure} ${part.name ?? ''} ${part.code} ${part.fund}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** Checks sums of amounts, sums of counts, and sums of changes. */
export function checkParts(document: NormalisedDocument, counter: Counter): Outcome[] {
  const lists = listsOf(document);
  const amounts = lists.filter(({ head }) => head.claim === 'amount' && head.amount !== undefined).flatMap((list) => amountList(list, counter));
  const habits = habitual(lists.filter((list) => namesMainOnly(list) && isReadWhole(list, document)), counter);
  const counts = lists.filter(({ head, parts }) => head.claim === 'count' && (head.topic === 'vehicles' || (head.topic === 'staff' && staffKinds(parts)))).flatMap((list) => countList(list, counter));
  const facts = document.facts.map(upright);
  const changes = lists.filter(({ head }) => head.claim === 'amount').flatMap((list) => changeList(list, facts, counter));
  const moves = lists.filter(({ head, parts }) => head.claim === 'change' && isDivided(parts)).flatMap(({ head, parts }) => sumOfChanges(upright(head), parts.map(upright), counter));
  return [...amounts, ...habits, ...counts, ...changes, ...moves];
}

/** Changes of 基本支出 and of 项目支出, and of nothing else: together the change of all spending. */
const isDivided = (parts: readonly Fact[]): boolean => parts.length === 2 && parts.some(({ topic }) => topic === 'basic') && parts.some(({ topic }) => topic === 'project');

/** 较上年增加48万元，其中：基本支出增加30万元，项目支出增加18万元. */
function sumOfChanges(head: Fact, parts: readonly Fact[], counter: Counter): Outcome[] {
  const ranges = [head, ...parts].map((fact) => (fact.amount === undefined || fact.direction === undefined || fact.direction === 'flat' ? undefined : fact.direction === 'decrease' ? negated(rangeOf(fact.amount)) : rangeOf(fact.amount)));
  const [whole, ...known] = ranges.filter((range) => range !== undefined);
  if (whole === undefined || known.length < parts.length) return [];
  counter.applies(CHANGE_PARTS);
  if (meet(whole, total(known))) return [];
  counter.fails(CHANGE_PARTS);
  return [changeOutcome(head, head, parts, parts)];
}

/**
 * Parts that are all of their head by definition, whatever else the words name: 货物, 工程 and 服务 of 政府采购 (政府采购法 §2),
 * 人员经费 and 公用经费 of 基本支出, the three of “三公”经费, 购置 and 运行 of vehicles.
 */
const WHOLE: Partial<Record<Fact['topic'], readonly Fact['topic'][]>> = {
  procurement: ['procurement_goods', 'procurement_works', 'procurement_services'],
  basic: ['personnel', 'public_operating'],
  three_public: ['overseas', 'vehicle_subtotal', 'reception'],
  vehicle_subtotal: ['vehicle_purchase', 'vehicle_operation'],
};

/** 部门整体支出 is 基本支出 and 项目支出 (部门整体支出绩效目标申报表). */
const OVERALL: readonly Fact['topic'][] = ['basic', 'project'];

/** The list without what overlaps the parts that are all of its head, where it has each of them. */
function byDefinition(list: List): List | undefined {
  const overall = list.head.topic === 'other' && /整体支出/.test(list.head.subject) && list.parts.length === OVERALL.length;
  const topics = overall ? OVERALL : WHOLE[list.head.topic];
  if (topics === undefined) return undefined;
  const parts = topics.flatMap((topic) => list.parts.find((part) => part.topic === topic) ?? []);
  return parts.length === topics.length ? { ...list, parts } : undefined;
}

/** What each figure of a list may stand for. A bare 0 among figures with decimals is no rounded one. */
function rangesOf(facts: readonly Fact[]): Range[] {
  const amounts = facts.map((fact) => fact.amount ?? { fen: 0n, step: 0n });
  const finest = amounts.reduce((step, amount) => (amount.step < step ? amount.step : step), amounts[0]?.step ?? 0n);
  return amounts.map((amount) => (amount.fen === 0n && amount.step > finest ? { lo: 0n, hi: 0n } : rangeOf(amount)));
}

/** The same figures with as many decimals as the finest of their unit: 204.2 beside 1949.24 has lost its last nought. */
function finely(facts: readonly Fact[]): Range[] {
  const finest = (unit: Unit): bigint | undefined => facts.flatMap(({ amount }) => (amount !== undefined && amount.unit === unit && amount.fen !== 0n ? [amount.step] : [])).reduce<bigint | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
  return facts.map(({ amount = { fen: 0n, step: 1n, unit: '元' as const } }) => rangeOf({ fen: amount.fen, step: finest(amount.unit) ?? amount.step }));
}

/** Words behind which a figure is rounded on purpose. */
const ABOUT = /[约近余]|左右|多万/;

/** Whether a list that holds as its figures are printed does not where they are as fine as the finest of them. */
function holdsRoundedOnly({ head, parts }: List): boolean {
  const [whole, ...ranges] = finely([head, ...parts]) as [Range, ...Range[]];
  return !meet(total(ranges), whole) && !ABOUT.test(head.sentence);
}

/** Whether the list says or shows that it is all of its head; 等 behind the last part leaves it open. */
const closed = (list: List): boolean => list.head.parts === 'complete' && !goesOn(list) && !namesMain(list);

function goesOn({ parts }: List): boolean {
  const last = parts.at(-1);
  return last !== undefined && new RegExp(`${escaped(last.value)}\\s*${escaped(last.unit)}(?:）)?等`).test(last.sentence.replace(/,/g, ''));
}

/** 主要用于以下方面 names the larger ones of other things than classes. */
const namesMain = ({ head, parts }: List): boolean => /主要(?:用于|包括|有|为|是)/.test(head.sentence) && parts.some((part) => part.topic === 'other' || part.topic === 'project_part');

/** Amounts of which 主要 alone leaves open whether they are all. */
const namesMainOnly = (list: List): boolean => list.head.claim === 'amount' && list.head.amount !== undefined && namesMain(list) && !goesOn(list);

/** Whether no other amount stands behind the head in its paragraph, and no numbered part that may go on in the next one. */
function isReadWhole({ head, stated }: List, { facts, paragraphs }: Pick<NormalisedDocument, 'facts' | 'paragraphs'>): boolean {
  const behind = facts.filter((fact) => fact.paragraph === head.paragraph && fact.start > head.start && fact.claim === 'amount');
  const text = paragraphs[head.paragraph]?.text.slice(head.start) ?? '';
  return behind.length > 0 && behind.every((fact) => stated.includes(fact)) && !/[：；，。]\d{1,2}[.．、](?!\d)/.test(text);
}

/** Lists after 主要包括 that must be all of their head before the only one that isn't is called wrong. */
const HABIT = 3;

/** A document that writes 主要包括 and names all of it every time (1.统计管理352万元，主要包括：…): the one list that does not add up. */
function habitual(lists: readonly List[], counter: Counter): Outcome[] {
  const differing = lists.filter(({ head, parts }) => {
    const [whole, ...ranges] = rangesOf([head, ...parts]) as [Range, ...Range[]];
    return !meet(total(ranges), whole);
  });
  const [list, more] = differing;
  if (lists.length - differing.length < HABIT || more !== undefined) return [];
  counter.applies(PARTS, lists.length);
  if (list === undefined) return [];
  counter.fails(PARTS);
  return [unequal(list, true, 'warning')];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function amountList(named: List, counter: Counter): Outcome[] {
  const defined = byDefinition(named);
  const list = defined ?? named;
  const { head, parts } = list;
  const complete = defined !== undefined || (closed(list) && parts.length > 1);
  const bounded = !complete && parts.length > 1 && (DISJOINT.some((set) => parts.every((part) => set.has(part.topic))) || sameLevel(parts));
  const single = parts.length === 1 && head.topic !== 'other' && parts[0]?.topic !== 'other' && parts[0]?.topic !== 'project_part';
  if (!complete && !bounded && !single) return [];
  counter.applies(PARTS);
  const [whole = rangeOf({ fen: 0n, step: 0n }), ...ranges] = rangesOf([head, ...parts]);
  const sum = total(ranges);
  const rounded = complete && meet(sum, whole);
  if ((complete ? rounded && !holdsRoundedOnly(list) : sum.lo <= whole.hi) || dividedTwice(list)) return [];
  counter.fails(PARTS);
  if (rounded) return [unequal(list, complete, 'warning')];
  // What the words leave open (其中, 等) only the law says.
  const lawful = defined !== undefined && !closed(named) && sum.hi < whole.lo;
  return [unequal(list, complete, lawful ? 'warning' : undefined)];
}

/** Parts that are not their whole, or more than it. */
function unequal(list: List, complete: boolean, severity?: 'warning'): Outcome {
  const { head, parts } = list;
  const fen = parts.reduce((a, part) => a + (part.amount?.fen ?? 0n), 0n);
  const statement = `${subjectOf(head)} ${printed(head)} ${complete ? '=' : '≥'} ${parts.map((part) => `${subjectOf(part)} ${printed(part)}`).join(' + ')}`;
  return sumOutcome(PARTS, list, { ...(severity === undefined ? {} : { severity }), expected: amountIn(fen, head.amount?.unit ?? '元'), difference: yuan((head.amount?.fen ?? 0n) - fen), statement });
}

/** A head that sentences divide in several ways (本年收入 and 上年结转; then by fund): each division is whole by itself. */
function dividedTwice({ head, stated }: List): boolean {
  const bySentence = new Map<string, Fact[]>();
  for (const part of stated) bySentence.set(part.sentence, [...(bySentence.get(part.sentence) ?? []), part]);
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

/** Where every part of a complete list and its head say by how much they changed, the changes add up. */
function changeList(list: List, facts: readonly Fact[], counter: Counter): Outcome[] {
  if (!closed(list) || list.parts.length < 2) return [];
  const changes = [list.head, ...list.parts].map((fact) => changeOf(fact, facts));
  const [whole, ...parts] = changes;
  if (whole === undefined || parts.some((part) => part === undefined)) return [];
  // Some against 执行数, some against 预算数, some against this year's budget: changes of different bases don't add up.
  const bases = new Set(changes.map((change) => `${/执行|决算/.test(change?.fact.sentence ?? '')} ${/[比较](?:年初|全年|当年)?预算/.test(change?.fact.sentence ?? '')}`));
  if (bases.size > 1) return [];
  counter.applies(CHANGE_PARTS);
  const known = parts.filter((part) => part !== undefined);
  if (meet(whole.range, total(known.map((part) => part.range)))) return [];
  counter.fails(CHANGE_PARTS);
  return [changeOutcome(list.head, whole.fact, list.parts, known.map((part) => part.fact))];
}

/** The change of a whole that is not the sum of those of its parts. `changes`: one for each part. */
function changeOutcome(head: Fact, whole: Fact, parts: readonly Fact[], changes: readonly Fact[]): Outcome {
  const statement = `${subjectOf(head)} ${signed(whole)} = ${parts.map((part, i) => `${subjectOf(part)} ${signed(changes[i])}`).join('；')}`;
  const cells = [whole, ...changes].map((fact) => fact.factId);
  return {
    suspects: cells,
    finding: {
      rule: CHANGE_PARTS,
      ...(head.measure === '' ? {} : { measure: head.measure }),
      ...(head.page === undefined ? {} : { page: head.page }),
      published: signed(whole),
      cause: 'published',
      params: { subject: subjectOf(head), list: parts.map((part, i) => `${subjectOf(part)}${signed(changes[i])}`).join('、'), sentence: quoted(head.sentence) },
      cells,
      evidence: [{ statement, cells, published: signed(whole) }],
    },
  };
}

/** The one change that the text states for an amount, signed; undefined where it states none or several. */
function changeOf(fact: Fact, facts: readonly Fact[]): { readonly fact: Fact; readonly range: Range } | undefined {
  const stated = facts.filter((other) => other.of === fact.factId && other.claim === 'change' && !(other.value === '' && other.base !== undefined));
  const amounts = stated.filter((other) => other.amount !== undefined);
  const [change] = amounts.length > 0 ? amounts : stated;
  if (change === undefined || amounts.length > 1) return undefined;
  if (change.direction === 'flat') return { fact: change, range: { lo: 0n, hi: 0n } };
  if (change.amount === undefined || change.direction === undefined) return undefined;
  return { fact: change, range: change.direction === 'decrease' ? negated(rangeOf(change.amount)) : rangeOf(change.amount) };
}

function signed(change: Fact | undefined): string {
  if (change === undefined) return '';
  return change.direction === 'flat' ? '持平' : `${change.direction === 'decrease' ? '减少' : '增加'}${printed(change)}`;
}

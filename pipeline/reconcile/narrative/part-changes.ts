/**
 * Changes of parts against the change of their whole: 较上年增加48万元，其中：基本支出增加50.12万元，项目支出减少2万元.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import type { Counter } from '../../normalise/observations.js';
import { meet, minus, negated, percentRange, plus, rangesOf, total, WHOLE, type Range } from '../intervals.js';
import { printed, quoted, subjectOf, type Outcome } from './outcome.js';
import type { List } from './part-lists.js';
import { isNamed, missesBySlip } from './slips.js';
import { listsApart } from './stated-apart.js';

const CHANGE_PARTS = 'narrative/change-parts';

/**
 * Changes of 基本支出 and of 项目支出, and of nothing else: together the change of all spending; of 人员经费 and 公用经费, that of 基本支出. Changes of 公务接待 and of the
 * vehicles, with 因公出国 or without a word of it: that of “三公”经费.
 */
function isDivided(parts: readonly Fact[]): boolean {
  return DIVISIONS.has(parts.map(({ topic }) => topic).toSorted().join(' '));
}

/** Topics in alphabetical order. */
const DIVISIONS: ReadonlySet<string> = new Set(['basic project', 'personnel public_operating', ...['reception vehicle_subtotal', 'reception vehicle_operation vehicle_purchase'].flatMap((kinds) => [kinds, `overseas ${kinds}`])]);

/** Words between a change and what it came of. */
const OF_PARTS = /主要|原因|由于|其中|包括/;

/** Changes that the sentence of another gives as its reasons: 较上年增加40.17万元，主要是一般公共预算拨款增加17.17万元，其他收入增加23万元. */
export function reasonLists({ facts }: Pick<NormalisedDocument, 'facts'>): List[] {
  return facts.flatMap((head, i) => {
    const { sentence, amount } = head;
    if (head.claim !== 'change' || amount === undefined) return [];
    const behind = facts.slice(i + 1).filter((fact) => fact.sentence === sentence && fact.section === head.section && fact.claim !== 'percent');
    const end = behind.findIndex((fact) => !isReason(fact));
    const parts = end < 0 ? behind : behind.slice(0, end);
    const [first] = parts;
    if (first?.amount === undefined) return [];
    const from = sentence.indexOf(amount.published);
    const words = sentence.slice(from, sentence.indexOf(first.amount.published, from + amount.published.length));
    return OF_PARTS.test(words) ? [{ head, parts, stated: parts }] : [];
  });
}

/** A change that belongs to no figure of the text. */
const isReason = ({ claim, amount, of, partOf }: Fact): boolean => claim === 'change' && amount !== undefined && of === undefined && partOf === undefined;

/**
 * 较上年增加48万元，其中：基本支出增加30万元，项目支出增加18万元. Parts that are all of it by definition add up; others need not,
 * but a slip of a digit is not what is left out.
 */
export function sumOfChanges(head: Fact, parts: readonly Fact[], counter: Counter): Outcome[] {
  if (!isSaid(head) || !parts.every(isSaid)) return [];
  if (isDivided(parts)) return added(head, head, parts, parts, counter);
  const [whole, ...terms] = [head, ...parts].map((fact) => ({ fact, fen: (fact.direction === 'decrease' ? -1n : 1n) * (fact.amount?.fen ?? 0n) }));
  if (whole === undefined || !missesBySlip(whole, terms, isNamed(parts))) return [];
  counter.applies(CHANGE_PARTS);
  counter.fails(CHANGE_PARTS);
  return [changeOutcome(head, head, parts, parts)];
}

/** Wholes and parts by law (“三公”经费) whose changes sentences state apart from each other. */
export function changeListsApart({ facts, identity }: Pick<NormalisedDocument, 'facts' | 'identity'>, ways: Parameters<typeof listsApart>[1], lists: readonly List[]): List[] {
  const has = (fact: Fact): boolean => changeOf(fact, facts) !== undefined;
  return listsApart({ identity, facts: facts.filter((fact) => fact.claim !== 'amount' || has(fact)) }, ways, lists.filter(({ parts }) => parts.every(has)), new Set());
}

/** Where every part of a complete list and its head say by how much they changed, the changes add up. */
export function changeList(list: List, facts: readonly Fact[], counter: Counter): Outcome[] {
  if (list.parts.length < 2) return [];
  const changes = [list.head, ...list.parts].flatMap((fact) => changeOf(fact, facts) ?? []);
  const [whole, ...parts] = changes;
  if (whole === undefined || parts.length < list.parts.length) return beforeList(list, facts, counter);
  // Some against 执行数, some against 预算数, some against this year's budget: changes of different bases don't add up.
  const bases = new Set(changes.map(comparison));
  return bases.size > 1 ? [] : added(list.head, whole, list.parts, parts, counter);
}

/** Where some of them only say by how many percent: what they were before the change adds up. */
function beforeList({ head, parts }: List, facts: readonly Fact[], counter: Counter): Outcome[] {
  const said = [head, ...parts].map((fact) => changeOf(fact, facts) ?? percentOf(fact, facts));
  const told = said.filter((fact) => fact !== undefined);
  const before = said.map((change, i) => (change === undefined ? undefined : beforeOf([head, ...parts][i] as Fact, change)));
  const [whole, ...ranges] = before.filter((range) => range !== undefined);
  if (whole === undefined || ranges.length < parts.length || new Set(told.map(comparison)).size > 1) return [];
  counter.applies(CHANGE_PARTS);
  if (meet(whole, total(ranges))) return [];
  counter.fails(CHANGE_PARTS);
  return [changeOutcome(head, told[0] as Fact, parts, told.slice(1))];
}

/** The one percentage by which an amount has changed; undefined where the text states none, several, or against a base of its own. */
function percentOf(fact: Fact, facts: readonly Fact[]): Fact | undefined {
  const [percent, more] = facts.filter((other) => other.of === fact.factId && other.claim === 'percent');
  return percent === undefined || more !== undefined || percent.base !== undefined || percent.direction === undefined || percent.direction === 'flat' ? undefined : percent;
}

/** What an amount was before its change; undefined where it has fallen to nothing by so many percent. */
function beforeOf(now: Fact, change: Fact): Range | undefined {
  const [range, moved] = rangesOf([now, change]) as [Range, Range];
  if (change.claim === 'change') return change.direction === 'decrease' ? plus(range, moved) : minus(range, moved);
  if (now.amount?.fen === 0n) return undefined;
  const { lo, hi } = percentRange(change.value);
  const [least, most] = change.direction === 'decrease' ? [WHOLE - hi, WHOLE - lo] : [WHOLE + lo, WHOLE + hi];
  return least <= 0n ? undefined : { lo: (range.lo * WHOLE) / most - 1n, hi: (range.hi * WHOLE) / least + 1n };
}

/** What a sentence compares with: 执行数, this year's budget, or neither. */
export const comparison = ({ sentence }: Fact): string => `${/[比较与同][^，。；]{0,16}(?:执行|决算)/.test(sentence)} ${/[比较](?:年初|全年|当年)?预算/.test(sentence)}`;

/** Holds the change of a whole against those of its parts, one for each. */
function added(head: Fact, whole: Fact, parts: readonly Fact[], changes: readonly Fact[], counter: Counter): Outcome[] {
  counter.applies(CHANGE_PARTS);
  const [sum, ...ranges] = signedRanges([whole, ...changes]) as [Range, ...Range[]];
  if (meet(sum, total(ranges))) return [];
  counter.fails(CHANGE_PARTS);
  return [changeOutcome(head, whole, parts, changes)];
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

/** The one change that the text states for an amount; undefined where it states none, several, or not by how much. */
function changeOf(fact: Fact, facts: readonly Fact[]): Fact | undefined {
  const stated = facts.filter((other) => other.of === fact.factId && other.claim === 'change' && !(other.value === '' && other.base !== undefined));
  const amounts = stated.filter((other) => other.amount !== undefined);
  const [change] = amounts.length > 0 ? amounts : stated;
  return change === undefined || amounts.length > 1 || !(isSaid(change) || change.direction === 'flat') ? undefined : change;
}

/** Whether amount and direction of a change are said. */
const isSaid = ({ amount, direction }: Fact): boolean => amount !== undefined && direction !== undefined && direction !== 'flat';

/** What changes may stand for, below zero where they are decreases. */
const signedRanges = (changes: readonly Fact[]): Range[] => rangesOf(changes).map((range, i) => (changes[i]?.direction === 'decrease' ? negated(range) : range));

function signed(change: Fact | undefined): string {
  if (change === undefined) return '';
  return change.direction === 'flat' ? '持平' : `${change.direction === 'decrease' ? '减少' : '增加'}${printed(change)}`;
}

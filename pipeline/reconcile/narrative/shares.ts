/**
 * Shares (占N%) and completion rates (完成预算的N%) within prose: each against its two amounts, the shares of a whole against 100%.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { headingAbove, type Fact } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import { Counter } from '../../normalise/observations.js';
import type { TableCells } from './cells.js';
import { meet, percentRange, percentText, percentValue, rangeOf, rangesOf, ratio, total, WHOLE, type Range } from '../intervals.js';
import { amountIn, finestStep, printed, quoted, sentenceKey, subjectOf, type Outcome } from './outcome.js';
import { cellsFor } from './places.js';

const SHARE = 'narrative/share';
const SHARE_SUM = 'narrative/share-sum';
const RATE = 'narrative/rate';
const ZERO_BASE = 'narrative/zero-base';

/**
 * Checks shares and rates of which the text names both amounts.
 * @param wrong facts that the tables contradict: a share that such a figure breaks is evidence against the figure
 */
export function checkShares({ facts }: NormalisedDocument, cells: TableCells, wrong: ReadonlySet<string>, counter: Counter): Outcome[] {
  const byId = new Map(facts.map((fact) => [fact.factId, fact]));
  const outcomes: Outcome[] = [];
  const failed = new Set<string>();
  const division = (share: Fact): string => `${share.base} ${headingAbove(share)}`;
  const divisions = groupBy(facts.filter(({ claim, base }) => claim === 'share' && base !== undefined), division);
  for (const fact of facts) {
    if ((fact.claim !== 'share' && fact.claim !== 'rate') || fact.of === undefined || fact.unit !== '%') continue;
    const part = byId.get(fact.of);
    const whole = fact.base === undefined ? (fact.claim === 'rate' && part !== undefined ? (budgetBeyond(fact, part, facts) ?? budgetOf(part, cells)) : undefined) : byId.get(fact.base);
    if (part?.amount === undefined || whole?.amount === undefined) continue;
    const outcome = quotient(fact, part, whole, fact.claim === 'share' && isFitted(divisions.get(division(fact)) ?? []), counter);
    if (outcome === undefined) continue;
    failed.add(whole.factId);
    outcomes.push({ ...outcome, suspects: [...outcome.suspects, ...[part.factId, whole.factId].filter((id) => wrong.has(id))] });
  }
  return [...outcomes, ...aboveAll(facts, byId, counter), ...unnamed(facts, byId, counter), ...sums(facts, byId, failed, counter)];
}

/** A part is no more than its whole: 占130%. 占年初预算的103% is how much of a budget was used. */
function aboveAll(facts: readonly Fact[], byId: ReadonlyMap<string, Fact>, counter: Counter): Outcome[] {
  return facts.flatMap((share) => {
    const part = byId.get(share.of ?? '');
    if (share.claim !== 'share' || share.unit !== '%' || part === undefined || percentRange(share.value).lo <= WHOLE || !new RegExp(`占(?:比|比重|比例)?为?${share.value.replace('.', '\\.')}%`).test(share.sentence)) return [];
    counter.applies(SHARE);
    counter.fails(SHARE);
    return [made(SHARE, share, part, part, `${subjectOf(part)} ${printed(part)}，占${printed(share)}`, { published: printed(share) })];
  });
}

/** The budget that the “三公” table of a final account gives for a final figure, as a fact without a sentence of its own. */
function budgetOf(part: Fact, cells: TableCells): Fact | undefined {
  if (!part.measure.endsWith('_final') || !/预算/.test(part.sentence)) return undefined;
  const found = cellsFor({ ...part, measure: part.measure.replace('_final', '_budget') }, cells).filter((cell) => cell.amount !== undefined);
  const amount = found[0]?.amount;
  if (amount === undefined || found.some((cell) => cell.amount?.fen !== amount.fen)) return undefined;
  return { ...part, factId: found[0]?.ref ?? '', amount, value: amount.published, unit: amount.unit };
}

/** The budget that an account is said to exceed or to miss by so much (完成预算103.3%，决算数大于预算数55.93万元). */
function budgetBeyond(rate: Fact, part: Fact, facts: readonly Fact[]): Fact | undefined {
  const gap = facts.find((fact) => fact.claim === 'change' && fact.base === rate.factId && fact.of === part.factId && fact.amount !== undefined);
  if (gap?.amount === undefined || part.amount === undefined) return undefined;
  const { fen, step } = gap.amount;
  const amount = { ...part.amount, fen: part.amount.fen + (gap.direction === 'decrease' ? fen : -fen), step: step > part.amount.step ? step : part.amount.step };
  return { ...part, factId: gap.factId, sentence: gap.sentence, amount: { ...amount, published: amountIn(amount.fen, amount.unit) } };
}

/** Shares that were made to add up to 100% may be off by one in the last digit. */
const isFitted = (shares: readonly Fact[]): boolean => total(shares.map((share) => ({ lo: percentValue(share.value), hi: percentValue(share.value) }))).lo === WHOLE;

/** A share or rate against its two amounts. `fitted`: it may be off by one in the last digit. */
function quotient(claim: Fact, part: Fact, whole: Fact, fitted: boolean, counter: Counter): Outcome | undefined {
  const rule = claim.claim === 'share' ? SHARE : RATE;
  if (whole.amount?.fen === 0n) {
    counter.applies(ZERO_BASE);
    if (/^0*(?:\.0*)?$/.test(claim.value)) return undefined;
    counter.fails(ZERO_BASE);
    return made(ZERO_BASE, claim, part, whole, `${printed(part)} ÷ ${printed(whole)}：${printed(claim)}`, {});
  }
  const exact = ratio(ranged(part), part.sentence === whole.sentence ? alike(whole, part) : ranged(whole));
  if (exact === undefined) return undefined;
  counter.applies(rule);
  if (meet(exact, fitted ? widened(percentRange(claim.value), claim.value) : percentRange(claim.value))) return undefined;
  counter.fails(rule);
  const expected = percentText(part.amount?.fen ?? 0n, whole.amount?.fen ?? 0n);
  const statement = `${subjectOf(part)} ${printed(part)} ÷ ${printed(whole)} = ${expected}，${claim.claim === 'share' ? '占' : '完成'}${printed(claim)}`;
  return made(rule, claim, part, whole, statement, { published: printed(claim), expected });
}

/**
 * Shares of a list whose whole is not said (社会保障支出…万元，占…%；卫生健康支出…万元，占…%): where all of them but one are
 * shares of the sum of the list, the list is complete, and that one is wrong.
 */
function unnamed(facts: readonly Fact[], byId: ReadonlyMap<string, Fact>, counter: Counter): Outcome[] {
  const shares = facts.filter((fact) => fact.claim === 'share' && fact.base === undefined && fact.of !== undefined && fact.unit === '%' && byId.get(fact.of)?.amount !== undefined);
  const lists = groupBy(shares, sentenceKey);
  // 1.一般公共服务支出…万元，占比58.66%。⏎2.社会保障…: one share a line of a numbered list.
  const single = [...lists.values()].flatMap((list) => (list.length === 1 && list[0]?.section.includes(' > ') === true ? list : []));
  // A list that goes on over the end of a page.
  const sections = [...groupBy(shares, ({ section }) => section).values()].filter((list) => new Set(list.map(sentenceKey)).size > 1);
  return [...lists.values(), ...groupBy(single, headingAbove).values(), ...sections].flatMap((list) => {
    const parts = list.map((share) => byId.get(share.of ?? '') as Fact);
    if (list.length < 2 || new Set(parts).size !== parts.length) return [];
    const ofSum = ofTheirSum(list, parts, counter);
    return ofSum.length > 0 ? ofSum : ofOneWhole(list, parts, counter);
  });
}

/** Shares that nearly all are those of the sum of their parts. */
function ofTheirSum(shares: readonly Fact[], parts: readonly Fact[], counter: Counter): Outcome[] {
  // 1.2万元 beside 2.38万元 in one sentence has lost its last nought.
  const finest = finestStep(parts.filter(({ amount }) => amount?.fen !== 0n));
  const together = parts.every(({ sentence }) => sentence === parts[0]?.sentence);
  const exactly = parts.map((part) => (part.amount === undefined || part.amount.fen === 0n || !together ? part : { ...part, amount: { ...part.amount, step: finest ?? part.amount.step } }));
  const whole = total(rangesOf(exactly));
  const judged = shares.map((share, i) => ({ share, part: parts[i] as Fact, exact: ratio(ranged(exactly[i] as Fact), whole) })).filter(({ part, exact }) => exact !== undefined && part.amount?.fen !== 0n);
  const failing = (range: (share: Fact) => Range): typeof judged => judged.filter(({ share, exact }) => exact !== undefined && !meet(exact, range(share)));
  // Where shares were made to add up, and one is wrong, others may still be off by one in the last digit.
  const far = failing((share) => widened(percentRange(share.value), share.value));
  const fitted = isFitted(shares);
  const wrong = fitted || (far.length === 1 && shares.length > 2) ? far : failing((share) => percentRange(share.value));
  const borneOut = judged.filter((one) => !wrong.includes(one));
  const exact = (some: typeof judged): boolean => some.length > 1 || /\.\d/.test(some[0]?.share.value ?? '');
  // Shares that make 100% are those of all parts: where several fail, an amount is wrong.
  if (wrong.length > 1 ? !fitted || !exact(wrong.slice(0, 1)) : borneOut.length === 0 || !exact(borneOut)) return [];
  counter.applies(SHARE, judged.length);
  return wrong.map(({ share, part }) => {
    counter.fails(SHARE);
    const sum = parts.reduce((fen, one) => fen + (one.amount?.fen ?? 0n), 0n);
    const expected = percentText(part.amount?.fen ?? 0n, sum);
    return made(SHARE, share, part, part, `${subjectOf(part)} ${printed(part)} ÷ （${parts.map(printed).join(' + ')}） = ${expected}，占${printed(share)}`, { published: printed(share), expected }, [share, ...parts]);
  });
}

/** Shares of a list from which the one that is of no whole that all others may be of is wrong, and of classes of one classification. */
const ENOUGH = 4;
const ENOUGH_CLASSES = 3;

/** Shares of a whole that nothing prints: each amount by its share is that whole, save of one of them. */
function ofOneWhole(shares: readonly Fact[], parts: readonly Fact[], counter: Counter): Outcome[] {
  const implied = shares.flatMap((share, i) => {
    const part = parts[i] as Fact;
    const { lo, hi } = widened(percentRange(share.value), share.value);
    return lo <= 0n || part.amount === undefined || part.amount.fen <= 0n ? [] : [{ share, part, whole: { lo: (ranged(part).lo * WHOLE) / hi, hi: (ranged(part).hi * WHOLE) / lo + 1n } }];
  });
  if (implied.length < (parts.every(({ topic }) => topic === 'item') ? ENOUGH_CLASSES : ENOUGH)) return [];
  const common = (some: typeof implied): Range => ({ lo: some.map(({ whole }) => whole.lo).reduce((a, b) => (a > b ? a : b)), hi: some.map(({ whole }) => whole.hi).reduce((a, b) => (a < b ? a : b)) });
  const agree = (some: typeof implied): boolean => { const { lo, hi } = common(some); return lo <= hi; };
  if (agree(implied)) return [];
  const alone = implied.filter((one) => agree(implied.filter((other) => other !== one)));
  const [wrong, more] = alone;
  if (wrong === undefined || more !== undefined) return [];
  counter.applies(SHARE, implied.length);
  counter.fails(SHARE);
  const others = common(implied.filter((other) => other !== wrong));
  const whole = (others.lo + others.hi) / 4n;
  const expected = percentText(wrong.part.amount?.fen ?? 0n, whole);
  const statement = `${subjectOf(wrong.part)} ${printed(wrong.part)}，占${printed(wrong.share)}；${implied.filter((one) => one !== wrong).map(({ part, share }) => `${printed(part)}占${printed(share)}`).join('、')}：${expected}`;
  return [made(SHARE, wrong.share, wrong.part, wrong.part, statement, { published: printed(wrong.share), expected }, [wrong.share, ...implied.map(({ part }) => part)])];
}

/** A range by one unit of the printed last digit wider at both ends. */
function widened({ lo, hi }: Range, printedValue: string): Range {
  const step = 10n ** BigInt(6 - (/\.(\d+)/.exec(printedValue)?.[1]?.length ?? 0));
  return { lo: lo - step, hi: hi + step };
}

/** A round number (16万元) beside one with decimals (14.20万元) in one sentence is as exact as that: writers drop zeros. */
function alike(whole: Fact, part: Fact): Range {
  if (whole.amount === undefined || part.amount === undefined) return ranged(whole);
  return rangeOf({ fen: whole.amount.fen, step: whole.amount.step > part.amount.step ? part.amount.step : whole.amount.step });
}

const ranged = (fact: Fact): Range => (fact.amount === undefined ? { lo: 0n, hi: 0n } : rangeOf(fact.amount));

/** Shares of one whole whose parts add up to it add up to 100%, each within its printed precision. */
function sums(facts: readonly Fact[], byId: ReadonlyMap<string, Fact>, failed: ReadonlySet<string>, counter: Counter): Outcome[] {
  const shares = facts.filter((fact) => fact.claim === 'share' && fact.base !== undefined && fact.of !== undefined && fact.unit === '%');
  const byWhole = groupBy(shares, (fact) => `${fact.base} ${fact.section}`);
  return [...byWhole.values()].flatMap((shares) => {
    const id = shares[0]?.base ?? '';
    const whole = byId.get(id);
    const parts = shares.flatMap((share) => byId.get(share.of ?? '') ?? []);
    if (whole === undefined || shares.length < 2 || failed.has(id) || new Set(parts).size !== shares.length) return [];
    if (!meet(total(parts.map(ranged)), ranged(whole))) return [];
    counter.applies(SHARE_SUM);
    const sum = total(shares.map((share) => percentRange(share.value)));
    if (meet(sum, { lo: WHOLE, hi: WHOLE })) return [];
    counter.fails(SHARE_SUM);
    const published = percentText(shares.reduce((a, share) => a + percentValue(share.value), 0n), WHOLE);
    const statement = `${shares.map((share) => printed(share)).join(' + ')} = ${published}`;
    return [made(SHARE_SUM, shares[0] as Fact, whole, whole, statement, { published, expected: '100%' }, shares)];
  });
}

function made(rule: string, claim: Fact, part: Fact, whole: Fact, statement: string, values: { readonly published?: string; readonly expected?: string }, suspects: readonly Fact[] = [claim]): Outcome {
  const cells = [...new Set([...suspects, part, whole])].map((fact) => fact.factId);
  return {
    suspects: suspects.map((fact) => fact.factId),
    finding: {
      rule,
      ...(part.code === '' ? {} : { code: part.code }),
      ...(part.measure === '' ? {} : { measure: part.measure }),
      ...(claim.page === undefined ? {} : { page: claim.page }),
      ...values,
      cause: 'published',
      params: { subject: subjectOf(part), statement, sentence: quoted(claim.sentence) },
      cells,
      evidence: [{ statement, cells, ...values }],
    },
  };
}

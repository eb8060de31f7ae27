/**
 * Changes within prose: 比上年增加N万元，增长P%: the change against last year's figure, the percentage against the amounts, the words against the sign.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { UNITS } from '../../../schemas/amount.js';
import { headingsOf, type Fact } from '../../../schemas/fact.js';
import { Counter } from '../../normalise/observations.js';
import type { TableCells } from './cells.js';
import { abs, meet, minus, percentRange, percentText, plus, rangeOf, ratio, WHOLE, type Range } from '../intervals.js';
import { amountIn, finestStep, isApproximate, printed, quoted, subjectOf, yuan, type Outcome } from './outcome.js';
import { cellsFor } from './places.js';

const CHANGE = 'narrative/change';
const PERCENT = 'narrative/percent';
const PERCENT_ROUNDING = 'narrative/percent-rounding';
const ZERO_BASE = 'narrative/zero-base';
const DIRECTION = 'narrative/direction';

/** 1% in hundred-millionths: what next to nothing may print as 0.00万元. */
const PERCENT_POINT = 1_000_000n;

/** What one amount is said to have changed by: everything that refers to it. */
interface Story {
  readonly now: Fact;
  readonly base: Fact | undefined;
  readonly change: Fact | undefined;
  readonly percent: Fact | undefined;
  /** 持平, or 大于/小于 without a figure. */
  readonly word: Fact | undefined;
  /** One of several comparisons of the figure: which year or budget it is with, the words alone say. */
  readonly several?: true;
}

/** Checks every amount that the text compares with another year or with its budget. */
export function checkChanges(document: NormalisedDocument, cells: TableCells, counter: Counter): Outcome[] {
  const facts = document.facts.map(upright);
  const byId = new Map(facts.map((fact) => [fact.factId, fact]));
  const found: Outcome[] = [];
  const rough: Outcome[] = [];
  const held: Story[] = [];
  for (const story of storiesOf(facts, byId, document.identity.fiscalYear)) {
    found.push(...words(story, counter));
    const told = story.base === undefined && story.several !== true ? { ...story, base: tabledBase(story, cells) } : story;
    const outcomes = [...difference(told, counter), ...growth(told, document, counter), ...percentage(story, byId, counter)];
    for (const outcome of outcomes) (outcome.finding.rule === PERCENT_ROUNDING ? rough : found).push(outcome);
    const refined = outcomes.length === 0 ? roundedOnly(story, byId, counter) : [];
    found.push(...refined);
    if (outcomes.length === 0 && refined.length === 0) held.push(story);
  }
  return [...found, ...afterLists(document, facts, byId, counter), ...inIntegers(held, byId, counter), ...oneOfMany(rough)];
}

/** 增长-5% says 下降5%: the sign goes into the direction. */
export function upright(fact: Fact): Fact {
  if ((fact.claim !== 'change' && fact.claim !== 'percent') || !fact.value.startsWith('-') || fact.direction === undefined || fact.direction === 'flat') return fact;
  return {
    ...fact,
    direction: fact.direction === 'increase' ? 'decrease' : 'increase',
    value: fact.value.slice(1),
    ...(fact.amount === undefined ? {} : { amount: { ...fact.amount, fen: -fact.amount.fen } }),
  };
}

/** Comparisons in the order of the text: a change and a percentage that follow each other belong together. */
function storiesOf(facts: readonly Fact[], byId: ReadonlyMap<string, Fact>, year: number): Story[] {
  const stories: Story[] = [];
  for (const now of facts) {
    // A figure of another year is what is compared with, never what has changed.
    if (now.claim !== 'amount' || now.amount === undefined || (now.year !== year && now.year !== 0 && year !== 0)) continue;
    const said = facts.filter((fact) => fact.of === now.factId && (fact.claim === 'change' || fact.claim === 'percent'));
    const changes = said.filter((fact) => fact.claim === 'change' && fact.value !== '');
    const percents = said.filter((fact) => fact.claim === 'percent');
    const wordsOnly = said.filter((fact) => fact.claim === 'change' && fact.value === '');
    // Several comparisons of one figure (with last year's budget, with its execution): each percentage is of the change before it.
    const behind = (change: Fact): Fact | undefined => percents.find((percent) => facts.indexOf(percent) === facts.indexOf(change) + 1);
    if (changes.length > 1 && changes.filter(behind).length === percents.length) {
      for (const change of changes) stories.push({ now, base: undefined, change, percent: behind(change), word: undefined, several: true });
      continue;
    }
    if (changes.length > 1 || percents.length > 1) continue;
    const baseId = [...changes, ...percents].map((fact) => fact.base).find((id) => id !== undefined);
    const base = baseId === undefined ? undefined : byId.get(baseId);
    const paired = wordsOnly.length === 0 ? [undefined] : wordsOnly;
    for (const [i, word] of paired.entries()) {
      const wordBase = word?.base === undefined ? undefined : byId.get(word.base);
      stories.push({ now, base: wordBase ?? (i === 0 ? base : undefined), change: i === 0 && wordBase === undefined ? changes[0] : undefined, percent: i === 0 && wordBase === undefined ? percents[0] : undefined, word });
    }
    if (paired.every((word) => word?.base !== undefined) && said.length > paired.length) stories.push({ now, base, change: changes[0], percent: percents[0], word: undefined });
  }
  return [...stories, ...apart(facts)];
}

/** What follows a list at once: ，较上年增加. */
const AFTER_LIST = /^[\d,.\s]+(?:[万亿]?元)[，,](?:比|较|与|同)(?:上年|去年|上一年|20\d\d年)[^，。；：]{0,16}$/;

/**
 * A change behind a list of which the words leave open whether it is the head's or the last part's (收入…万元，其中：A…万元，
 * B…万元，较上年增加…万元，增长…%): its percentage is of one of them.
 */
function afterLists({ paragraphs }: NormalisedDocument, facts: readonly Fact[], byId: ReadonlyMap<string, Fact>, counter: Counter): Outcome[] {
  return facts.flatMap((change, i) => {
    const [part, percent] = [facts[i - 1], facts[i + 1]];
    const head = byId.get(part?.partOf ?? '');
    if (change.claim !== 'change' || change.of !== undefined || change.amount === undefined || part?.claim !== 'amount' || head === undefined) return [];
    if (percent?.claim !== 'percent' || percent.of !== undefined || percent.sentence !== change.sentence || part.paragraph !== change.paragraph) return [];
    if (!AFTER_LIST.test((paragraphs[part.paragraph]?.text.slice(part.start, change.start) ?? '').replace(/(?:增加|减少|增长|下降)了?\s*$/, ''))) return [];
    const grown = ({ amount }: Fact): boolean => amount === undefined || change.direction !== 'increase' || amount.fen >= (change.amount?.fen ?? 0n);
    const judged = [head, part].filter(grown).map((now) => percentage({ now, base: undefined, change, percent, word: undefined }, byId, new Counter()));
    counter.applies(PERCENT);
    const [ofHead = []] = judged;
    if (judged.length === 0 || judged.some((outcomes) => outcomes.every(({ finding }) => finding.rule !== PERCENT))) return [];
    counter.fails(PERCENT);
    return ofHead;
  });
}

/** Changes whose sentence names what has changed and leaves its amount to another of the chapter: 公务接待费支出增加0.3万元，增长100%. */
function apart(facts: readonly Fact[]): Story[] {
  return facts.flatMap((change, i): Story[] => {
    if (change.claim !== 'change' || change.of !== undefined || change.amount === undefined || change.topic === 'other' || change.topic === 'item') return [];
    const now = amountOf(change, facts);
    if (now === undefined) return [];
    const next = facts[i + 1];
    const percent = next?.claim === 'percent' && next.of === undefined && next.topic === change.topic && next.sentence === change.sentence ? next : undefined;
    return [{ now, base: undefined, change, percent, word: undefined, several: true }];
  });
}

/** The one figure that the chapter, or else the document, gives for what a change speaks of, however often; undefined where it gives several. */
function amountOf(change: Fact, facts: readonly Fact[]): Fact | undefined {
  const stem = ({ measure }: Fact): string => measure.replace(/_final$/, '');
  const chapter = (fact: Fact): string => headingsOf(fact).slice(0, 2).join(' > ');
  const all = facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined && fact.topic === change.topic && stem(fact) === stem(change) && fact.fund === change.fund && fact.year === change.year);
  const near = all.filter((fact) => chapter(fact) === chapter(change));
  const [first, ...others] = near.length > 0 ? near : all;
  return first !== undefined && others.every(({ amount }) => amount?.fen === first.amount?.fen) ? first : undefined;
}

/**
 * What holds as the figures are printed, but not where the round ones (1万元, beside 增加0.5万元) are as exact as the others of
 * the sentence: writers drop noughts. A warning, since a round figure may be a rounded one.
 */
function roundedOnly(story: Story, byId: ReadonlyMap<string, Fact>, counter: Counter): Outcome[] {
  const { now, base, change } = story;
  const finest = finestStep([now, base, change]);
  const isRound = (fact: Fact | undefined): boolean => fact?.amount !== undefined && fact.amount.fen !== 0n && fact.amount.step !== finest;
  if (finest === undefined || change?.amount === undefined || now.sentence !== change.sentence || isApproximate(now.sentence) || ![now, base, change].some(isRound)) return [];
  const refined = asExactAs(story, finest);
  const outcomes = [...difference(refined, new Counter()), ...percentage(refined, byId, new Counter())].filter(({ finding }) => finding.rule === CHANGE || finding.rule === PERCENT);
  for (const { finding } of outcomes) counter.fails(finding.rule);
  return outcomes.map((found) => ({ ...found, finding: { ...found.finding, severity: 'warning' } }));
}

/** The story with its figures printed to another last digit. */
function asExactAs(story: Story, step: bigint): Story {
  const exact = <T extends Fact | undefined>(fact: T): T => (fact?.amount === undefined ? fact : { ...fact, amount: { ...fact.amount, step } });
  return { ...story, now: exact(story.now), base: exact(story.base), change: exact(story.change) };
}

/** Percentages with decimals that whole numbers must explain exactly before the only other one is called wrong. */
const HABIT = 3;

/**
 * A document whose amounts are whole numbers of 万元 and exact (79万元，减少49万元，下降38.28%): the one percentage that does not
 * follow from them, though rounded amounts would allow it. A warning.
 */
function inIntegers(held: readonly Story[], byId: ReadonlyMap<string, Fact>, counter: Counter): Outcome[] {
  const isWhole = (fact: Fact | undefined): boolean => fact?.amount !== undefined && fact.amount.fen !== 0n && fact.amount.step === UNITS['万元'];
  const judged = held.filter(({ now, change, percent }) => isWhole(now) && isWhole(change) && percent !== undefined).map((story) => ({ story, outcomes: percentage(asExactAs(story, 1n), byId, new Counter()) }));
  const wrong = judged.flatMap(({ outcomes }) => outcomes);
  const borneOut = judged.filter(({ story, outcomes }) => outcomes.length === 0 && /\.\d/.test(story.percent?.value ?? ''));
  if (wrong.length !== 1 || borneOut.length < HABIT || wrong[0]?.finding.rule !== PERCENT) return [];
  counter.fails(PERCENT);
  return wrong.map((found) => ({ ...found, finding: { ...found.finding, severity: 'warning' } }));
}

/** Last year's figure in a column of the tables (“三公”: 上年预算数), as a fact without a sentence of its own. */
function tabledBase({ now, change }: Story, cells: TableCells): Fact | undefined {
  if (change === undefined || /执行|决算/.test(change.sentence) || now.measure.endsWith('_budget')) return undefined;
  const found = cellsFor({ ...now, measure: `${now.measure}_previous` }, cells);
  const [cell] = found;
  if (cell?.amount === undefined || found.length !== 1) return undefined;
  return { ...now, factId: cell.ref, amount: cell.amount, value: cell.amount.published, unit: cell.amount.unit };
}

const ranged = (fact: Fact): Range => (fact.amount === undefined ? { lo: 0n, hi: 0n } : rangeOf(fact.amount));

/** 持平 with a change, 增加 where the figures fall, 大于 where the final figure is smaller, 增加 with 下降N%. */
function words({ now, base, change, percent, word }: Story, counter: Counter): Outcome[] {
  const outcomes: Outcome[] = [];
  if (word?.direction !== undefined && base?.claim === 'rate') return againstRate(now, base, word, word.direction, counter);
  const contradicts = (statement: string, involved: readonly Fact[]): void => {
    counter.fails(DIRECTION);
    outcomes.push(outcome(DIRECTION, now, involved, statement, {}));
  };
  if (word?.direction === 'flat') {
    counter.applies(DIRECTION);
    const moved = [change, percent].find((fact) => fact !== undefined && !isZero(fact));
    if (moved !== undefined) contradicts(`${subjectOf(now)} ${printed(now)}：持平，又称${said(moved)}`, [word, moved]);
    else if (base !== undefined && !meet(ranged(now), ranged(base))) contradicts(`${subjectOf(now)} ${printed(now)} 与 ${printed(base)} 持平`, [word, now, base]);
  } else if (word?.direction !== undefined && base !== undefined) {
    counter.applies(DIRECTION);
    const up = word.direction === 'increase';
    if (up ? ranged(now).hi <= ranged(base).lo : ranged(now).lo >= ranged(base).hi) contradicts(`${subjectOf(now)} ${printed(now)} ${up ? '大于' : '小于'} ${printed(base)}`, [word, now, base]);
    else if (now.amount?.fen === base.amount?.fen && now.amount?.step === base.amount?.step) contradicts(`${subjectOf(now)} ${printed(now)} ${up ? '大于' : '小于'} ${printed(base)}`, [word, now, base]);
  }
  if (change?.direction !== undefined && percent?.direction !== undefined && !isZero(change) && !isZero(percent)) {
    counter.applies(DIRECTION);
    if (change.direction !== percent.direction && [change.direction, percent.direction].every((d) => d !== 'flat')) contradicts(`${subjectOf(now)}：${said(change)}，${said(percent)}`, [change, percent]);
  }
  return outcomes;
}

/** 完成年初预算的95.3%，决算数大于预算数. */
function againstRate(now: Fact, rate: Fact, word: Fact, direction: NonNullable<Fact['direction']>, counter: Counter): Outcome[] {
  const { lo, hi } = percentRange(rate.value);
  counter.applies(DIRECTION);
  if (direction === 'increase' ? hi > WHOLE : direction === 'decrease' ? lo < WHOLE : lo <= WHOLE && hi >= WHOLE) return [];
  counter.fails(DIRECTION);
  const side = direction === 'increase' ? '大于' : direction === 'decrease' ? '小于' : '等于';
  return [outcome(DIRECTION, now, [word, rate], `${subjectOf(now)}：完成预算的${printed(rate)}，决算数${side}预算数`, {})];
}

const isZero = (fact: Fact): boolean => /^-?0*(?:\.0*)?$/.test(fact.value);

function said(fact: Fact): string {
  return `${fact.direction === 'decrease' ? '减少' : fact.direction === 'increase' ? '增加' : '变化'}${printed(fact)}`;
}

/** Nothing grows by more than it is: 政府性基金预算支出0万元，比上年增加1421.25万元. Behind ；the words may speak of a figure further off. */
function growth({ now, base, change, percent }: Story, { paragraphs }: NormalisedDocument, counter: Counter): Outcome[] {
  if (base !== undefined || change?.amount === undefined || change.direction !== 'increase' || now.topic === 'other' || (change.sentence !== now.sentence && percent === undefined)) return [];
  if ((now.amount?.fen ?? -1n) < 0n || ranged(change).lo <= ranged(now).hi) return [];
  const texts = paragraphs.slice(now.paragraph, change.paragraph + 1).map(({ text }) => text);
  const before = texts.slice(0, -1).reduce((sum, text) => sum + text.length, 0);
  if (/[；;]/.test(texts.join('').slice(now.start, before + change.start))) return [];
  counter.applies(CHANGE);
  counter.fails(CHANGE);
  return [outcome(CHANGE, now, [now, change], `${printed(now)}，${said(change)}`, { published: said(change) })];
}

/** The change against this figure and last year's. */
function difference({ now, base, change }: Story, counter: Counter): Outcome[] {
  if (base?.amount === undefined || change?.amount === undefined || change.direction === undefined) return [];
  counter.applies(CHANGE);
  const sign = change.direction === 'decrease' ? -1n : 1n;
  const moved = sign < 0n ? minus(ranged(base), ranged(now)) : minus(ranged(now), ranged(base));
  if (meet(moved, ranged(change))) return [];
  counter.fails(CHANGE);
  const fen = sign * ((now.amount?.fen ?? 0n) - base.amount.fen);
  const statement = `${printed(now)} − ${printed(base)} = ${amountIn((now.amount?.fen ?? 0n) - base.amount.fen, change.amount.unit)}，${said(change)}`;
  return [outcome(CHANGE, now, [now, base, change], statement, { published: said(change), expected: amountIn(fen, change.amount.unit), difference: yuan(change.amount.fen - fen) })];
}

/** The percentage against the amounts; none can be had of a base of zero. */
function percentage(story: Story, byId: ReadonlyMap<string, Fact>, counter: Counter): Outcome[] {
  const { now, base, change, percent } = story;
  if (percent?.direction === undefined || percent.direction === 'flat') return [];
  if (percent.direction === 'decrease') {
    const fallen = fall(now, percent, counter);
    if (fallen.length > 0) return fallen;
  }
  if (change === undefined && base === undefined) return [];
  if (change !== undefined && (change.amount === undefined || change.direction === undefined || change.direction !== percent.direction)) return [];
  const involved = [percent, ...(change === undefined ? [] : [change]), now, ...(base === undefined ? [] : [base])];
  const before = beforeOf(now, story);
  if (before === undefined) return [];
  counter.applies(ZERO_BASE);
  if (zeroBase(story)) {
    if (isZero(percent)) return [];
    counter.fails(ZERO_BASE);
    return [outcome(ZERO_BASE, now, involved, `${subjectOf(now)} ${printed(now)}，${change === undefined ? `上年${base === undefined ? '' : printed(base)}` : said(change)}，${said(percent)}`, { published: said(percent) }, [percent])];
  }
  const moved = change === undefined ? (percent.direction === 'decrease' ? minus(before, ranged(now)) : minus(ranged(now), before)) : ranged(change);
  const exact = ratio(moved, before);
  if (exact === undefined) return [];
  counter.applies(PERCENT);
  const claimed = percentRange(percent.value.replace('-', ''));
  if (meet(exact, claimed)) return [];
  // The words may speak of the whole that the figure is a part of: then they are no claim about it.
  if (fitsAnother(now, change, claimed, byId)) return [];
  const unit = now.amount?.unit ?? '元';
  const beforeNow = beforeFen(now, story);
  const movedNow = change?.amount === undefined ? (now.amount?.fen ?? 0n) - beforeNow : change.amount.fen;
  const expected = percentText(abs(movedNow), beforeNow);
  const statement = `${change === undefined ? `由${amountIn(beforeNow, unit)}到${printed(now)}` : `${said(change)} ÷ ${amountIn(beforeNow, unit)}`} = ${expected}，${said(percent)}`;
  const values = { published: said(percent), expected };
  // Cut to a whole number, or off by one in the last digit.
  const step = /^-?\d+(?:\.0+)?$/.test(percent.value) ? 1_000_000n : 10n ** BigInt(6 - (percent.value.split('.')[1]?.length ?? 0));
  const slight = meet(exact, { lo: claimed.lo - step, hi: claimed.hi + step });
  counter.fails(PERCENT);
  return [outcome(slight ? PERCENT_ROUNDING : PERCENT, now, involved, statement, values, slight ? [] : [percent, now, ...(change === undefined ? [] : [change])])];
}

/** Nothing falls by more than it was, and what is nothing now has fallen by all of it. */
function fall(now: Fact, percent: Fact, counter: Counter): Outcome[] {
  const { lo, hi } = percentRange(percent.value.replace('-', ''));
  const gone = now.amount?.fen === 0n && !isZero(percent);
  if (lo <= WHOLE && !(gone && hi < WHOLE - PERCENT_POINT)) return [];
  counter.applies(PERCENT);
  counter.fails(PERCENT);
  return [outcome(PERCENT, now, [percent, now], `${printed(now)}，${said(percent)}`, { published: said(percent), ...(gone ? { expected: '100%' } : {}) })];
}

/** Last year's figure: as the text gives it, else this year's less the change. */
function beforeOf(now: Fact, { base, change }: Story): Range | undefined {
  if (change?.amount !== undefined) return change.direction === 'decrease' ? plus(ranged(now), ranged(change)) : minus(ranged(now), ranged(change));
  return base === undefined ? undefined : ranged(base);
}

function zeroBase({ now, base, change }: Story): boolean {
  if (base?.amount !== undefined) return base.amount.fen === 0n;
  return change?.amount !== undefined && change.direction === 'increase' && change.amount.fen === now.amount?.fen && change.amount.step === now.amount.step;
}

function fitsAnother(now: Fact, change: Fact | undefined, claimed: Range, byId: ReadonlyMap<string, Fact>): boolean {
  const whole = now.partOf === undefined ? undefined : byId.get(now.partOf);
  if (whole?.amount === undefined || change?.amount === undefined) return false;
  const exact = ratio(ranged(change), change.direction === 'decrease' ? plus(ranged(whole), ranged(change)) : minus(ranged(whole), ranged(change)));
  return exact !== undefined && meet(exact, claimed);
}

/** Last year's figure in fen, from the printed ones. */
function beforeFen(now: Fact, { base, change }: Story): bigint {
  const fen = now.amount?.fen ?? 0n;
  if (change?.amount !== undefined) return change.direction === 'decrease' ? fen + change.amount.fen : fen - change.amount.fen;
  return base?.amount?.fen ?? 0n;
}

function outcome(rule: string, now: Fact, involved: readonly Fact[], statement: string, values: { readonly published?: string; readonly expected?: string; readonly difference?: string }, suspects: readonly Fact[] = involved): Outcome {
  const cells = [...new Set([now, ...involved])].map((fact) => fact.factId);
  const page = involved[0]?.page ?? now.page;
  return {
    suspects: suspects.map((fact) => fact.factId),
    finding: {
      rule,
      ...(now.code === '' ? {} : { code: now.code }),
      ...(now.measure === '' ? {} : { measure: now.measure }),
      ...(page === undefined ? {} : { page }),
      ...values,
      cause: 'published',
      params: { subject: subjectOf(now), statement, sentence: quoted(involved[0]?.sentence ?? now.sentence) },
      cells,
      evidence: [{ statement, cells, ...values }],
    },
  };
}

/** Percentages cut to whole numbers are a habit of the writer: one finding with the list. */
function oneOfMany(rough: readonly Outcome[]): Outcome[] {
  const first = rough[0];
  if (first === undefined) return [];
  const statements = rough.map(({ finding }) => `${finding.params['subject'] ?? ''}：${finding.params['statement'] ?? ''}`);
  const { published: _published, expected: _expected, code: _code, measure: _measure, ...finding } = first.finding;
  return [{
    suspects: [],
    finding: {
      ...finding,
      params: { count: String(rough.length), list: statements.slice(0, 12).join('；') },
      cells: rough.flatMap((outcome) => outcome.finding.cells),
      evidence: rough.flatMap((outcome) => outcome.finding.evidence),
    },
  }];
}

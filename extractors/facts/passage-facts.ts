/**
 * Reads the figures of one passage, left to right: what each claims, and of what.
 */
import { bareClause, baseOf, beyondBudget, changeOf, clauseStart, flatsIn, isRate, REASON, REASON_LEAD, shareOf, sidesIn, speaksOfLastYear, yearIn } from './clauses.js';
import { siblings, subjectLike, suffixed, type Draft, type Opening } from './drafts.js';
import { PlacingReader } from './passage-places.js';
import { respectiveWords } from './respective.js';
import type { Subject } from './subject.js';
import { tokensOf, type Token } from './tokens.js';
import { topicOf } from './vocabulary.js';

/** The budget that an account is measured by: 完成全年预算84.82万元的73.2%. */
const REACHED = /^(?:为|完成|占|较|比)?(?:完成)?(?:年初|全年|年度|调整)?预算(?:数)?$/;
/** Averages are no sums: 人均接待费60.61元，车均维护费2.79万元. */
const AVERAGE = /(?:人|车|户|生|日|次)均|平均|每(?:人|辆|车|次|批|天|户|月)/;
const SPENT = /^(?:共计?|合计|累计)?(?:支出|花费|支付|费用)(?:金额|资金|总额)?(?:共计?|合计)?为?$/;
/** Names of funds with 预算 in them: 一般公共预算500.12万元 of an account is no budget figure. */
const FUNDS = /(?:一般公共|政府性?基金|国有资本经营)预算/g;

/** A line of a list: a name and its amount. */
export const LINE = /^[^。；，：、\d]{2,40}\d[\d,. ]*(?:万|亿)?元/;

type Change = NonNullable<ReturnType<typeof changeOf>>;

/** Words that say nothing that is known: a figure of a list whose names are not as many. */
const NAMELESS: Subject = { topic: 'other', measure: '', fund: '', words: '', own: false };

export class PassageReader extends PlacingReader {
  /** Words of figures in lists with 分别, by where they start; '' where they have none of their own. */
  private respective: ReadonlyMap<number, string> = new Map();

  /** All facts of the passage. */
  read(): Draft[] {
    const tokens = tokensOf(this.text);
    this.respective = respectiveWords(this.text, tokens, (words) => topicOf(words) !== undefined || (this.context.itemByName?.(words).length ?? 0) > 0);
    let from = this.passage.lead;
    for (const token of tokens) {
      const gap = this.text.slice(from, token.start);
      const counted = token.kind === 'count' ? this.counted(token, gap) : undefined;
      // A number that counts nothing we know (3个预算单位) is part of the words around it.
      if (token.kind === 'count' && !counted) continue;
      this.enter(gap);
      if (counted) this.count(token, gap, counted);
      else if (this.passage.narrative) {
        if (token.kind === 'money') this.money(token, gap, from);
        else this.percent(token, gap);
      }
      from = token.end;
    }
    this.enter(this.text.slice(from));
    this.statements();
    return this.facts;
  }

  /** The figure that a list after the passage (…包括：) is the detail of. */
  get openingHead(): Draft | undefined {
    const heads = this.facts.filter((fact) => fact.claim === 'amount' && fact.basis !== 'previous' && !fact.reason);
    const last = heads.findLast((fact) => fact.partOf === undefined || heads.length === 1);
    // A sentence that speaks of several things (因公出国…，公务接待…。具体情况如下) announces no list of the last of them.
    return last !== undefined && heads.some((fact) => fact.partOf === undefined && fact.sentence === last.sentence && siblings(fact, last)) ? undefined : last;
  }

  /** The list that a line of the passage announces and its next line begins (…，其中：⏎工资福利支出…元。⏎商品和服务支出…元), where its lines have no numbers. */
  get openLines(): Opening | undefined {
    const { origin } = this.passage;
    const breaks = [...this.text.matchAll(/(?:其中|如下|包括)：/g)].map((match) => match.index + match[0].length).filter((at) => origin[at] !== undefined && origin[at].paragraph !== origin[at - 1]?.paragraph && LINE.test(this.text.slice(at)));
    const at = breaks.at(-1);
    const beside = at === undefined ? undefined : this.facts.find((fact) => fact.claim === 'amount' && fact.at >= at);
    const head = beside === undefined ? undefined : this.facts.find((fact) => fact.factId === beside.partOf);
    return head === undefined || beside === undefined || this.facts.filter((fact) => fact.partOf === head.factId).length !== 1 ? undefined : { head, change: undefined, beside };
  }

  get openingChange(): Draft | undefined {
    return this.facts.findLast((fact) => fact.claim === 'change' && !fact.reason);
  }

  private money(token: Token, gap: string, from: number): void {
    const at = clauseStart(gap);
    const clause = gap.slice(at);
    this.openEnumeration(gap, at);
    const listed = this.respective.get(token.start);
    const mark = markOf(gap);
    if (listed === '') {
      this.facts.push(this.draft(token, { ...NAMELESS, words: bareClause(clause) }, 'amount'));
      return;
    }
    const words = bareClause(listed ?? clause);
    const beyond = this.last?.basis === 'final' && !this.reason ? beyondBudget(words) : undefined;
    if (beyond) return this.difference(token, this.last as Draft, beyond);
    const change = changeOf(words);
    const base = change ? undefined : baseOf(words);
    if (change) return this.change(token, change, mark);
    if (base) return this.base(token, base, words, mark);
    this.amount(token, words, mark, this.text.slice(this.sentenceStart(token.start), from + at));
  }

  private amount(token: Token, words: string, mark: string, before: string): void {
    const enumeration = this.enumerations.at(-1);
    // 支出决算为27.46万元，完成预算29.6万元的92.8%，比上年增加…: what follows still speaks of the account.
    const reached = this.last?.basis === 'final' && !this.reason && REACHED.test(words) ? this.last : undefined;
    const spentOn = this.spentOn(words, token.start);
    const subject = spentOn ?? (reached ? { ...subjectLike(reached), measure: reached.measure.replace(/_final$/, '') } : this.subjectOf(words, { head: this.goesOn(), whole: this.wholeAround(enumeration), before: this.facts.length === 0 ? before.slice(this.passage.lead) : before }));
    const fact = this.draft(token, subject, 'amount');
    fact.mark = mark;
    fact.reason = this.reason && !(subject.own && subject.topic === 'item');
    fact.basis = this.ofPlan(words, enumeration?.head) ? 'budget' : this.basisOf(words);
    if (!this.reason && this.sentenceYear === 0) this.sentenceYear = yearIn(words);
    fact.year = yearIn(words) || (speaksOfLastYear(words) ? this.context.year - 1 : this.sentenceYear || this.context.year);
    fact.measure = suffixed(fact, this.context.stage);
    if (fact.reason || AVERAGE.test(words)) {
      fact.topic = 'other';
      fact.measure = '';
    } else if (!reached) this.place(fact, enumeration, subject);
    this.facts.push(fact);
    if (fact.reason || AVERAGE.test(words)) return;
    if (!reached) this.last = fact;
    this.lastChange = undefined;
  }

  /** 公务接待24批次，210人次，支出2.05万元: what the bare word speaks of is what the sentence has counted, not all spending. */
  private spentOn(words: string, at: number): Subject | undefined {
    const counted = this.lastCount;
    if (counted === undefined || counted !== this.facts.at(-1) || counted.at < this.sentenceStart(at) || !SPENT.test(words)) return undefined;
    return counted.topic === 'reception' || counted.topic === 'overseas' ? { topic: counted.topic, measure: counted.topic, fund: '', words: `${counted.subject}${words}`, own: true } : undefined;
  }

  /** Whether words that name no basis stand in the list of a budget beside which the sentence gives no account: 预算为20万元，其中：公务接待费9万元. */
  private ofPlan(words: string, head: Draft | undefined): boolean {
    return head?.basis === 'budget' && !/决算|执行|实际|完成|发生/.test(words) && !this.facts.some((fact) => fact.basis === 'final' && fact.topic === head.topic && fact.sentence === head.sentence);
  }

  private basisOf(words: string): Draft['basis'] {
    if (this.context.stage !== 'final') return '';
    const named = words.replace(FUNDS, '');
    return /(?:年初|全年|调整).{0,9}预算/.test(words) || /(?<!决算.*)预算(?:数|安排)?(?:为)?$/.test(named) ? 'budget' : 'final';
  }

  private base(token: Token, base: { readonly year: number; readonly subject: string }, words: string, mark: string): void {
    const subject = this.subjectOf(base.subject, { head: this.goesOn() });
    const compared = base.subject === '' && !this.reason ? this.changed(mark, token.start) : undefined;
    const like = compared === undefined ? subject : subjectLike(compared);
    const fact = this.draft(token, { ...like, words }, 'amount');
    fact.basis = 'previous';
    fact.year = base.year || (this.context.year === 0 ? 0 : this.context.year - 1);
    fact.reason = this.reason;
    fact.measure = fact.measure === '' ? '' : `${fact.measure.replace(/_(?:budget|final)$/, '')}_previous`;
    this.facts.push(fact);
  }

  private change(token: Token, change: Change, mark: string): void {
    const own = this.ownSubject(change.subject.replace(REASON_LEAD, '')) ?? this.comparedBefore(token.start);
    const generic = own === undefined || (!own.own && own.topic === 'other') || (!own.own && own.topic !== 'other');
    const target = generic ? this.changed(mark, token.start) : this.sameSubject(own);
    const subject: Subject = generic && target ? subjectLike(target) : (own ?? NAMELESS);
    const fact = this.draft(token, subject, 'change');
    if (change.direction) fact.direction = change.direction;
    fact.reason = this.reason;
    fact.mark = mark;
    fact.year = target?.year ?? this.context.year;
    if (this.reason) {
      if (generic) fact.topic = 'other';
    } else if (target) {
      fact.of = target.factId;
      const base = this.facts.findLast((other) => other.basis === 'previous' && other.claim === 'amount');
      if (base && base.at > target.at) fact.base = base.factId;
      // 较年初预算1210万元增加413.85万元: the budget right before is what it is measured by.
      const plan = this.facts.at(-1);
      if (plan?.basis === 'budget' && plan.claim === 'amount' && plan.at > target.at && plan.topic === target.topic && target.basis === 'final' && mark === '') fact.base = plan.factId;
    }
    if (fact.topic !== 'other') fact.measure = subject.measure;
    const enumeration = this.enumerations.at(-1);
    // 较上年增加48万元，其中：基本支出增加30万元: a list of changes, where it gives no amounts.
    if (!generic && enumeration?.change && (enumeration.head === undefined || enumeration.parts.length === 0)) fact.partOf = enumeration.change.factId;
    this.facts.push(fact);
    if (!this.reason) this.lastChange = fact;
  }

  /** By how much an account is above or below its budget (完成年初预算103.3%，决算数大于预算数55.93万元): the base is the rate. */
  private difference(token: Token, account: Draft, direction: NonNullable<Draft['direction']>): void {
    const fact = this.draft(token, subjectLike(account), 'change');
    fact.direction = direction;
    fact.of = account.factId;
    fact.year = account.year;
    const rate = this.facts.findLast((other) => other.claim === 'rate' && other.of === account.factId);
    if (rate !== undefined) fact.base = rate.factId;
    this.facts.push(fact);
  }

  /** 公务接待费支出决算比预算无增减变化，比去年增加0.5万元: what the clause before compares, without a figure of its own. */
  private comparedBefore(at: number): Subject | undefined {
    const from = Math.max(this.sentenceStart(at), this.lastStop(at), this.facts.at(-1)?.at ?? 0);
    const clause = /(?:^|[，。；：])([^，。；：\d]*)，[^，。；：]*$/.exec(this.text.slice(from, at))?.[1] ?? '';
    const own = flatsIn(clause).length === 1 ? this.ownSubject(clause.replace(/(?:与|较|同|和|比).*$/, '')) : undefined;
    return own?.own === true && own.topic !== 'other' ? own : undefined;
  }

  private percent(token: Token, gap: string): void {
    const at = clauseStart(gap);
    const words = bareClause(gap.slice(at));
    if (this.respective.has(token.start)) {
      this.facts.push(this.draft(token, { ...NAMELESS, words }, 'share'));
      return;
    }
    const share = shareOf(words);
    const change = share === undefined ? changeOf(words) : undefined;
    if (change && token.unit === '%') this.changeRate(token, change, words, markOf(gap));
    else if (share !== undefined) this.share(token, share, words, at === 0 || /^[）]*[，（]?$/.test(gap.slice(0, at)));
    else this.rate(token, words, at === 0);
  }

  /** By how many percent something changed: 比上年增长3.5%. */
  private changeRate(token: Token, change: Change, words: string, mark: string): void {
    const own = this.ownSubject(change.subject);
    const named = own?.own === true;
    const before = this.facts.at(-1);
    const follows = !named && before?.claim === 'change' && before.at >= this.sentenceStart(token.start);
    const target = named ? this.sameSubject(own) : follows ? this.facts.find((fact) => fact.factId === before.of) : this.changed(mark, token.start);
    const fact = this.draft(token, named ? own : follows ? subjectLike(before) : target ? subjectLike(target) : { ...NAMELESS, words }, 'percent');
    if (change.direction) fact.direction = change.direction;
    fact.reason = this.reason;
    if (target && !this.reason) {
      fact.of = target.factId;
      fact.year = target.year;
    }
    // 比上年决算606.81万元，下降6.31%: the figure right before is what it has fallen from.
    const isBase = before?.basis === 'previous' && target !== undefined && before.at > target.at && this.text.slice(before.at, token.start).split(/[。；，]/).length <= 2;
    const from = isBase && !named ? before : undefined;
    const base = follows ? before.base : target && !this.reason ? (from ?? this.namedBase(words, target, token.start))?.factId : undefined;
    if (base !== undefined) fact.base = base;
    if (this.reason && !named) fact.topic = 'other';
    this.facts.push(fact);
  }

  /** What part of a whole the last figure is: 占本年支出合计的60%. `close`: nothing but a comma parts them. */
  private share(token: Token, share: string, words: string, close: boolean): void {
    const last = this.last;
    const fact = this.draft(token, last ? subjectLike(last) : { ...NAMELESS, words }, 'share');
    fact.reason = this.reason;
    if (last && !this.reason && close) {
      fact.of = last.factId;
      fact.year = last.year;
      const base = this.wholeOf(share, last);
      if (base) fact.base = base.factId;
      else if (share !== '') fact.whole = share;
    } else fact.topic = 'other';
    this.facts.push(fact);
  }

  /** How much of a budget was reached: 完成预算29.6万元的92.8%. `close`: the words begin right behind the figure before. */
  private rate(token: Token, words: string, close: boolean): void {
    const last = this.last;
    const reached = this.facts.at(-1);
    const ofBudget = /^的?$/.test(words) && close && last?.basis === 'final' && reached?.basis === 'budget' && reached.topic === last.topic && reached.at > last.at;
    const isKnown = (isRate(words) || ofBudget) && last !== undefined && !this.reason;
    if (!isKnown && this.facts.every((other) => other.claim === 'count')) return;
    const fact = this.draft(token, isKnown ? subjectLike(last) : { ...NAMELESS, words }, 'rate');
    fact.reason = this.reason;
    const final = isKnown ? this.finalOf(last) : undefined;
    if (isKnown && final !== undefined) {
      fact.of = final.factId;
      fact.year = final.year;
      const budget = this.facts.findLast((other) => other.basis === 'budget' && other.topic === last.topic && other.name === last.name);
      if (budget && (ofBudget || /预算/.test(words))) fact.base = budget.factId;
    }
    this.facts.push(fact);
  }

  /** The account that a rate behind a figure speaks of: the figure, or where that is the budget (年初预算472.9万元，完成年初预算的…) the account that the passage gave before. */
  private finalOf(last: Draft): Draft | undefined {
    if (last.basis !== 'budget') return last;
    return this.facts.findLast((other) => other.claim === 'amount' && other.basis === 'final' && !other.reason && other.at < last.at && other.topic === last.topic && other.topic !== 'other' && other.name === last.name && other.fund === last.fund && other.year === last.year);
  }

  /** Statements without a number: 与上年持平, 决算数大于预算数. */
  private statements(): void {
    if (!this.passage.narrative) return;
    const add = (at: number, length: number, direction: 'increase' | 'decrease' | 'flat', againstBudget: boolean): void => {
      const sentence = this.text.slice(this.sentenceStart(at), at);
      if (REASON.test(sentence.split(/[；]/).at(-1) ?? '')) return;
      const target = this.facts.findLast((fact) => fact.claim === 'amount' && fact.at < at && fact.basis !== 'previous' && !fact.reason);
      if (!target) return;
      const between = this.text.slice(target.at, at);
      // Another sentence or a figure list in between: no longer sure what the statement speaks of.
      if ((between.match(/[。；]/g)?.length ?? 0) > 1 || this.facts.some((fact) => fact.partOf !== undefined && fact.partOf === target.partOf && target.mark === '、' && fact.at < at)) return;
      const subjectWords = bareClause(this.text.slice(0, at).slice(clauseStart(this.text.slice(0, at))));
      if (subjectWords !== '' && !/^(?:均|也|都|基本)?$/.test(subjectWords)) {
        const own = this.subjectOf(subjectWords);
        if (own.own && (own.topic !== target.topic || own.topic === 'other')) return;
      }
      let budget: Draft | undefined;
      if (againstBudget) {
        // Without the budget, 完成年初预算的103% says on which side of it the account is.
        budget = this.facts.findLast((fact) => fact.basis === 'budget' && fact.topic === target.topic && fact.name === target.name) ?? this.facts.findLast((fact) => fact.claim === 'rate' && fact.of === target.factId && fact.at < at);
        if (!budget || target.basis !== 'final') return;
      }
      const token: Token = { kind: 'count', start: at, end: at + length, value: '', unit: '' };
      const fact = this.draft(token, subjectLike(target), 'change');
      fact.direction = direction;
      fact.of = target.factId;
      fact.year = target.year;
      const base = budget ?? this.namedBase(this.text.slice(at, at + length), target, at);
      if (base !== undefined) fact.base = base.factId;
      this.facts.push(fact);
    };
    for (const flat of flatsIn(this.text)) add(flat.at, flat.length, 'flat', flat.againstBudget);
    for (const side of sidesIn(this.text)) add(side.at, side.length, side.direction, true);
    this.facts.sort((a, b) => a.at - b.at);
  }
}

/** The mark that sets a figure off from the one before: the strongest of the words between them. */
function markOf(gap: string): string {
  return /[；。]/.exec(gap)?.[0] ?? /^[）]*([、，])/.exec(gap)?.[1] ?? '';
}

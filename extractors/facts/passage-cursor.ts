/**
 * The cursor of a passage: follows the words between two figures – stops, brackets, reasons, lists, the year of a sentence – and drafts facts.
 */
import { BOTH_SIDES, type Fact } from '../../schemas/fact.js';
import { COMPLETE, DIVISION, ENUMERATION, REASON, yearIn } from './clauses.js';
import { siblings, type Draft, type Opening } from './drafts.js';
import type { ItemByName } from './items.js';
import type { Passage } from './passages.js';
import { sectionFund, type Subject } from './subject.js';
import type { Token } from './tokens.js';
import { topicOf } from './vocabulary.js';

export interface FactContext {
  readonly year: number;
  readonly stage: string;
  readonly organisation: string;
  readonly itemByName?: ItemByName;
}

/** A list within a sentence (其中：…), open until its sentence or bracket ends. */
export interface Enumeration {
  readonly head: Draft | undefined;
  readonly change: Draft | undefined;
  readonly depth: number;
  readonly numbered: boolean;
  /** 包括, 分别: the list names all parts; 其中 need not. */
  readonly exhaustive: boolean;
  /** The side of a head that stands for both (收支总预算…。收入包括：…；支出包括：…). */
  readonly side?: 'revenue' | 'expenditure';
  readonly parts: Draft[];
}

/** What may stand between 其中 and the first part: how the parts are divided (其中：按功能分类科目，教育支出…). */
const BEFORE_PARTS = /^[：，]*(?:按[^，。；：]{2,16}(?:分类|科目|划分|分)[，：])?$/;
/** A sentence that begins with a way to divide. */
const DIVIDED = new RegExp(`^\\s*${DIVISION}[，：]$`);
/** The next item of a numbered list behind a semicolon. */
const NEXT_NUMBER = /^；(?:（?[\d一二三四五六七八九十]{1,2}[）、．.](?!\d)|[②-⑳])/;

export class PassageCursor {
  readonly facts: Draft[] = [];
  protected readonly text: string;
  protected enumerations: Enumeration[] = [];
  protected brackets: (Draft | undefined)[] = [];
  protected last: Draft | undefined;
  protected lastChange: Draft | undefined;
  protected lastCount: Draft | undefined;
  protected reason = false;
  protected sentenceYear = 0;

  constructor(
    protected readonly passage: Passage,
    protected readonly context: FactContext,
    private readonly nextId: () => string,
    protected readonly opening: Opening | undefined,
    /** Facts of the passages before. */
    protected readonly earlier: readonly Draft[] = [],
  ) {
    this.text = passage.text;
  }

  /** Follows the text between two figures: stops, brackets, reasons, the year of the sentence. */
  protected enter(gap: string): void {
    let clause = '';
    for (const [at, char] of [...gap].entries()) {
      if (char === '（') this.brackets.push(this.last);
      else if (char === '）' && this.brackets.length > 0) {
        const before = this.brackets.pop();
        if (before) this.last = before;
        this.enumerations = this.enumerations.filter((enumeration) => enumeration.depth <= this.brackets.length);
      }
      const stop = /[。；！？]/.test(char);
      if (stop || /[，：]/.test(char)) {
        // …增减变化的主要原因是：2018年预算合计…: a heading of the figures below, where none stands above it.
        if (REASON.test(clause) && !(char === '：' && this.facts.length === 0 && /^\s*20\d\d年/.test(gap.slice(at + 1)))) this.reason = true;
        if (stop) {
          this.reason = false;
          if (char === '。') {
            this.enumerations = this.enumerations.filter((enumeration) => enumeration.numbered && /^。(?:（?[\d一二三四五六七八九十]{1,2}[）、．.]|[②-⑳])/.test(gap.slice(at)));
            this.sentenceYear = 0;
          } else if (NEXT_NUMBER.test(gap.slice(at))) {
            // （2）…，其中…、…；（3）…: the list within the item ends with the item.
            const outer = this.enumerations.findLastIndex((enumeration) => enumeration.numbered);
            if (outer >= 0) this.enumerations = this.enumerations.slice(0, outer + 1);
          }
        } else if (yearIn(clause) > 0 && !this.reason) this.sentenceYear = yearIn(clause);
        clause = '';
      } else clause += char;
    }
    if (REASON.test(clause)) this.reason = true;
    if (/其中[：，]?[^，]*$/.test(gap) && !/原因/.test(gap)) this.reason = false;
    if (/(?:比|较|与|同)(?:上年|去年|上一年|20\d\d年)|年初预算|支出决算|完成/.test(clause) && !REASON.test(clause)) this.reason = false;
  }

  /** Opens an enumeration where the words between two figures say 其中 or 包括 right before the second. */
  protected openEnumeration(gap: string, clauseAt: number): void {
    const tail = gap.slice(Math.max(gap.lastIndexOf('。'), gap.lastIndexOf('；')) + 1);
    if (this.reason) return;
    const beginning = gap.slice(gap.length - tail.length, clauseAt);
    if (DIVIDED.test(beginning)) return this.openDivision(beginning);
    const match = ENUMERATION.exec(tail);
    if (!match) return;
    const rest = tail.slice(match.index + match[0].length, tail.length - (gap.length - clauseAt));
    if (!BEFORE_PARTS.test(rest) && clauseAt > gap.length - tail.length + match.index + match[0].length) return;
    const words = gap.slice(0, gap.length - tail.length + match.index);
    const before = words.replace(/(?:主要|具体)$/, '');
    const [, side] = /(?:^|[。；，])(收入|支出)$/.exec(before) ?? [];
    if (side !== undefined) return this.openSide(side === '收入' ? 'revenue' : 'expenditure');
    // 年末结转和结余…。本年支出的具体构成为：…: the whole is named once more, whatever the sentence before ends with.
    const named = topicOf(/。([^。；，：]+)$/.exec(before.replace(/的$/, ''))?.[1] ?? '');
    const whole = named && this.facts.findLast((fact) => fact.claim === 'amount' && fact.topic === named.topic && !fact.reason);
    const afterStop = before === '' ? '' : (/[。；]\s*$/.exec(before)?.[0] ?? '');
    const head = named ? whole : afterStop === '；' && this.enumerations.length > 0 ? undefined : afterStop === '。' ? this.sentenceHead() : (this.last ?? this.opening?.head);
    if (head?.reason) return;
    const numbered = /^(?:[：，])?(?:①|（?[1一][）、．.])/.test(tail.slice(match.index + match[0].length));
    const complete = !words.endsWith('主要') && (COMPLETE.test(match[0]) || numbered);
    this.enumerations.push({ head, change: this.lastChange, depth: this.brackets.length, numbered, exhaustive: COMPLETE.test(match[0]), parts: [] });
    if (head && head.parts === undefined) head.parts = complete ? 'complete' : 'partial';
  }

  /** 收入包括：…；支出包括：… are two lists: each is all of a total of both sides, and none is the detail of another figure. */
  private openSide(side: 'revenue' | 'expenditure'): void {
    const total = this.facts.findLast((fact) => fact.claim === 'amount' && fact.partOf === undefined && !fact.reason);
    const head = total !== undefined && BOTH_SIDES.has(total.topic) ? total : undefined;
    if (head !== undefined) head.parts = 'complete';
    this.enumerations.push({ head, change: undefined, depth: this.brackets.length, numbered: false, exhaustive: true, side, parts: [] });
  }

  /** Opens the list of a further way to divide what was divided before, or what the sentence before is about (按经济分类科目，工资福利支出…). */
  private openDivision(words: string): void {
    const divided = topicOf(words.replace(/^按|[，：]$/g, ''))?.topic;
    const head = this.facts.length === 0
      ? this.wholeOfSection((fact) => fact.claim === 'amount' && fact.topic === divided && divided !== 'other' && fact.partOf === undefined && !fact.reason)
      : (this.facts.findLast((fact) => fact.claim === 'amount' && fact.partOf === undefined && !fact.reason && fact.parts !== undefined) ?? this.sentenceHead());
    if (head === undefined || head.reason) return;
    head.parts = 'complete';
    this.enumerations = [{ head, change: undefined, depth: this.brackets.length, numbered: false, exhaustive: true, parts: [] }];
  }

  /** The one figure that earlier passages under the same heading give for a whole: 政府采购预算…万元。⏎按项目类型，其中：货物…万元；…. */
  protected wholeOfSection(isWhole: (fact: Draft) => boolean): Draft | undefined {
    const section = this.passage.path.join(' > ');
    const wholes = this.earlier.filter((fact) => fact.section === section && isWhole(fact));
    return new Set(wholes.map((fact) => fact.amount?.fen)).size === 1 ? wholes[0] : undefined;
  }

  /** The amount that the last sentence is about: its last one that is no part of another; undefined where it speaks of several things. */
  protected sentenceHead(): Draft | undefined {
    const heads = this.facts.filter((fact) => fact.claim === 'amount' && fact.partOf === undefined && !fact.reason && fact.basis !== 'previous');
    const last = heads.at(-1);
    if (last === undefined) return this.last;
    return heads.some((fact) => fact.sentence === last.sentence && siblings(fact, last)) ? undefined : last;
  }

  protected lastStop(at: number): number {
    return this.text.lastIndexOf('；', at - 1) + 1;
  }

  protected sentenceStart(at: number): number {
    return Math.max(this.text.lastIndexOf('。', at - 1) + 1, 0);
  }

  protected sentenceAround(at: number): string {
    const end = this.text.indexOf('。', at);
    return this.text.slice(this.sentenceStart(at), end < 0 ? this.text.length : end + 1);
  }

  protected draft(token: Token, subject: Subject, claim: Fact['claim']): Draft {
    const origin = this.passage.origin[token.start];
    const fund = subject.fund === '' && subject.topic !== 'other' ? sectionFund(this.passage) : subject.fund;
    return {
      factId: this.nextId(),
      topic: subject.topic,
      subject: subject.words,
      measure: subject.topic === 'other' ? '' : subject.measure,
      ...(subject.item ? { name: subject.item.name, path: subject.item.path } : {}),
      code: subject.item?.code ?? '',
      classification: subject.item?.classification ?? '',
      fund: fund === '' && this.opening && subject.topic === 'item' ? this.opening.head.fund : fund,
      year: this.context.year,
      claim,
      ...(token.amount && claim !== 'count' ? { amount: token.amount } : {}),
      value: token.value,
      unit: token.unit,
      section: this.passage.path.join(' > '),
      sentence: this.sentenceAround(token.start),
      paragraph: origin?.paragraph ?? 0,
      start: origin?.offset ?? 0,
      ...(this.passage.page === undefined ? {} : { page: this.passage.page }),
      basis: '',
      reason: false,
      mark: '',
      at: token.start,
    };
  }
}

/**
 * Which whole an amount of a passage is a part of: its natural one, the head of its list, or the line that announced it.
 */
import { BOTH_SIDES } from '../../schemas/fact.js';
import { join, siblings, standsBeside, type Draft } from './drafts.js';
import type { Enumeration } from './passage-cursor.js';
import { ReferenceReader } from './passage-references.js';
import { topicSide, type Subject, type Surroundings } from './subject.js';
import { parentsOf } from './vocabulary.js';

/** All spending of the publisher, or of a fund. */
const OF_FUNDS = /^(?:expenditure_total|(?:general_public|government_fund|state_capital|fiscal)_expenditure)$/;
/** What other sections and tables give one figure of. */
const SINGLE = /^(?:meeting|training|reception|overseas|vehicle_\w+)$/;
const TOTALS: ReadonlySet<string> = new Set(['revenue_total', 'expenditure_total', 'revenue_expenditure_total', 'fiscal_total']);

export class PlacingReader extends ReferenceReader {
  /** The whole of which the words before a figure may name a part: the side of a total of both, the head of its list, or the line that announced it. */
  protected wholeAround(enumeration: Enumeration | undefined): Surroundings['whole'] {
    if (enumeration?.side !== undefined) return { topic: `${enumeration.side}_total`, fund: enumeration.head?.fund ?? '' };
    return enumeration?.head ?? (this.facts.length === 0 ? this.opening?.head : undefined);
  }

  /** Links an amount to the whole that it is a part of: its natural whole, the head of its list, or the line that announced it. */
  protected place(fact: Draft, enumeration: Enumeration | undefined, subject: Subject): void {
    const parents = parentsOf(fact.topic);
    const isWhole = (other: Draft): boolean => other.claim === 'amount' && parents.includes(other.topic) && !other.reason && other.year === fact.year && other.basis === fact.basis;
    const natural = this.facts.findLast(isWhole) ?? (parents.includes('procurement') ? this.wholeOfSection(isWhole) : undefined);
    if (natural) {
      join(fact, natural);
      if (enumeration?.head === natural) enumeration.parts.push(fact);
      return;
    }
    let head = enumeration ? enumeration.head : this.facts.every((other) => other.claim !== 'amount') ? this.opening?.head : undefined;
    // 其中一般公共预算拨款政府采购 after the last part of 政府采购 is a part of the whole, not of that part.
    for (let above = head; above !== undefined && parentsOf(above.topic).includes(fact.topic); head = above) above = this.facts.find((other) => other.factId === above?.partOf);
    // 基本支出…，其中人员经费…；项目支出…: beside the head of the list, not in it.
    if (head && siblings(fact, head)) head = this.facts.find((other) => other.factId === head?.partOf);
    const sides = new Set([topicSide(fact.topic), head ? topicSide(head.topic) : '']);
    const mixed = sides.has('revenue') && sides.has('expenditure');
    if (enumeration && TOTALS.has(fact.topic) && (enumeration.parts.length > 0 || mixed)) {
      this.enumerations = [];
      return;
    }
    if (enumeration && mixed) {
      enumeration.parts.push(fact);
      return;
    }
    if (!head || !subject.own || head.basis !== fact.basis || head.year !== fact.year || (BOTH_SIDES.has(head.topic) && enumeration?.side === undefined)) return;
    if (head === this.opening?.head && this.opening.beside !== undefined && !standsBeside(fact, this.opening.beside)) return;
    const unlike = head.topic !== fact.topic || head.measure !== fact.measure || (fact.topic === 'item' && head.name !== fact.name) || (fact.topic === 'other' && enumeration !== undefined);
    if (!unlike || mixed) return;
    join(fact, head);
    enumeration?.parts.push(fact);
    // 会议费 and 公务用车运行维护费 of 机关运行经费 are what it pays of them, not all of them.
    if (head.topic === 'agency_operation' && SINGLE.test(fact.topic)) Object.assign(fact, { topic: 'other', measure: '' });
    // 一般公共预算支出…，其中：（1）行政运行…；（2）…: items, of which a fund has more.
    if (enumeration && !enumeration.exhaustive && OF_FUNDS.test(head.topic) && (fact.topic === 'item' || fact.topic === 'other')) head.parts = 'partial';
    if (fact.topic === 'other' && (head.topic === 'project' || head.topic === 'performance_funds' || (head.topic === 'other' && enumeration?.numbered === true))) fact.topic = 'project_part';
  }
}

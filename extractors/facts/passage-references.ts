/**
 * Which figure of a passage another one speaks of: what a change is a change of, what it is measured by, the whole of a share.
 */
import { bareClause } from './clauses.js';
import type { Draft } from './drafts.js';
import { CountReader } from './passage-counts.js';
import { subjectOf, type Subject, type Surroundings } from './subject.js';
import { topicOf } from './vocabulary.js';

export class ReferenceReader extends CountReader {
  /** What words that name something by themselves speak of; undefined where there are none. */
  protected ownSubject(words: string): Subject | undefined {
    return words === '' ? undefined : this.subjectOf(bareClause(words));
  }

  /** What words speak of. */
  protected subjectOf(words: string, { head, whole, before = '' }: { readonly head?: Draft | undefined; readonly whole?: Surroundings['whole']; readonly before?: string } = {}): Subject {
    return subjectOf(words, { passage: this.passage, organisation: this.context.organisation, itemByName: this.context.itemByName, head, whole, before });
  }

  /** The figure that a clause without a subject of its own goes on from: the last one, unless a list has several to choose from. */
  protected goesOn(): Draft | undefined {
    return this.last && this.last.basis !== 'previous' ? this.last : undefined;
  }

  /**
   * The amount that a change without a subject speaks of. After a list (其中：A、B、C，比上年增加) it is the list's head
   * when the list is set off by 、 and the last part when parts stand apart by ；; of a comma list it isn't said. A sentence of
   * its own behind the list (其中：A，B。与上年相比减少) goes on from the list's head.
   */
  protected changed(mark: string, at: number): Draft | undefined {
    const last = this.last;
    const enumeration = this.enumerations.at(-1);
    if (last?.partOf !== undefined && this.sentenceStart(at) > last.at && this.text.charAt(this.sentenceStart(at)) !== '）') return this.headOf(last) ?? last;
    if (!last || !enumeration || enumeration.parts.length < 2 || !enumeration.parts.includes(last)) return last;
    if (mark === '。') return undefined;
    if (mark === '；') return undefined;
    if (last.mark === '；' || last.mark === '。') return last;
    if (last.mark === '、') return enumeration.head;
    const earlier = enumeration.parts.slice(0, -1);
    return earlier.some((part) => this.facts.some((fact) => fact.of === part.factId)) ? last : undefined;
  }

  /** The head of a list that stands in the sentence of its part, or ends the sentence before (…3328万元。其中，因公出国…). */
  private headOf(part: Draft): Draft | undefined {
    const listed = this.text.slice(this.sentenceStart(part.at)).startsWith('其中');
    return this.facts.find((fact) => fact.factId === part.partOf && (fact.sentence === part.sentence || (listed && this.sentenceStart(part.at) <= this.text.indexOf('。', fact.at) + 1)));
  }

  /** The nearest amount of the passage with the same topic, fund and item as the words name. */
  protected sameSubject(subject: Subject): Draft | undefined {
    if (subject.topic === 'other') return undefined;
    // 收、支总计各增加 after 收入总计…，支出总计….
    const topics: readonly string[] = subject.topic === 'revenue_expenditure_total' ? [subject.topic, 'revenue_total', 'expenditure_total'] : subject.topic === 'fiscal_total' ? [subject.topic, 'fiscal_revenue', 'fiscal_expenditure'] : [subject.topic];
    return this.facts.findLast((fact) =>
      fact.claim === 'amount' && fact.basis !== 'previous' && !fact.reason && topics.includes(fact.topic)
      && (subject.item === undefined || fact.name === subject.item.name) && (subject.fund === '' || fact.fund === '' || fact.fund === subject.fund));
  }

  /** The one figure of the sentence that belongs to the year which a comparison names (2022年执行数为…，2023年安排…，比2022年执行数增加N%, or 持平). */
  protected namedBase(words: string, target: Draft, at: number): Draft | undefined {
    const year = Number(/(?:比|较|与)(20\d\d)年/.exec(words)?.[1] ?? 0);
    if (year === 0 || year === target.year) return undefined;
    const kind = (text: string): string => /执行|决算|预算/.exec(text.replace(/预算(?=执行)/, ''))?.[0] ?? '';
    const stated = this.facts.filter((fact) => fact.claim === 'amount' && !fact.reason && fact.year === year && fact.at >= this.sentenceStart(at) && fact.at < at);
    const [base] = stated;
    return base !== undefined && stated.length === 1 && kind(base.subject) === kind(words) ? base : undefined;
  }

  /** The whole that a share names (占本年支出合计的…), else the head of the list that its part stands in. */
  protected wholeOf(words: string, part: Draft): Draft | undefined {
    const head = this.facts.find((fact) => fact.factId === part.partOf) ?? (this.opening?.head.factId === part.partOf ? this.opening?.head : undefined);
    if (/^(?:比|比重|比例)?$/.test(words)) return head;
    const match = topicOf(words);
    if (match === undefined) return undefined;
    const { topic, measure } = match;
    if (head?.topic === topic) return head;
    // 本年支出合计 is not 支出总计.
    return this.facts.findLast((fact) => fact.claim === 'amount' && fact.topic === topic && fact.measure.replace(/_(?:budget|final)$/, '') === measure && fact.year === part.year && fact.basis === part.basis && fact !== part);
  }
}

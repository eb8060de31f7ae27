/**
 * Counts of a passage: vehicles, staff, projects, receptions – what a number with a counting unit counts, and which count it is a part of.
 */
import type { FactTopic } from '../../schemas/fact.js';
import { bareClause, clauseStart } from './clauses.js';
import { PassageCursor } from './passage-cursor.js';
import type { Token } from './tokens.js';
import { countOf } from './vocabulary.js';

export class CountReader extends PassageCursor {
  /** What a number with a counting unit counts; undefined where it is none of the things that are kept. */
  protected counted(token: Token, gap: string): { readonly topic: FactTopic; readonly measure: string } | undefined {
    const words = bareClause(gap.slice(clauseStart(gap)));
    const after = this.text.slice(token.end, token.end + 8).split(/[，。；、\d]/)[0] ?? '';
    const near = `${words}#${/^[一二级个项大重]*[一二]?级?(?:重点|绩效|一般|部门)?项目/.test(after) ? '项目' : ''}`;
    const sentence = this.text.slice(this.sentenceStart(token.start), token.end + 12);
    let found = countOf(near, token.unit);
    if (found?.topic === 'performance_projects' && !/绩效|纳入|编报|评价|自评|一级/.test(sentence + this.passage.path.join(''))) found = undefined;
    if (!this.passage.narrative && found?.topic !== 'staff') return undefined;
    if (found) return found;
    const before = this.lastCount;
    // 公务接待24批次，210人次.
    if (before !== undefined && before === this.facts.at(-1) && /^[，、]?共?$/.test(gap) && /^(?:batches|groups)$/.test(before.measure) && /^人次?$/.test(token.unit)) return { topic: before.topic, measure: 'persons' };
    const follows = this.enumerations.length > 0 && before?.unit === token.unit && /^[），、；：]/.test(gap) && before.topic !== 'performance_projects' && words.length <= 24;
    return follows ? { topic: before.topic, measure: before.measure } : undefined;
  }

  protected count(token: Token, gap: string, topic: { readonly topic: FactTopic; readonly measure: string }): void {
    const at = clauseStart(gap);
    const words = bareClause(gap.slice(at));
    const after = this.text.slice(token.end, token.end + 8).split(/[，。；、\d]/)[0] ?? '';
    this.openEnumeration(gap, at);
    const fact = this.draft(token, { topic: topic.topic, measure: topic.measure, fund: '', words: words === '' ? after : words, own: true }, 'count');
    if ((topic.topic === 'vehicles' || topic.topic === 'equipment') && /购置|配备|新增|更新|采购/.test(this.text.slice(Math.max(this.sentenceStart(token.start), this.lastStop(token.start)), token.start).split(/截至|共有|保有/).at(-1) ?? '')) fact.measure = 'purchase';
    fact.year = this.countYear(token.start);
    fact.reason = this.reason;
    const list = this.enumerations.at(-1);
    const head = list && list.parts.length > 0 ? list.parts[0] : undefined;
    const whole = head ? this.facts.find((other) => other.factId === head.partOf) : list ? this.lastCount : undefined;
    // 实有119人 after 编制125人，其中… is a count of its own.
    const anew = topic.topic === 'staff' && list !== undefined && list.parts.length > 0 && /实有|在职|在编|在岗|离退休|编制/.test(words) && !/^(?:行政|事业|工勤)/.test(words);
    if (anew) this.enumerations.pop();
    if (!anew && list && whole && whole.claim === 'count' && whole.unit === token.unit && whole.topic === fact.topic) {
      fact.partOf = whole.factId;
      fact.measure = whole.measure;
      if (whole.parts === undefined) whole.parts = 'partial';
      list.parts.push(fact);
    }
    this.facts.push(fact);
    this.lastCount = fact;
  }

  /** Year of a count: that of 截至2025年12月31日 or of the sentence. */
  private countYear(at: number): number {
    const sentence = this.text.slice(this.sentenceStart(at), at);
    const match = [...sentence.matchAll(/(20\d\d)年/g)].at(-1);
    return match ? Number(match[1]) : this.context.year;
  }
}

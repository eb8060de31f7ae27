/**
 * Facts: every number that the narrative (编制说明, 情况说明) claims, with its subject, kind of claim and links.
 */
import type { Paragraph } from '../../schemas/block.js';
import { headingAbove, headingsOf, type Fact } from '../../schemas/fact.js';
import { numberOf } from '../../schemas/numbering.js';
import { isWhole, type Draft, type Opening } from './drafts.js';
import type { FactContext } from './passage-cursor.js';
import { LINE, PassageReader } from './passage-facts.js';
import { passagesOf, type Passage } from './passages.js';
import { fundOf, topicOf, type TopicMatch } from './vocabulary.js';

export type { FactContext } from './passage-cursor.js';

/** A list that a passage announced (…包括：), and the numbering of its lines once it is known. */
interface OpenList {
  readonly opening: Opening;
  readonly announcedBy: number;
  kind: number | undefined;
  /** Number of its last line. */
  last: number;
}

const ANNOUNCES = /(?:[：]|如下|其中)[。，]?$/;

/**
 * Reads the facts of a document, in document order. `context.itemByName` gives the codes that an item's name may mean.
 * A figure whose subject isn't known keeps topic `other`; a link is set only where the wording settles it.
 */
export function readFacts(paragraphs: readonly Paragraph[], context: FactContext): Fact[] {
  let count = 0;
  const nextId = (): string => `d${(count += 1)}`;
  const drafts: Draft[] = [];
  let lists: OpenList[] = [];
  let lines: Opening | undefined;
  for (const passage of passagesOf(paragraphs)) {
    if (passage.enumerator >= 0) {
      while (lists.length > 0) {
        const list = lists.at(-1);
        if (!list || list.kind === passage.enumerator) break;
        if (list.kind === undefined && passage.enumerator > list.announcedBy) {
          list.kind = passage.enumerator;
          break;
        }
        if (list.kind !== undefined && passage.enumerator > list.kind) break;
        lists.pop();
      }
    }
    const list = sequence(lists, passage);
    const opening = list && list.kind === passage.enumerator && passage.enumerator >= 0 ? list.opening : undefined;
    lines = passage.enumerator < 0 && LINE.test(passage.text) ? lines : undefined;
    const reader = new PassageReader(passage, context, nextId, opening ?? lines, drafts);
    drafts.push(...reader.read());
    lines = reader.openLines ?? lines;
    const head = reader.openingHead;
    if (ANNOUNCES.test(passage.text) && head) {
      lists.push({ opening: { head, change: reader.openingChange }, announcedBy: passage.enumerator, kind: undefined, last: 0 });
      head.parts ??= /其中[：，]?$/.test(passage.text) ? 'partial' : 'complete';
    }
    if (passage.enumerator === -1 && passage.path.length <= 1 && passage.text.length <= 40 && !ANNOUNCES.test(passage.text)) lists = [];
  }
  settleCodes(drafts, context);
  nameWholes(drafts);
  return finish(drafts);
}

/**
 * The innermost open list, if the passage is its next line. A number out of sequence (3. after 4.) is a line of some list
 * within the last line: the list is given up, and what it has so far is not all of its head.
 */
function sequence(lists: OpenList[], passage: Passage): OpenList | undefined {
  const list = lists.at(-1);
  if (!list || list.kind !== passage.enumerator || passage.enumerator < 0) return list;
  const number = numberOf(passage.text.slice(0, passage.lead));
  if (number === list.last + 1) {
    list.last = number;
    return list;
  }
  list.opening.head.parts = 'partial';
  lists.pop();
  return undefined;
}

/** Items whose name several sections share (行政运行) take the section that the other items of their list settle. */
function settleCodes(drafts: readonly Draft[], context: FactContext): void {
  const { itemByName } = context;
  if (!itemByName) return;
  for (const draft of drafts) {
    if (draft.topic !== 'item' || draft.code !== '' || draft.name === undefined || draft.path?.length !== 1) continue;
    const sections = new Set(drafts.filter((other) => other.topic === 'item' && other.code.length === 7 && headingAbove(other) === headingAbove(draft)).map((other) => other.code.slice(0, 5)));
    const codes = [...new Set(itemByName(draft.name))].filter((code) => code.length === 7 && sections.has(code.slice(0, 5)));
    if (codes.length === 1) draft.code = codes[0] ?? '';
  }
}

/**
 * Shares of a whole that their words name and another passage states (占一般公共预算支出的96.4%): the figure that the document
 * gives for those words, or where it gives several, the one of the same chapter. 支出总计 is not 支出合计.
 */
function nameWholes(drafts: readonly Draft[]): void {
  for (const share of drafts) {
    const named = share.whole === undefined ? undefined : topicOf(share.whole);
    const part = drafts.find((other) => other.factId === share.of);
    // 涉及项目支出5,022万元，占100%: of the money that is judged, which need not be all of the named.
    if (named === undefined || part === undefined || named.topic === part.topic || part.topic === 'performance_funds') continue;
    const fund = named.fund === '' ? fundOf(share.whole ?? '') : named.fund;
    const stated = drafts.filter((other) => other.claim === 'amount' && !other.reason && other !== part && isNamed(other, { ...named, fund }) && other.year === part.year && other.basis === part.basis);
    const near = stated.filter((other) => chapterOf(other) === chapterOf(part));
    const whole = [stated, near].find((some) => new Set(some.map((other) => other.amount?.fen)).size === 1)?.[0];
    if (whole !== undefined) share.base = whole.factId;
  }
}

const isNamed = (fact: Draft, { topic, measure, fund }: TopicMatch): boolean =>
  fact.topic === topic && (fact.measure.replace(/_(?:budget|final)$/, '') === measure || /合计/.test(fact.subject)) && (fund === '' || fact.fund === '' || fact.fund === fund || (fact.fund === 'fiscal' && fund === 'general_public'));

const chapterOf = (fact: Draft): string => headingsOf(fact)[0] ?? '';

/** Numbers the facts in document order and drops what only reading needed. */
function finish(drafts: readonly Draft[]): Fact[] {
  const ids = new Map(drafts.map((draft, index) => [draft.factId, `f${index + 1}`]));
  const id = (old: string | undefined): string | undefined => (old === undefined ? undefined : ids.get(old));
  return drafts.map((draft) => {
    const { basis: _basis, reason: _reason, mark: _mark, at: _at, whole: _whole, of, partOf, base, parts, ...fact } = draft;
    const links = { of: id(of), partOf: id(partOf), base: id(base) };
    const members = drafts.filter((other) => other.partOf === draft.factId);
    const all = members.length > 0 && isWhole(draft, members);
    return {
      ...fact,
      factId: id(draft.factId) ?? draft.factId,
      ...(links.of === undefined ? {} : { of: links.of }),
      ...(links.partOf === undefined ? {} : { partOf: links.partOf }),
      ...(links.base === undefined ? {} : { base: links.base }),
      ...(members.length === 0 ? {} : { parts: all ? ('complete' as const) : (parts ?? 'partial') }),
    };
  });
}

/**
 * A reason for every change (增减变化原因): where the narrative says that a figure rose or fell, it says why, there or where
 * it speaks of the same change again.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { listed, type Finding } from '../../../schemas/finding.js';
import { addTo } from '../../../schemas/groups.js';
import type { Counter } from '../../normalise/observations.js';
import { printed, quoted, subjectOf } from '../narrative/outcome.js';
import type { TextView } from './view.js';

const REASON = 'narrative/reason-missing';
/** Words that begin a reason, or tell what the money is for. */
const BECAUSE = /原因|由于|因|主要|系|为了|根据|按照|用于|随着|受/;
/** Statements shown in a message. */
const SHOWN = 8;

/** Changes for which no reason is given; one finding with the list. */
export function checkReasons(view: TextView, counter: Counter): Finding[] {
  const { facts, paragraphs } = view.document;
  if (!view.hasNarrative || !view.complete) return [];
  const byId = new Map(facts.map((fact) => [fact.factId, fact]));
  const changes = new Map<string, { readonly fact: Fact; readonly now: Fact }[]>();
  for (const fact of facts) {
    const now = fact.of === undefined ? undefined : byId.get(fact.of);
    if (fact.claim !== 'change' || fact.direction === 'flat' || fact.amount === undefined || fact.amount.fen === 0n || now === undefined || now.topic === 'other') continue;
    const key = `${fact.direction} ${fact.amount.fen}`;
    addTo(changes, key, { fact, now });
  }
  const bare = [...changes.values()].flatMap((list) => (list.some(({ fact }) => BECAUSE.test(after(fact, paragraphs))) ? [] : (list[0] ?? [])));
  counter.applies(REASON, changes.size);
  counter.fails(REASON, bare.length);
  const [first] = bare;
  if (first === undefined) return [];
  const statements = bare.map(({ fact, now }) => `${subjectOf(now)}${fact.direction === 'decrease' ? '减少' : '增加'}${printed(fact)}`);
  return [{
    rule: REASON, ...(first.fact.page === undefined ? {} : { page: first.fact.page }), cause: 'published',
    params: { count: String(bare.length), list: listed(statements, SHOWN, '处') },
    cells: bare.map(({ fact }) => fact.factId),
    evidence: bare.map(({ fact }, i) => ({ statement: `${statements[i] ?? ''}：${quoted(fact.sentence)}`, cells: [fact.factId] })),
  }];
}

/** What follows the change: the rest of its paragraph and the next one. */
const after = (fact: Fact, paragraphs: NormalisedDocument['paragraphs']): string => `${paragraphs[fact.paragraph]?.text.slice(fact.start) ?? ''}${paragraphs[fact.paragraph + 1]?.text ?? ''}`;

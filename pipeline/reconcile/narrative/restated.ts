/**
 * The same figure said twice: totals, “三公”, 机关运行经费, 政府采购 and staff of the document that differ from one sentence to another.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact, FactTopic } from '../../../schemas/fact.js';
import { addTo } from '../../../schemas/groups.js';
import { Counter } from '../../normalise/observations.js';
import { meet, rangeOf } from '../intervals.js';
import { printed, quoted, subjectOf, yuan, type Outcome } from './outcome.js';
import { speaksOfUnit } from './scope.js';

const RESTATED = 'narrative/restated';
/** Topics of which a document has one figure only, whatever the sentence. */
const SINGLE: ReadonlySet<FactTopic> = new Set(['three_public', 'overseas', 'reception', 'vehicle_subtotal', 'vehicle_purchase', 'vehicle_operation', 'agency_operation', 'procurement']);
/** Kinds of staff of which a document has one number, once words for the publisher are gone. */
const STAFF = /^(?:人员编制|编制人数|(?:人员)?总编制|实有人员|实有人数|在职人员|离退休人员|退休人员|离休人员)(?:总数|数)?(?:共|共有|为|共计)?$/;
/** When staff was counted: numbers of different days may differ. */
const DATE = /(?:20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?|上年|去年|本年)(?:末|底|初)?/;
/** Sentences on the publisher, not on one of its units. */
const OF_US = /^(?:截[至止][^，]*，)?(?:本部门|本单位|我部门|我单位|我局|全局|人员编制|编制人数|实有|在职|离退休|单位管理)/;
const OWN = /^(?:本部门|本单位|我部门|我单位|我局|单位管理的|现有|共有|核定|其中)+/;

/**
 * Checks figures that no table settles. `settled` are the facts that were held against a table: whichever of them is wrong
 * is found there.
 */
export function checkRestated({ identity, facts }: NormalisedDocument, settled: ReadonlySet<string>, counter: Counter): Outcome[] {
  const byId = new Map(facts.map((fact) => [fact.factId, fact]));
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (isStaff(fact) && !speaksOfUnit(fact, byId, identity)) {
      const key = `staff ${fact.subject.replace(OWN, '')} ${DATE.exec(fact.sentence)?.[0] ?? ''}`;
      addTo(groups, key, fact);
    }
    if (fact.claim !== 'amount' || fact.amount === undefined || !SINGLE.has(fact.topic) || settled.has(fact.factId)) continue;
    if (fact.topic === 'procurement' && (fact.partOf !== undefined || !/^(?:20\d\d年(?:度)?)?.{0,30}?政府采购(?:支出)?(?:预算|金额|安排|支出)*(?:总额|总计|合计|数|共计|共)*(?:为)?$/.test(fact.subject))) continue;
    if ((fact.year !== identity.fiscalYear && fact.year !== 0) || speaksOfUnit(fact, byId, identity)) continue;
    // Where nothing says whether it is a budget or an account, the words do: 预算数2711.65万元、决算数2488.79万元.
    const stage = identity.stage === '' && /决算|执行/.test(fact.subject) ? 'final' : identity.stage;
    const key = `${fact.topic} ${fact.measure} ${fact.fund} ${stage}`;
    addTo(groups, key, fact);
  }
  return [...groups.values()].flatMap((stated) => {
    const [first, ...again] = stated;
    if (first === undefined || again.length === 0) return [];
    counter.applies(RESTATED, again.length);
    const differing = again.filter((fact) => (fact.amount === undefined || first.amount === undefined ? fact.value !== first.value : !meet(rangeOf(fact.amount), rangeOf(first.amount))));
    if (differing.length === 0) return [];
    counter.fails(RESTATED, differing.length);
    return [finding(first, differing)];
  });
}

/** All staff of one kind (编制, 实有, 离退休), not a part of a list. */
const isStaff = ({ claim, topic, partOf, subject, sentence }: Fact): boolean => claim === 'count' && topic === 'staff' && partOf === undefined && STAFF.test(subject.replace(OWN, '')) && OF_US.test(sentence);

function finding(first: Fact, differing: readonly Fact[]): Outcome {
  const other = differing[0] ?? first;
  const cells = [first, ...differing].map((fact) => fact.factId);
  const difference = other.amount === undefined || first.amount === undefined ? undefined : yuan(other.amount.fen - first.amount.fen);
  return {
    suspects: cells,
    finding: {
      rule: RESTATED,
      ...(other.measure === '' ? {} : { measure: other.measure }),
      ...(other.page === undefined ? {} : { page: other.page }),
      published: printed(other),
      expected: printed(first),
      ...(difference === undefined ? {} : { difference }),
      cause: 'published',
      params: { subject: subjectOf(first), first: quoted(first.sentence), second: quoted(other.sentence) },
      cells,
      evidence: [first, ...differing].map((fact) => ({ statement: quoted(fact.sentence), cells: [fact.factId], published: printed(fact) })),
    },
  };
}

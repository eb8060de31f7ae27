/**
 * Funds of performance goals (绩效目标) against the tables, where the document says what they cover: all projects (项目支出),
 * or all of a fund (绩效目标管理全覆盖).
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact, FactTopic } from '../../../schemas/fact.js';
import { Counter } from '../../normalise/observations.js';
import { meet, rangeOf } from '../intervals.js';
import type { TableCells } from './cells.js';
import { cellPlace, cellText, printed, quoted, sentenceKey, yuan, type Outcome } from './outcome.js';
import { cellsFor } from './places.js';

const COVERED = 'narrative/projects-covered';
/** 所有项目支出纳入绩效管理, 项目支出均实行绩效目标管理, 政策和项目全面实施绩效目标管理. */
const ALL_PROJECTS = /(?:所有|全部)项目(?:支出|经费)?[^，。；]{0,16}绩效|项目(?:支出|经费)?(?:均|都|全部|全面)(?:已)?(?:实行|实施|纳入|编制|设置)[^，。；]{0,12}绩效/;
const WHOLE = /绩效(?:目标)?管理(?:实现)?(?:了)?全覆盖/;
const OF_FUND = 'general_public_expenditure';
/** Words of a part of the projects. */
const SUBSET = /重点|试点|评价|自评|监控|抽/;

/** @param told facts that a finding on the projects holds already */
export function checkCovered({ facts, identity, tables }: NormalisedDocument, cells: TableCells, told: ReadonlySet<string>, counter: Counter): Outcome[] {
  const seen = new Set<string>();
  // The table of all funds says nothing against what the text gives of one that has a table of its own.
  const hasFund = tables.some(({ table }) => table.kind === OF_FUND);
  return facts.flatMap((fact): Outcome[] => {
    if (fact.claim !== 'amount' || fact.amount === undefined || fact.partOf !== undefined || (fact.year !== identity.fiscalYear && fact.year !== 0)) return [];
    const topic = topicOf(fact);
    // The first amount of the sentence is all of it; what follows are its funds.
    if (topic === undefined || seen.has(sentenceKey(fact))) return [];
    seen.add(sentenceKey(fact));
    const { amount } = fact;
    const found = cellsFor({ topic, measure: topic === 'project' ? 'project' : 'total', fund: fact.fund, subject: fact.subject }, cells).filter((cell) => cell.amount !== undefined && !cell.unit);
    const cell = found.find(({ table }) => fact.fund !== 'general_public' || !hasFund || table.kind === OF_FUND);
    if (cell === undefined || told.has(fact.factId)) {
      if (cell === undefined) counter.cannot(COVERED, 'label not found');
      return [];
    }
    counter.applies(COVERED);
    if (found.some((one) => one.amount !== undefined && meet(rangeOf(one.amount), rangeOf(amount)))) return [];
    counter.fails(COVERED);
    const difference = yuan(amount.fen - (cell.amount?.fen ?? 0n));
    const values = { published: printed(fact), expected: cellText(cell), difference };
    const references = [fact.factId, cell.ref];
    return [{
      suspects: [fact.factId],
      finding: {
        rule: COVERED, tableKind: cell.table.kind, ...(fact.page === undefined ? {} : { page: fact.page }), ...values,
        params: { place: cellPlace(cell), sentence: quoted(fact.sentence) }, cells: references,
        evidence: [{ statement: `绩效目标涉及 ${values.published}；${cellPlace(cell)} ${values.expected}`, cells: references, ...values }],
      },
    }];
  });
}

/** What the funds of a sentence on goals are, by its words; undefined where it leaves that open. */
function topicOf({ sentence, subject }: Fact): FactTopic | undefined {
  if (SUBSET.test(sentence)) return undefined;
  if (ALL_PROJECTS.test(sentence)) return 'project';
  return WHOLE.test(sentence) && /一般公共预算/.test(subject) ? 'general_public_expenditure' : undefined;
}

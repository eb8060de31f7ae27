/**
 * Funds of performance goals (绩效目标) against the tables, where the document says what they cover: all projects (项目支出),
 * all of a fund (绩效目标管理全覆盖), or all spending (整体支出纳入绩效目标管理).
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact, FactTopic } from '../../../schemas/fact.js';
import { Counter } from '../../normalise/observations.js';
import { meet, rangeOf } from '../intervals.js';
import { insteadOf } from './cells-of-fact.js';
import type { TableCell, TableCells } from './cells.js';
import { cellPlace, cellText, printed, quoted, sentenceKey, yuan, type Outcome } from './outcome.js';
import { cellsFor } from './places.js';
import { inStepsOf, isSlip } from './slips.js';

const COVERED = 'narrative/projects-covered';
/** 所有项目支出纳入绩效管理, 项目支出均实行绩效目标管理, 政策和项目全面实施绩效目标管理. */
const ALL_PROJECTS = /(?:所有|全部)项目(?:支出|经费)?[^，。；]{0,16}绩效|项目(?:支出|经费)?(?:均|都|全部|全面)(?:已)?(?:实行|实施|纳入|编制|设置)[^，。；]{0,12}绩效/;
/** 占财政性资金（人员类和运转类中的公用经费项目支出除外）总额的比例为100%: all that is neither staff nor office. */
const ALL_BUT_BASIC = /人员类和[^）)]*公用经费项目支出除外[）)]总额的比例为100(?:\.0+)?%/;
const OVERALL = /整体支出(?:全部|均)?(?:已)?纳入(?:部门|预算)?绩效(?:目标)?(?:管理)?/;
const WHOLE = /绩效(?:目标)?管理(?:实现)?(?:了)?全覆盖/;
/** 本部门共6个项目纳入绩效目标管理: all of them, though nothing says so. */
const SOME_PROJECTS = /共\d+个项目纳入(?:部门|预算)?绩效(?:目标)?管理/;
const OF_FUND = 'general_public_expenditure';
/** Words of a part of the projects. */
const SUBSET = /重点|试点|评价|自评|监控|抽/;
/** Words between the funds of all projects and what of them is 财政拨款. */
const OF_THEM = /^[\d,，.]+\s*万?元[，,]其中[：:]?财政拨款(?:资金)?$/u;

/** What the funds of a sentence on goals, or of one clause of it, are. `slips`: nothing says so, and only a slip of a digit shows it. */
interface Scope {
  readonly topics: readonly FactTopic[];
  readonly ofClause?: true;
  readonly slips?: true;
}

/** @param told facts that a finding on the projects holds already */
export function checkCovered({ facts, identity, tables, paragraphs }: NormalisedDocument, cells: TableCells, told: ReadonlySet<string>, counter: Counter): Outcome[] {
  const seen = new Set<string>();
  // The table of all funds says nothing against what the text gives of one that has a table of its own.
  const hasFund = tables.some(({ table }) => table.kind === OF_FUND);
  return facts.flatMap((fact, at): Outcome[] => {
    if (fact.claim !== 'amount' || fact.amount === undefined || fact.partOf !== undefined || (fact.year !== identity.fiscalYear && fact.year !== 0)) return [];
    const text = paragraphs[fact.paragraph]?.text ?? fact.sentence;
    const clause = clauseAt(text, fact.start);
    const scope = scopeOf(fact, clause);
    // The first amount of a sentence, or of a clause that says so, is all of it; what follows are its funds.
    const key = `${sentenceKey(fact)} ${scope?.ofClause === true ? clause : ''}`;
    if (scope === undefined || seen.has(key)) return [];
    seen.add(key);
    const all = scope.topics.flatMap((topic) => cellsFor({ topic, measure: topic === 'project' ? 'project' : 'total', fund: fact.fund, subject: fact.subject }, cells)).filter((cell) => !cell.unit);
    const found = all.filter((one) => one.amount !== undefined);
    const cell = found.find(({ table }) => fact.fund !== 'general_public' || !hasFund || table.kind === OF_FUND);
    const isLost = !found.some((one) => meets(fact, one)) && all.some((one) => isOpen(fact, one, found, cells));
    if (cell === undefined || isLost || told.has(fact.factId)) {
      if (cell === undefined || isLost) counter.cannot(COVERED, 'label not found');
      return [];
    }
    const part = facts.slice(at + 1).find((other) => other.claim === 'amount' && other.paragraph === fact.paragraph);
    const ofThem = part === undefined || scope.ofClause === true || !scope.topics.includes('project') || !OF_THEM.test(text.slice(fact.start, part.start)) ? [] : held(part, cells.heads.filter((one) => one.table.kind === 'project_expenditure' && one.whole && !one.unit && one.measure === 'fiscal_appropriation' && one.suffix === '' && one.amount !== undefined), counter);
    return [...held(fact, scope.slips === undefined ? [cell, ...found] : found.filter((one) => isNear(fact, one)), counter), ...ofThem];
  });
}

/** The clause that an amount stands in, from one full stop or semicolon to the next. */
function clauseAt(text: string, start: number): string {
  const from = Math.max(text.lastIndexOf('。', start), text.lastIndexOf('；', start)) + 1;
  const end = /[。；]/.exec(text.slice(start))?.index ?? text.length - start;
  return text.slice(from, start + end);
}

/** What the funds of a clause on goals are, by its words; undefined where it leaves that open. */
function scopeOf({ sentence, subject, topic }: Fact, clause: string): Scope | undefined {
  if (ALL_BUT_BASIC.test(clause)) return { topics: ['project'], ofClause: true };
  if (topic === 'performance_funds' && OVERALL.test(clause)) return { topics: ['expenditure_total', 'fiscal_expenditure'], ofClause: true };
  if (topic === 'performance_funds' && SOME_PROJECTS.test(clause)) return { topics: ['project'], ofClause: true, slips: true };
  if (SUBSET.test(sentence)) return undefined;
  if (ALL_PROJECTS.test(sentence)) return { topics: ['project'] };
  return WHOLE.test(sentence) && /一般公共预算/.test(subject) ? { topics: ['general_public_expenditure'] } : undefined;
}

const meets = ({ amount }: Fact, cell: TableCell): boolean => amount !== undefined && cell.amount !== undefined && meet(rangeOf(amount), rangeOf(cell.amount));

/** Whether a total is wrong, as what its classes add up to is meant, or empty above its lines, so that it is not known what it was: unless a slip of a digit leads to another one. */
function isOpen(fact: Fact, total: TableCell, others: readonly TableCell[], cells: TableCells): boolean {
  const { sums, above } = insteadOf([total], cells);
  return sums.some((sum) => meets(fact, sum)) || (above.length > 0 && (total.amount?.fen ?? 0n) === 0n && !others.some((other) => isNear(fact, other)));
}

const isNear = (fact: Fact, cell: TableCell): boolean =>
  meets(fact, cell) || (fact.amount !== undefined && cell.amount !== undefined && isSlip(fact.amount.fen, inStepsOf(fact.amount, cell.amount.fen)));

/** A figure against the cells of which one must be it, the first of them shown. */
function held(fact: Fact, [cell, ...others]: readonly TableCell[], counter: Counter): Outcome[] {
  const { amount } = fact;
  if (amount === undefined || cell === undefined) return [];
  counter.applies(COVERED);
  if ([cell, ...others].some((one) => meets(fact, one))) return [];
  counter.fails(COVERED);
  const values = { published: printed(fact), expected: cellText(cell), difference: yuan(amount.fen - (cell.amount?.fen ?? 0n)) };
  const cells = [fact.factId, cell.ref];
  return [{
    suspects: [fact.factId],
    finding: {
      rule: COVERED, tableKind: cell.table.kind, ...(fact.page === undefined ? {} : { page: fact.page }), ...values,
      params: { place: cellPlace(cell), sentence: quoted(fact.sentence) }, cells,
      evidence: [{ statement: `绩效目标涉及 ${values.published}；${cellPlace(cell)} ${values.expected}`, cells, ...values }],
    },
  }];
}

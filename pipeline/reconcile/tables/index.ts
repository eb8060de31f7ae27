/**
 * The figures of a document's tables: every identity within and between them, judged, counted, and its violations as
 * findings by cause.
 */
import type { CellCover, CheckResult, NormalisedDocument } from '../../../schemas/document.js';
import type { CellRef, Proposal } from '../../../schemas/finding.js';
import { UNREAD_PICTURES } from '../../../schemas/rules.js';
import type { TableKindSpec } from '../../../schemas/table-kind.js';
import { Counter } from '../../normalise/observations.js';
import { decide, type CellFacts } from '../decided.js';
import { explain, isOpenLine, rowProposals } from '../localise/causes.js';
import { namedLinesOf } from '../localise/missing-lines.js';
import { judge, subject, wholeOf, type Figure, type Identities, type Identity } from '../identity.js';
import { checkAligned } from './aligned.js';
import { checkBlankHeads } from './blank-heads.js';
import { checkBlankLines } from './blank-lines.js';
import { checkEmptied } from './emptied.js';
import { checkCounted } from './counted.js';
import { checkUnnamed } from './unnamed.js';
import { unanswered } from './answered.js';
import { checkAmounts } from './amounts.js';
import { balanceIdentities } from './balance.js';
import { columnsIdentities } from './columns.js';
import { crossIdentities } from './cross.js';
import { putBack } from './displaced.js';
import { displacedFindings, displacedProposals } from './displaced-findings.js';
import { findingsOf, listingFindings, rowFindings, shortFindings } from './findings.js';
import { rowsIdentities } from './lists.js';
import { budgetOfDocument, type Budget } from './nesting.js';
import { checkPercentages } from './percentages.js';
import { figuresOf, type FiguredTable } from './rows.js';
import { setsOf } from './sets.js';

const TABLE_RULES = [
  'sum/children', 'sum/total', 'sum/lines', 'sum/row', 'sum/side', 'sum/part', 'sum/balance', 'sum/listing', 'sum/columns', 'sum/parts-short', 'sum/displaced',
  'cross/total', 'cross/class', 'cross/revenue', 'cross/fund', 'cross/basic', 'cross/code', 'cross/project', 'cross/bound',
] as const;
/** Tables whose cells are no columns of amounts. */
const NO_TABLES = new Set(['project_performance', 'overall_performance', 'other']);

/** Rules of what only recognition reads. */
const NEEDS_OCR: readonly string[] = ['page/needs-ocr', ...UNREAD_PICTURES];

/** The figures of the tables that have columns of amounts. */
const figured = (document: NormalisedDocument, kinds: readonly TableKindSpec[]): FiguredTable[] => document.tables.filter((t) => !NO_TABLES.has(t.table.kind)).map((t) => figuresOf(t, kinds));

/** What each table says by itself. */
type OwnIdentities = Map<FiguredTable, { readonly parts: readonly Identities[]; readonly nothings: ReadonlySet<Figure> }>;

function ownIdentities(table: FiguredTable, budget: Budget, known: OwnIdentities): NonNullable<ReturnType<OwnIdentities['get']>> {
  const before = known.get(table);
  if (before !== undefined) return before;
  const columns = columnsIdentities(table);
  const nothings = nothingsOf(columns.identities);
  const own = { parts: [rowsIdentities(table, budget, nothings), columns, { identities: balanceIdentities(table.lists), uncheckable: [] }], nothings };
  known.set(table, own);
  return own;
}

/**
 * All identities of a document's tables, and those that can't be made.
 * @param known what tables say by themselves, of those that have been asked
 */
export function identitiesOf(document: NormalisedDocument, kinds: readonly TableKindSpec[], tables: readonly FiguredTable[] = figured(document, kinds), known: OwnIdentities = new Map()): Identities {
  const reason = document.extraction === 'none' || document.notes.some((n) => NEEDS_OCR.includes(n.rule)) ? 'needs ocr' : 'table missing';
  const budget = budgetOfDocument();
  const each = tables.map((t) => ownIdentities(t, budget, known));
  const ofTables = each.flatMap((own) => own.parts);
  const failing = ofTables.flatMap((o) => o.identities.filter((i) => i.relation === '=' && judge(i) === 'fails'));
  const balanced = new Set(ofTables.flatMap((o) => o.identities.filter((i) => i.rule === 'sum/side' && judge(i) === 'holds')).flatMap((i) => i.terms.map((t) => t.figure)));
  const own = { balanced, wrongTotals: new Set(failing.map(subject)), wrongLines: new Set(failing.filter((i) => i.rule === 'sum/row').flatMap((i) => i.terms.map((t) => t.figure))), nothings: new Set(each.flatMap((own) => [...own.nothings])) };
  const parts = [...ofTables, ...setsOf(tables).map((set) => crossIdentities(set, reason, own))];
  return { identities: distinct(parts.flatMap((p) => p.identities)), uncheckable: parts.flatMap((p) => p.uncheckable) };
}

/** The blanks and dashes of lines that add up without them. */
function nothingsOf(identities: readonly Identity[]): Set<Figure> {
  const nothings = new Set<Figure>();
  for (const identity of identities) {
    if (identity.relation !== '=' || wholeOf(identity).fen === 0n || judge(identity) !== 'holds') continue;
    for (const { figure } of identity.terms) if (figure.state === 'blank' || figure.state === 'dash') nothings.add(figure);
  }
  return nothings;
}

/** The same terms make the same identity, whatever rule found it: the first stays. */
function distinct(identities: readonly Identity[]): Identity[] {
  const byWhole = new Map<Figure, Identity[]>();
  return identities.filter((identity) => {
    const whole = wholeOf(identity);
    const alike = byWhole.get(whole);
    if (alike === undefined) byWhole.set(whole, [identity]);
    else if (alike.some((other) => isSame(other, identity))) return false;
    else alike.push(identity);
    return true;
  });
}

function isSame(a: Identity, b: Identity): boolean {
  return a.relation === b.relation && a.terms.length === b.terms.length && a.terms.every((t) => b.terms.some((o) => o.figure === t.figure && o.sign === t.sign));
}

/**
 * Findings, counts per rule, the cover of every cell, and repairs of figures.
 * @param known what a reviewer has settled
 */
export function checkTables(document: NormalisedDocument, kinds: readonly TableKindSpec[], known: CellFacts = new Map()): CheckResult & { readonly cover: ReadonlyMap<CellRef, CellCover>; readonly proposals: readonly Proposal[] } {
  const tables = figured(document, kinds);
  const own: OwnIdentities = new Map();
  const { identities, uncheckable } = identitiesOf(document, kinds, tables, own);
  const counter = new Counter();
  for (const rule of TABLE_RULES) counter.applies(rule, 0);
  const cover = new Map<CellRef, { checkedBy: number; violated: boolean }>();
  for (const identity of identities) {
    const verdict = judge(identity);
    if (verdict === 'empty') continue;
    if (verdict === 'unreadable') {
      counter.cannot(identity.rule, 'cell unreadable');
      continue;
    }
    counter.applies(identity.rule);
    if (verdict === 'fails') counter.fails(identity.rule);
    for (const { figure } of identity.terms) {
      if (figure.state !== 'amount') continue;
      const cell = cover.get(figure.ref) ?? { checkedBy: 0, violated: false };
      cover.set(figure.ref, { checkedBy: cell.checkedBy + Number(identity.relation === '='), violated: cell.violated || verdict === 'fails' });
    }
  }
  for (const { rule, reason, count } of uncheckable) counter.cannot(rule, reason, count ?? 1);
  const settled = new Set([...known.keys()].map((ref) => ref.split(':')[0] ?? ''));
  const back = putBack(tables, identities.filter((i) => i.relation === '='), (of) => identitiesOf(document, kinds, of, own).identities, (id) => settled.has(id));
  // What is wrong beside displaced rows is looked for with their amounts put back.
  const solved = back.displaced.length === 0 ? { identities, uncheckable } : identitiesOf(document, kinds, back.tables, own);
  const rows = solved.uncheckable.flatMap((u) => (u.row === undefined ? [] : [u.row]));
  counter.applies('sum/columns', rows.length);
  counter.fails('sum/columns', rows.length);
  const short = solved.uncheckable.flatMap((u) => u.short ?? []);
  const shorts = shortFindings(short);
  const withSums = tables.filter((t) => identities.some((i) => i.rule === 'sum/children' && subject(i).table === t.table) || short.some((i) => subject(i).table === t.table)).length;
  counter.applies('sum/parts-short', withSums);
  counter.fails('sum/parts-short', shorts.length);
  counter.applies('sum/displaced', withSums);
  counter.fails('sum/displaced', back.displaced.length);
  const decided = decide(solved.identities, known, known.size === 0 ? [] : tables.flatMap((t) => t.lists.flatMap((l) => l.rows.flatMap((r) => [...r.figures.values()]))));
  const explained = explain(decided.identities, known);
  const listings = unanswered(solved.uncheckable.flatMap((u) => u.listing ?? []), back.tables, explained.causes);
  counter.applies('sum/listing', listings.length);
  counter.fails('sum/listing', listings.length);
  // Where other errors stand beside displaced rows, which amounts were put back rightly is not sure, and so is what follows from them.
  const open = new Set(back.displaced.filter((d) => !d.isAll).map((d) => d.table.table.tableId));
  const solutions = explained.proposals.map((p) => (open.has(p.tableId) && p.certainty === 'certain' ? { ...p, certainty: 'possible' as const } : p));
  const missing = listings.flatMap((listing) => namedLinesOf([...solved.identities, listing], [listing])).filter((m) => isOpenLine(m, known));
  const amounts = checkAmounts(tables);
  const aligned = checkAligned(tables);
  const unnamed = checkUnnamed(tables);
  // What is put back has its total again.
  const inPlace = tables.filter(({ table }) => !back.displaced.some((one) => one.table.table.tableId === table.tableId));
  const blank = checkBlankHeads(inPlace);
  const blankLines = checkBlankLines(inPlace);
  const emptied = checkEmptied(tables);
  const counted = checkCounted(tables);
  const percentages = checkPercentages(tables, cover);
  const listingsWithLines = listings.map((listing) => ({ listing, missing: missing.find((m) => m.identities.includes(listing)) }));
  return {
    findings: [...amounts.findings, ...aligned.findings, ...unnamed.findings, ...counted.findings, ...blank.findings, ...blankLines.findings, ...emptied.findings, ...displacedFindings(back.displaced), ...decided.findings, ...findingsOf(decided.identities, explained.causes), ...listingFindings(listingsWithLines), ...rowFindings(rows), ...shorts, ...percentages.findings],
    checks: [...amounts.checks, ...aligned.checks, ...unnamed.checks, ...counted.checks, ...blank.checks, ...blankLines.checks, ...emptied.checks, ...counter.counts(), ...percentages.checks],
    cover, proposals: [...displacedProposals(back.displaced, tables), ...decided.proposals, ...solutions, ...rowProposals(missing, known)],
  };
}

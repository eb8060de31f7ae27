/** Findings of amounts in prose that contradict the tables: those with one cause are one, rounding is one for the document. */
import type { Fact } from '../../../schemas/fact.js';
import type { Finding } from '../../../schemas/finding.js';
import { isOfProject } from './cells-of-fact.js';
import type { Deviation } from './fits.js';
import { amountText, cellPlace, cellText, printed, quoted, subjectOf, yuan, type Outcome } from './outcome.js';

export const AMOUNT = 'narrative/amount';
export const ROUNDING = 'narrative/rounding';

/** Outcomes of amounts that fit no cell. */
export function contradictions(wrong: readonly Deviation[], facts: ReadonlyMap<string, Fact>): Outcome[] {
  return withPattern(oneCause(wrong.map(contradiction)), facts);
}

function contradiction({ fact, cell, beside = [] }: Deviation): Outcome {
  const difference = yuan((fact.amount?.fen ?? 0n) - (cell.amount?.fen ?? 0n));
  const code = fact.topic !== 'item' ? '' : [cell.line.code, cell.line.impliedCode, fact.code].find((one) => one !== '') ?? '';
  return {
    suspects: [fact.factId],
    finding: {
      rule: AMOUNT,
      // A blank is no zero: that the table leaves out what prose states needs a look. A project's words may mean a part of it.
      ...(cell.amount === undefined || isOfProject(fact) ? { severity: 'warning' } : {}),
      tableId: cell.table.tableId,
      tableKind: cell.table.kind,
      ...(code === '' ? {} : { code }),
      measure: cell.measure + cell.suffix,
      ...(fact.page === undefined ? {} : { page: fact.page }),
      published: printed(fact),
      ...(cell.amount === undefined ? {} : { expected: cellText(cell) }),
      difference,
      cause: 'published',
      params: { ...(cell.amount === undefined ? { expected: cellText(cell) } : {}), subject: subjectOf(fact), place: cellPlace(cell), sentence: quoted(fact.sentence) },
      cells: [fact.factId, cell.ref],
      evidence: [
        { statement: `${subjectOf(fact)} ${printed(fact)} ≠ ${cellPlace(cell)} ${cellText(cell)}`, cells: [fact.factId, cell.ref, ...(cell.parts ?? [])], published: printed(fact), expected: cellText(cell), difference },
        ...beside.map((other) => ({ statement: `${subjectOf(fact)} ${printed(fact)} ≠ ${cellPlace(other)} ${cellText(other)}`, cells: [fact.factId, other.ref], published: printed(fact), expected: cellText(other) })),
      ],
    },
  };
}

/** The same wrong figure said several times of the same cell, or a class and its total that are off by the same amount, are one finding. */
function oneCause(outcomes: readonly Outcome[]): Outcome[] {
  const merged: Outcome[] = [];
  for (const outcome of outcomes) {
    const { finding, suspects } = outcome;
    const at = merged.findIndex(({ finding: first }) => (first.published === finding.published && first.cells[1] === finding.cells[1]) || (first.difference === finding.difference && first.tableId === finding.tableId && nested(first, finding)));
    const first = merged[at];
    if (first === undefined) merged.push(outcome);
    else {
      merged[at] = {
        suspects: [...first.suspects, ...suspects],
        finding: { ...first.finding, cells: [...new Set([...first.finding.cells, ...finding.cells])], evidence: [...first.finding.evidence, ...finding.evidence] },
      };
    }
  }
  return merged;
}

/** Whether one code lies within the other; no code is the whole. */
function nested({ code: a = '' }: Finding, { code: b = '' }: Finding): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** Differing items of one list that are off by much the same ratio: said with each of them, as it points to one draft. */
function withPattern(outcomes: readonly Outcome[], facts: ReadonlyMap<string, Fact>): Outcome[] {
  const items = outcomes.filter(({ finding }) => finding.code !== undefined && finding.expected !== undefined);
  const ratioOf = ({ finding, suspects }: Outcome): bigint => {
    const fen = facts.get(suspects[0] ?? '')?.amount?.fen ?? 0n;
    const expected = fen - parseFen(finding.difference ?? '0');
    return expected === 0n ? 0n : (fen * 1000n) / expected;
  };
  return outcomes.map((outcome) => {
    const like = items.filter((other) => { const gap = ratioOf(other) - ratioOf(outcome); return gap <= 20n && gap >= -20n; });
    if (!items.includes(outcome) || like.length < 3) return outcome;
    const cells = like.flatMap((other) => other.finding.cells);
    const statement = `${like.length}个科目与表的比例相近（约${ratioOf(outcome) / 10n}%）：${like.map((other) => other.finding.code ?? '').join('、')}，疑出自同一旧稿`;
    return { ...outcome, finding: { ...outcome.finding, evidence: [...outcome.finding.evidence, { statement, cells }] } };
  });
}

/** Fen of an exact decimal of yuan. */
function parseFen(text: string): bigint {
  const [whole = '0', decimals = ''] = text.replace('-', '').split('.');
  const fen = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
  return text.startsWith('-') ? -fen : fen;
}

/** One outcome of all amounts that differ from their cells within rounding. */
export function roundings(deviations: readonly Deviation[]): Outcome[] {
  const first = deviations[0];
  if (first === undefined) return [];
  const statements = deviations.map(({ fact, cell }) => `${subjectOf(fact)} ${printed(fact)}（${cellPlace(cell)} ${cell.amount === undefined ? '' : amountText(cell.amount)}）`);
  return [{
    suspects: [],
    finding: {
      rule: ROUNDING,
      ...(first.fact.page === undefined ? {} : { page: first.fact.page }),
      params: { count: String(deviations.length), list: statements.slice(0, 12).join('；') },
      cells: deviations.flatMap(({ fact, cell }) => [fact.factId, cell.ref]),
      evidence: deviations.map(({ fact, cell }, i) => ({ statement: statements[i] ?? '', cells: [fact.factId, cell.ref], published: printed(fact), expected: cellText(cell) })),
    },
  }];
}

/** What the checks say of a corrupted document, held against what was injected. */
import { formatYuan } from '../../schemas/amount-parse.js';
import type { NormalisedDocument } from '../../schemas/document.js';
import type { CellRef, Finding, Proposal } from '../../schemas/finding.js';
import { groupBy } from '../../schemas/groups.js';
import { isSerious, ofFigures, type Base } from './documents.js';
import type { Identity } from '../../pipeline/reconcile/identity.js';
import { isOfCodes, lineRef, type Injection } from './corrupt.js';
import { sightsOf, type Seen, type Sight } from './sight.js';

/** One injected error. */
export interface Verdict {
  readonly sight: Sight;
  /** A finding holds one of its cells among its evidence. */
  readonly detected: boolean;
  /** A finding is named after its table and code. */
  readonly named: boolean;
  readonly cells: number;
  /** Cells whose right value is proposed as certain. */
  readonly certain: number;
  /** Cells whose right value is proposed otherwise, or as an alternative. */
  readonly possible: number;
  /** The proposals put all its cells right, or name its missing row. */
  readonly repaired: boolean;
}
export interface Judged {
  readonly verdicts: readonly Verdict[];
  /** Proposals that are certain and wrong. */
  readonly wrong: readonly string[];
  /** Findings of what was not touched. */
  readonly accused: readonly string[];
  readonly missed: readonly string[];
}

/**
 * @param rows where the lines of the document as it was stand now
 * @param checked all findings and the proposals of the corrupted document
 */
export function judgeDocument(base: Base, document: NormalisedDocument, injections: readonly Injection[], rows: ReadonlyMap<string, number>, checked: { readonly findings: readonly Finding[]; readonly proposals: readonly Proposal[] }): Judged {
  const key = (f: Finding): string => [f.rule, f.tableKind, f.code, f.measure, f.published].join(' ');
  const known = new Set(base.findings.map(key));
  // An amount of prose that was wrong before is no news, whichever cell it is held against now.
  const wrongBefore = new Set(base.findings.filter((f) => f.rule.startsWith('narrative/') && isSerious(f)).map((f) => f.cells[0]).filter((id) => !injections.some((j) => j.fact?.id === id)));
  const findings = checked.findings.filter((f) => isSerious(f) && !known.has(key(f)) && !(f.rule.startsWith('narrative/') && wrongBefore.has(f.cells[0])));
  const refs = findings.map((f) => new Set([...f.cells, ...f.evidence.flatMap((e) => e.cells)]));
  const printed = new Map<string, bigint>(document.tables.flatMap(({ table, lines }) => lines.flatMap(({ entry }) => entry.cells.map((c) => [`${table.tableId}:${entry.row}:${c.measure}`, c.reading.state === 'amount' ? c.reading.amount.fen : 0n] as const))));
  const proposed = groupBy(checked.proposals, (p): CellRef => `${p.tableId}:${p.row}:${p.field}`);
  const sights = sightsOf(base, injections);
  const verdicts = injections.map((j, at): Verdict => {
    const named = findings.some((f) => (j.fact === undefined ? names(f, j) : f.cells[0] === j.fact.id));
    const doubled = j.kind === 'doubled-row' ? [...j.cells.keys()].filter((ref) => (printed.get(ref) ?? 0n) !== 0n).flatMap((ref) => (proposed.get(ref) ?? []).filter((p) => p.proposed === '0')) : [];
    const own = [...[...(j.kind === 'doubled-row' ? [] : j.cells)].map(([ref, truth]) => [ref, formatYuan(truth)] as const), ...j.rewritten].map(([ref, right]) => {
      const of = proposed.get(ref) ?? [];
      return { certain: of.some((p) => p.certainty === 'certain' && p.proposed === right), first: of.some((p) => p.proposed === right), possible: of.some((p) => p.proposed === right || p.alternatives.includes(right)), wrong: formatYuan(printed.get(ref) ?? 0n) !== right };
    });
    const shown = [...touchedBy(j), ...sumsOf(j, sights[at] as Seen, rows)];
    return {
      sight: (sights[at] as Seen).sight, named,
      detected: named || refs.some((cells) => shown.some((ref) => cells.has(ref))) || findings.some((f) => tells(f, base, document, j)),
      cells: own.length, certain: own.filter((c) => c.certain).length, possible: own.filter((c) => c.possible && !c.certain).length,
      repaired: j.kind === 'dropped-row' ? checked.proposals.some((p) => isRow(p, j)) : j.kind === 'doubled-row' ? doubled.length > 0 : own.length > 0 && own.every((c) => c.first || !c.wrong),
    };
  });
  const truths = new Map(injections.flatMap((j) => [...[...j.cells].map(([ref, truth]) => [ref, formatYuan(truth)] as const), ...j.rewritten]));
  const twins = new Set(injections.filter((j) => j.kind === 'doubled-row').flatMap((j) => [...j.cells.keys()]));
  const wrong = checked.proposals.filter((p) => p.certainty === 'certain').flatMap((p) => {
    const ref = `${p.tableId}:${p.row}:${p.field}`;
    const truth = truths.get(ref) ?? (p.field === 'code' ? codeAt(base, document, p) : formatYuan(printed.get(ref) ?? 0n));
    const right = p.operation === 'missing_row' ? twins.has(ref) && p.proposed === '0' || injections.some((j) => isRow(p, j)) : truth === p.proposed;
    return right ? [] : [`${p.operation} ${ref} ${p.published} → ${p.proposed}, truth ${truth}: ${String(p.proof['violated'] ?? '')}`];
  });
  const accused = findings.filter((f, at) => (ofFigures(f) || f.rule.startsWith('narrative/')) && !injections.some((j) => names(f, j) || [...touchedBy(j), ...sumsOf(j, sights[injections.indexOf(j)] as Seen, rows)].some((ref) => refs[at]?.has(ref)) || tells(f, base, document, j))).map((f) => `${f.rule} ${f.tableId} ${f.tableKind} ${f.code ?? ''} ${f.measure ?? ''} ${f.published ?? ''}→${f.expected ?? ''}`);
  const missed = injections.flatMap((j, i) => (verdicts[i]?.sight === 'broken' && !verdicts[i]?.detected ? [`${j.kind} ${j.tableId} ${j.tableKind} ${j.codes.join('/')} ${j.fact?.id ?? ''}: ${(sights[i] as Seen).identities.map((one) => `${one.rule} ${one.zh}`).join('; ')}`.trim()] : []));
  return { verdicts, wrong, accused, missed };
}

/** The code that the line has in the document as it was, found again by its name and place. */
function codeAt(base: Base, document: NormalisedDocument, p: Proposal): string {
  const name = document.tables.find((t) => t.table.tableId === p.tableId)?.lines.find((l) => l.entry.row === p.row)?.entry.name;
  const lines = base.document.tables.find((t) => t.table.tableId === p.tableId)?.lines.filter((l) => l.entry.name === name) ?? [];
  return lines.toSorted((a, b) => Math.abs(a.entry.row - p.row) - Math.abs(b.entry.row - p.row))[0]?.code ?? '?';
}

/** References that a finding of an injection holds: its cells, its codes (of a row printed twice, both), its fact. */
function touchedBy(j: Injection): CellRef[] {
  const rows = j.kind === 'doubled-row' ? [...j.cells.keys()].map((ref) => `${ref.slice(0, ref.lastIndexOf(':'))}:code`) : [];
  const names = [...j.rewritten.keys()].map((ref) => `${lineRef(ref)}:name`);
  return [...j.cells.keys(), ...j.rewritten.keys(), ...names, ...rows, ...(j.fact === undefined ? [] : [j.fact.id])];
}

/** Of a row that is gone, the wholes that lack it, where they stand now. */
function sumsOf(j: Injection, { touched }: Seen, rows: ReadonlyMap<string, number>): CellRef[] {
  return j.kind !== 'dropped-row' ? [] : touched.flatMap(({ terms }) => {
    const { table, ref, measure } = (terms[0] as Identity['terms'][number]).figure;
    const row = rows.get(lineRef(ref));
    return row === undefined ? [] : [`${table.tableId}:${row}:${measure}`];
  });
}

/** Whether a proposal is the row that is gone. */
const isRow = (p: Proposal, j: Injection): boolean => j.kind === 'dropped-row' && p.operation === 'missing_row' && p.field === 'row' && p.tableId === j.tableId && p.proposed.startsWith(`${j.codes[0] ?? ''} `) && j.gone.some((fen) => p.proposed.endsWith(` ${formatYuan(fen)}`));

/** Whether a finding names the table and the code of an injection; of rows that moved or are gone, a code above them. */
function names(finding: Finding, injection: Injection): boolean {
  const code = finding.code ?? '';
  if (finding.tableKind !== injection.tableKind || (finding.tableId !== undefined && finding.tableId !== injection.tableId)) return false;
  if (code === '' && injection.codes.includes('')) return finding.cells.some((ref) => injection.cells.has(ref));
  if (injection.codes.includes(code)) return isOfCodes(injection.kind) || finding.code !== undefined;
  if (injection.kind === 'dropped-row') return finding.code !== undefined && injection.codes.some((c) => c.startsWith(code));
  return injection.kind === 'swapped-rows' && code !== '' && injection.codes.every((c) => c.startsWith(code));
}

/** Classes of the lines of an injection, as they were and as they are printed now. */
function classesOf(document: NormalisedDocument, { tableId, codes, rewritten }: Injection): Set<string> {
  const lines = document.tables.find((t) => t.table.tableId === tableId)?.lines ?? [];
  return new Set([...codes, ...lines.filter((l) => rewritten.has(`${tableId}:${l.entry.row}:code`)).map((l) => l.code)].map((code) => code.slice(0, 3)));
}

/** Whether a finding says that the injection's table is not in order, or has, as evidence, what stood above a row that is gone, or prints it elsewhere, or a sum that lacks just its amount. */
function tells(finding: Finding, base: Base, document: NormalisedDocument, injection: Injection): boolean {
  if (finding.rule === 'sum/listing' && finding.tableId === injection.tableId) return true;
  // Lines of another class than their own: the classes that they left and came to are not what other tables print.
  if (isOfCodes(injection.kind)) return finding.code !== undefined && [...finding.cells, ...finding.evidence.flatMap((e) => e.cells)].some((ref) => ref.startsWith(`${injection.tableId}:`)) && classesOf(document, injection).has(finding.code.slice(0, 3));
  const gone = injection.codes[0] ?? '';
  if (injection.kind !== 'dropped-row') return false;
  if (finding.tableId === injection.tableId && finding.evidence.some((e) => injection.gone.some((fen) => fen !== 0n && e.difference?.replace('-', '') === formatYuan(fen).replace('-', '')))) return true;
  if (gone === '') return false;
  const cells = [...finding.cells, ...finding.evidence.flatMap((e) => e.cells)];
  const own = base.document.tables.find((t) => t.table.tableId === injection.tableId)?.lines ?? [];
  return cells.some((ref) => {
    const [id, row] = ref.split(':');
    const line = document.tables.find((t) => t.table.tableId === id)?.lines.find((l) => String(l.entry.row) === row);
    const code = line?.code || line?.impliedCode || '';
    if (code === gone || (id === injection.tableId && line !== undefined && gone.startsWith(code))) return true;
    if (id !== injection.tableId || line === undefined) return false;
    // A class of another table against the items here, of which one is gone; codes of lines that stood below it.
    return (finding.rule === 'cross/class' && finding.tableId !== id && code.length >= 3 && gone.startsWith(code.slice(0, 3))) || (finding.rule.startsWith('code/') && own.some((l) => l.entry.name === line.entry.name && l.code !== gone && l.code.startsWith(gone)));
  });
}

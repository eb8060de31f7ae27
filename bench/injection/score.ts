/** What the checks say of a corrupted document, held against what was injected. */
import { formatYuan } from '../../schemas/amount-parse.js';
import type { NormalisedDocument } from '../../schemas/document.js';
import type { Finding, Proposal } from '../../schemas/finding.js';
import { tableKinds } from '../../pipeline/document.js';
import { residual, slack, type Identity } from '../../pipeline/reconcile/identity.js';
import { identitiesOf } from '../../pipeline/reconcile/tables/index.js';
import { isSerious, ofFigures, type Base } from './documents.js';
import type { Injection, Kind } from './corrupt.js';

const ROWS: readonly Kind[] = ['dropped-row', 'doubled-row'];
const CODES: readonly Kind[] = ['drag-filled', 'lost-zeros'];

interface Verdict { readonly visible: boolean; readonly found: boolean; readonly cells: number; readonly certain: number; readonly possible: number }
export interface Judged {
  readonly verdicts: readonly Verdict[];
  /** Proposals that are certain and wrong. */
  readonly wrong: readonly string[];
  /** Findings of what was not touched. */
  readonly accused: readonly string[];
  readonly missed: readonly string[];
}

const cleanIdentities = new WeakMap<Base, readonly Identity[]>();

/** @param checked all findings and the proposals of the corrupted document */
export function judgeDocument(base: Base, document: NormalisedDocument, injections: readonly Injection[], checked: { readonly findings: readonly Finding[]; readonly proposals?: readonly Proposal[] }): Judged {
  const key = (f: Finding): string => [f.rule, f.tableKind, f.code, f.measure, f.published].join(' ');
  const known = new Set(base.findings.map(key));
  const findings = checked.findings.filter((f) => isSerious(f) && !known.has(key(f)));
  const identities = cleanIdentities.get(base) ?? identitiesOf(base.document, tableKinds([])).identities;
  cleanIdentities.set(base, identities);
  const moved = injections.some((j) => ROWS.includes(j.kind));
  const printed = new Map<string, bigint>(document.tables.flatMap(({ table, lines }) => lines.flatMap(({ entry }) => entry.cells.map((c) => [`${table.tableId}:${entry.row}:${c.measure}`, c.reading.state === 'amount' ? c.reading.amount.fen : 0n] as const))));
  const proposals = checked.proposals ?? [];
  const truths = new Map(injections.flatMap((j) => [...j.cells]));
  const verdicts = injections.map((j): Verdict => {
    const found = j.kind === 'narrative' ? findings.some((f) => f.rule.startsWith('narrative/')) : findings.some((f) => names(f, j));
    const own = [...j.cells].map(([ref, truth]) => {
      const of = proposals.filter((p) => `${p.tableId}:${p.row}:${p.field}` === ref);
      const right = formatYuan(truth);
      return { certain: of.some((p) => p.certainty === 'certain' && p.proposed === right), possible: of.some((p) => p.proposed === right || p.alternatives.includes(right)) };
    });
    const visible = ROWS.includes(j.kind) || CODES.includes(j.kind) || j.kind === 'narrative' || moved || identities.some((i) => i.relation === '=' && breaks(i, j, printed));
    return { visible, found, cells: own.length, certain: own.filter((c) => c.certain).length, possible: own.filter((c) => c.possible && !c.certain).length };
  });
  const wrong = proposals.filter((p) => p.certainty === 'certain' && !['code', 'name', 'missing_row'].includes(p.operation)).flatMap((p) => {
    const ref = `${p.tableId}:${p.row}:${p.field}`;
    const truth = truths.get(ref) ?? printed.get(ref);
    return truth !== undefined && formatYuan(truth) === p.proposed ? [] : [`${p.operation} ${ref} ${p.published} → ${p.proposed}, truth ${truth === undefined ? '?' : formatYuan(truth)}`];
  });
  const accused = findings.filter((f) => ofFigures(f) && !injections.some((j) => names(f, j))).map((f) => `${f.rule} ${f.tableId} ${f.tableKind} ${f.code ?? ''} ${f.measure ?? ''} ${f.published ?? ''}→${f.expected ?? ''}`);
  const missed = injections.flatMap((j, i) => (verdicts[i]?.visible && !verdicts[i]?.found ? [`${j.kind} ${j.tableKind} ${j.codes.join('/')}`] : []));
  return { verdicts, wrong, accused, missed };
}

/** Whether an injection breaks an identity of the clean document on its own. */
function breaks(identity: Identity, injection: Injection, printed: ReadonlyMap<string, bigint>): boolean {
  const shift = identity.terms.reduce((sum, { figure, sign }) => (injection.cells.has(figure.ref) ? sum + sign * ((printed.get(figure.ref) ?? 0n) - figure.fen) : sum), 0n);
  const after = residual(identity) + shift;
  return shift !== 0n && (after < 0n ? -after : after) * 2n > slack(identity);
}

/** Whether a finding names the table and the code of an injection; of rows that moved or are gone, a code above them. */
function names(finding: Finding, injection: Injection): boolean {
  const code = finding.code ?? '';
  if (finding.tableKind !== injection.tableKind || (finding.tableId !== undefined && finding.tableId !== injection.tableId)) return false;
  if (injection.codes.includes(code)) return true;
  if (injection.kind === 'dropped-row') return injection.codes.some((c) => c.startsWith(code));
  return injection.kind === 'swapped-rows' && code !== '' && injection.codes.every((c) => c.startsWith(code));
}

const COLUMNS = ['injected', 'visible', 'found', 'of visible', 'cells', 'certain', 'possible', 'WRONG', 'accused'] as const;
const WIDTH = 11;

export class Tally {
  #n = { injected: 0, visible: 0, found: 0, seen: 0, cells: 0, certain: 0, possible: 0, wrong: 0, accused: 0 };
  /** With a kind, only its errors are counted; what is wrong with a document as a whole is not told by kind. */
  add(judged: Judged, injections: readonly Injection[], kind?: Kind): void {
    judged.verdicts.forEach((v, i) => {
      if (kind !== undefined && injections[i]?.kind !== kind) return;
      this.#n.injected += 1;
      this.#n.visible += Number(v.visible);
      this.#n.found += Number(v.found);
      this.#n.seen += Number(v.found && v.visible);
      this.#n.cells += v.cells;
      this.#n.certain += v.certain;
      this.#n.possible += v.possible;
    });
    if (kind !== undefined && new Set(injections.map((j) => j.kind)).size > 1) return;
    if (kind !== undefined && injections[0]?.kind !== kind) return;
    this.#n.wrong += judged.wrong.length;
    this.#n.accused += judged.accused.length;
  }
  row(name: string): string {
    const n = this.#n;
    const share = (a: number, b: number): string => (b === 0 ? '-' : `${((100 * a) / b).toFixed(1)}%`);
    return name.padEnd(16) + [n.injected, n.visible, share(n.found, n.injected), share(n.seen, n.visible), n.cells, share(n.certain, n.cells), share(n.possible, n.cells), n.wrong, n.accused].map((v) => String(v).padStart(WIDTH)).join('');
  }
}

export const line = (): string => ''.padEnd(16) + COLUMNS.map((c) => c.padStart(WIDTH)).join('');

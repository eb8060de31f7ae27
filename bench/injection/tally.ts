/** Sums over corrupted documents, and the table that is printed of them. */
import type { Injection, Kind } from './corrupt.js';
import type { Judged } from './score.js';

const SUMS = ['documents', 'injected', 'broken', 'undone', 'rounding', 'none', 'detected', 'seen', 'named', 'cells', 'certain', 'possible', 'repaired', 'wrong', 'accused'] as const;
export type Sums = Record<(typeof SUMS)[number], number>;
/** Sums by name of a row: `1 errors`, `misread`. */
export type Tallies = Record<string, Sums>;

const none = (): Sums => Object.fromEntries(SUMS.map((k) => [k, 0])) as Sums;

/** Adds a document to the rows of its number of errors and of their kinds; what is wrong with a document of several kinds is counted under `mixed`. */
export function add(tallies: Tallies, count: number, judged: Judged, injections: readonly Injection[]): void {
  const document = (row: string): void => {
    const sums = (tallies[row] ??= none());
    sums.documents += 1;
    sums.wrong += judged.wrong.length;
    sums.accused += judged.accused.length;
  };
  const kinds = new Set(injections.map((j) => j.kind));
  const errors = `${count} error${count === 1 ? '' : 's'}`;
  document(errors);
  const [only] = kinds;
  document(kinds.size === 1 && only !== undefined ? only : 'mixed');
  judged.verdicts.forEach((v, i) => {
    for (const row of [errors, (injections[i] as Injection).kind]) {
      const sums = (tallies[row] ??= none());
      sums.injected += 1;
      sums[v.sight] += 1;
      sums.detected += Number(v.detected);
      sums.seen += Number(v.detected && v.sight === 'broken');
      sums.named += Number(v.named);
      sums.repaired += Number(v.repaired);
      // Cells of what no identity sees can't be put right.
      if (v.sight !== 'broken') continue;
      sums.cells += v.cells;
      sums.certain += v.certain;
      sums.possible += v.possible;
    }
  });
}

export function merge(into: Tallies, more: Tallies): void {
  for (const [row, sums] of Object.entries(more)) for (const key of SUMS) (into[row] ??= none())[key] += sums[key];
}

const share = (a: number, b: number): string => (b === 0 ? '–' : `${((100 * a) / b).toFixed(1)}%`);

/** The table, in Markdown. */
export function table(tallies: Tallies, kinds: readonly Kind[]): string {
  const rows = Object.keys(tallies);
  const counts = rows.filter((r) => / errors?$/u.test(r)).toSorted((a, b) => parseInt(a, 10) - parseInt(b, 10));
  const body = [...counts, ...kinds.filter((k) => rows.includes(k)), ...rows.filter((r) => r === 'mixed')].map((row) => {
    const n = tallies[row] as Sums;
    return [row, n.documents, n.injected, share(n.broken, n.injected), n.undone, n.rounding, n.none, share(n.seen, n.broken), n.broken - n.seen, share(n.named, n.injected), share(n.certain, n.cells), share(n.possible, n.cells), share(n.repaired, n.injected), n.wrong, n.accused];
  });
  const head = ['', 'documents', 'errors', 'break an identity', 'undone', 'within rounding', 'break none', 'of those that break one detected', 'missed', 'named', 'cells certain', 'among alternatives', 'repaired', 'WRONG certain', 'accused'];
  return [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...body].map((r) => `| ${r.join(' | ')} |`).join('\n');
}

/**
 * Error injection: corrupts consistent documents in 1 to 16 places and prints what the checks say of it.
 *
 *   npx tsx bench/injection/run.ts [--from 0] [--count 2000] [--errors 1,2,3,5,8,16] [--kinds misread,…|cells|all] [--columns total,basic,project]
 *     [--seeds 1,2,3] [--layout ID] [--real DIR [--cache DIR]] [--seed 1] [--save FILE] [--show N [--what wrong,accused,missed]]
 *   npx tsx bench/injection/run.ts --sum FILE…
 *
 * Without `--real` the documents are generated. With `--save` each hundred documents are written as a line of FILE and not
 * run again; slices of several processes (`--from`) are added up with `--sum`. README.md says what the columns mean.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { tableKinds } from '../../pipeline/document.js';
import { normaliseDocument } from '../../pipeline/normalise/codes.js';
import { codeProposals } from '../../pipeline/normalise/proposals.js';
import { checkNarrative } from '../../pipeline/reconcile/narrative/index.js';
import { checkTables } from '../../pipeline/reconcile/tables/index.js';
import { Random } from '../corpus/random.js';
import { CELL_KINDS, corrupt, KINDS, withParts, type Injection, type Kind } from './corrupt.js';
import { generated, real, type Base } from './documents.js';
import { judgeDocument, type Judged } from './score.js';
import { add, merge, table, type Tallies } from './tally.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: {
  from: { type: 'string', default: '0' }, count: { type: 'string', default: '2000' }, errors: { type: 'string', default: '1,2,3,5,8,16' }, kinds: { type: 'string', default: 'all' }, columns: { type: 'string' },
  seeds: { type: 'string', default: '1,2,3' }, layout: { type: 'string' }, real: { type: 'string' }, cache: { type: 'string' }, seed: { type: 'string', default: '1' },
  save: { type: 'string' }, sum: { type: 'boolean', default: false }, show: { type: 'string', default: '0' }, what: { type: 'string', default: 'wrong,accused,missed' },
} });
const SLICE = 100;

interface Slice { readonly from: number; readonly tallies: Tallies; readonly milliseconds: readonly number[] }
const linesOf = (file: string): Slice[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((l) => l !== '').map((l) => JSON.parse(l) as Slice) : []);

const total: Tallies = {};
const times: number[] = [];
const take = (slice: Slice): void => {
  merge(total, slice.tallies);
  times.push(...slice.milliseconds);
};
if (values.sum) for (const slice of positionals.flatMap(linesOf)) take(slice);
else await run();
times.sort((a, b) => a - b);
console.log(table(total, KINDS));
console.log(`codes and checks of a document, processor time: median ${(times[Math.floor(times.length / 2)] ?? 0).toFixed(1)} ms, 99% ${(times[Math.floor(times.length * 0.99)] ?? 0).toFixed(0)} ms, most ${(times.at(-1) ?? 0).toFixed(0)} ms`);

async function run(): Promise<void> {
  const kinds: readonly Kind[] = values.kinds === 'all' ? KINDS : values.kinds === 'cells' ? CELL_KINDS : (values.kinds.split(',') as Kind[]);
  const counts = values.errors.split(',').map(Number);
  const choice = values.columns === undefined ? {} : { measures: values.columns.split(',') };
  const done = new Map((values.save === undefined ? [] : linesOf(values.save)).map((slice) => [slice.from, slice]));
  const bases = values.real === undefined ? await generated(values.seeds.split(',').map(Number), values.layout === undefined ? [] : [values.layout]) : await real(values.real, values.cache);
  console.log(`${bases.length} consistent documents`);
  const shown = { left: Number(values.show) };
  const end = Number(values.from) + Number(values.count);
  for (let from = Number(values.from); from < end; from += SLICE) {
    const slice = done.get(from) ?? corruptSlice(from, Math.min(end, from + SLICE));
    take(slice);
    if (values.save === undefined || done.has(from)) continue;
    appendFileSync(values.save, `${JSON.stringify(slice)}\n`);
    console.log(`${from + SLICE}: ${Object.values(total).reduce((sum, n) => sum + n.wrong, 0) / 2} wrong`);
  }

  function corruptSlice(from: number, to: number): Slice {
    const tallies: Tallies = {};
    const milliseconds: number[] = [];
    for (let i = from; i < to; i += 1) {
      const random = new Random(Number(values.seed) * 1_000_003 + i);
      const base = random.pick(bases);
      const count = counts[i % counts.length] as number;
      const { tables, facts, injections, rows } = corrupt(base, Array.from({ length: count }, () => random.pick(kinds)), random, choice);
      const start = process.cpuUsage();
      const normalised = normaliseDocument(tables, base.document.identity.fiscalYear);
      const document = withParts(base, { tables: normalised.tables, facts });
      const checked = checkTables(document, tableKinds([]));
      const used = process.cpuUsage(start);
      milliseconds.push(Math.round((used.user + used.system) / 1000));
      const findings = [...normalised.findings, ...checked.findings, ...checkNarrative(document).findings];
      const judged = judgeDocument(base, document, injections, rows, { findings, proposals: [...codeProposals(findings, document.tables), ...checked.proposals] });
      add(tallies, count, judged, injections);
      show(i, base, injections, judged);
    }
    return { from, tallies, milliseconds };
  }

  function show(i: number, base: Base, injections: readonly Injection[], judged: Judged): void {
    if (shown.left === 0 || !(['wrong', 'accused', 'missed'] as const).some((w) => values.what.includes(w) && judged[w].length > 0)) return;
    shown.left -= 1;
    console.log(`-- ${i} ${base.name}: ${injections.map((j) => `${j.kind} ${j.tableId} ${j.tableKind} ${j.codes.join('/')} ${[...j.cells].map(([ref, fen]) => `${ref}=${fen / 100n}`).join(' ')}`).join('; ')}`);
    for (const words of [...judged.wrong.map((w) => `WRONG ${w}`), ...judged.accused.map((a) => `accused ${a}`), ...judged.missed.map((m) => `missed ${m}`)]) console.log(`     ${words}`);
  }
}

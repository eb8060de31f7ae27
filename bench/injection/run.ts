/**
 * Error injection: corrupts consistent documents in 1 to 16 places and prints what the checks say of it.
 *
 *   npx tsx bench/injection/run.ts [--documents 2000] [--errors 1,2,3,5,8,16] [--kinds misread,…|cells|all] [--seeds 1,2,3] [--layout ID] [--real DIR] [--seed 1] [--show N [--what wrong,accused,missed]]
 *
 * Without `--real` the documents are generated. Columns: errors injected, those that break an identity, share found (as a
 * finding of error or warning at the table and code), found of those that break an identity, cells whose repair is certain
 * and right, right among alternatives, WRONG and certain; findings that accuse what was not touched.
 */
import { parseArgs } from 'node:util';
import { tableKinds } from '../../pipeline/document.js';
import { normaliseDocument } from '../../pipeline/normalise/codes.js';
import { check } from '../../pipeline/reconcile/check.js';
import { Random } from '../corpus/random.js';
import { CELL_KINDS, corrupt, KINDS, withParts, type Kind } from './corrupt.js';
import { generated, real } from './documents.js';
import { Tally, judgeDocument, line } from './score.js';

const { values } = parseArgs({ options: {
  documents: { type: 'string', default: '2000' }, errors: { type: 'string', default: '1,2,3,5,8,16' }, kinds: { type: 'string', default: 'all' }, seeds: { type: 'string', default: '1,2,3' },
  layout: { type: 'string' }, real: { type: 'string' }, seed: { type: 'string', default: '1' }, show: { type: 'string', default: '0' }, what: { type: 'string', default: 'wrong,accused,missed' },
} });
const kinds: readonly Kind[] = values.kinds === 'all' ? KINDS : values.kinds === 'cells' ? CELL_KINDS : (values.kinds.split(',') as Kind[]);
const bases = values.real === undefined ? await generated(values.seeds.split(',').map(Number), values.layout === undefined ? [] : [values.layout]) : await real(values.real);
const counts = values.errors.split(',').map(Number);
const byKind = new Map(kinds.map((k) => [k, new Tally()]));
const byCount = new Map(counts.map((n) => [n, new Tally()]));
const specs = tableKinds([]);
let show = Number(values.show);
const times: number[] = [];
console.log(`${bases.length} documents to corrupt: ${values.documents} corrupted ones`);
for (let i = 0; i < Number(values.documents); i += 1) {
  const random = new Random(Number(values.seed) * 1_000_003 + i);
  const base = random.pick(bases);
  const count = counts[i % counts.length] as number;
  const drawn = Array.from({ length: count }, () => random.pick(kinds));
  const { tables, facts, injections } = corrupt(base, drawn, random);
  const start = performance.now();
  const normalised = normaliseDocument(tables, base.document.identity.fiscalYear);
  const document = withParts(base, { tables: normalised.tables, facts });
  const checked = check(document, specs);
  times.push(performance.now() - start);
  const judged = judgeDocument(base, document, injections, { ...checked, findings: [...normalised.findings, ...checked.findings] });
  byCount.get(count)?.add(judged, injections);
  for (const kind of kinds) byKind.get(kind)?.add(judged, injections, kind);
  if (show > 0 && (['wrong', 'accused', 'missed'] as const).some((w) => values.what.includes(w) && judged[w].length > 0)) {
    show -= 1;
    console.log(`-- ${i} ${base.name}: ${injections.map((j) => `${j.kind} ${j.tableId} ${j.tableKind} ${j.codes.join('/')} ${[...j.cells].map(([ref, fen]) => `${ref}=${fen / 100n}`).join(' ')}`).join('; ')}`);
    for (const words of [...judged.wrong.map((w) => `WRONG ${w}`), ...judged.accused.map((a) => `accused ${a}`), ...judged.missed.map((m) => `missed ${m}`)]) console.log(`     ${words}`);
  }
}
times.sort((a, b) => a - b);
console.log(line());
for (const [count, tally] of byCount) console.log(tally.row(`${count} errors`));
for (const [kind, tally] of byKind) console.log(tally.row(kind));
console.log(`checks of a document: median ${(times[Math.floor(times.length / 2)] ?? 0).toFixed(1)} ms, 99% ${(times[Math.floor(times.length * 0.99)] ?? 0).toFixed(0)} ms, most ${(times.at(-1) ?? 0).toFixed(0)} ms`);

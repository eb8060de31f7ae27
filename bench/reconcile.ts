/**
 * Processor time of localising the errors of a document: from its identities to causes and proposals, and with making the
 * identities, for generated documents of about 600 figures. After a warm-up, by number and kind of errors.
 *
 *   npx tsx bench/reconcile.ts [--documents 100]
 */
import { parseArgs } from 'node:util';
import { tableKinds } from '../pipeline/document.js';
import { normaliseDocument } from '../pipeline/normalise/codes.js';
import { explain } from '../pipeline/reconcile/localise/causes.js';
import { identitiesOf } from '../pipeline/reconcile/tables/index.js';
import { Random } from './corpus/random.js';
import { CELL_KINDS, corrupt, KINDS, withParts, type Kind } from './injection/corrupt.js';
import { generated, type Base } from './injection/documents.js';

const { values } = parseArgs({ options: { documents: { type: 'string', default: '100' } } });
const FIGURES = [500, 700] as const;
const WARM_UP = 200;

const figuresOf = (base: Base): number => base.tables.reduce((sum, t) => sum + t.entries.reduce((n, e) => n + e.cells.length, 0), 0);
const bases = (await generated([1, 2, 3])).filter((b) => figuresOf(b) >= FIGURES[0] && figuresOf(b) <= FIGURES[1]);

function milliseconds<T>(run: () => T): { readonly result: T; readonly time: number } {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return { result, time: (user + system) / 1000 };
}

function measure(count: number, kinds: readonly Kind[], documents: number): readonly [number[], number[]] {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < documents; i += 1) {
    const random = new Random(77 + i * 131 + count);
    const base = random.pick(bases);
    const { tables, facts } = corrupt(base, Array.from({ length: count }, () => random.pick(kinds)), random);
    const document = withParts(base, { tables: normaliseDocument(tables, base.document.identity.fiscalYear).tables, facts });
    const made = milliseconds(() => identitiesOf(document, tableKinds([])).identities);
    const explained = milliseconds(() => explain(made.result));
    times[0].push(explained.time);
    times[1].push(made.time + explained.time);
  }
  return times;
}

const at = (list: readonly number[], share: number): string => (list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0).toFixed(1);
measure(5, KINDS, WARM_UP);
const mean = Math.round(bases.reduce((sum, b) => sum + figuresOf(b), 0) / bases.length);
console.log(`${bases.length} documents of ${FIGURES[0]} to ${FIGURES[1]} figures, ${mean} on average; ms of processor time`);
console.log('| errors | localising, median | 99% | most | with identities, median | most |\n| --- | --: | --: | --: | --: | --: |');
for (const [name, count, kinds] of [['5 wrong figures', 5, CELL_KINDS], ['5 of all kinds', 5, KINDS], ['16 of all kinds', 16, KINDS]] as const) {
  const [alone, all] = measure(count, kinds, Number(values.documents));
  console.log(`| ${name} | ${at(alone, 0.5)} | ${at(alone, 0.99)} | ${at(alone, 1)} | ${at(all, 0.5)} | ${at(all, 1)} |`);
}

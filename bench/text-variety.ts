/**
 * The generator's documents as text, through the whole pipeline, against the truth of every cell.
 *
 *   npx tsx bench/text-variety.ts [--seeds 3] [--first 1] [--layout ID] [--format ID] [--clean] [--out DIR]
 *
 * Prints the documents with misses and why; with `--out` the texts and their truth are written as well (DIR/text, DIR/truth).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { processDocument } from '../pipeline/document.js';
import { compareCells } from './corpus/compare.js';
import { grainOf, LAYOUTS, printModel } from './corpus/layouts.js';
import { makeModel } from './corpus/model.js';
import { Random } from './corpus/random.js';
import { CLEAN, drawHabits, FORMATS, toText, type Habits } from './corpus/text.js';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '3' }, first: { type: 'string', default: '1' }, layout: { type: 'string' }, format: { type: 'string' }, clean: { type: 'boolean', default: false }, out: { type: 'string' } } });
if (values.out) for (const folder of ['text', 'truth']) mkdirSync(join(values.out, folder), { recursive: true });

const unlike = (habits: Habits): string => Object.entries(habits).filter(([key, value]) => value !== CLEAN[key as keyof Habits]).map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(' ');
let documents = 0, exact = 0, cells = 0, hit = 0, extra = 0, flagged = 0;
for (const layout of LAYOUTS.filter((l) => !values.layout || l.id === values.layout)) {
  for (const [f, format] of FORMATS.entries()) {
    if (values.format && format !== values.format) continue;
    for (let seed = Number(values.first); seed < Number(values.first) + Number(values.seeds); seed += 1) {
      const habits = values.clean ? CLEAN : drawHabits(new Random(seed * 100 + f), format);
      const printed = printModel(makeModel(seed, layout.stage, grainOf(layout)), layout);
      const text = toText(printed, layout, format, habits, seed);
      const name = `${layout.id}-${format}-${seed}`;
      if (values.out) {
        writeFileSync(join(values.out, 'text', `${name}.md`), text);
        writeFileSync(join(values.out, 'truth', `${name}.json`), JSON.stringify({ clean: true, cells: printed.truth }));
      }
      const processed = await processDocument(new TextEncoder().encode(text), `${name}.md`);
      const compared = compareCells(processed, printed.truth);
      const findings = processed.findings.filter((finding) => !/^(?:narrative|structure|document)\//.test(finding.rule)).map((finding) => finding.rule);
      documents += 1;
      cells += compared.truth;
      hit += compared.hit;
      extra += compared.extra.length;
      flagged += findings.length > 0 ? 1 : 0;
      if (compared.missing.length + compared.extra.length === 0) {
        exact += 1;
        if (findings.length === 0) continue;
      }
      console.log(`${name}: ${compared.missing.length} missing, ${compared.extra.length} extra of ${compared.truth}; ${unlike(habits)}${findings.length > 0 ? `; findings ${[...new Set(findings)].join(' ')}` : ''}`);
      for (const line of [...compared.missing.slice(0, 3).map((key) => `missing ${key}`), ...compared.extra.slice(0, 3).map((key) => `extra ${key}`)]) console.log(`    ${line}`);
    }
  }
}
console.log(`${exact}/${documents} documents exact, cells ${hit}/${cells}, extra ${extra}, documents with findings ${flagged}`);

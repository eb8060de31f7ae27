/** Consistent documents to corrupt: generated ones as text, and real ones in which no check finds a wrong figure. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { glob } from 'tinyglobby';
import { readFacts } from '../../extractors/facts/facts.js';
import { identify } from '../../extractors/facts/identity.js';
import { stitch } from '../../extractors/layout/stitch.js';
import { readFile } from '../../extractors/read/index.js';
import { recogniseTables } from '../../extractors/tables/index.js';
import { tableKinds } from '../../pipeline/document.js';
import { normaliseDocument } from '../../pipeline/normalise/codes.js';
import { check } from '../../pipeline/reconcile/check.js';
import { findItemByName } from '../../schemas/codes.js';
import type { CellCover, NormalisedDocument } from '../../schemas/document.js';
import type { CellRef, Finding } from '../../schemas/finding.js';
import { severityOf } from '../../schemas/rules.js';
import type { Table } from '../../schemas/table.js';
import { grainOf, LAYOUTS, printModel } from '../corpus/layouts.js';
import { makeModel } from '../corpus/model.js';
import { CLEAN, toText } from '../corpus/text.js';

/** A document before it is corrupted. */
export interface Base {
  readonly name: string;
  readonly document: NormalisedDocument;
  /** Its tables before codes are normalised. */
  readonly tables: readonly Table[];
  readonly cover: ReadonlyMap<CellRef, CellCover>;
  /** What is found in it as it is: not counted against what is injected. */
  readonly findings: readonly Finding[];
}

export const isSerious = (finding: Finding): boolean => severityOf(finding) !== 'info';
export const ofFigures = (finding: Finding): boolean => /^(?:sum|cross|amount|code)\//u.test(finding.rule);

/** Reads a file up to the checks, as `processDocument` does. undefined where figures or codes are wrong in it already. */
export async function baseOf(bytes: Uint8Array, name: string): Promise<Base | undefined> {
  const kinds = tableKinds([]);
  const read = await readFile(bytes, name, {});
  const { tables, paragraphs } = recogniseTables(stitch(read.blocks), kinds);
  const identity = identify({ paragraphs, tableTitles: tables.map((t) => t.title), tableNotes: tables.flatMap((t) => t.notes.map((n) => n.text)) }, basename(name));
  if (identity.kind !== 'disclosure') return undefined;
  const year = identity.fiscalYear;
  const facts = readFacts(paragraphs, { year, stage: identity.stage, organisation: identity.organisation, itemByName: (item) => findItemByName(item, { year }) });
  const normalised = normaliseDocument(tables, year);
  const document: NormalisedDocument = { identity, paragraphs, facts, tables: normalised.tables, notes: read.notes, extraction: read.extraction };
  const checked = check(document, kinds);
  const findings = [...normalised.findings, ...checked.findings];
  if (checked.cover.size === 0 || findings.some((f) => isSerious(f) && ofFigures(f))) return undefined;
  return { name, document, tables, cover: checked.cover, findings };
}

/** Generated documents: each layout with each of `seeds`. */
export async function generated(seeds: readonly number[], layouts: readonly string[] = []): Promise<Base[]> {
  const bases: (Base | undefined)[] = [];
  for (const layout of LAYOUTS.filter((l) => layouts.length === 0 || layouts.includes(l.id))) {
    for (const seed of seeds) {
      const text = toText(printModel(makeModel(seed, layout.stage, grainOf(layout)), layout), layout, 'tabs', CLEAN, seed);
      bases.push(await baseOf(new TextEncoder().encode(text), `${layout.id}-${seed}.md`));
    }
  }
  return bases.filter((b) => b !== undefined);
}

/** Real documents of a folder. */
export async function real(folder: string): Promise<Base[]> {
  const files = (await glob('**/*.{pdf,md}', { cwd: folder, absolute: true })).toSorted();
  const bases: (Base | undefined)[] = [];
  for (const file of files) bases.push(await baseOf(readFileSync(file), basename(file)));
  return bases.filter((b) => b !== undefined);
}

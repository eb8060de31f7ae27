/** Consistent documents to corrupt: generated ones as text, and real ones in which no check finds a wrong figure. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { glob } from 'tinyglobby';
import { readFacts } from '../../extractors/facts/facts.js';
import { evidenceOf, identify } from '../../extractors/facts/identity.js';
import { stitch } from '../../extractors/layout/parts/stitch.js';
import { readFile } from '../../extractors/read/index.js';
import { recogniseTables } from '../../extractors/tables/index.js';
import { tableKinds } from '../../pipeline/document.js';
import { normaliseDocument } from '../../pipeline/normalise/codes.js';
import { check } from '../../pipeline/reconcile/check.js';
import type { Identity } from '../../pipeline/reconcile/identity.js';
import { identitiesOf } from '../../pipeline/reconcile/tables/index.js';
import { findItemByName } from '../../schemas/codes.js';
import type { CellCover, ExtractedDocument, NormalisedDocument } from '../../schemas/document.js';
import type { CellRef, Finding } from '../../schemas/finding.js';
import { severityOf } from '../../schemas/rules.js';
import type { Table } from '../../schemas/table.js';
import { grainOf, LAYOUTS, printModel } from '../corpus/layouts.js';
import { makeModel } from '../corpus/model.js';
import { CLEAN, toText } from '../corpus/text.js';
import { varied } from '../corpus/vary.js';

/** A document before it is corrupted. */
export interface Base {
  readonly name: string;
  readonly document: NormalisedDocument;
  /** Its tables before codes are normalised. */
  readonly tables: readonly Table[];
  readonly cover: ReadonlyMap<CellRef, CellCover>;
  readonly identities: readonly Identity[];
  /** What is found in it as it is: not counted against what is injected. */
  readonly findings: readonly Finding[];
}

export const isSerious = (finding: Finding): boolean => severityOf(finding) !== 'info';
export const ofFigures = (finding: Finding): boolean => /^(?:sum|cross|amount|code)\//u.test(finding.rule);

/** Reads a file up to its tables and facts, as `processDocument` does. */
export async function extracted(bytes: Uint8Array, name: string): Promise<ExtractedDocument> {
  const read = await readFile(bytes, name, { ocr: 'never' });
  const { tables, paragraphs } = recogniseTables(stitch(read.blocks, read.places), tableKinds([]));
  const identity = identify(evidenceOf(paragraphs, tables), basename(name));
  const year = identity.fiscalYear;
  const facts = readFacts(paragraphs, { year, stage: identity.stage, organisation: identity.organisation, itemByName: (item) => findItemByName(item, { year }) });
  return { identity, paragraphs, facts, tables, notes: read.notes, extraction: read.extraction };
}

/** The same, read once: later from a copy in `cache`. What is done to tables later on is done anew. */
async function cached(bytes: Uint8Array, name: string, cache: string | undefined): Promise<ExtractedDocument> {
  if (cache === undefined) return extracted(bytes, name);
  const file = join(cache, `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.v8`);
  if (existsSync(file)) return deserialize(readFileSync(file)) as ExtractedDocument;
  const document = await extracted(bytes, name);
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, serialize(document));
  return document;
}

/** undefined where the document is no disclosure, or figures or codes are wrong in it already. */
export function baseOf(source: ExtractedDocument, name: string): Base | undefined {
  if (source.identity.kind !== 'disclosure') return undefined;
  const kinds = tableKinds([]);
  const normalised = normaliseDocument(source.tables, source.identity.fiscalYear);
  const document: NormalisedDocument = { ...source, tables: normalised.tables };
  const checked = check(document, kinds);
  const findings = [...normalised.findings, ...checked.findings];
  if (checked.cover.size === 0 || findings.some((f) => isSerious(f) && ofFigures(f))) return undefined;
  return { name, document, tables: source.tables, cover: checked.cover, identities: identitiesOf(document, kinds).identities, findings };
}

/** Generated documents: each layout with each of `seeds`, of even seeds with traits of other layouts. */
export async function generated(seeds: readonly number[], layouts: readonly string[] = []): Promise<Base[]> {
  const bases: (Base | undefined)[] = [];
  for (const place of LAYOUTS.filter((l) => layouts.length === 0 || layouts.includes(l.id))) {
    for (const seed of seeds) {
      const layout = seed % 2 === 0 ? varied(place, seed) : place;
      const name = `${layout.id}-${seed}.md`;
      const text = toText(printModel(makeModel(seed, layout.stage, grainOf(layout), { carryover: layout.carryover }), layout), layout, 'tabs', CLEAN, seed);
      bases.push(baseOf(await extracted(new TextEncoder().encode(text), name), name));
    }
  }
  return bases.filter((b) => b !== undefined);
}

/** Real documents of a folder, read once where `cache` names a folder for what was read. */
export async function real(folder: string, cache?: string): Promise<Base[]> {
  const files = (await glob('**/*.{pdf,md}', { cwd: folder, absolute: true })).toSorted();
  const bases: (Base | undefined)[] = [];
  for (const file of files) bases.push(baseOf(await cached(readFileSync(file), basename(file), cache), basename(file)));
  return bases.filter((b) => b !== undefined);
}

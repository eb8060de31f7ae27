/**
 * Which files of a batch are which publications of the list. A name that differs by more than its spelling, a file that
 * was not read, a file that two publications may claim: each is a doubt that is told, never a guess.
 */
import { findDivision } from '../../extractors/facts/divisions.js';
import { plain, yearOf } from '../../extractors/facts/plain.js';
import type { DocumentRow } from '../../schemas/dataset.js';
import { addTo, groupBy } from '../../schemas/groups.js';
import { publicationName, STAGES } from '../publication-words.js';
import type { Expected } from './list.js';
import { isNear, publisherName } from './names.js';

/** Why it can't be said whether a publication is there. */
export type Reason = 'claimed-twice' | 'several-regions' | 'scope' | 'own' | 'region' | 'similar' | 'unread' | 'file-name';
export interface Doubt {
  readonly reason: Reason;
  readonly sourceFile: string;
  /** What the file says of itself, in words; '' where it was not read. */
  readonly says: string;
}

/** What became of one publication of the list. */
export interface Outcome {
  readonly entry: Expected;
  readonly state: 'published' | 'missing' | 'unclear';
  /** The documents that are it; of `published` only. */
  readonly documents: readonly DocumentRow[];
  /** Of `unclear`: why. */
  readonly doubts: readonly Doubt[];
}

/** Of the files that were not read, and whose names name no publisher, any may be a publication that was not found. */
export interface Matched {
  readonly outcomes: readonly Outcome[];
  readonly nameless: readonly string[];
}

/**
 * @param documents rows of documents.csv, failed ones and duplicates included
 * @param leftOut files that may be publications and were not read for their format
 */
export function matchPublishers(entries: readonly Expected[], documents: readonly DocumentRow[], leftOut: readonly string[]): Matched {
  const known = documents.filter((row) => isRead(row) && isKnown(row) && row.duplicate_of === '');
  const unread = [...documents.filter((row) => !isRead(row) || (row.kind === 'disclosure' && !isKnown(row))).map((row) => row.source_file), ...leftOut].map(pathOf);
  const others = documents.filter(isRead).map((row) => ({ row, path: pathOf(row.source_file) }));
  const claims = claimsOf(entries, known);
  const nameless = unread.filter((path) => !ORGANISATION.test(path.whole) && !entries.some((entry) => maybeNamed(path, entry)));
  const outcomes = entries.map((entry): Outcome => {
    const own = claims.sure.get(entry) ?? [];
    const doubts = [...(claims.doubts.get(entry) ?? [])];
    if (new Set(own.map((row) => row.region_code)).size > 1) return { entry, state: 'unclear', documents: [], doubts: own.map((row) => ({ reason: 'several-regions', sourceFile: row.source_file, says: sayingOf(row) })) };
    if (own.length > 0) return { entry, state: 'published', documents: own, doubts: [] };
    const free = known.filter((row) => !claims.taken.has(row));
    doubts.push(
      ...free.filter((row) => isSimilar(entry, row)).map((row) => doubt('similar', row)),
      ...others.filter(({ row, path }) => isNamedOtherwise(row, path, entry)).map(({ row }) => doubt('file-name', row)),
      ...unread.filter((path) => maybeNamed(path, entry)).map(({ sourceFile }) => ({ reason: 'unread' as const, sourceFile, says: '' })),
    );
    const first = [...new Map(doubts.toReversed().map((d) => [d.sourceFile, d])).values()].toReversed();
    if (first.length > 0) return { entry, state: 'unclear', documents: [], doubts: first };
    return { entry, state: nameless.some((path) => !contradicts(path, entry)) ? 'unclear' : 'missing', documents: [], doubts: [] };
  });
  return { outcomes, nameless: nameless.map(({ sourceFile }) => sourceFile) };
}

const isRead = (row: DocumentRow): boolean => row.status !== 'failed' && row.extraction !== 'none';
const isKnown = (row: DocumentRow): boolean => row.kind === 'disclosure' && row.organisation !== '' && row.fiscal_year !== null && row.stage !== '';
const doubt = (reason: Reason, row: DocumentRow): Doubt => ({ reason, sourceFile: row.source_file, says: sayingOf(row) });
const sayingOf = (row: DocumentRow): string => (row.kind === 'disclosure' ? publicationName(row.organisation, row.fiscal_year, row) : '不是预决算公开文件');

interface Claims {
  readonly sure: ReadonlyMap<Expected, readonly DocumentRow[]>;
  readonly doubts: ReadonlyMap<Expected, readonly Doubt[]>;
  /** Documents that some entry has. */
  readonly taken: ReadonlySet<DocumentRow>;
}

/** Each document goes to the entry that says most exactly what it is; to none where two say the same of it. */
function claimsOf(entries: readonly Expected[], documents: readonly DocumentRow[]): Claims {
  const sure = new Map<Expected, DocumentRow[]>();
  const doubts = new Map<Expected, Doubt[]>();
  const taken = new Set<DocumentRow>();
  const namesakes = byNameIn(entries);
  for (const row of documents) {
    const fits = namesakes(row).map((entry) => ({ entry, fit: fitOf(entry, row) }));
    const best = Math.max(0, ...fits.map(({ fit }) => (typeof fit === 'number' ? fit : 0)));
    const claiming = fits.filter(({ fit }) => best > 0 && fit === best);
    for (const { entry, fit } of fits) if (typeof fit === 'string') addTo(doubts, entry, doubt(fit, row));
    if (claiming.length > 1) for (const { entry } of claiming) addTo(doubts, entry, doubt('claimed-twice', row));
    else if (claiming[0] !== undefined) addTo(sure, claiming[0].entry, row);
    if (claiming.length > 0) taken.add(row);
  }
  return { sure, doubts, taken };
}

/** The entries of a document's name, year and stage; names are read under the document's region, for which each is taken apart once. */
function byNameIn(entries: readonly Expected[]): (row: DocumentRow) => readonly Expected[] {
  const indexes = new Map<string, Map<string, Expected[]>>();
  const keyOf = (name: string, year: number | null, stage: string): string => `${name} ${year} ${stage}`;
  const indexFor = (region: string): Map<string, Expected[]> =>
    groupBy(entries, ({ organisation, region: own, fiscalYear, stage }) => keyOf(publisherName(organisation, region || own).name, fiscalYear, stage));
  return (row) => {
    const index = indexes.get(row.region) ?? indexFor(row.region);
    indexes.set(row.region, index);
    return index.get(keyOf(publisherName(row.organisation, row.region).name, row.fiscal_year, row.stage)) ?? [];
  };
}

/** How exactly an entry says what a document of its name, year and stage is: 3 with the scope, 2 and 1 without; 0 for another publisher's; or why it can't be told. */
function fitOf(entry: Expected, row: DocumentRow): 0 | 1 | 2 | 3 | 'scope' | 'own' | 'region' {
  const listed = publisherName(entry.organisation, row.region || entry.region);
  const printed = publisherName(row.organisation, row.region);
  const where = regionFit(entry, row);
  if (where === false) return 0;
  if (where === undefined) return 'region';
  if (entry.scope !== '') return row.scope === entry.scope ? 3 : row.scope === '' ? 'scope' : 0;
  if (listed.own) return printed.own ? 2 : row.scope === 'unit' ? 1 : 0;
  if (printed.own) return row.scope === 'department' ? 1 : 'own';
  return 2;
}

/** Whether a document is of the entry's region; undefined where it does not say of which it is. */
function regionFit(entry: Expected, row: DocumentRow): boolean | undefined {
  if (entry.regionCode === '' && entry.region === '') return true;
  if (entry.regionCode !== '' && row.region_code !== '') return entry.regionCode === row.region_code;
  if (entry.region !== '' && row.region !== '') return row.region.endsWith(entry.region) || entry.region.endsWith(row.region);
  return undefined;
}

/** A document of the year, stage, place and scope whose publisher may be the entry's under another name. */
function isSimilar(entry: Expected, row: DocumentRow): boolean {
  if (row.fiscal_year !== entry.fiscalYear || row.stage !== entry.stage || regionFit(entry, row) === false || (entry.scope !== '' && row.scope !== '' && row.scope !== entry.scope)) return false;
  const [listed, printed] = [publisherName(entry.organisation, row.region || entry.region).name, publisherName(row.organisation, row.region).name];
  return listed !== printed && isNear(listed, printed);
}

/** Words of a name of some organisation. */
const ORGANISATION = /局|委(?!托)|办公|厅|院|中心|学校|中学|小学|大学|政府|街道|镇|乡|队|宣传部|组织部|统战部|联合会|协会|总工会|馆|所(?!属)|站/;

/** What a file's path says of its publication. */
interface Path {
  readonly sourceFile: string;
  /** The path and its last part, without blanks and ending. */
  readonly whole: string;
  readonly name: string;
  /** 0 where none is named. */
  readonly year: number;
  /** GB/T 2260 code of the place that the last part, or else a folder, names; '' where none does. A name that several places have is settled by the region asked for. */
  readonly placeFor: (region: string) => string;
}

function pathOf(sourceFile: string): Path {
  const parts = sourceFile.normalize('NFKC').replace(/\.[A-Za-z0-9]{1,5}$/, '').split('/').map(plain);
  const name = parts.at(-1) ?? '';
  const placeIn = (region: string): string => parts.map((part) => findDivision(part, region, 0)?.regionCode ?? '').findLast((code) => code !== '') ?? '';
  const places = new Map<string, string>();
  const placeFor = (region: string): string => {
    const place = places.get(region) ?? placeIn(region);
    places.set(region, place);
    return place;
  };
  return { sourceFile, whole: parts.join('/'), name, year: yearOf(name), placeFor };
}

const listedName = ({ organisation, region }: Expected): string => publisherName(organisation, region).name;

/** Whether the path of a file may name the entry's publication. */
const maybeNamed = (path: Path, entry: Expected): boolean => path.whole.includes(listedName(entry)) && !contradicts(path, entry);

/** Whether a file's path names another year, stage or place than the entry. */
function contradicts({ name, year, placeFor }: Path, entry: Expected): boolean {
  if (year !== 0 && year !== entry.fiscalYear) return true;
  if (/预算|决算/.test(name) && !name.includes(STAGES[entry.stage])) return true;
  const place = entry.regionCode === '' ? '' : placeFor(entry.region);
  return place !== '' && !isWithinRegion(entry.regionCode, place);
}

/** 440305 lies in 440300 and in 440000. */
const isWithinRegion = (code: string, above: string): boolean => code.startsWith(above.replace(/(?:00){1,2}$/, ''));

/** A document that was read, whose file is named as the entry's publication and whose text says something else. */
function isNamedOtherwise(row: DocumentRow, path: Path, entry: Expected): boolean {
  const { name, year } = path;
  if (year !== entry.fiscalYear || !name.includes(STAGES[entry.stage]) || !name.includes(listedName(entry)) || contradicts(path, entry)) return false;
  // The file of a subordinate (财政局评审中心) names it and means itself.
  const printed = publisherName(row.organisation, row.region).name;
  if (printed !== '' && printed !== listedName(entry)) return !name.includes(printed);
  return !(row.fiscal_year === entry.fiscalYear && row.stage === entry.stage && entry.scope !== '' && row.scope !== '' && row.scope !== entry.scope);
}

/**
 * Settling one code per line of a block: candidates of the printed cells, held against the lists, the name and the neighbours.
 */
import { codesByName, listOfCode, lookupCode, namesFit, type CodeList, type NameFit } from '../../schemas/codes.js';
import type { Classification, Entry } from '../../schemas/table.js';
import { candidates, printedCode, type CodeMend, type PrintedCode } from './code-parts.js';

/** A line on its way to a canonical code. */
export interface Reading {
  readonly entry: Entry;
  readonly printed: PrintedCode;
  readonly name: string;
  readonly classification: Classification;
  /** Canonical code; '' for lines without one. */
  readonly code: string;
  readonly mends: readonly CodeMend[];
  readonly fit: NameFit;
  /** Code that the printed cells give, where another one was settled. */
  readonly printedAs?: string;
  /** The code was not printed but told by the name. */
  readonly fromName?: boolean;
}

/** Names that end like an organisation and are no classification entry. */
const ORGANISATION = /(?:局|委员会|委|办公室|办|中心|院|馆|所|站|队|处|校|[中小]学|学校|幼儿园|学院|大学|部|会|厅|公司|街道|镇|乡|署|园|社|室|科|[林农牧]场|监狱|法庭|电视台|水库|保护区|本级|机关|本部|法院|检察院|医院|基地|总队|分局|办事处|工作站|联合会|协会|团委|党校|政府)(?:[（(].{0,12}[）)])?$/u;

export function looksLikeOrganisation(name: string): boolean {
  return ORGANISATION.test(name) && codesByName(name).length === 0;
}

/** Codes of units have six digits and more (601002); their first three are no class of a list where it is not by chance. */
function isUnitCode(parts: readonly string[]): boolean {
  const [code = '', ...more] = parts;
  return more.length === 0 && /^\d{6}(?:\d{3})*$/u.test(code) && listOfCode(code.slice(0, 3)) === undefined && lookupCode(code.slice(0, 3)) === undefined;
}

/** Whether a fit speaks for the code. */
export const agrees = (fit: NameFit): boolean => fit !== 'other';

/** Digits of a class, the shortest code. */
const LEAST = 3;

/** Settles the codes of one block, top to bottom; `above` is the last code before it. */
export function readBlock(entries: readonly Entry[], above: string, year: number): Reading[] {
  const readings: Reading[] = [];
  let previous = above;
  for (const entry of entries) {
    const reading = readEntry(entry, previous, year);
    // A code too short to be one ("1" for 01) leaves the class and section in force.
    if (reading.code.length >= LEAST && reading.classification !== 'organisation') previous = reading.code;
    readings.push(reading);
  }
  return readings;
}

function readEntry(entry: Entry, previous: string, year: number): Reading {
  const printed = printedCode(entry);
  const inName = entry.code.length === 0 && printed.parts.length > 0;
  const name = entry.name === '' || inName ? printed.nameInCode : entry.name;
  const none: Reading = { entry, printed, name, classification: entry.classification, code: '', mends: [], fit: 'other' };
  if (entry.role === 'total' || printed.parts.length === 0) return none;
  // Digits at the head of a plain line are a code only where a list knows it, or brackets part them from the name.
  if (inName && lookupCode(printed.parts.join('')) === undefined && !/^[[【]/u.test(entry.name)) return { ...none, name: entry.name };
  const options = candidates(entry, previous).map((c, order) => {
    const fit = name === '' ? 'other' : namesFit(name, c.code, year);
    const score = (agrees(fit) ? 0 : 4) + (lookupCode(c.code) === undefined ? 2 : 0) + (c.mends.length > 0 && !agrees(fit) ? 1 : 0);
    return { ...c, fit, score, order };
  });
  const best = options.toSorted((a, b) => a.score - b.score || a.order - b.order)[0];
  if (best === undefined) return none;
  if (inName && !agrees(best.fit) && !/^\[|^\d+\s*[-—_]/u.test(entry.name)) return { ...none, name: entry.name };
  const asOrganisation = !agrees(best.fit) && (entry.classification === 'organisation' || looksLikeOrganisation(name) || isUnitCode(printed.parts));
  // A unit above the lines of its projects bears their code, in its columns: 类, 款 and 项 of two digits each.
  if (asOrganisation && entry.code.length > 2 && best.mends.includes('lost-zero') && lookupCode(best.code) !== undefined) return { ...none, classification: 'organisation', code: best.code, mends: best.mends };
  if (asOrganisation) return { ...none, classification: 'organisation', code: printed.parts.join('') };
  const list: CodeList | undefined = listOfCode(best.code);
  const classification = list !== undefined && (agrees(best.fit) || lookupCode(best.code) !== undefined || entry.classification === '') ? list : entry.classification;
  return { ...none, classification, code: best.code, mends: printed.confused ? [...best.mends, 'confused'] : best.mends, fit: best.fit };
}

/** A code in brackets before the name that has lost or gained a sign: `[3030]离休费`, `[2120501城乡社区环境卫生`, `[212010-4]城管执法`. */
const BROKEN_HEAD = /^[[【]([\dOolI|][\dOolI|.\-\s]{1,10})[\]】]?(?=\p{Script=Han})/u;
/** Lines with their codes before their names that make it the way of a block. */
const IN_NAMES = 3;

/** Lines of a block that prints codes before the names: what stands there and is no code is reported, not taken for the name. */
export function brokenHeads(readings: readonly Reading[]): Reading[] {
  if (readings.filter((r) => r.code !== '' && r.entry.code.length === 0).length < IN_NAMES) return [...readings];
  return readings.map((reading) => {
    const head = reading.code === '' && reading.entry.role !== 'total' ? BROKEN_HEAD.exec(reading.entry.name) : null;
    if (head === null) return reading;
    return { ...reading, name: reading.entry.name.slice(head[0].length), printed: { ...reading.printed, published: (head[1] ?? '').trim(), unreadable: true } };
  });
}

/** A line of a unit alone, over the codes of what it spends. */
const isUnitLine = ({ classification, code, entry, name }: Reading): boolean => classification === 'organisation' || (code === '' && entry.role === 'line' && looksLikeOrganisation(name));

/**
 * Lines of a coded block whose code is not printed but whose name says it: exactly one code of that name lies
 * between the neighbours and under a parent that is open there. Below the line of a unit (单位) the codes begin again.
 */
export function fillFromNames(readings: readonly Reading[]): Reading[] {
  const coded = readings.filter((r) => r.code !== '' && r.classification !== 'organisation');
  const lines = readings.filter((r) => r.entry.role === 'line' && r.code === '');
  if (coded.length < 3 || coded.length < lines.length) return [...readings];
  const present = new Set(coded.map((r) => r.code));
  return readings.map((reading, i) => {
    // A whole code that no list knows (3021101-差旅费 under 302) is a finer one of the place, not a missing one.
    if (reading.code !== '' || reading.printed.parts.length > 0 || reading.entry.role === 'total' || reading.name === '' || !reading.entry.cells.some((c) => c.reading.state === 'amount')) return reading;
    const before = readings.slice(readings.findLastIndex((r, k) => k < i && isUnitLine(r)) + 1, i).findLast((r) => r.code !== '' && r.classification !== 'organisation');
    const after = readings.slice(i + 1).find((r) => r.code !== '' && r.classification !== 'organisation');
    const list = listOfCode((before ?? after)?.code ?? '');
    if (list === undefined) return reading;
    const open = (code: string): boolean => {
      const parent = code.slice(0, -2);
      if (code.length === 3) return before === undefined || after === undefined || after.code.startsWith(code);
      return (before?.code.startsWith(parent) ?? false) && (before?.code.length ?? 0) >= parent.length;
    };
    const options = codesByName(reading.name, list)
      .filter(({ code }) => !present.has(code) && open(code) && (before === undefined || before.code < code) && (after === undefined || code < after.code));
    const [only] = options;
    if (only === undefined || options.length !== 1) return reading;
    return { ...reading, classification: list, code: only.code, fit: only.old ? 'older' : 'same', fromName: true };
  });
}

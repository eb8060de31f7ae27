/**
 * Codes whose parent part is wrong as printed: a class or section that a spreadsheet counted on when the cell was
 * dragged down (205 06 10, 206 06 12, 207 06 13 below 204 06 07), or a single slip. The name and the neighbours
 * must agree on the right parent, and nothing else of the code may differ.
 */
import { listOfCode, lookupCode, namedBeside, namesFit } from '../../schemas/codes.js';
import { agrees, type Reading } from './code-reading.js';

export interface WrongParent {
  /** Index into the block's readings. */
  readonly index: number;
  readonly printed: string;
  readonly code: string;
  /** Part that is wrong, and its printed number. */
  readonly part: 'class' | 'section';
  readonly value: number;
}

/** Wrong parents in runs of neighbours; `dragged` where the wrong part counts on by one from line to line. */
export interface WrongRun {
  readonly members: readonly WrongParent[];
  readonly dragged: boolean;
}

const partsOf = (code: string): { class: string; section: string; last: string } => ({ class: code.slice(0, 3), section: code.length > 5 ? code.slice(3, 5) : '', last: code.slice(-2) });

function wrongParentAt(readings: readonly Reading[], index: number, sections: readonly string[], year: number): WrongParent | undefined {
  const reading = readings[index] as Reading;
  const { code, name } = reading;
  if (reading.classification === 'organisation' || code.length < 5 || name === '' || agrees(reading.fit) || reading.fromName === true) return undefined;
  const printed = partsOf(code);
  for (const parent of sections) {
    const candidate = parent + printed.last;
    if (candidate.length !== code.length || candidate === code || lookupCode(candidate) === undefined || !agrees(namesFit(name, candidate, year))) continue;
    const right = partsOf(candidate);
    const classWrong = right.class !== printed.class;
    const sectionWrong = right.section !== printed.section;
    if (classWrong === sectionWrong) continue;
    return { index, printed: code, code: candidate, part: classWrong ? 'class' : 'section', value: Number(classWrong ? printed.class : printed.section) };
  }
  return undefined;
}

/** Finds lines of one block whose class or section is wrong as printed. */
export function findWrongParents(readings: readonly Reading[], year: number): WrongRun[] {
  const coded = readings.flatMap((r, i) => (r.code !== '' && r.classification !== 'organisation' ? [i] : []));
  const runs: { at: number; members: WrongParent[] }[] = [];
  for (const { at, hit } of hitsOf(readings, coded, year)) {
    const run = runs.at(-1);
    const last = run?.members.at(-1);
    if (run !== undefined && last !== undefined && run.at === at - 1 && last.part === hit.part) {
      run.members.push(hit);
      run.at = at;
    } else runs.push({ at, members: [hit] });
  }
  const named = runs.map(({ at, members }): WrongRun => {
    const all = [...countedUpTo(members[0] as WrongParent, coded.slice(0, at - members.length + 1), readings, year), ...members];
    return { members: all, dragged: all.length > 1 && all.every((m, k) => k === 0 || m.value === (all[k - 1] as WrongParent).value + 1) };
  });
  const known = new Set(named.flatMap((run) => run.members.map((m) => m.index)));
  return [...named, ...countedOn(readings, coded).filter((run) => !run.members.some((m) => known.has(m.index)))];
}

/** Lines of a run whose names say the codes: the first, and so many that count on from it. */
const NAMED = 3;

/** Lines of a run that only their codes tell: the first, and so many that count on from it. */
const COUNTED = 4;

/**
 * Lines whose classes count on by one from line to line, without headings that say which is right. Either all their names
 * are those of codes with the same numbers below another class (212 01 02, 213 02 01 住房公积金, 214 02 03 购房补贴), or they say
 * nothing (a listing of projects) and the codes are of no list (201 40 04, 202 40 04, 203 40 04): those of the first line's
 * class then, where lists have all of them.
 */
function countedOn(readings: readonly Reading[], coded: readonly number[]): WrongRun[] {
  const runs: number[][] = [];
  for (const i of coded) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && classOf(readings[i] as Reading) === classOf(readings[last] as Reading) + 1) runs.at(-1)?.push(i);
    else runs.push([i]);
  }
  return runs.flatMap(([first, ...rest]): WrongRun[] => {
    const byName = rest.flatMap((index) => namedElsewhere(readings[index] as Reading, index));
    if (rest.length + 1 >= NAMED && byName.length === rest.length) return [{ members: byName, dragged: true }];
    const head = partsOf((readings[first as number] as Reading).code);
    const members = rest.map((index): WrongParent => {
      const { code } = readings[index] as Reading;
      return { index, printed: code, code: head.class + code.slice(3), part: 'class', value: Number(code.slice(0, 3)) };
    });
    const isTold = members.filter((m) => lookupCode(m.printed) === undefined).length * 2 >= members.length;
    return members.length + 1 >= COUNTED && isTold && members.every((m) => m.printed.length > 3 && lookupCode(m.code) !== undefined && !agrees((readings[m.index] as Reading).fit)) ? [{ members, dragged: true }] : [];
  });
}

/** The line with the code of its name, where that differs in its class alone and is the only one. */
function namedElsewhere({ code, name, fit }: Reading, index: number): WrongParent[] {
  const own = agrees(fit) || listOfCode(code) === undefined ? undefined : namedBeside(name, code);
  return own === undefined ? [] : [{ index, printed: code, code: own, part: 'class', value: Number(code.slice(0, 3)) }];
}

const classOf = ({ code }: Reading): number => Number(code.slice(0, 3));

/** Lines whose name disagrees with the code and agrees with one below the parents beside it; a line put right is a neighbour as it should be. */
function hitsOf(readings: readonly Reading[], coded: readonly number[], year: number): { readonly at: number; readonly hit: WrongParent }[] {
  const parentOf = (code: string | undefined, length: number): string[] => (code !== undefined && code.length >= length - 2 ? [code.slice(0, length - 2)] : []);
  const hits: { readonly at: number; readonly hit: WrongParent }[] = [];
  let before: string | undefined;
  /** The last heading of each length that its name bears out. */
  const headings = new Map<number, string>();
  for (const [at, i] of coded.entries()) {
    const { code, fit } = readings[i] as Reading;
    const after = coded.slice(at + 1).find((j) => agrees((readings[j] as Reading).fit));
    const hit = wrongParentAt(readings, i, [...parentOf(before, code.length), ...parentOf(after === undefined ? undefined : readings[after]?.code, code.length), ...parentOf(headings.get(code.length - 2), code.length)], year);
    if (hit !== undefined) hits.push({ at, hit });
    if (hit === undefined && !agrees(fit)) continue;
    before = hit?.code ?? code;
    headings.set(before.length, before);
  }
  return hits;
}

/**
 * The lines above a wrong parent that count up to it from the right one: 212 01, 213 01 01 行政运行, 214 01 02, 215 01 04. Their
 * names (行政运行) fit the code as printed, and the right one as well.
 */
function countedUpTo(first: WrongParent, above: readonly number[], readings: readonly Reading[], year: number): WrongParent[] {
  if (first.part !== 'class') return [];
  const right = Number(first.code.slice(0, 3));
  const members: WrongParent[] = [];
  for (let value = first.value - 1; value > right; value -= 1) {
    const index = above.at(value - first.value);
    const reading = index === undefined ? undefined : readings[index];
    const code = `${right}${reading?.code.slice(3) ?? ''}`;
    if (reading === undefined || Number(reading.code.slice(0, 3)) !== value || reading.code.length < 5 || lookupCode(code) === undefined || !agrees(namesFit(reading.name, code, year))) return [];
    members.unshift({ index: index as number, printed: reading.code, code, part: 'class', value });
  }
  const start = above.at(right - first.value);
  return start !== undefined && readings[start]?.code.startsWith(String(right)) ? members : [];
}

/**
 * Codes whose parent part is wrong as printed: a class or section that a spreadsheet counted on when the cell was
 * dragged down (205 06 10, 206 06 12, 207 06 13 below 204 06 07), or a single slip. The name and the neighbours
 * must agree on the right parent, and nothing else of the code may differ.
 */
import { lookupCode, namesFit } from '../../schemas/codes.js';
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
  const good = (i: number | undefined): Reading | undefined => (i === undefined ? undefined : readings[i]);
  const parentOf = (reading: Reading | undefined, length: number): string[] => {
    if (reading === undefined) return [];
    const cut = length - 2;
    return reading.code.length >= cut ? [reading.code.slice(0, cut)] : [];
  };
  const hits = coded.flatMap((i, at) => {
    const before = good(coded.slice(0, at).findLast((j) => agrees((readings[j] as Reading).fit)));
    const after = good(coded.slice(at + 1).find((j) => agrees((readings[j] as Reading).fit)));
    const length = (readings[i] as Reading).code.length;
    const hit = wrongParentAt(readings, i, [...parentOf(before, length), ...parentOf(after, length)], year);
    return hit === undefined ? [] : [{ at, hit }];
  });
  const runs: { at: number; members: WrongParent[] }[] = [];
  for (const { at, hit } of hits) {
    const run = runs.at(-1);
    const last = run?.members.at(-1);
    if (run !== undefined && last !== undefined && run.at === at - 1 && last.part === hit.part) {
      run.members.push(hit);
      run.at = at;
    } else runs.push({ at, members: [hit] });
  }
  return runs.map(({ members }) => ({
    members,
    dragged: members.length > 1 && members.every((m, k) => k === 0 || m.value === (members[k - 1] as WrongParent).value + 1),
  }));
}

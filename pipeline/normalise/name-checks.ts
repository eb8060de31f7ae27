/**
 * What the printed names say of the codes: unknown codes, older names, names of other codes, codes that moved.
 */
import { CODE_LENGTHS, codesByName, listOfCode, lookupCode, movesOf, namedBeside, nameKey, officialName, strengthOf, validIn } from '../../schemas/codes.js';
import type { Table } from '../../schemas/table.js';
import type { Reading } from './code-reading.js';
import type { Counter, Observation } from './observations.js';

/** Codes that bear the name, nearest first: same parent, same class, else any if they are few. */
function owners(name: string, code: string): readonly string[] {
  const list = listOfCode(code);
  if (list === undefined) return [];
  const all = codesByName(name, list).filter((x) => x.code !== code).map((x) => x.code);
  for (const prefix of [code.slice(0, -2), code.slice(0, 3)]) {
    const near = all.filter((c) => c.startsWith(prefix) && c.length === code.length);
    if (near.length > 0) return near;
  }
  return all.length <= 3 ? all : [];
}

/** Above this share of names that no list knows, the names of a block are those of projects or units. */
const FOREIGN_SHARE = 0.3;

/** Whether a block's names are no classification names (a project list with the code beside each project). */
export function hasForeignNames(readings: readonly Reading[]): boolean {
  const named = readings.filter((r) => r.code !== '' && r.classification !== 'organisation' && r.name !== '' && lookupCode(r.code) !== undefined);
  const foreign = named.filter((r) => r.fit === 'other' && codesByName(r.name).length === 0);
  return foreign.length > 2 && foreign.length > named.length * FOREIGN_SHARE;
}

/**
 * Observations on the code and name of one settled line.
 * @param foreignNames the block's names are no classification names: unlisted ones show nothing
 */
export function checkName(table: Table, reading: Reading, year: number, counter: Counter, foreignNames = false): Observation[] {
  const { code, name, fit, entry } = reading;
  const base = { table, entry, code } as const;
  const published = reading.printed.published;
  const known = lookupCode(code);
  counter.applies('code/unknown');
  if (known === undefined) {
    if (fit === 'moved' || fit === 'same') return [];
    const near = name === '' ? [] : owners(name, code).filter((c) => c.length === code.length).slice(0, 3);
    const hint = near.length > 0 && near.length < 3 ? `，表列名称与${near.join('、')}相同` : '';
    // A code of another length is no code of a house, but one of which digits are lost; nor is one that has the name and the numbers of a code below another class.
    const isOfHouse = CODE_LENGTHS.has(code.length) && (name === '' || namedBeside(name, code) === undefined);
    return [{ ...base, rule: 'code/unknown', ...(isOfHouse ? {} : { severity: 'warning' }), group: `${code} ${nameKey(name)}`, field: 'code', published, expected: '', statement: `${published} ${name}${hint}`.trim() }];
  }
  const out: Observation[] = [];
  counter.applies('code/outdated');
  const meantBefore = movesOf(code).some((m) => nameKey(m.name) === nameKey(name));
  if (!validIn(known, year) && fit !== 'other' && !meantBefore) {
    const until = known.evidence === 'past-edition' ? '2018年以后的科目' : known.validTo !== undefined && year > known.validTo ? `${known.validTo}年以后的科目` : `${known.validFrom ?? ''}年以前的科目`;
    out.push({ ...base, rule: 'code/outdated', group: code, field: 'code', published, expected: '', statement: `${code} ${name}不在已知的${until}中` });
  }
  if (name === '') {
    counter.cannot('code/name-belongs', 'no name printed');
    return out;
  }
  const official = officialName(code, year);
  const strength = strengthOf(known.evidence);
  const named = { ...base, field: 'name', published: name, expected: official, group: `${code} ${nameKey(name)}` } as const;
  counter.applies('code/name-older');
  if (fit === 'older') {
    out.push({ ...named, rule: 'code/name-older', statement: `${code} ${name}，现名${official}` });
  } else if (fit === 'moved') {
    const move = movesOf(code).find((m) => nameKey(m.name) === nameKey(name));
    const now = move !== undefined && move.movedTo.length > 0 ? `，现为${move.movedTo.join('、')}` : '';
    out.push({ ...named, rule: 'code/moved', expected: move?.movedTo.join(' ') ?? '', statement: `${code}自${(move?.validTo ?? 0) + 1}年起为${official}，表列${name}${now}` });
  } else if (fit === 'spelling' && strength !== 'weak') {
    out.push({ ...named, rule: 'code/name-spelling', statement: `${code} “${name}”，应为“${official}”` });
  }
  if (movesOf(code).length > 0) counter.applies('code/moved');
  counter.applies('code/name-spelling');
  if (fit !== 'other') {
    counter.applies('code/name-belongs');
    counter.applies('code/name-unlisted');
    return out;
  }
  const others = owners(name, code);
  const beside = namedBeside(name, code);
  if (foreignNames && others.length === 0) for (const rule of ['code/name-belongs', 'code/name-unlisted']) counter.cannot(rule, 'names are not of the classification');
  else if (strength === 'weak' && beside === undefined) for (const rule of ['code/name-belongs', 'code/name-unlisted']) counter.cannot(rule, 'list entry not attested');
  else {
    counter.applies('code/name-belongs');
    counter.applies('code/name-unlisted');
    if (others.length > 0) {
      const owner = others.length <= 3 ? `${others.join('、')}的名称` : '其他科目的名称';
      out.push({ ...named, rule: 'code/name-belongs', severity: strength === 'strong' || beside !== undefined ? 'warning' : 'info', statement: `${code}应为${official}，表列“${name}”是${owner}` });
    } else out.push({ ...named, rule: 'code/name-unlisted', statement: `${code} “${name}”，目录为“${official}”` });
  }
  return out;
}

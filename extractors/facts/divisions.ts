/**
 * Administrative divisions (行政区划, GB/T 2260): which one a name like 北京市海淀区教育局 belongs to.
 */
import { readFileSync } from 'node:fs';
import { assetPath } from '../../schemas/assets.js';

export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: 'province' | 'prefecture' | 'county';
  readonly parent: string;
  /** First and last year in which the code is known to be valid; 0 and 9999 where open. */
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** A division with its full path name (北京市海淀区; 山西省太原市). */
export interface FoundDivision {
  readonly region: string;
  readonly regionCode: string;
}

interface Index {
  readonly byCode: ReadonlyMap<string, readonly Division[]>;
  readonly byName: ReadonlyMap<string, readonly Division[]>;
  /** Names without their generic ending (长沙, 江苏) of provinces and prefectures. */
  readonly byStem: ReadonlyMap<string, readonly Division[]>;
  readonly longest: number;
}

const SOURCE = assetPath('schemas/codes/divisions.csv');
const GENERIC_ENDING = /(?:特别行政区|(?:[^省市区州盟]{1,4}族)*自治[区州]|维吾尔自治区|省|市|地区|盟)$/;
/** Words for the seat of a division that stand for its name. */
const ALIASES: Readonly<Record<string, string>> = { 首都: '110000' };

let cached: Index | undefined;

/** Reads the list once. Source: schemas/codes/divisions.csv (code, name, level, parent, first_seen, last_seen, sources). */
function index(): Index {
  if (cached) return cached;
  const byCode = new Map<string, Division[]>();
  const byName = new Map<string, Division[]>();
  const byStem = new Map<string, Division[]>();
  const add = (map: Map<string, Division[]>, key: string, division: Division): void => {
    const list = map.get(key);
    if (list) list.push(division);
    else map.set(key, [division]);
  };
  let longest = 0;
  for (const line of readFileSync(SOURCE, 'utf8').split('\n').slice(1)) {
    const [code = '', name = '', level = '', parent = '', first = '', last = ''] = line.trim().split(',');
    if (!/^\d{6}$/.test(code) || (level !== 'province' && level !== 'prefecture' && level !== 'county')) continue;
    const division: Division = { code, name, level, parent, firstSeen: Number(first) || 0, lastSeen: Number(last) || 9999 };
    add(byCode, code, division);
    add(byName, name, division);
    longest = Math.max(longest, name.length);
    const stem = name.replace(GENERIC_ENDING, '');
    if (level !== 'county' && stem.length >= 2 && stem !== name) add(byStem, stem, division);
  }
  cached = { byCode, byName, byStem, longest };
  return cached;
}

/** The division and its ancestors, from the province down. */
function lineage(division: Division, year: number): Division[] {
  const path: Division[] = [division];
  for (let at = division; at.parent !== ''; ) {
    const above = index().byCode.get(at.parent) ?? [];
    const next = above.find((one) => valid(one, year)) ?? above[0];
    if (!next) break;
    path.unshift(next);
    at = next;
  }
  return path;
}

function valid(division: Division, year: number): boolean {
  return year === 0 || (division.firstSeen <= year && year <= division.lastSeen);
}

function found(division: Division, year: number): FoundDivision {
  return { region: lineage(division, year).map((one) => one.name).join(''), regionCode: division.code };
}

/** The longest division name at a place of the text, of those that may follow `above`. */
function nameAt(text: string, at: number, above: readonly Division[]): readonly Division[] {
  for (let length = Math.min(index().longest, text.length - at); length >= 2; length -= 1) {
    const named = index().byName.get(text.slice(at, at + length)) ?? [];
    const fitting = above.length === 0 ? named : named.filter((one) => above.some((up) => one.parent === up.code || lineage(one, 0).some((a) => a.code === up.code)));
    if (fitting.length > 0) return fitting;
  }
  return [];
}

/** Of several divisions with one name, the one whose ancestors `evidence` speaks of most; none if that doesn't settle it. */
function settle(candidates: readonly Division[], evidence: string, year: number): Division | undefined {
  const alive = candidates.filter((one) => valid(one, year));
  const pool = alive.length > 0 ? alive : candidates;
  if (new Set(pool.map((one) => one.code)).size === 1) return pool[0];
  const weight = (one: Division): number =>
    lineage(one, year).slice(0, -1).reduce((sum, up) => sum + evidence.split(up.name).length - 1, 0);
  const ranked = pool.map((one) => ({ one, weight: weight(one) })).sort((a, b) => b.weight - a.weight);
  const [first, second] = ranked;
  return first && first.weight > 0 && first.weight > (second?.weight ?? 0) ? first.one : undefined;
}

/**
 * The division that `text` (an organisation's name, a title) names first, followed down to its lowest level.
 * A name that several divisions carry is settled by `evidence`, the rest of the document's text.
 * Full names are looked for anywhere, names without their ending (长沙职业…) at the start only.
 */
export function findDivision(text: string, evidence: string, year: number): FoundDivision | undefined {
  for (let at = 0; at < text.length - 1; at += 1) {
    let candidates = nameAt(text, at, []);
    if (candidates.length === 0) continue;
    let end = at + (candidates[0]?.name.length ?? 0);
    // 城区, 郊区, 矿区 are words as well as names: only under a parent. 献县 is none where a name begins with it.
    if ((candidates[0]?.name.length ?? 0) <= 2 && !(at === 0 && candidates[0]?.name.endsWith('县') === true)) continue;
    for (;;) {
      const below = nameAt(text, end, candidates);
      if (below.length === 0) break;
      candidates = below;
      end += below[0]?.name.length ?? 0;
    }
    const one = settle(candidates, evidence, year);
    if (one) return found(one, year);
  }
  const start = text.replace(/^(?:中国共产党|中共|共青团)/, '');
  for (const [alias, code] of Object.entries(ALIASES)) {
    const one = index().byCode.get(code)?.[0];
    if (one && start.startsWith(alias)) return found(one, year);
  }
  for (let length = 5; length >= 2; length -= 1) {
    const stems = index().byStem.get(start.slice(0, length)) ?? [];
    const one = stems.find((d) => d.level === 'province') ?? settle(stems, evidence, year);
    if (one) return found(one, year);
  }
  return undefined;
}

/** The division that the text names most often by its full name; none where nothing is named. */
export function frequentDivision(text: string, year: number): FoundDivision | undefined {
  const counts = new Map<string, { division: FoundDivision; count: number }>();
  for (const match of text.matchAll(/[\u4e00-\u9fff]{2,8}?(?:省|市|区|县|州|盟|旗)/g)) {
    const division = findDivision(match[0], text, year);
    if (!division || match[0].length < 3) continue;
    const known = counts.get(division.regionCode);
    if (known) known.count += 1;
    else counts.set(division.regionCode, { division, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.division;
}

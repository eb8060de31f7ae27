/**
 * Names of publishers as lists, covers and file names write them: with and without region, brackets and 本级.
 */
import { nameOf } from '../reconcile/documents/publisher.js';

export interface PublisherName {
  /** The name by which two writings are compared: 财政局, 委宣传部, 某街道办事处. */
  readonly name: string;
  /** It says that the organisation is meant alone, without its units (本级, 机关). */
  readonly own: boolean;
}

/** Words behind a name for how much of the organisation is meant; 汇总 and 部门 are the whole. */
const OWN = /(?:机关)?本级(?:机关)?$/;
const BRACKETS = /[（(［[]([^（）()［\][\]]{0,12})[）)］\]]/g;

/** Shortest name that is cut, or taken for another's abbreviation. */
const SHORTEST = 3;

/** A name in its parts; full and half width are one, the Party's committees are written short (中共…委宣传部). */
export function publisherName(organisation: string, region: string): PublisherName {
  let own = false;
  const plain = organisation.normalize('NFKC').replaceAll(BRACKETS, (whole, inner: string) => {
    if (!/^(?:机关)?本级(?:机关)?$|^机关$|^汇总$|^部门$|^单位$|^含[^）)]*$/.test(inner)) return whole;
    own ||= /本级|机关/.test(inner);
    return '';
  });
  let name = nameOf(plain, region).replace(/^中共/, '').replace(/^委员会(?=.{2})/, '委');
  // 省政协办公厅 of 江苏省; names that begin with the word themselves (市场监督管理局) lose it in both writings.
  if (name.length > SHORTEST && name[0] === region.at(-1)) name = name.slice(1);
  if (OWN.test(name) && name.replace(OWN, '').length >= 2) {
    own = true;
    name = name.replace(OWN, '');
  }
  // 某区人民政府某街道办事处; the office of the government itself is 人民政府办公室.
  return { name: name.replace(/^人民政府(?!办公)(?=.{4})/, ''), own };
}

/** Characters by which organisations of one kind are told apart: 第一中学, 第二中学; 东城分局, 西城分局. */
const TELLING = /[一二三四五六七八九十东南西北中\d]/;

/** Whether a name may be another writing of the other: an abbreviation (发改委), one character off. Never taken for the same. */
export function isNear(one: string, other: string): boolean {
  const [short = '', long = ''] = [one, other].map((name) => name.replace(/委员会$/, '委')).toSorted((a, b) => a.length - b.length);
  if (short.length < SHORTEST) return false;
  return short === long || long.endsWith(short) || (long[0] === short[0] && long.at(-1) === short.at(-1) && isWithin(short, long)) || (short.length > SHORTEST && isSlip(short, long));
}

/** Whether the characters of `short` stand in `long` in their order. */
function isWithin(short: string, long: string): boolean {
  let at = -1;
  return [...short].every((c) => (at = long.indexOf(c, at + 1)) >= 0);
}

/** One character changed, added or left out that tells no organisations apart. */
function isSlip(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false;
  const at = [...long].findIndex((c, i) => c !== short[i]);
  const changed = long.length === short.length;
  return long.slice(at + 1) === short.slice(changed ? at + 1 : at) && !TELLING.test(`${long[at] ?? ''}${changed ? (short[at] ?? '') : ''}`);
}

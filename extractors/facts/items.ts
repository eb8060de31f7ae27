/**
 * Classification items (科目) named in prose: “行政运行”科目, 行政运行（2010601）, 2040201-行政运行, X（类）Y（款）Z（项）, 208（类）05（款）05（项）X, X（204类）Y（04款）, X支出（类）.
 */
import type { Classification } from '../../schemas/table.js';

export interface NamedItem {
  /** Name of the item alone. */
  readonly name: string;
  /** Names of its class, section and item as far as printed, outermost first. */
  readonly path: readonly string[];
  readonly code: string;
  readonly classification: Classification;
}

export type ItemByName = (name: string) => string[];

type Kind = 'functional' | 'economic';
/** Words of spending by its nature (经济分类). */
const BY_NATURE = /经济(?:分类|科目)|人员经费|机关运行经费|公用经费|工资福利支出|商品和服务支出|对个人和家庭|资本性支出/;
const QUOTED = /[“"「‘]([^“”"「」‘’]{2,40})[”"」’](?:功能)?科目?/;
/** Quotes right before a figure. */
const QUOTED_LAST = /[“"「‘]([^“”"「」‘’]{2,40})[”"」’]$/;
const CODE_AFTER = /([\u4e00-\u9fff（）、“”]{2,40}?)(?:（\d{0,7}[类款项]）)?(?:支出)?（(?:科目(?:编码|代码)?[：:]?)?(\d{3}|\d{5}|\d{7})）/;
const CODE_BEFORE = /(?<!\d)(\d{3}|\d{5}|\d{7})[-—–_ ：:、.]?([\u4e00-\u9fff（）、]{2,40})/;
/** 208（类）05（款）05（项）机关事业单位基本养老保险缴费支出: the levels marked behind the parts of the code, the name behind all. */
const CODE_IN_PARTS = /(?<!\d)(\d{3})（类）(?:(\d{2})（款）)?(?:(\d{2})（项）)?([\u4e00-\u9fff（）、]{2,40})$/;
const LEVELS = /([^（）；。，：]{2,44}?(?:（[^类款项）]{1,12}）[^（）；。，：]{0,20}?)?)（\d{0,7}(类|款|项)(?:级)?）/g;
const FILLER = /^(?:\d{4}年(?:度)?|[①-⑳]|（[\d一二三四五六七八九十]{1,3}）|\d{1,2}[．、.]|[、，；：“]|其中|的(?=.{4})|主要用于|用于|包括|支出(?=.{4}))+/;

/** The kind of classification that a code belongs to by its first digit. */
export function classificationOf(code: string): Classification {
  if (/^2\d{2}(?:\d{2}){0,2}$/.test(code)) return 'functional';
  if (/^3\d{2}(?:\d{2})?$/.test(code)) return 'economic';
  if (/^5\d{2}(?:\d{2})?$/.test(code)) return 'government_economic';
  return '';
}

/** Strips 支出 from behind a mark, numbering and quotes from before a name. */
function tidy(name: string): string {
  return name.replace(FILLER, '').replace(/^[“"]|[”"]$/g, '');
}

/**
 * The item that the words before a figure name with a mark of its own (quotes with 科目, a code, 类/款/项); undefined otherwise.
 * Headings that speak of 经济分类, 人员经费, 公用经费 make it an economic one.
 * @param above names of class and section that headings above give, for items that print only their own level
 */
export function itemOf(words: string, itemByName: ItemByName | undefined, above: readonly string[] = [], headings: readonly string[] = []): NamedItem | undefined {
  const kind: Kind = !/（\d{0,7}项/.test(words) && [...headings, words].some((text) => BY_NATURE.test(text)) ? 'economic' : 'functional';
  const [, classCode = '', section = '', item = '', named = ''] = CODE_IN_PARTS.exec(words) ?? [];
  if (classificationOf(classCode + section + item) !== '') {
    const name = tidy(named.replace(/(?:年初)?(?:预算|决算)(?:数|安排)?为?$/, ''));
    return { name, path: [name], code: classCode + section + item, classification: classificationOf(classCode) };
  }
  const levels = [...words.matchAll(LEVELS)];
  const after = CODE_AFTER.exec(words);
  if (after?.[2] && classificationOf(after[2]) !== '') {
    const name = tidy((after[1] ?? '').replace(/（\d{0,7}[类款项]）/g, ''));
    return { name, path: [name], code: after[2], classification: classificationOf(after[2]) };
  }
  if (levels.length > 0) {
    const path = levels.map((match) => tidy(match[1] ?? '')).filter((name) => name !== '');
    if (path.length === 0) return undefined;
    const mark = levels.at(-1);
    let deepest = { 类: 3, 款: 5, 项: 7 }[mark?.[2] as '类' | '款' | '项'];
    // An item whose own mark is missing: …养老支出（款）机关事业单位职业年金缴费支出 80万元.
    const tail = tidy(words.slice((mark?.index ?? 0) + (mark?.[0].length ?? 0)).replace(/(?:年初|全年)?(?:支出)?(?:预算|决算|安排)(?:数)?(?:为)?$/, '')).replace(/^支出(?=.{2})/, '');
    if (deepest < 7 && tail.length >= 4 && itemByName !== undefined && codesNamed(tail, itemByName, kind).length > 0) {
      path.push(tail);
      deepest = 7;
    }
    const full = levels[0]?.[2] === '类' ? path : [...above, ...path];
    return { name: path.at(-1) ?? '', path: full, code: codeOf(full, deepest, itemByName, kind), classification: kind };
  }
  const before = CODE_BEFORE.exec(words);
  if (before?.[1] && classificationOf(before[1]) !== '' && (before[1].length > 3 || words.startsWith(before[1]))) {
    const name = tidy((before[2] ?? '').replace(/(?:支出)?(?:预算|决算)?(?:数|安排)?(?:为)?$/, (tail) => (tail.startsWith('支出') ? '支出' : '')));
    return { name, path: [name], code: before[1], classification: classificationOf(before[1]) };
  }
  // OCR may eat the second character of 科目.
  const name = QUOTED.exec(words)?.[1];
  if (name !== undefined) return /三公/.test(name) ? undefined : { name, path: [name], code: codeOf([name], 0, itemByName, kind), classification: kind };
  // Without the word, quotes right before the figure name a class: “教育支出”16万元.
  const last = QUOTED_LAST.exec(words)?.[1];
  return last === undefined ? undefined : bareClass(last.endsWith('支出') ? last : `${last}支出`, itemByName);
}

/** Spellings of a name as lists have it: with and without 支出 at its end. */
function spellings(printed: string): string[] {
  const name = printed.replace(/^其它/, '其他');
  return name.endsWith('支出') ? [name, name.slice(0, -2)] : [name, `${name}支出`];
}

/** Codes of a name in one classification, of the first spelling that has some of the asked length (0: any). */
function codesNamed(name: string, itemByName: ItemByName, kind: Kind, length = 0): string[] {
  for (const spelling of spellings(name)) {
    const codes = itemByName(spelling).filter((code) => classificationOf(code) === kind && (length === 0 || code.length === length));
    if (codes.length > 0) return codes;
  }
  return [];
}

/** Codes of class and section that a name above an item may mean, whatever its spelling. */
function codesAbove(name: string, itemByName: ItemByName, kind: Kind): string[] {
  return spellings(name).flatMap((spelling) => itemByName(spelling).filter((code) => classificationOf(code) === kind && code.length < 7));
}

/** 229 其他支出 held copies of other classes' names (2290301 住房公积金) in old editions: the class of its own goes before. */
function withoutCatchAll(codes: readonly string[]): string[] {
  const unique = [...new Set(codes)];
  const others = unique.filter((code) => !code.startsWith('229'));
  return others.length > 0 ? others : unique;
}

/** The one code that a path of names leads to; '' where the names don't settle it. `length` 0: any level. */
export function codeOf(path: readonly string[], length: number, itemByName: ItemByName | undefined, kind: Kind): string {
  if (!itemByName) return '';
  const last = path.at(-1) ?? '';
  let codes = codesNamed(last, itemByName, kind, length);
  for (const name of path.slice(0, -1)) {
    const above = codesAbove(name, itemByName, kind);
    const narrowed = codes.filter((code) => above.some((up) => up.length < code.length && code.startsWith(up)));
    if (narrowed.length > 0) codes = narrowed;
    else if (above.length > 0) return '';
  }
  const unique = withoutCatchAll(codes);
  return unique.length === 1 ? (unique[0] ?? '') : '';
}

/** A bare class name (教育支出, 社会保障和就业支出): its code; undefined for anything else. */
export function bareClass(name: string, itemByName: ItemByName | undefined): NamedItem | undefined {
  if (!itemByName || !name.endsWith('支出') || name.length > 20) return undefined;
  const codes = [...new Set(itemByName(name).filter((code) => code.length === 3 && classificationOf(code) === 'functional'))];
  return codes.length === 1 ? { name, path: [name], code: codes[0] ?? '', classification: 'functional' } : undefined;
}

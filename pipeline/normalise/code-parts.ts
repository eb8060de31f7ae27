/**
 * From code cells as printed to code candidates: 类/款/项 columns, staggered columns, whole codes, codes with lost zeros.
 * Reads cells only; whether a candidate is right is for the lists, the name and the neighbours to say.
 */
import { halfWidth } from '../../schemas/amount-parse.js';
import type { Entry } from '../../schemas/table.js';

/** How a candidate was made of the printed cells. */
export type CodeMend = 'lost-zero' | 'joined' | 'split' | 'confused';

export interface CodeCandidate {
  readonly code: string;
  readonly mends: readonly CodeMend[];
}

export interface PrintedCode {
  /** Parts as printed, joined by a blank; '' where the line has no code. */
  readonly published: string;
  /** Digits of the parts in order, after cleaning. */
  readonly parts: readonly string[];
  /** `parts`: two-digit parts beside each other; `whole`: five digits and more in one cell; `class`: a class alone. */
  readonly style: 'parts' | 'whole' | 'class' | 'none';
  /** Name that stood in the code cell (`2080501 行政运行`); ''. */
  readonly nameInCode: string;
  readonly confused: boolean;
  /** Text in the code cell that is no code at all. */
  readonly unreadable: boolean;
}

const LETTERS: Readonly<Record<string, string>> = { O: '0', o: '0', l: '1', I: '1', '|': '1', S: '5', B: '8', Z: '2' };

interface Token {
  readonly part: 'class' | 'section' | 'item' | 'whole';
  readonly digits: string;
}

function tokensOf(entry: Entry): { tokens: Token[]; name: string; confused: boolean; unreadable: boolean } {
  const tokens: Token[] = [];
  let name = '';
  let confused = false;
  let unreadable = false;
  const cells = entry.code.length > 0 ? entry.code : codeInName(entry.name);
  // A second class part is another classification beside the first (301 08 … 501 02): not this entry's code.
  const second = cells.findIndex((c, i) => i > 0 && c.part === 'class');
  for (const { part, text } of second < 0 ? cells : cells.slice(0, second)) {
    const flat = halfWidth(text).trim().replace(/^['’]/u, '').replace(/^(\d{3,7})\.0$/u, '$1').replace(GROUPED, (digits) => digits.replaceAll(',', '')).replace(/^[,.、·]?\s*[[(【〔]?(\d{3,7})[\])】〕}|]/u, '$1 ');
    // 2.08051E+06: a spreadsheet's short form of a code, which has lost digits.
    if (/^\d(?:\.\d+)?E\+?0?[2-6]$/u.test(flat)) {
      unreadable = true;
      continue;
    }
    const match = /^([\dOolI|SBZ][\dOolI|SBZ\s.\-_]*)(.*)$/u.exec(flat);
    if (match === null || !/\d/u.test(match[1] ?? '')) {
      if (/\p{Script=Han}/u.test(flat)) name += flat;
      else if (flat !== '' && !/^[-—–/]+$/u.test(flat)) unreadable = true;
      continue;
    }
    name += (match[2] ?? '').replace(/^[-—_\s]+/u, '').trim();
    const head = (match[1] ?? '').trim();
    if (/[OolI|SBZ]/u.test(head)) confused = true;
    const digits = head.replaceAll(/[OolI|SBZ]/gu, (c) => LETTERS[c] ?? c);
    const pieces = digits.split(/[\s.\-_]+/u).filter((piece) => piece !== '');
    for (const piece of isSpaced(pieces, part) ? [pieces.join('')] : pieces) tokens.push({ part, digits: piece });
  }
  return { tokens, name, confused, unreadable };
}

/** A whole code that a spreadsheet prints as a number with separators: 31,002 and 2,080,505. */
const GROUPED = /^(?:\d{2},\d{3}|\d,\d{3},\d{3})$/u;

/** One part or code set digit by digit: `0 5`, `2 0 1 0 3`. */
const isSpaced = (pieces: readonly string[], part: Token['part']): boolean => pieces.length > 1 && pieces.every((piece) => piece.length === 1) && (part === 'whole' ? [3, 5, 7] : part === 'class' ? [3] : [2]).includes(pieces.length);

const CODE = String.raw`\d{3}(?:[.\-\s]\d{2}){1,2}|\d{3}|\d{5}|\d{7}`;
/**
 * `[20133]宣传事务`, `[20133]-宣传事务`, `（20133）宣传事务`, `2080505-机关事业单位…`, `2080505.机关事业单位…`, `208.05.05 机关事业单位…`,
 * also behind dashes and dots. The mark between code and name may be read as several in a scan, or as the numeral 一、. Of brackets one may be left out, or misread in a scan: `20133]宣传事务`, `[20133宣传事务`.
 */
const BEFORE = new RegExp(`^(?:[-—–·•∙.,，、]\\s*)*(?:[[(【〔](${CODE})[\\])】〕}|]?\\s*(?:[-—–_:]\\s*)?|(${CODE})(?:(?:\\s*[-—–_:/.、·]){1,3}\\s*|\\s*[\\])】〕}|]\\s*[-—–_:]?\\s*|\\s+|一、|(?=\\p{Script=Han}{2})))(?=[\\p{Script=Han}“"(])`, 'u');
/** `行政运行（2130301）`. */
const BEHIND = new RegExp(`^([\\p{Script=Han}“"(].*)[[(【〔](${CODE})[\\])】〕]$`, 'u');

/** Code and name in the name cell. Numbers with a measure word are none. */
function codeInName(name: string): Entry['code'] {
  const flat = halfWidth(name).trim();
  const before = BEFORE.exec(flat);
  const behind = before ? null : BEHIND.exec(flat);
  const code = before?.[1] ?? before?.[2] ?? behind?.[2];
  return code === undefined ? [] : [{ part: 'whole', text: `${code.replaceAll(/[.\-\s]/gu, ' ')} ${before ? flat.slice(before[0].length) : (behind?.[1] ?? '')}` }];
}

/** What stands in the code cells of an entry. */
export function printedCode(entry: Entry): PrintedCode {
  const { tokens, name, confused, unreadable } = tokensOf(entry);
  const parts = tokens.map((t) => t.digits);
  const style = parts.length === 0 ? 'none' : parts.some((p) => p.length >= 5) ? 'whole' : parts.length === 1 && parts[0]?.length === 3 ? 'class' : 'parts';
  return { published: entry.code.length > 0 ? entry.code.map((c) => c.text.trim()).filter((t) => t !== '').join(' ') : tokens.map((t) => t.digits).join(' '), parts, style, nameInCode: name, confused, unreadable };
}

/** Trailing 00 of padded codes: 2080000 → 208, 2080500 → 20805. */
const unpad = (code: string): string => (/^\d{7}$/u.test(code) || /^\d{5}$/u.test(code) ? code.replace(/(?:00)+$/u, '') : code);

/**
 * Readings of an entry's code cells, the plainest first.
 * @param previous canonical code of the coded line above in the same block, '' at the top: staggered columns continue it
 */
export function candidates(entry: Entry, previous: string): readonly CodeCandidate[] {
  const { tokens } = tokensOf(entry);
  const first = tokens[0];
  if (first === undefined) return [];
  const list = tokens.length === 1 ? single(first, previous) : several(tokens, previous);
  return list.map((c) => ({ code: unpad(c.code), mends: c.mends }));
}

const plain = (code: string): CodeCandidate => ({ code, mends: [] });
const mended = (code: string, ...mends: CodeMend[]): CodeCandidate => ({ code, mends });

/** One token alone: a whole code, or one part of a staggered column that continues the line above. */
function single(token: Token, previous: string): CodeCandidate[] {
  const d = token.digits;
  const inClass = previous.slice(0, 3);
  const inSection = previous.length >= 5 ? previous.slice(0, 5) : '';
  const under = (part: string, ...mends: CodeMend[]): CodeCandidate[] => {
    const asSection = inClass === '' ? [] : [mended(inClass + part, ...mends)];
    const asItem = inSection === '' ? [] : [mended(inSection + part, ...mends)];
    if (token.part === 'section') return asSection;
    if (token.part === 'item') return asItem;
    return previous.length === 3 ? asSection : [...asItem, ...asSection];
  };
  switch (d.length) {
    case 1:
      return [...under(`0${d}`, 'lost-zero'), ...under(`${d}0`, 'lost-zero'), plain(d)];
    case 2:
      return [...under(d), plain(d)];
    case 4:
      return [...(inClass !== '' && token.part === 'item' ? [plain(inClass + d)] : []), mended(`${d.slice(0, 3)}0${d.slice(3)}`, 'lost-zero'), plain(d)];
    case 6:
      return [plain(d), mended(`${d.slice(0, 5)}0${d.slice(5)}`, 'lost-zero'), mended(`${d.slice(0, 3)}0${d.slice(3)}`, 'lost-zero')];
    default:
      return [plain(d)];
  }
}

/** Several tokens: parts side by side, or whole codes repeated (208, 20805, 2080501). */
function several(tokens: readonly Token[], previous: string): CodeCandidate[] {
  let open: CodeCandidate[] = [plain('')];
  for (const [i, token] of tokens.entries()) {
    const d = token.digits;
    open = open.flatMap(({ code, mends }) => {
      if (i === 0) return single(token, previous).map((c) => ({ code: c.code, mends: [...mends, ...c.mends] }));
      if (code !== '' && d.length > code.length && d.startsWith(code)) return [{ code: d, mends }];
      if (d === code) return [{ code, mends }];
      const gap = code.length === 3 && token.part === 'item' && previous.startsWith(code) && previous.length >= 5 ? previous.slice(0, 5) : code;
      if (d.length === 1) return [{ code: `${gap}0${d}`, mends: [...mends, 'lost-zero' as const] }, { code: `${gap}${d}0`, mends: [...mends, 'lost-zero' as const] }];
      if (d.length === 2 || (d.length === 4 && gap.length === 3)) return [{ code: gap + d, mends }];
      return [{ code: d, mends }, { code: gap + d, mends }];
    });
  }
  return open.map((c) => ({ code: c.code, mends: [...new Set(c.mends)] }));
}

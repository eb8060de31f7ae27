/**
 * Passages: paragraphs joined where a sentence runs on, cleaned of blanks, with their enumerator and heading path.
 */
import type { Paragraph } from '../../schemas/block.js';
import { BRACKETED_NUMERAL, NUMERAL, numberingOf, PART } from '../../schemas/numbering.js';

export interface Passage {
  /** Text without blanks, half-width digits, Chinese punctuation. */
  readonly text: string;
  /** For each character of `text`: the paragraph's index and the offset in it. */
  readonly origin: readonly { readonly paragraph: number; readonly offset: number }[];
  /** Level of the numbering at the start, -1 where there is none. */
  readonly enumerator: number;
  /** Length of its mark. */
  readonly lead: number;
  /** Labels of the headings above, outermost first, the passage's own label last if it is enumerated. */
  readonly path: readonly string[];
  /** True where figures are claims: not in 职能, 名词解释, 工作任务. */
  readonly narrative: boolean;
  readonly page?: number;
}

/** Sections whose figures are no claims about the budget. */
const NO_CLAIMS = /职责|职能|机构设置|内设机构|名词解释|专业术语|术语解释|工作任务|工作目标|主要任务|重点工作|工作思路|工作安排|立项依据|政策依据|项目概述|实施方案|实施主体|法律依据|绩效指标/;
/** A sentence that states a total of the budget is a claim wherever it stands: some pages give no heading to what follows their duties. */
const STATES_TOTAL = /^.{0,6}20\d\d年度?[^，。；]{0,24}(?:(?:收支|收入|支出)总?(?:预算|决算)|(?:预算|决算)总?(?:收入|支出)|总(?:收入|支出)|[“"]三公[”"]经费)[^，。；]{0,12}?\d[\d,.]*万?元/;
/** An item that a sentence of its own names before its figures: 公共安全支出（类）检察（款）行政运行（项）。年初预算… */
const NAMED_ITEM = /（\d{0,7}[类款项]）(?:支出)?$/;
const TITLE = /(?:说明|职能|职责|机构设置|解释|概况|构成|目录|情况|总表|预算表|决算表|情况表|申报表|目标表|汇总表|明细表)$/;
const HEADING_END = /(?:说明|职能|职责|设置|解释|概况|构成|情况|安排|支出|收入|经费|费用?|预算|决算|内容|内容如下|工作|管理|表)$/;
const FURNITURE = /^[-—–_·.\s]*(?:第?\d{1,4}页?(?:共\d+页)?)?[-—–_·.\s]*$/;

const FULL_WIDTH: Readonly<Record<string, string>> = { ',': '，', ':': '：', ';': '；', '(': '（', ')': '）', '％': '%', '﹪': '%', '"': '“', '．': '．', '［': '（', '］': '）' };

/** Where nothing is numbered. */
const NONE = { level: -1, mark: '' };

/** Pseudo level of a line that ends in a colon. */
const COLON = 90;

/** Size of a footnote's type against that of the text. */
const SMALL = 0.8;

interface Piece {
  text: string;
  origin: { paragraph: number; offset: number }[];
  page?: number;
}

/** Cleans one paragraph: a blank stays only between two digits. */
function clean(text: string, paragraph: number): Piece {
  const piece: Piece = { text: '', origin: [] };
  const source = text.replace(/<[^<>]{0,40}>/g, (tag) => ' '.repeat(tag.length)).replace(/[\uFF10-\uFF19]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
  const chars = [...source];
  /** The next character that is no blank, behind each. */
  const next: string[] = Array.from({ length: chars.length }, () => '');
  for (let at = chars.length - 2; at >= 0; at -= 1) next[at] = isBlank(chars[at + 1] ?? '') ? (next[at + 1] ?? '') : (chars[at + 1] ?? '');
  const written: string[] = [];
  let offset = 0;
  for (const [at, char] of chars.entries()) {
    const here = offset;
    offset += char.length;
    const before = written.at(-1)?.at(-1) ?? '';
    const after = next[at] ?? '';
    let out = char;
    if (isBlank(char)) {
      if (!(/\d/.test(before) && /\d/.test(after))) continue;
      out = ' ';
    } else if ((char === ',' || char === '，') && /[\d ]/.test(before) && /\d/.test(after)) out = char === ',' ? ',' : '，';
    else if (char === '．' && /\d/.test(before) && /\d/.test(after) && !(written.length <= 2 && /^\d{1,2}$/.test(written.join('')))) out = '.';
    else out = FULL_WIDTH[char] ?? char;
    if (out !== '') written.push(out);
    for (let i = 0; i < out.length; i += 1) piece.origin.push({ paragraph, offset: here });
  }
  piece.text = written.join('');
  return piece;
}

function isBlank(char: string): boolean {
  return /[\s\u00a0\u3000\u200b\ufeff]/.test(char);
}

/** Whether the text looks like a heading line: short, no sentence in it, no figure. */
function headingLike(text: string): boolean {
  if (text.length > 44 || /[。；，]/.test(text) || /\d(?:万|亿)?元|\d%/.test(text)) return false;
  const { level, mark } = numberingOf(text) ?? NONE;
  const body = text.slice(mark.length);
  return level >= PART && level <= BRACKETED_NUMERAL ? body.length <= 30 || HEADING_END.test(body) : HEADING_END.test(body) || (level < PART && TITLE.test(body));
}

/** Whether `next` goes on with the sentence that `text` broke off. */
function runsOn(text: string, next: string): boolean {
  if (text === '' || next === '') return false;
  if (/^[，。、；：）%”》]|^（(?:类|款|项|境)）|^(?:万|亿)?元/.test(next)) return true;
  if (goesOnList(text, next)) return true;
  if (numberingOf(next) !== undefined) return false;
  if (next.startsWith('其中')) return true;
  if (/[。！？]$/.test(text)) return false;
  if (/[；：]$/.test(text)) return !headingLike(next) && /\d/.test(next);
  if (/[，、（“《\d.万亿]$/.test(text)) return true;
  return text.length >= 20 && !headingLike(text);
}

/** Whether a list in running text (1.…；2.…；) goes on with its next number, which stands at the beginning of a printed line by chance. */
function goesOnList(text: string, next: string): boolean {
  const [, open = '', number, close = ''] = /^(（?)(\d{1,2})([.．、）])(?!\d)/.exec(next) ?? [];
  if (number === undefined || !text.endsWith('；')) return false;
  const before = `${open}${Number(number) - 1}${close}`;
  const at = text.lastIndexOf(before);
  return at > 0 && /[：；，。]/.test(text.charAt(at - 1));
}

/** Joins, cleans and labels the paragraphs of a document. */
export function passagesOf(paragraphs: readonly Paragraph[]): Passage[] {
  const pieces: Piece[] = [];
  let size: number | undefined;
  for (const [index, paragraph] of paragraphs.entries()) {
    // A footnote of the page on which a sentence breaks off.
    if (paragraph.fontSize !== undefined && size !== undefined && paragraph.fontSize < SMALL * size && /[，、]$/.test(pieces.at(-1)?.text ?? '')) continue;
    size = paragraph.fontSize;
    const piece = clean(paragraph.text.replace(/^[\s>#*-]*(?=\S)/, (mark) => ' '.repeat(mark.length)), index);
    if (piece.text === '' || FURNITURE.test(piece.text)) continue;
    if (paragraph.page !== undefined) piece.page = paragraph.page;
    const last = pieces.at(-1);
    const near = last?.page === undefined || piece.page === undefined || piece.page - (last.page ?? 0) <= 1;
    if (last && near && runsOn(last.text, piece.text)) {
      last.text += piece.text;
      last.origin.push(...piece.origin);
      if (piece.page !== undefined) last.page = piece.page;
    } else pieces.push(piece);
  }
  return label(pieces.flatMap(apartAtHeadings));
}

/**
 * Headings within running text, each behind a stop: （二）政府购买服务情况说明：…, and items that a sentence of its own names
 * (其中：1.因公出国（境）费用。2025年预算数…). They begin passages as where they begin paragraphs.
 */
const RUN_IN = /(?<=[。；]|[：。；]其中：)(?:[（(][一二三四五六七八九十]{1,3}）[^。；，：\d]{2,30}(?:说明|情况)[：。]|\d{1,2}[．、.](?!\d)[^。；，：\d]{2,20}(?:费用?|经费|支出)(?:情况|预算)?。)/g;

function apartAtHeadings(piece: Piece): Piece[] {
  const starts = [...piece.text.matchAll(RUN_IN)].map((match) => match.index).filter((at) => at > 0);
  return [0, ...starts].map((from, i) => ({ ...piece, text: piece.text.slice(from, starts[i]), origin: piece.origin.slice(from, starts[i]) }));
}

/** Gives each piece its heading path. Levels nest in the order in which they are met. */
function label(pieces: readonly Piece[]): Passage[] {
  const passages: Passage[] = [];
  let title = '';
  let stack: { level: number; label: string }[] = [];
  for (const piece of pieces) {
    const { level, mark } = numberingOf(piece.text) ?? NONE;
    const own = piece.text.slice(mark.length).split(/[。：，；]|\d[\d,.]*(?:万|亿)?元/)[0]?.slice(0, 90) ?? '';
    if (level >= PART) {
      const same = stack.findIndex((entry) => entry.level === level);
      if (same >= 0) stack = stack.slice(0, same);
      else if (level <= NUMERAL) stack = stack.filter((entry) => entry.level < level);
      stack.push({ level, label: own });
      // The caption of a table heads no section that begins behind the table.
      if (level === PART || (level === NUMERAL && title.endsWith('表'))) title = '';
      if (level <= BRACKETED_NUMERAL) stack = stack.filter((entry) => entry.level !== COLON);
    } else if (/(?:如下|包括|方面)：$/.test(piece.text) && piece.text.length <= 60 && !/\d(?:万|亿)?元/.test(piece.text)) {
      // A line that announces a list (财政拨款支出主要内容如下：) heads what follows until the next section.
      stack = [...stack.filter((entry) => entry.level <= BRACKETED_NUMERAL && entry.level !== COLON), { level: COLON, label: piece.text.slice(0, -1) }];
    } else if (piece.text.length <= 40 && TITLE.test(piece.text) && !/[。；，：]/.test(piece.text)) {
      if (!/^目[录次]/.test(piece.text)) title = piece.text;
      stack = [];
    }
    // Nor does it head prose behind the table: a note says that it is of the table.
    if (level < PART && title.endsWith('表') && piece.text.includes('。') && !/^(?:备?注|附注|说明)\d?[：:]|本表/.test(piece.text)) title = '';
    const named = level < PART && NAMED_ITEM.test(own) && piece.text.charAt(own.length) === '。' ? [own] : [];
    const path = [...(title === '' ? [] : [title]), ...stack.map((entry) => entry.label), ...named];
    passages.push({
      text: piece.text,
      origin: piece.origin,
      enumerator: level,
      lead: mark.length,
      path,
      narrative: !path.some((heading) => NO_CLAIMS.test(heading)) || STATES_TOTAL.test(piece.text),
      ...(piece.page === undefined ? {} : { page: piece.page }),
    });
  }
  return passages;
}

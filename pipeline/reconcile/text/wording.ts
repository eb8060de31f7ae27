/**
 * Wording: template text left over, punctuation, doubled words, brackets and quotes.
 */
import type { Finding } from '../../../schemas/finding.js';
import type { Counter } from '../../normalise/observations.js';
import { findingOf, matches, slipAt, type Slip } from './slips.js';
import type { Line, TextView } from './view.js';

/** Placeholders: XX, ××, 某某, runs of ○ or _. Not within Latin words. */
const PLACEHOLDER = /(?<![A-Za-z])[XＸ]{2,}(?![A-Za-z])|(?<![a-z])[xｘ]{2,}(?![a-z])|[×✕╳]{2,}|某某|(?<![一二三四五六七八九])○{3,}|[_＿]{3,}/u;
const MORE = '增加|增长|上升|提高|大于|高于|多于';
const LESS = '减少|下降|降低|小于|低于|少于';
/** A choice that nobody made: 增加（减少）, 增长/下降; both words with one of them half struck out: 减增加21.90万元, 决算数大小于预算数. */
const CHOICE = new RegExp(
  `(?:(?:${MORE})[（(/／](?:${LESS}|持平)|(?:${LESS})[（(/／](?:${MORE}|持平))[)）]?|(?:增加?(?:减少|下降)|(?:减少?|下降)(?:增加|增长|上升))(?=\\s?\\d)|(?:大于?小于|小于?大于|高于?低于|低于?高于)(?=年初|年中|预算|上年|\\d)`,
  'u',
);
/** A reason or use that ends before it begins: 主要原因是。 */
const REASON = /(?:主要原因(?:是|为)|原因(?:是|为)|主要用于|主要是(?:因为|由于)?)[:：]?(?=[。；，,;])|主要原因[:：]?(?=[。；;])/u;
/** An amount, share or number of which only the unit stands: 增加万元. */
const NO_NUMBER = /(?:增加|减少|增长|下降|共计|合计|总计|(?<!单位.{0,3})为)(?=(?:万元|%|％|人次|批次)(?:[，。；、,;]|$))/u;
/** A share, a growth or a completion rate of which the percent sign is gone: 占总支出的45.3，15411万元，占76.23； */
const NO_PERCENT = /(?:占[^，。；\d%％]{1,30}(?:的|为|达)|元[，,]占\s?|(?:增长|下降|上升|增幅|降幅)(?:了|为|约)?|完成(?:年初|全年|调整)?预算数?的)\d{1,3}(?:\.\d{1,2})?(?=[，。；）;])/u;
/** An amount without its unit: 支出决算为4.19。 */
const NO_UNIT = /(?:支出|收入|年初|全年)(?:决算|预算)数?为\s?(?!0(?:\.0+)?[，。；])\d[\d,]*(?:\.\d+)?(?=[，。；])/u;
const DOUBLED_MARK = /([，、；：。,;])\s?\1+|[，、；：]。|。[，、；：]|[，；：]、|、[，；：]|，[；：]|[；：]，/u;
const HALF_MARK = /(?<=[\u4e00-\u9fff”）》])[,;:?!](?=[\u4e00-\u9fff“（《])/u;
/** Particles and long words set twice; a class and its item may bear one name (其他支出其他支出), so not words with such endings; names are `structure/name-doubled`. */
const DOUBLED_WORD = /(?<![目标有])的的(?![确士])|和和(?![平谐解睦美气])|了了(?![解结])|与与(?![会时])|(?:万元){2,}|(?<=\d)元元(?![旦宵月老])|增加增加|减少减少|主要主要|其中其中|年度年度|以及以及|进行进行|通过通过|根据根据|情况情况|(?:的主要原因){2,}|([\u4e00-\u9fff]{3,9}(?![出务理助费金局会室心院所道省市区县])[\u4e00-\u9fff])\1/u;

/** Checks the wording of headings, captions and prose. */
export function checkWording(view: TextView, counter: Counter): Finding[] {
  const lines = [...view.cover, ...view.headings, ...view.captions, ...view.prose].sort((a, b) => a.at - b.at);
  const recognised = view.document.extraction === 'ocr';
  const check = (rule: string, slips: readonly Slip[]): Finding[] => {
    counter.applies(rule);
    if (slips.length > 0) counter.fails(rule);
    return findingOf(rule, slips);
  };
  // Marks and quotes are what recognition gets wrong first.
  const ofMarks = (rule: string, slips: () => readonly Slip[]): Finding[] => {
    if (!recognised) return check(rule, slips());
    counter.cannot(rule, 'recognised text');
    return [];
  };
  return [
    ...check('text/placeholder', [...matches(lines, PLACEHOLDER), ...placeholdersInTables(view)]),
    ...check('text/choice-left', matches(view.prose, CHOICE)),
    ...check('text/reason-empty', matches(view.prose, REASON)),
    ...check('text/number-left-out', matches(view.prose, NO_NUMBER)),
    ...check('text/percent-missing', matches(view.prose, NO_PERCENT)),
    ...check('text/unit-left-out', matches(view.prose, NO_UNIT)),
    ...check('text/paragraph-doubled', doubledParagraphs(view)),
    ...check('text/word-doubled', matches(view.prose, DOUBLED_WORD)),
    ...ofMarks('text/mark-doubled', () => matches(view.prose, DOUBLED_MARK)),
    ...ofMarks('text/mark-half-width', () => matches(view.prose, HALF_MARK)),
    ...ofMarks('text/brackets', () => brackets(view.prose)),
  ];
}

/** Placeholders in names and labels of tables and forms. */
function placeholdersInTables(view: TextView): Slip[] {
  return view.document.tables.flatMap(({ table }) =>
    table.grid.cells
      .filter((cell) => PLACEHOLDER.test(cell.text) && cell.text.length <= 60)
      .map((cell) => ({
        statement: `“${table.title || table.tableId}”第${cell.row + 1}行“${cell.text}”`,
        tableId: table.tableId, tableKind: table.kind, ...(cell.page === undefined ? {} : { page: cell.page }),
      })));
}

/** A paragraph from this length on is not repeated by chance, where it states an amount. */
const REPEATABLE = 30;

/** Numbered paragraphs with amounts that stand twice under one heading: two sections may rightly say the same. */
function doubledParagraphs(view: TextView): Slip[] {
  const headings = new Set(view.headings);
  const first = new Map<string, Line>();
  const slips: Slip[] = [];
  for (const line of [...view.prose, ...view.headings].sort((a, b) => a.at - b.at)) {
    if (headings.has(line) && !/元/u.test(line.flat)) first.clear();
    if (line.flat.length < REPEATABLE || !/[1-9][\d,.]*(?:万元|元)/u.test(line.flat) || !/^(?:\d+[.、．]|[（(]?[一二三四五六七八九十\d]+[)）、])/u.test(line.flat)) continue;
    const before = first.get(line.flat);
    if (before === undefined) first.set(line.flat, line);
    else slips.push(slipAt(line, 0, 24));
  }
  return slips;
}

const CLOSERS: Readonly<Record<string, string>> = { '（': '）', '(': '）', '“': '”', '《': '》', '〔': '〕', '【': '】' };
const SAME: Readonly<Record<string, string>> = { ')': '）' };
const CLOSING = new Set(Object.values(CLOSERS));
/** Paragraphs over which a bracket may be carried: a reader can cut a sentence in two. */
const CARRIED = 3;
/** Open brackets that are kept in mind. */
const OPEN = 50;

/** Brackets and quotes without their partner, over paragraphs that may belong together. */
function brackets(prose: readonly Line[]): Slip[] {
  const open: { line: Line; index: number; closer: string; order: number }[] = [];
  const slips: Slip[] = [];
  for (const [order, line] of prose.entries()) {
    for (const [index, printed] of [...line.text].map((c, i) => [i, SAME[c] ?? c] as const)) {
      const closer = CLOSERS[printed];
      if (closer !== undefined) {
        open.push({ line, index, closer, order });
        const [oldest] = open.length > OPEN ? open.splice(0, 1) : [];
        if (oldest !== undefined) slips.push(slipAt(oldest.line, oldest.index, 1));
      } else if (CLOSING.has(printed)) {
        const partner = open.findLastIndex((one) => one.closer === printed && order - one.order < CARRIED);
        if (partner >= 0) open.splice(partner, 1);
        else if (!isNumbering(line.text, index) && !startsCut(prose, order, index)) slips.push(slipAt(line, index, 1));
      }
    }
  }
  for (const one of open) if (!endsCut(prose, one.order)) slips.push(slipAt(one.line, one.index, 1));
  return slips;
}

/** A bracket of `1）` or `a)` at the head of a line or clause opens nothing. */
function isNumbering(text: string, index: number): boolean {
  return /(?:^|[。；：，、\s])(?:[\da-zA-Z]{1,3}|[一二三四五六七八九十①-⑳]{1,3})$/u.test(text.slice(Math.max(0, index - 4), index));
}

/** The paragraph goes on elsewhere: nothing is sure. */
function endsCut(prose: readonly Line[], order: number): boolean {
  const line = prose[order];
  return line === undefined || !/[。；：:)）”]$/u.test(line.text.trim());
}

/** The sentence may have begun in another paragraph: none ends before the place, and the one before is not at its end. */
function startsCut(prose: readonly Line[], order: number, index: number): boolean {
  const [line, before] = [prose[order], prose[order - 1]];
  if (line?.text.slice(0, index).includes('。') === true) return false;
  return before?.at !== (line?.at ?? 0) - 1 || !/[。；：:)）”]$/u.test(before.text.trim());
}

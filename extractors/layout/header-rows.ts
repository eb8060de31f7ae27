/**
 * How many rows at the top of a grid are its header (表头), by structure first, by words where there are no spans.
 */
import { halfWidth } from '../../schemas/amount-parse.js';
import type { Cell, Grid } from '../../schemas/block.js';
import { isFigure } from '../../schemas/printed-figure.js';

const WORDS = /^(?:类|款|项|目|项目|行次|栏次|序号|备注|说明|收入|支出|科目|其中[:;]?|年度|(?:20\d\d|上|本|去|今)年(?:度)?|单位|指标|产出|合计|小计|总计|[\p{L}\p{N}“”"()、:;/\-_—,.%·]*(?:编码|代码|名称|科目|预算数?|决算数?|金额|金额\(.*\)|指标值?|目标|类别|分类|年度|单位|部门|资金|拨款|收入|支出|经费|费用?|合计|小计|总计|结转|结余|补助|数|性质|类型|依据|内容|方式|目录|规格型号|规模|情况|来源|简介|理由|备注|项目|去向|用途|级|增减(?:额|率)?|差额|比例|比重|幅度|%|\(%\)|\((?:万|亿)?元\)|\(20\d\d年\)|\((?:上|本|去)年(?:度)?\)))$/u;
const NUMBERED = /^(?:\(?[一二三四五六七八九十]+[)、.]|\(\d{1,2}\)|\d{1,2}[.、](?!\d))/u;
const TOTAL = /^(?:合计|总计|共计|(?:收入|支出|收支)(?:总计|合计))$/u;

const flat = (text: string): string => halfWidth(text).replaceAll(/\s+/gu, '');

/** 栏次 row of the Ministry's forms: 1 2 3 …, ** ** 1 2 3, 1=2+3 …, with or without its label, or beside 科目编码 and 科目名称. Its numbers are no amounts. */
export function isSerialRow(texts: readonly string[]): boolean {
  if (isLabelledSerialRow(texts, /^(?:栏次|\*+)$/u) || isMisreadSerialRow(texts.map(flat).filter((text) => text !== ''))) return true;
  const words = texts.map(flat).filter((text) => text !== '' && !/^(?:栏次|类|款|项|行次|(?:科目|分类|项目|单位)?(?:编码|代码|名称))$/u.test(text));
  const printed = words.filter((word) => /^\d{1,2}(?:[=＝][\d+\-−()]+)?$/u.test(word));
  // 01 beside 2: the rests of a code and of an amount that their columns break.
  if (printed.some((word) => word.startsWith('0')) && printed.some((word) => /^[1-9](?!\d)/u.test(word))) return false;
  const numbers = printed.map((word) => Number.parseInt(word, 10));
  const stars = words.filter((word) => /^\*+$|^[A-Z甲乙丙丁]$/u.test(word)).length;
  if (words.length < 2 && stars === 0) return texts.some((text) => flat(text) === '栏次');
  if (numbers.length + stars !== words.length) return false;
  if (numbers.length === 0) return stars > 0;
  return numbers.every((n, i) => i === 0 || n === (numbers[i - 1] ?? 0) + 1) && (numbers[0] ?? 9) <= 3 && (numbers.length > 1 || stars > 0);
}

/** A label (栏次, in a row that is to be told as one also **) and nothing but small numbers, whatever of them has run together where no rule parts two columns: 栏次, 1, 23, 4. */
function isLabelledSerialRow(texts: readonly string[], labels = /^栏次$/u): boolean {
  const [label, ...rest] = texts.map(flat).filter((text) => text !== '');
  return label !== undefined && labels.test(label) && rest.length > 0 && rest.every((text) => /^(?:\d{1,6}|\*+)$/u.test(text)) && (isRising(rest.join('')) || goOn(rest));
}

/** Fewest numbers of a 栏次 row by which it is known though some of its texts are misread, and the share of its texts that are the numbers of their places. */
const PLACED = { numbers: 6, share: 0.8 } as const;

/** Whether numbers go on from those of another part of the table: 9, 10, 11. */
const goOn = (numbers: readonly string[]): boolean => numbers.length > 1 && numbers.every((text, i) => /^\d{1,2}$/u.test(text) && Number(text) === Number(numbers[0]) + i);

/** Whether a row below the header has in each column the number after that of the column before it (11, 12), and amounts stand below: the 栏次 of a table's last columns. */
function goesOnSerially(rows: readonly (readonly Cell[])[], r: number): boolean {
  const row = rows[r] ?? [];
  const isSingle = (cell: Cell): boolean => cell.columnSpan === 1;
  return row.every(isSingle) && goOn(row.map((cell) => flat(cell.text))) && rows.slice(r + 1).flat().some((cell) => isFigure(cell.text) && /[.,]/u.test(cell.text)) && row.length >= Math.max(...rows.slice(0, r).flat().map((cell) => cell.column + cell.columnSpan));
}

/** A long row nearly all of which is 1 2 3 …, each number at its place: 公安 1 2 3 4 5 6 7 8 9 1 11 for ** 1 2 3 4 5 6 7 8 9 10 11. */
function isMisreadSerialRow(words: readonly string[]): boolean {
  const firsts = words.flatMap((word, i) => (/^\d{1,2}$/u.test(word) ? [Number(word) - i] : []));
  const usual = firsts.toSorted((a, b) => a - b)[firsts.length >> 1] ?? Infinity;
  const placed = firsts.filter((first) => first === usual).length;
  return usual <= 1 && placed >= PLACED.numbers && placed >= PLACED.share * words.length;
}

/** Whether digits are the numbers 1, 2, 3 … one behind the other. */
const isRising = (digits: string): boolean => Array.from({ length: 40 }, (_, i) => i + 1).join('').startsWith(digits.replaceAll('*', ''));

/** Whether a text is the label of a total. */
export const isTotal = (text: string): boolean => TOTAL.test(flat(text));

/** Whether a text can stand in a header: a word of headers, not a numbered line, not a sentence. */
export function isHeaderWord(text: string): boolean {
  const words = flat(text);
  return words.length <= 40 && !NUMBERED.test(words) && WORDS.test(words) && !/[。；]/u.test(words);
}

/** Whether a line is the header of a table without lines (空表): four header words and more, of which the first names what lines are. */
export const isLoneHeader = (texts: readonly string[]): boolean => texts.length >= 4 && texts.every(isHeaderWord) && /科目|编码|项目|单位/u.test(texts[0] ?? '');

/** Whether a line may be the title of a table: 收入预算总表, 预算01表. */
export const isTableTitle = (text: string): boolean => /表\s*$/u.test(text);

/** A full row of header words of which some have a number before them: 项目, 合计, 1.基本支出, 2.项目支出. */
function isNumberedHeader(row: readonly Cell[]): boolean {
  const texts = row.map((cell) => flat(cell.text));
  return row.length > 3 && !NUMBERED.test(texts[0] ?? '') && texts.filter((text) => isHeaderWord(text)).length > 1 && texts.every((text) => isHeaderWord(text.replace(NUMBERED, '')));
}

/** A full first row of a header word and names of any kind (units: 某局机关), each over a figure: no figures stand in it, and nothing else below its names. */
function isHeaderOfNames(rows: readonly (readonly Cell[])[]): boolean {
  const [first = [], below = []] = rows;
  const [label, ...names] = first;
  const figures = names.filter((cell) => below.some((other) => other.column === cell.column && isFigure(other.text)));
  return names.length > 1 && label !== undefined && isHeaderWord(label.text) && first.every((cell) => /\p{L}/u.test(cell.text) && cell.columnSpan === 1) && figures.length === names.length;
}

/** A row whose only figures are classes of 经济分类 (301 302 303, 501 502 …), each over or under its name: 501 / 机关工资福利支出. */
function isHeaderOfClasses(rows: readonly (readonly Cell[])[], r: number): boolean {
  const codes = (rows[r] ?? []).filter((cell) => isFigure(cell.text));
  const words = (rows[r] ?? []).filter((cell) => !isFigure(cell.text) && cell.text.trim() !== '');
  const named = (cell: Cell): boolean => [r - 1, r + 1].some((beside) => rows[beside]?.some((other) => other.column === cell.column && /^\p{Script=Han}{2,}/u.test(flat(other.text))) === true);
  return codes.length > 1 && words.every((cell) => isHeaderWord(cell.text)) && codes.every((cell, i) => /^[35]\d\d$/u.test(flat(cell.text)) && flat(cell.text) > flat(codes[i - 1]?.text ?? '') && named(cell));
}

/** Rows of a header, at most. */
const MOST_ROWS = 8;

/** Rows up to the 栏次 row over which nothing but words stands: whatever of a heading a line break left alone (功能分类科目编 / 码) belongs to the header. 0 where there is none. */
function rowsToSerial(rows: readonly (readonly Cell[])[]): number {
  const serial = rows.slice(0, MOST_ROWS).findIndex((row) => isLabelledSerialRow(row.map((cell) => cell.text)));
  return rows.slice(0, Math.max(serial, 0)).flat().some((cell) => isFigure(cell.text)) ? 0 : serial + 1;
}

/** Number of header rows; 0 for a grid that begins with its body, as the continuation of another does. */
export function headerRows(grid: Grid): number {
  const rows = rowsOf(grid);
  let depth = 0;
  while (depth < Math.min(grid.rows, MOST_ROWS) && isHeaderRow(rows, depth)) depth += 1;
  if (depth > 0) depth = Math.max(depth, rowsToSerial(rows));
  return depth === 1 && namesNoFigures(rows) ? 0 : depth;
}

/** Whether a first row of words leaves each column blank in which figures stand below: a line without amounts (上年结转, 结转下年) is no header. */
function namesNoFigures([first = [], ...body]: readonly (readonly Cell[])[]): boolean {
  const figures = body.flat().filter((cell) => isFigure(cell.text) && !/^\d{3,7}$/u.test(flat(cell.text)));
  return figures.length > 0 && figures.every(({ column }) => first.every((cell) => cell.column > column || cell.column + cell.columnSpan <= column || cell.text.trim() === ''));
}

/** Cells by the row in which they start. */
export function rowsOf(grid: Grid): Cell[][] {
  const rows: Cell[][] = Array.from({ length: grid.rows }, () => []);
  for (const cell of grid.cells) rows[cell.row]?.push(cell);
  for (const row of rows) row.sort((a, b) => a.column - b.column);
  return rows;
}

/** Whether a row of headings stands over the parts of codes: 科目编码 over 类, 款 and 项, where these stand beside the first line. */
function isOverParts(filled: readonly Cell[], below: readonly Cell[] = []): boolean {
  const parts = below.filter((cell) => /^[类款项]$/u.test(flat(cell.text)));
  return parts.length > 1 && filled.some((cell) => cell.column === parts[0]?.column);
}

function isHeaderRow(rows: readonly (readonly Cell[])[], r: number): boolean {
  const row = rows[r] ?? [];
  const filled = row.filter((cell) => cell.text.trim() !== '');
  const texts = filled.map((cell) => cell.text);
  const codeLabels = filled.filter((cell) => /^[类款项]$/u.test(flat(cell.text))).length;
  if (r > 0 && (isSerialRow(texts) || goesOnSerially(rows, r))) return true;
  if (texts.some(isFigure) && !isHeaderOfClasses(rows, r)) return false;
  const above = rows.slice(0, r).flat();
  const covered = above.some((cell) => cell.text.trim() !== '' && cell.row + cell.rowSpan > r);
  if (filled.length === 0) return r > 0 && covered && isHeaderRow(rows, r + 1);
  const words = texts.filter(isHeaderWord).length;
  // 合计 alone, or in every slot of a cell that was merged over the first columns.
  const said = filled.filter((cell) => !/^[-—–]+$/u.test(cell.text.trim()));
  const lone = said.length > 0 && said.every((cell, i) => TOTAL.test(flat(cell.text)) && (i === 0 || cell.column === i));
  if (r === 0) return (!texts.some((text) => NUMBERED.test(flat(text))) || isNumberedHeader(row)) && (words * 2 >= filled.length || isHeaderOfNames(rows) || filled.some((cell) => cell.columnSpan > 1 && cell.text.length < 30)) && !lone;
  if (covered && !lone) return words > 0 || codeLabels > 0;
  const under = (rows[r - 1] ?? []).some((cell) => cell.columnSpan > 1 && cell.text.trim() !== '' && cell.row + cell.rowSpan === r
    && filled.filter((below) => below.column >= cell.column && below.column < cell.column + cell.columnSpan && isHeaderWord(below.text)).length > 1);
  if (under && words * 2 >= filled.length || words === filled.length && !lone && isOverParts(filled, rows[r + 1])) return true;
  return filled.length > 1 && words === filled.length && !TOTAL.test(flat(texts[0] ?? '')) && rows[r - 1]?.some((cell) => cell.columnSpan > 1 || cell.text.trim() === '') === true;
}

/**
 * What stands around a grid: its title (表名), its unit (单位), the lines above it and the notes (注) below.
 */
import { parseUnit } from '../../schemas/amount-parse.js';
import type { Unit } from '../../schemas/amount.js';
import type { Cell, Grid, Paragraph } from '../../schemas/block.js';
import { rowsOf } from '../layout/header-rows.js';
import { isPageNumber } from '../read/page-marks.js';
import { isWholeTitle, kindOfTitle, titleWords, type TableKindSpec } from './kinds.js';
import { namesMaker, withoutUnit } from '../../schemas/caption-line.js';
import { flat } from './vocabulary.js';

/** Paragraphs above a grid that are looked through for its title. */
const WINDOW = 8;
/** Longest title; anything longer is a sentence. */
const LONGEST = 60;

export interface Captions {
  readonly title: string;
  readonly kind: TableKindSpec | undefined;
  readonly unit: Unit | undefined;
  readonly year?: number;
  readonly notes: readonly Paragraph[];
  /** Rows at the top of the grid that hold its title and unit. */
  readonly captionRows: number;
}

const isNote = (text: string): boolean => /^[(（]?(?:备?注|说明)\d?[:：.、]|^备注/u.test(flat(text)) && !/^说明[:：]?$/u.test(flat(text));
/** 部门支出总表, 支出表（按功能分类）. */
const endsLikeTitle = (text: string): boolean => /表(?:[(（].*[)）])?$/u.test(flat(text));
/** 2.本表不含教育收费。 behind 注：1.… */
const isNumbered = (text: string): boolean => /^\d{1,2}[.、]/u.test(flat(text));
const isSentence = (text: string): boolean => /[。；]/u.test(text) || flat(text).length > LONGEST;
/** A line of a table of contents (目录): dots or a page number behind the title. */
const isContents = (text: string): boolean => /[.…·]{3,}|…|\.{2,}\s*\d+$/u.test(text);
const isUnitLine = (text: string): boolean => parseUnit(text) !== undefined && flat(text).length < 40;
const isOwnerLine = (text: string): boolean => namesMaker(flat(text)) || /^\d{3,6}[-_]/u.test(flat(text));

/**
 * Captions of a grid.
 * @param before paragraphs since the grid above, in reading order
 * @param after paragraphs up to the next grid
 */
export function captionsOf(before: readonly Paragraph[], grid: Grid, after: readonly Paragraph[], kinds: readonly TableKindSpec[]): Captions {
  const inside = captionRowsOf(grid, kinds);
  const above = notesAbove(before);
  const near = before.slice(0, before.length - above.length).slice(-WINDOW);
  const own = ownLines(near);
  const lines = [...own.map((p) => p.text), ...inside.texts];
  const { title, kind } = titleOf(lines, kinds);
  const unit = unitOf(lines);
  const year = /(20\d\d)\s*年/u.exec(title)?.[1];
  return {
    title, kind, unit,
    ...(year === undefined ? {} : { year: Number(year) }),
    notes: [...own.filter((p) => isOwnerLine(p.text) || isUnitLine(p.text)), ...above, ...notesBelow(after)],
    captionRows: inside.rows,
  };
}

/** The captions with a file's name for title, where the name is that of a table kind and nothing printed is a title: 支出总表.pdf. */
export function orFileTitle(captions: Captions, fileTitle: string, kinds: readonly TableKindSpec[]): Captions {
  if (captions.kind !== undefined || endsLikeTitle(captions.title) || !/表/u.test(fileTitle)) return captions;
  const kind = kindOfTitle(fileTitle, kinds);
  const year = /(20\d\d)\s*年/u.exec(fileTitle)?.[1];
  return kind === undefined ? captions : { ...captions, title: fileTitle, kind, ...(year === undefined ? {} : { year: Number(year) }) };
}

/** The unit that the nearest line states, alone or with the line it wraps from: 金额单 + 位：万元. */
function unitOf(lines: readonly string[]): Unit | undefined {
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const line = lines[i] ?? '';
    const rest = /^(?:位[:：])?(?:人民币)?[百千万亿]*元[)）]?$/u.test(flat(line)) ? parseUnit((lines[i - 1] ?? '') + line) : undefined;
    const unit = rest ?? parseUnit(line);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** Notes that stand between a table's title or unit and its grid. Behind anything else they are those of what stands before. */
function notesAbove(before: readonly Paragraph[]): readonly Paragraph[] {
  const start = before.findLastIndex((p) => !isNote(p.text) && !(isNumbered(p.text) && isSentence(p.text))) + 1;
  if (!isNote(before[start]?.text ?? '')) return [];
  const head = before[start - 1]?.text ?? '';
  return isUnitLine(head) || isOwnerLine(head) || endsLikeTitle(head) && !isSentence(head) ? before.slice(start) : [];
}

/** The lines right above a grid that can speak of it: back to a note, or to a sentence that is not the last line. */
function ownLines(near: readonly Paragraph[]): Paragraph[] {
  const start = near.findLastIndex((p, i) => isNote(p.text) || (isSentence(p.text) && i < near.length - 1 && !near.slice(i + 1).every((q) => isUnitLine(q.text))));
  return near.slice(start + 1).filter((p) => !isContents(p.text) && !isPageNumber(p.text));
}

/** Title of a table among the lines above it, the nearest first: one that a kind knows, alone or with the line below it; else one that ends like a title. */
function titleOf(lines: readonly string[], kinds: readonly TableKindSpec[]): { title: string; kind: TableKindSpec | undefined } {
  // A line that is only a table's number (公开07表) is no title.
  const titles = lines.filter((line) => !isSentence(line) && !isUnitOnly(line) && (titleWords(line) !== '' || !/表/u.test(line)));
  for (let i = titles.length - 1; i >= 0; i -= 1) {
    const line = titles[i] ?? '';
    const wrapped = `${titles[i - 1] ?? ''}${line}`;
    const alone = (/表/u.test(line) || isWholeTitle(line, kinds)) && !isOwnerLine(line) ? kindOfTitle(line, kinds) : undefined;
    if (alone) return { title: withoutUnit(line), kind: alone };
    const joined = i > 0 && endsLikeTitle(line) && !isSentence(wrapped) && titleWords(titles[i - 1] ?? '') !== '' ? kindOfTitle(wrapped, kinds) : undefined;
    if (joined) return { title: withoutUnit(wrapped), kind: joined };
  }
  const named = titles.findLast((line) => endsLikeTitle(line) && titleWords(line) !== '' && !isOwnerLine(line));
  // a single character is what a scan or a cut leaves of a line
  return { title: withoutUnit(named ?? titles.findLast((line) => !isOwnerLine(line) && flat(line).length > 1) ?? ''), kind: undefined };
}

const isUnitOnly = (line: string): boolean => /^[(（]?(?:金额|(?:金额)?单位)[:：]/u.test(flat(line)) && parseUnit(line) !== undefined;

/** Rows at the top of a grid that are a caption: one filled cell, over all columns or with nothing beside it, that names a table or a unit. */
function captionRowsOf(grid: Grid, kinds: readonly TableKindSpec[]): { rows: number; texts: string[] } {
  const texts: string[] = [];
  let rows = 0;
  for (const row of rowsOf(grid).slice(0, 5)) {
    const filled = row.filter((cell) => cell.text.trim() !== '');
    if (rows + 2 > grid.rows || !isCaption(filled, grid, kinds, texts.length)) break;
    texts.push(...filled.map((cell) => cell.text));
    rows += 1;
  }
  return { rows, texts };
}

function isCaption(filled: readonly Cell[], grid: Grid, kinds: readonly TableKindSpec[], above: number): boolean {
  if (filled.length === 0) return above > 0;
  const [first] = filled;
  if (first === undefined || filled.some((cell) => cell.rowSpan > 1)) return false;
  if (filled.every((cell) => isUnitLine(cell.text) || isOwnerLine(cell.text) || /^(?:公开|附|预算)?表?\d{1,2}表?$|^\(?20\d\d年度?\)?$/u.test(flat(cell.text)))) return true;
  const wide = filled.length === 1 && grid.columns > 1 && (first.columnSpan === grid.columns || first.columnSpan > grid.columns / 2 || above > 0 || grid.method === 'markup');
  return wide && endsLikeTitle(first.text) && kindOfTitle(first.text, kinds) !== undefined;
}

/** Notes right below a table; they end with the first line that is none. */
function notesBelow(after: readonly Paragraph[]): Paragraph[] {
  const notes: Paragraph[] = [];
  for (const paragraph of after) {
    const text = flat(paragraph.text);
    if (isNote(paragraph.text) || (notes.length > 0 && isNumbered(paragraph.text)) || /^(?:本|此)(?:部门|单位|表).*(?:无|没有|空表)|^.{0,30}(?:无数据|为空表)/u.test(text)) notes.push(paragraph);
    else break;
  }
  return notes;
}

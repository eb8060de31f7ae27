/**
 * Runs of table lines with a separator: tabs, or pipes (Markdown, `+---+` and box drawings).
 */
import { pageMark } from '../page-marks.js';
import { cleanText, joinLines } from '../residue.js';

/** A maximal run of table lines: its rows of clean texts, and the line (0-based) after it. */
export interface Run {
  readonly rows: readonly (readonly string[])[];
  readonly end: number;
  /** Why the last row looks cut off, should the file end there. */
  readonly cut?: string;
}

/** A line with more cells is no table row. */
const cellLimit = 5_000;
const boxRule = /^\s*[\s┌┬┐├┼┤└┴┘─━═╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛│+|=-]+$/;

/** The run of tab-separated lines that starts at line `start`, if one does. */
export function tabRun(lines: readonly string[], start: number): Run | undefined {
  const isRow = (at: number): boolean => {
    const line = lines[at];
    return line !== undefined && line.includes('\t') && line.trim() !== '' && (at === start || !line.startsWith('\f')) && !/<table[\s>]/i.test(line) && count(line, '\t') <= cellLimit;
  };
  if (!isRow(start)) return undefined;
  let end = start + 1;
  while (isRow(end)) end++;
  if (end === start + 1 && !(lines[start] ?? '').trim().includes('\t') && !/\t\s*$/.test(lines[start] ?? '')) return undefined;
  const split = lines.slice(start, end).map((line) => line.replaceAll('\f', '').split('\t').map(cellText));
  const rows = split.filter((row) => !isSeparator(row));
  return { rows, end, ...cutOff(rows) };
}

function cutOff(rows: readonly (readonly string[])[]): { cut?: string } {
  const last = rows.at(-1);
  if (last === undefined) return {};
  const widths = new Set(rows.slice(-12, -1).map((row) => row.length));
  if (/\d,\d{0,2}$/.test(last.at(-1) ?? '')) return { cut: 'the last row ends inside a figure' };
  if (rows.length > 3 && widths.size === 1 && last.length < (rows[0]?.length ?? 0) && !widths.has(last.length)) return { cut: 'the last row has fewer cells than the others' };
  return {};
}

/** The run of pipe-separated lines that starts at line `start`, if one does. */
export function pipeRun(source: readonly string[], start: number): Run | undefined {
  const first = pipeLine(source[start]);
  if (first === undefined || count(first, '|') > cellLimit || !startsPipes(first, pipeLine(source[start + 1]))) return undefined;
  const rows: string[][] = [];
  let end = start;
  let closing = 0;
  let closed = false;
  for (; end < source.length; end++) {
    const line = pipeLine(source[end]);
    if (line === undefined || pageMark(line) !== undefined || (end > start && line.startsWith('\f'))) break;
    if (/[─━═+]/.test(line) && boxRule.test(line)) continue;
    if (!hasPipe(line) || /<table[\s>]/i.test(line)) break;
    const cells = splitPipes(line).map(cellText);
    closed = /(?<!\\)\|$/.test(line.trim());
    if (isSeparator(cells) || (rows.length === 1 && cells.every((cell) => /^:?-:?$/.test(cell)))) continue;
    if (closed) closing++;
    rows.push(cells);
  }
  if (end === start) return undefined;
  const last = rows.at(-1);
  const isCut = rows.length > 1 && !closed && closing === rows.length - 1 && last !== undefined && last.length <= (rows[0]?.length ?? 0);
  return { rows, end, ...(isCut ? { cut: 'the last row is not closed' } : {}) };
}

/** Box-drawing lines as pipe lines; undefined where there is no text. */
function pipeLine(line: string | undefined): string | undefined {
  if (line === undefined || line.trim() === '') return undefined;
  return /^\s*[│┃║]/.test(line) ? line.replace(/[│┃║]/g, '|') : line;
}

function startsPipes(line: string, next: string | undefined): boolean {
  const text = line.trim();
  if (/^[┌╔┏+]/.test(text) && boxRule.test(line)) return next !== undefined && next.trim().startsWith('|');
  if (text.startsWith('|')) return splitPipes(line).length > 1 || (text.length > 2 && /(?<!\\)\|$/.test(text));
  if (!hasPipe(line) || next === undefined || !hasPipe(next)) return false;
  const cells = splitPipes(line).length;
  return splitPipes(next).length === cells && (isSeparator(splitPipes(next).map((cell) => cell.trim())) || cells > 2);
}

function hasPipe(line: string): boolean {
  return line.includes('|') && /(?<!\\)\|/.test(line);
}

/** Cells between unescaped pipes; the outer pipes bound the row and are no separators. */
function splitPipes(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  const text = line.trim().replaceAll('\f', '');
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && text.charAt(at + 1) === '|') {
      cell += '|';
      at++;
    } else if (character === '|') {
      if (at > 0) cells.push(cell);
      cell = '';
    } else cell += character;
  }
  if (!/(?<!\\)\|$/.test(text)) cells.push(cell);
  return cells;
}

/** `---` under a Markdown header, in any separator. */
function isSeparator(cells: readonly string[]): boolean {
  return cells.some((cell) => cell !== '') && cells.every((cell) => /^:?-{2,}:?$/.test(cell));
}

function cellText(raw: string): string {
  return /<br|<\/p>/i.test(raw) ? joinLines(raw.split(/<br\s*\/?>|<\/p>/i).map(cleanText)).replace(/\*\*([^*]{1,2000})\*\*/g, '$1') : cleanText(raw);
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++;
  return found;
}

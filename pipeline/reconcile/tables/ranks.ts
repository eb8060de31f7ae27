/**
 * What kind of line a row is: rows of one kind stand on one level of a list. Codes tell it, else numbering (一、 （一） 1.),
 * else the name of a classification entry, else that a department's own office (本级) follows it, else the indentation.
 */
import { halfWidth } from '../../../schemas/amount-parse.js';
import { lookupCode } from '../../../schemas/codes.js';
import type { Line } from '../../../schemas/document.js';
import { lineLevel } from '../../../schemas/numbering.js';
import { codesBelow } from '../../normalise/implied-codes.js';
import { isWhole, type Row } from './rows.js';

export interface Ranked {
  readonly row: Row;
  /** Rows with the same key stand on one level: `functional:5`, `level 1` (一、), `department`, `plain:0`. */
  readonly key: string;
  /** Code of the classification entry that an uncoded line names; '' where none. */
  readonly code: string;
  /** 其中：a part that is singled out, not one of a complete list. */
  readonly memo: boolean;
}

const MEMO = /^\s*其\s*中/u;
const MEMO_MARK = /^其中[:;,：]?/u;
/** Points within which names are equally indented. */
const INDENT_STEP = 4;
const INDENT_LEVELS = 5;

/** What a department's own office adds to its name. */
const OWN_OFFICE = /^[(]?(?:机关)?(?:本级|本部|机关)[)]?$/u;

/** The name of a line without blanks. */
const clean = (line: Line): string => halfWidth(line.entry.name).replaceAll(/\s+/gu, '');

/** Level of the numbering at the head of a line's name; -1 where there is none. */
export const numberingLevel = (line: Line): number => lineLevel(clean(line).replace(MEMO_MARK, ''));

/** Whether a line without a code names a class: sections and items below it are told by the order of lines. */
const namesClass = ({ impliedCode }: Line): boolean => impliedCode.length === 3;

export const isMemo = (line: Line): boolean => MEMO.test(line.entry.name);

/**
 * The rows of a list with their kinds, in order.
 * @param byName whether uncoded lines may stand for classification entries; names of projects don't
 */
export function rank(rows: readonly Row[], byName = true): Ranked[] {
  const indents = indentLevels(rows);
  const sides = rows.some((r) => r.line.entry.side === 'revenue');
  let classCode = '';
  let sectionCode = '';
  const ranked = rows.map((row, i): Ranked => {
    const { line } = row;
    const memo = isMemo(line);
    if (line.code !== '') {
      if (line.classification !== 'organisation') [classCode, sectionCode] = [line.code.slice(0, 3), line.code.length >= 5 ? line.code.slice(0, 5) : ''];
      return { row, key: `${line.classification}:${ownCode(line).length}`, code: line.code, memo };
    }
    const level = numberingLevel(line), style = level < 0 ? '' : `level ${level}`;
    if (byName && namesClass(line)) {
      [classCode, sectionCode] = [line.impliedCode, ''];
      return { row, key: style || `${lookupCode(line.impliedCode)?.list ?? 'functional'}:3`, code: line.impliedCode, memo };
    }
    if (style !== '') {
      classCode = '';
      return { row, key: style, code: '', memo };
    }
    const code = sides || !byName || classCode === '' ? '' : (codesBelow(line.entry.name, classCode, sectionCode)[0] ?? '');
    if (code.length === 5) sectionCode = code;
    if (code !== '') return { row, key: `${lookupCode(code)?.list ?? ''}:${code.length}`, code, memo };
    if (isDepartmentAbove(line, rows[i + 1]?.line)) return { row, key: 'department', code: '', memo };
    return { row, key: `plain:${indents[i] ?? 0}`, code: '', memo };
  });
  return byIndent(fundsBelow(ranked));
}

/** Items of the three funds. */
export const FUNDS: ReadonlySet<string> = new Set(['general_public', 'government_fund', 'state_capital']);

/** The funds (一般公共预算, 政府性基金预算 …) right below a 财政拨款 that nothing sets off from them: they are its parts. */
function fundsBelow(ranked: readonly Ranked[]): Ranked[] {
  let above = '';
  return ranked.map((r) => {
    const { item } = r.row.line.entry;
    const isFund = above !== '' && r.key === above && FUNDS.has(item);
    if (!isFund) above = item === 'fiscal_appropriation' && r.key.startsWith('plain') ? r.key : '';
    return isFund ? { ...r, key: `${r.key}:fund` } : r;
  });
}

/** Whether the line that follows is the own office of the department that a line names: 林业局 above 林业局（本级） is all of it. */
export function isDepartmentAbove(line: Line, next: Line | undefined): boolean {
  if (next === undefined || !/[级部关]/u.test(next.entry.name)) return false;
  const [name, below] = [clean(line), clean(next)];
  return name !== '' && below.startsWith(name) && OWN_OFFICE.test(below.slice(name.length));
}

/** The code that says what a line is: of an organisation that stands above codes, its own in a column beside theirs. */
const ownCode = ({ classification, code, entry }: Line): string => (classification === 'organisation' ? (entry.labels['organisation_code'] ?? '').trim() || code : code);

/** Share of named lines as far in that must be of one kind for indentation to tell the kind. */
const ALIKE = 0.75;
const ENOUGH = 3;

/**
 * Indentation where it speaks clearly: it places lines that no code or known name places, and a name that is a section
 * and an item at once (公路水路运输).
 */
function byIndent(ranked: readonly Ranked[]): Ranked[] {
  const depth = (r: Ranked): number => Math.round(r.row.line.entry.indent / INDENT_STEP);
  const kinds = new Map<number, Map<string, number>>();
  for (const r of ranked) {
    if (r.code === '' || r.row.line.code !== '' || r.row.line.entry.indent <= 0) continue;
    const of = kinds.get(depth(r)) ?? new Map<string, number>();
    kinds.set(depth(r), of.set(r.key, (of.get(r.key) ?? 0) + 1));
  }
  const told = (r: Ranked): string | undefined => {
    const of = [...(kinds.get(depth(r)) ?? [])];
    const all = of.reduce((n, [, count]) => n + count, 0);
    return of.find(([, count]) => count >= ENOUGH && count >= all * ALIKE)?.[0];
  };
  return ranked.map((r) => {
    const { line } = r.row;
    const open = r.row.line.code === '' && line.entry.item === '' && !isWhole(line) && (r.key.startsWith('plain') || (r.key.includes(':') && !namesClass(line)));
    const key = open ? told(r) : undefined;
    return key === undefined || key === r.key ? r : { ...r, key, code: r.key.startsWith('plain') ? r.code : '' };
  });
}

/** Level of each row's indentation; all 0 where indentation shows no few steps. */
function indentLevels(rows: readonly Row[]): number[] {
  const seen = [...new Set(rows.map((r) => Math.round(r.line.entry.indent)))].toSorted((a, b) => a - b);
  const steps: number[] = [];
  for (const indent of seen) if (steps.length === 0 || indent - (steps.at(-1) as number) > INDENT_STEP) steps.push(indent);
  if (steps.length < 2 || steps.length > INDENT_LEVELS) return rows.map(() => 0);
  return rows.map((r) => steps.findLastIndex((s) => Math.round(r.line.entry.indent) >= s));
}

/**
 * Rows of indicators: levels, name and target. Where a row stands in its columns the columns decide; where cells are
 * shifted, or a part of the form is narrower than its head, the words decide which cell is what.
 */
import type { Cell } from '../../../schemas/block.js';
import type { Indicator } from '../../../schemas/table.js';
import { belongTogether, isFirstLevel, isFrame, levelLabel, looksLikeLevel, ownerOf, splitLevels } from './framework.js';
import type { Column, IndicatorRole } from './header.js';
import { covers, filled, goOn, label, wording, type GridRow } from './slots.js';
import { looksLikeTarget, parseTarget } from './target.js';

/** A row to be read, with the columns that hold for its part of the grid. */
export interface IndicatorRow {
  readonly row: GridRow;
  readonly columns: readonly Column<IndicatorRole>[];
  /** The row is the first of a part that was joined: what stands in it may go on the row above. */
  readonly joint: boolean;
  /** Cells that belong to something else (project, funds, goal of a table of forms). */
  readonly foreign: ReadonlySet<Cell>;
}

/** What a row says, before levels are carried down. */
interface Reading {
  readonly level1: string;
  readonly level2: string;
  readonly name: string;
  readonly operator: string;
  readonly value: string;
  readonly unit: string;
  readonly details: Readonly<Record<string, string>>;
  readonly misread: string;
  /** The label of the first level stands in its own column of a ruled table: it is what the form says. */
  readonly printed: boolean;
}

/**
 * Indicators of one form.
 * @param ruled the grid has rules: merged cells carry labels down, and a printed label stands where it belongs
 */
export function readIndicators(rows: readonly IndicatorRow[], ruled: boolean): Indicator[] {
  const values = new Set(rows.flatMap((row) => (fits(row, ruled) ? [byColumns(row, ruled).value] : [])).filter((text) => text !== ''));
  const found: Indicator[] = [];
  let level1 = '';
  let level2 = '';
  const readings = wholeLabels(rows, rows.map((row) => (fits(row, ruled) ? byColumns(row, ruled) : byWords(row, values))));
  for (const [i, row] of rows.entries()) {
    const read = withNextLabel(rows, readings, i, level2);
    const own = levelsOf(read, level1, level2);
    const last = found.at(-1);
    if (last && row.joint && read.level2 === '' && isTail(read, last)) {
      found[found.length - 1] = joined(last, read);
      continue;
    }
    level1 = own.level1;
    level2 = own.level2;
    if (PLACEHOLDER.test(read.name) && read.value === '') continue;
    const cells = filled(row.row.own).filter((cell) => !row.foreign.has(cell));
    const at = cells.at(-1);
    found.push({
      row: found.length + 1, gridRow: row.row.index, level1, level2, level3: read.name,
      ...parseTarget(read.value, read.operator, read.unit || (read.value === '' ? '' : unitInName(read.name))), published: [read.operator, read.value, read.unit].filter((part) => part !== '').join(' '),
      ...(own.published === '' ? {} : { levelPublished: own.published }),
      ...(Object.keys(read.details).length === 0 ? {} : { details: read.details }),
      ...(at?.page === undefined ? {} : { page: at.page }), ...(at?.box === undefined ? {} : { box: at.box }),
    });
  }
  return found;
}

/** Names of an empty template: `指标1：`, `……`. */
const PLACEHOLDER = /^(?:指标\s*\d*[:：]?|[…\s.。])*$/u;

/** Puts labels together that a page end cuts in two (`效益指` and `标`): both rows get the whole label. */
function wholeLabels(rows: readonly IndicatorRow[], readings: readonly Reading[]): readonly Reading[] {
  const whole = [...readings];
  for (const [at, row] of rows.entries()) {
    if (!row.joint || at === 0) continue;
    for (const key of ['level1', 'level2'] as const) {
      const piece = whole[at - 1]?.[key] ?? '';
      const rest = whole[at]?.[key] ?? '';
      const name = piece === '' || rest === '' || levelLabel(piece, true) ? undefined : levelLabel(piece + rest, true)?.name;
      if (name === undefined) continue;
      for (const step of [-1, 1]) for (let i = step < 0 ? at - 1 : at; whole[i]?.[key] === (step < 0 ? piece : rest); i += step) whole[i] = { ...(whole[i] as Reading), [key]: name, misread: '' };
    }
  }
  return whole;
}

/** Words in names that tell second levels of 产出指标 apart. */
const TOPICS: Readonly<Record<string, RegExp>> = { 时效指标: /及时|按时|按期|时限|周期|完成时间/u, 质量指标: /合规|合格|通过率|准确|达标|规范/u };

/**
 * A label that belongs to rows on both sides of a page end can be printed below it only. Rows without a label right
 * above the end take it where they stand in a blank cell of their own, or where their names speak of it and not of
 * the level above.
 */
function withNextLabel(rows: readonly IndicatorRow[], readings: readonly Reading[], at: number, above: string): Reading {
  const read = readings[at] as Reading;
  const next = rows.findIndex((row, i) => i > at && row.joint);
  const label = readings[next];
  if (next < 0 || label === undefined || read.level2 !== '' || (read.level1 !== '' && read.level1 !== ownerOf(label.level2)) || label.level2 === '' || label.level2 === above) return read;
  if (readings.slice(at + 1, next).some((r) => r.level2 !== '' || (!r.printed && r.level1 !== ''))) return read;
  const own = read.printed && rows.slice(at, next).every((row) => ownBlank(row));
  const topic = !read.printed && TOPICS[label.level2]?.test(read.name) === true && TOPICS[above]?.test(read.name) !== true;
  return own || topic ? { ...read, level2: label.level2, level1: read.printed ? label.level1 : '' } : read;
}

/** Whether the cell of the second level is blank, and not the cell of a row above. */
function ownBlank({ row, columns }: IndicatorRow): boolean {
  const column = columns.find((c) => c.role === 'level2');
  const cell = column && row.cover.find((c) => covers(c, column.column));
  const begins = cell && cell.row > 0 && (cell.row === row.index || cell.rowSpan > 1);
  return begins === true && cell.text.trim() === '';
}

/** Unit in brackets at the end of a name: `审计建议数量（条）`, `经费支出（万元/年）`. */
const unitInName = (name: string): string => /[（(]([\p{Script=Han}%‰℃/a-zA-Z²³]{1,8})[)）]$/u.exec(name)?.[1] ?? '';

/** Levels of a row, carried down from above where the row prints none; first and second level decide each other. */
function levelsOf(read: Reading, above1: string, above2: string): { readonly level1: string; readonly level2: string; readonly published: string } {
  const level2 = read.level2 || (read.level1 === '' || (read.level1 === above1) ? above2 : isFirstLevel(read.level1) && belongTogether(read.level1, above2) && ownerOf(above2) !== '' ? above2 : '');
  const owner = ownerOf(level2);
  if (read.printed && read.level1 !== '' && (isFirstLevel(read.level1) || owner === '')) return { level1: read.level1, level2, published: read.misread };
  if (owner !== '') return { level1: owner, level2, published: read.misread || (read.printed && read.level1 !== '' && read.level1 !== owner ? read.level1 : '') };
  return { level1: read.level1 || above1, level2, published: read.misread };
}

/** Whether the first row of a joined part only goes on the last row above: a piece of its name, target or details. */
function isTail(read: Reading, last: Indicator): boolean {
  if (read.level1 !== '' || (read.name === '' && read.value === '' && Object.keys(read.details).length === 0)) return false;
  if (last.published === '' && read.value !== '') return read.name === '' || last.level3 !== '';
  return read.value === '' && read.operator === '' && read.unit === '';
}

function joined(last: Indicator, read: Reading): Indicator {
  const level3 = goOn(last.level3, read.name);
  const details = { ...last.details };
  for (const [header, text] of Object.entries(read.details)) details[header] = goOn(details[header] ?? '', text);
  const target = last.published === '' && read.value !== '' ? parseTarget(read.value, read.operator, read.unit) : {};
  return { ...last, level3, ...target, ...(Object.keys(details).length === 0 ? {} : { details }) };
}

const overlaps = (cell: Cell, column: Column<IndicatorRole>): boolean => cell.column < column.column + column.span && column.column < cell.column + cell.columnSpan;

/** Whether the row's cells stand where the header puts them: labels under levels, name and target under theirs. */
function fits({ row, columns, foreign }: IndicatorRow, ruled: boolean): boolean {
  const own = filled(row.own).filter((cell) => !foreign.has(cell) && !isFrame(cell.text));
  const roleOf = (cell: Cell): IndicatorRole | undefined => (columns.find((c) => covers(cell, c.column)) ?? columns.find((c) => overlaps(cell, c)))?.role;
  if (own.length === 0 || own.some((cell) => roleOf(cell) === undefined)) return false;
  const hasLevels = columns.some((c) => c.role === 'level2');
  // A name can be that of its level (服务对象满意度指标) where the level stands in its own cell.
  const levelled = ruled && row.cover.some((cell) => levelLabel(cell.text) !== undefined && columns.some((c) => c.role === 'level2' && covers(cell, c.column)));
  const misplaced = own.some((cell) => {
    const role = roleOf(cell);
    const level = levelLabel(cell.text);
    if (level === undefined) return !ruled && (role === 'level1' || role === 'level2');
    return hasLevels && role !== 'level1' && role !== 'level2' ? !(levelled && role === 'name') : !ruled && level.level === 'second' && role === 'level1';
  });
  if (misplaced && !(ruled && own.some((cell) => roleOf(cell) === 'name' && levelLabel(cell.text) === undefined))) return false;
  return ruled || (own.some((cell) => roleOf(cell) === 'name') && own.some((cell) => roleOf(cell) === 'value'));
}

function byColumns({ row, columns, foreign }: IndicatorRow, ruled: boolean): Reading {
  const cells = row.cover.filter((cell) => !foreign.has(cell));
  const texts = new Map<Column<IndicatorRole>, string>();
  for (const cell of filled(cells)) {
    const column = columns.find((c) => covers(cell, c.column)) ?? columns.find((c) => overlaps(cell, c));
    if (column === undefined) continue;
    const level = column.role === 'level1' || column.role === 'level2';
    if (cell.row !== row.index && !(level && ruled)) continue;
    texts.set(column, `${texts.get(column) ?? ''}${texts.has(column) ? ' ' : ''}${wording(cell.text)}`);
  }
  const textOf = (role: IndicatorRole): string => [...texts].filter(([column]) => column.role === role).map(([, text]) => text).join(' ');
  const leveled = (text: string): string => (text === '' ? '' : (levelLabel(text, true)?.name ?? label(text)));
  const first = leveled(textOf('level1'));
  const odd = first !== '' && !isFirstLevel(first) && looksLikeLevel(first) && levelLabel(first) === undefined;
  const split = columns.some((c) => c.role === 'level1' || c.role === 'level2') ? { level1: '', level2: '', name: textOf('name') } : splitLevels(textOf('name'));
  return {
    level1: split.level1 || first, level2: split.level2 || leveled(textOf('level2')), name: split.name,
    operator: textOf('operator'), value: textOf('value'), unit: textOf('unit'),
    details: Object.fromEntries([...texts].filter(([c]) => c.role === 'detail').map(([c, text]) => [c.header, text])),
    misread: odd ? first : '', printed: ruled,
  };
}

/** Order in which cells without a column of their own are taken up. */
const ORDER: readonly IndicatorRole[] = ['name', 'operator', 'value', 'unit', 'detail'];

/** A row whose cells are shifted: labels are known by their words, the others follow in the order of the header. */
function byWords({ row, columns, foreign }: IndicatorRow, values: ReadonlySet<string>): Reading {
  const cells = filled(row.own).filter((cell) => !foreign.has(cell) && !isFrame(cell.text));
  const labelled = cells.flatMap((cell) => {
    const level = levelLabel(cell.text);
    return level === undefined ? [] : [{ cell, ...level }];
  });
  const second = labelled.findLast((l) => l.level === 'second') ?? labelled.filter((l) => columns.some((c) => c.role === 'level2' && covers(l.cell, c.column)) && !columns.some((c) => c.role === 'level1' && covers(l.cell, c.column)) && l.name === '成本指标').at(-1);
  const first = labelled.findLast((l) => l.level === 'first' && l !== second);
  const free = cells.filter((cell) => levelLabel(cell.text) === undefined);
  const odd = free.length > 1 && looksLikeLevel(free[0]?.text ?? '') && (free.length > 2 || (second !== undefined && (free[0]?.column ?? 0) < second.cell.column)) ? free[0] : undefined;
  const rest = free.filter((cell) => cell !== odd).map((cell) => wording(cell.text));
  const roles = ORDER.filter((role) => columns.some((c) => c.role === role));
  const order = columns.filter((c) => ORDER.includes(c.role)).map((c) => c.role);
  const sequence = order.length > 0 ? order : roles;
  const headers = columns.filter((c) => ORDER.includes(c.role)).map((c) => c.header);
  const taken: Record<string, string> = {};
  const details: Record<string, string> = {};
  if (rest.length === 1 && sequence.includes('value')) {
    const only = rest[0] ?? '';
    taken[looksLikeTarget(only) || values.has(only) || only.length <= 2 ? 'value' : 'name'] = only;
    // Twice the same label: the level, and a name that repeats it.
    const twin = labelled.filter((l) => l.level === 'second' && l.name === second?.name);
    if (taken['value'] !== undefined && twin.length > 1) taken['name'] = second?.name ?? '';
  } else {
    rest.forEach((text, i) => {
      const role = sequence[Math.min(i, sequence.length - 1)] ?? 'value';
      if (role === 'detail' || i >= sequence.length) details[headers[i] ?? '其他'] = text;
      else taken[role] = `${taken[role] ?? ''}${text}`;
    });
  }
  return {
    level1: first?.name ?? '', level2: second?.name ?? '', name: taken['name'] ?? '', operator: taken['operator'] ?? '', value: taken['value'] ?? '', unit: taken['unit'] ?? '',
    details, misread: odd === undefined ? '' : label(odd.text), printed: false,
  };
}

/**
 * Counts of the narrative against tables that print them (机构运行信息表, 国有资产占用情况表): vehicles held and bought by
 * kind, large equipment, groups and persons of travel and reception. Such tables have no kind of their own: they are read
 * as grids, a label and its number.
 */
import type { Cell, Grid } from '../../../schemas/block.js';
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import type { Table } from '../../../schemas/table.js';
import type { Counter } from '../../normalise/observations.js';
import { printed, quoted, subjectOf, type Outcome } from './outcome.js';
import { speaksOfUnit } from './scope.js';

const RULE = 'narrative/count-table';

/** A count that a table prints. */
interface Printed {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly table: Table;
}

/** Kinds of vehicles, as both tables and prose name them. */
const VEHICLES: readonly (readonly [RegExp, string])[] = [
  [/部.{0,5}级.{0,6}用车/, 'ministers'], [/主要(?:领导|负责人).{0,4}用车/, 'leaders'], [/机要通信/, 'messages'], [/应急保障/, 'emergency'], [/执法执勤/, 'duty'],
  [/特种专业技术/, 'technical'], [/离退休.{0,4}用车/, 'retired'], [/业务用车/, 'business'], [/一般公务用车/, 'general'], [/其他.{0,12}用车/, 'others'],
];
const NUMBER = /^\d{1,3}(?:,?\d{3})*$/;
/** 1．, （一）, 其中： before a label. */
const NUMBERING = /^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[）)]?[.．、]?|[（(](?:\d{1,2}|[一二三四五六七八九十]+)[）)]|其中[:：])+/;
const UNIT = /[（(](?:单位[:：])?(辆|台[、，,/]?套?|台[（(]套[）)]|个|批次?|人次?|次)[）)]/;

/** Checks each count of which a table has one number. */
export function checkCountTables(document: NormalisedDocument, counter: Counter): Outcome[] {
  if (!document.facts.some(({ claim }) => claim === 'count')) return [];
  const byKey = groupBy(document.tables.flatMap(({ table }) => countsOf(table)), (count) => count.key);
  if (byKey.size === 0) return [];
  const byId = new Map(document.facts.map((fact) => [fact.factId, fact]));
  return document.facts.flatMap((fact): Outcome[] => {
    const there = fact.claim !== 'count' || speaksOfUnit(fact, byId, document.identity) ? [] : (byKey.get(keyOfFact(fact, byId)) ?? []);
    const [first, ...others] = there;
    if (first === undefined) return [];
    if (there.some(({ value }) => value === fact.value)) {
      counter.applies(RULE);
      return [];
    }
    // Several numbers under one label: of units, of the budget and the account.
    if (others.some(({ value }) => value !== first.value)) {
      counter.cannot(RULE, 'several figures');
      return [];
    }
    counter.applies(RULE);
    counter.fails(RULE);
    return [outcome(fact, first)];
  });
}

/** What a count of prose is a count of; '' for what no table has. */
function keyOfFact(fact: Fact, byId: ReadonlyMap<string, Fact>): string {
  const { topic, measure, subject, partOf } = fact;
  const whole = partOf === undefined ? fact : (byId.get(partOf) ?? fact);
  if (topic === 'vehicles' && measure === 'purchase') return partOf === undefined && /购置/.test(subject) ? 'bought' : '';
  if (topic === 'vehicles' && partOf !== undefined) return /保有/.test(whole.subject) ? '' : kindOf(subject);
  if (topic === 'vehicles') return /保有/.test(subject) ? 'fleet' : /(?:共有|现有)?(?:公务用车|车辆)(?:总数|数量)?(?:共计?|合计)?为?$/.test(subject) ? 'stock' : '';
  if (topic === 'equipment') return measure === 'purchase' ? '' : equipmentOf(subject);
  if (partOf !== undefined || /外|境(?!）?团组)/.test(subject.replaceAll(/出国|[（(]境[）)]/g, ''))) return '';
  if (topic === 'overseas') return measure === 'groups' ? 'groups' : measure === 'persons' ? 'travellers' : '';
  return topic === 'reception' ? (measure === 'batches' ? 'batches' : measure === 'persons' ? 'guests' : '') : '';
}

const kindOf = (words: string): string => VEHICLES.find(([pattern]) => pattern.test(words))?.[1] ?? '';
const equipmentOf = (words: string): string => {
  const worth = /(\d+)万元/.exec(words)?.[1];
  return worth === undefined || !/设备/.test(words) ? '' : `equipment ${worth}`;
};

/** What a label of a table counts; '' where it is none of this. */
function keyOfLabel(label: string): string {
  if (/购置数|购置数量/.test(label)) return /车/.test(label) ? 'bought' : '';
  if (/保有量/.test(label)) return 'fleet';
  if (/^(?:公务用车|车辆)(?:数量?|总数)?(?:合计|总计|小计)?$/.test(label)) return 'stock';
  if (/团组/.test(label)) return /出国/.test(label) ? 'groups' : '';
  if (/出国.*人次/.test(label)) return 'travellers';
  if (label.startsWith('国内公务接待批次')) return 'batches';
  if (label.startsWith('国内公务接待人次')) return 'guests';
  return kindOf(label) || equipmentOf(label);
}

/** The counts of a table: numbers beside labels, or below them. */
function countsOf(table: Table): Printed[] {
  const { grid } = table;
  const whole = [table.title, ...table.notes.map(({ text }) => text)].some((text) => /单位[:：].{0,6}(?:辆|台)/.test(text));
  let group = '';
  return grid.cells.toSorted((a, b) => a.row - b.row || a.column - b.column).flatMap((cell): Printed[] => {
    const unit = UNIT.exec(cell.text)?.[1] ?? '';
    const label = cell.text.replaceAll(/\s/g, '').replace(NUMBERING, '').replace(UNIT, '').replace(/[:：]$/, '');
    if (unit !== '') group = unit;
    const key = keyOfLabel(label);
    const counts = unit !== '' || whole || (group === '辆' && kindOf(label) !== '');
    if (key === '' || !counts || label.length > 30) return [];
    const values = beside(grid, cell) ?? below(grid, cell);
    return [...new Set(values)].map((value) => ({ key, label, value, table }));
  });
}

const plainNumber = (text: string): string => text.trim().replaceAll(',', '');
const isNumber = ({ text }: Cell): boolean => NUMBER.test(text.trim());
const inColumn = (cell: Cell, column: number): boolean => cell.column <= column && column < cell.column + cell.columnSpan;

/** Numbers to the right of a label, up to the next label; undefined where none stands there. 行次 is no number of the line. */
function beside(grid: Grid, label: Cell): string[] | undefined {
  const numbering = grid.cells.filter(({ text }) => /^(?:行次|序号)$/.test(text.replaceAll(/\s/g, ''))).map(({ column }) => column);
  const right = grid.cells.filter((cell) => cell.row === label.row && cell.column > label.column && cell.text.trim() !== '').toSorted((a, b) => a.column - b.column);
  const end = right.findIndex((cell) => !isNumber(cell) && !/^[-—–*/\d.,]+$/.test(cell.text.trim()));
  const values = (end < 0 ? right : right.slice(0, end)).filter((cell) => isNumber(cell) && !numbering.includes(cell.column));
  return values.length === 0 ? undefined : values.map(({ text }) => plainNumber(text));
}

/** The number below a label: that of the total's row, else the only one. Rows of several units without a total say nothing of all. */
function below(grid: Grid, label: Cell): string[] {
  if (label.columnSpan > 1) return [];
  const under = grid.cells.filter((cell) => cell.row > label.row && inColumn(cell, label.column) && isNumber(cell));
  const totals = new Set(grid.cells.filter(({ text }) => /^(?:合计|总计|数量)$/.test(text.replaceAll(/\s/g, ''))).map(({ row }) => row));
  const total = under.filter(({ row }) => totals.has(row));
  const [only, ...more] = total.length > 0 ? total : under;
  return only === undefined || more.length > 0 ? [] : [plainNumber(only.text)];
}

function outcome(fact: Fact, { label, value, table }: Printed): Outcome {
  const expected = `${value}${fact.unit}`;
  return {
    suspects: [fact.factId],
    finding: {
      rule: RULE, tableId: table.tableId, ...(fact.measure === '' ? {} : { measure: fact.measure }), ...(fact.page === undefined ? {} : { page: fact.page }),
      published: printed(fact), expected, cause: 'published', params: { subject: subjectOf(fact), title: table.title || table.tableId, label, sentence: quoted(fact.sentence) },
      cells: [fact.factId],
      evidence: [{ statement: quoted(fact.sentence), cells: [fact.factId], published: printed(fact) }, { statement: `“${table.title || table.tableId}”${label}${expected}`, cells: [table.tableId] }],
    },
  };
}

/**
 * Notes of tables (表注): an empty table says so, of itself; a filled one doesn't. And the unit that each table states.
 */
import { UNITS } from '../../../schemas/amount.js';
import type { Amount } from '../../../schemas/amount.js';
import type { Finding } from '../../../schemas/finding.js';
import { addTo } from '../../../schemas/groups.js';
import { flat } from '../../../extractors/tables/vocabulary.js';
import type { Counter } from '../../normalise/observations.js';
import { findingOf, type Slip } from './slips.js';
import type { TableGroup, TextView } from './view.js';

/** What a kind's note may speak of. Other kinds are never empty in a document that is filled in. */
const SUBJECTS: Readonly<Record<string, RegExp>> = {
  government_fund_expenditure: /政府性基金/u,
  state_capital_expenditure: /国有资本|国资/u,
  three_public: /三公|出国|接待|公务用车|公车/u,
  government_procurement: /采购/u,
  purchased_services: /购买服务/u,
  carryover_expenditure: /结转/u,
  agency_operation: /运行经费|公用经费/u,
};
/** Funds that a note can mistake for each other. */
const FUNDS = ['government_fund_expenditure', 'state_capital_expenditure'] as const;
const NONE = /无|没有|未安排|不涉及|未发生|不存在|空表|为空|为零|为0|均为0/u;
/** Says that this very table holds nothing. 此表如无数字… is conditional and says nothing. */
const EMPTY_TABLE = /(?:本|此|该)表(?:格)?(?:数据)?(?:为空|无数据|无内容|(?:本年度?)?无发生额|没有数据)|空表列示/u;

export function checkTableNotes(view: TextView, counter: Counter): Finding[] {
  const filledSomewhere = view.groups.some((group) => !isEmpty(group));
  const missing: Slip[] = [];
  const other: Slip[] = [];
  const contradicted: Slip[] = [];
  for (const group of view.groups) {
    const subject = SUBJECTS[group.kind];
    if (subject === undefined || !filledSomewhere) continue;
    const notes = notesOf(group);
    const empty = isEmpty(group);
    const saying = notes.filter((text) => NONE.test(flat(text)) && !/[如若]无/u.test(flat(text)));
    if (empty) {
      const said = saying.length > 0 || saidElsewhere(view, subject);
      // Tables alone: the narrative of another file may say it.
      if (!said && !view.hasNarrative) {
        counter.cannot('table/empty-note', 'narrative in another file');
        continue;
      }
      counter.applies('table/empty-note');
      if (!said) {
        counter.fails('table/empty-note');
        missing.push(slipOf(group, ''));
      }
    } else {
      counter.applies('table/note-filled');
      const wrong = saying.find((text) => EMPTY_TABLE.test(flat(text)) || (subject.test(text) && isWholeDenial(flat(text))));
      if (wrong !== undefined) {
        counter.fails('table/note-filled');
        contradicted.push(slipOf(group, wrong));
      }
    }
    for (const text of saying) {
      counter.applies('table/note-other');
      if (subject.test(text) || !FUNDS.some((kind) => SUBJECTS[kind]?.test(text))) continue;
      counter.fails('table/note-other');
      other.push(slipOf(group, text));
    }
  }
  return [...findingOf('table/empty-note', missing), ...findingOf('table/note-other', other), ...findingOf('table/note-filled', contradicted), ...units(view, counter)];
}

/** 没有使用政府性基金预算安排的支出, 本部门无政府性基金预算: nothing at all, not one part of it. */
function isWholeDenial(text: string): boolean {
  return /^[(（]?备?注[:：]?.{0,24}(?:没有使用.{2,20}安排的支出|(?:无|没有)(?:20\d\d年度?)?(?:政府性基金|国有资本经营|“?三公”?经费)(?:预算)?(?:财政拨款|拨款)?(?:安排)?(?:的)?(?:收入|支出|预算|收支|收入和支出|收入支出)(?:安排)?)(?:[。，）)；]|$)/u.test(text);
}

function notesOf(group: TableGroup): string[] {
  const inside = group.tables.flatMap(({ table }) => table.grid.cells.filter((cell) => NONE.test(cell.text) && /表|本[部单]|注/u.test(cell.text)).map((cell) => cell.text));
  return [...group.notes.map((note) => note.text), ...inside];
}

/** The narrative says that there is none, or that empty tables mean nothing to show. */
function saidElsewhere(view: TextView, subject: RegExp): boolean {
  return [...view.prose, ...view.headings, ...view.captions, ...view.contents].some((line) => (subject.test(line.flat) && NONE.test(line.flat)) || /空表|如无数(?:字|据)/u.test(line.flat));
}

/** No amount but blanks, dashes and zeros. */
function isEmpty(group: TableGroup): boolean {
  return group.tables.every(({ table }) => table.unread.length === 0 && table.entries.every((entry) => entry.cells.every(({ reading }) => reading.state === 'blank' || reading.state === 'dash' || (reading.state === 'amount' && reading.amount.fen === 0n))));
}

function slipOf(group: TableGroup, note: string): Slip {
  const table = group.tables[0]?.table;
  const page = table?.grid.pages?.[0];
  return {
    statement: `“${group.title}”${note === '' ? '' : `：${note}`}`, tableKind: group.kind,
    ...(table === undefined ? {} : { tableId: table.tableId }), ...(page === undefined ? {} : { page }), ...(note === '' ? {} : { published: note }),
  };
}

const UNIT = /(?:单位|[(（:：为])(?:人民币)?([百千万亿]*元)/u;
/** Header cells that may hold the unit. */
const HEADER_CELLS = 60;

/** The unit stands over the table, in its header, behind each of its amounts, or somewhere on its pages; there only the one that its figures were read in counts. */
function statesUnit(group: TableGroup, view: TextView): boolean {
  if (group.tables.some(({ table }) => table.unit !== '' || table.columns.some((column) => column.unit !== undefined))) return true;
  const amounts = group.tables.flatMap(({ table }) => table.entries.flatMap((entry) => entry.cells.flatMap(({ reading }) => (reading.state === 'amount' ? [reading.amount.published] : []))));
  if (amounts.length > 0 && amounts.every((published) => published.trim().endsWith('元'))) return true;
  const pages = new Set(group.tables.flatMap(({ table }) => table.grid.pages ?? []));
  const texts = [
    ...notesOf(group).map(flat),
    ...group.tables.flatMap(({ table }) => table.grid.cells.slice(0, HEADER_CELLS).map((cell) => flat(cell.text))),
    ...[...view.headings, ...view.captions].filter((line) => line.paragraph.page !== undefined && pages.has(line.paragraph.page)).map((line) => line.flat),
  ];
  const read = largest(group)?.unit;
  return texts.some((text) => UNIT.exec(text)?.[1] === read);
}

/** A table without a unit; and the unit that its figures prove, as they were read in it. */
function unstatedSlip(group: TableGroup): Slip {
  const slip = slipOf(group, '');
  const proven = group.tables.map(({ table }) => table.provenUnit).find((unit) => unit !== undefined);
  return proven === undefined ? slip : { ...slip, statement: `${slip.statement}（按${proven}读取，与其他表或说明中的数相符）` };
}

/** Every table with amounts states its unit; several units in one document are worth knowing; a total 10⁴ off is wrong. */
function units(view: TextView, counter: Counter): Finding[] {
  const filled = view.groups.filter((group) => !isEmpty(group));
  const unstated = filled.filter((group) => !statesUnit(group, view));
  counter.applies('table/unit-missing', filled.length);
  counter.fails('table/unit-missing', unstated.length);
  const byUnit = new Map<string, string[]>();
  for (const group of filled) {
    const unit = group.tables.map(({ table }) => table.unit).find((one) => one !== '');
    if (unit !== undefined) addTo(byUnit, unit, group.title);
  }
  counter.applies('table/unit-mixed');
  if (byUnit.size > 1) counter.fails('table/unit-mixed');
  const mixed = byUnit.size > 1 ? [...byUnit].map(([unit, titles]) => ({ statement: `${unit}：${[...new Set(titles)].slice(0, 4).join('、')}${titles.length > 4 ? '等' : ''}` })) : [];
  const unsure = unstated.flatMap((group) => group.tables.map(({ table }) => table.tableId));
  return [...findingOf('table/unit-missing', unstated.map(unstatedSlip)).map((finding) => ({ ...finding, cells: unsure })), ...ofScan(findingOf('table/unit-mixed', mixed), byUnit, filled), ...implausible(view, counter)];
}

/** Several units of a scan: where recognition read another than most tables state (万 is one character), figures under it are to be held against the page. */
function ofScan(findings: readonly Finding[], byUnit: ReadonlyMap<string, readonly string[]>, groups: readonly TableGroup[]): Finding[] {
  const most = Math.max(...[...byUnit.values()].map((titles) => titles.length));
  const usual = [...byUnit].filter(([, titles]) => titles.length === most).map(([unit]) => unit);
  const isUsual = (unit: string): boolean => unit === '' || (usual.length === 1 && unit === usual[0]);
  const cells = groups.flatMap((group) => group.tables.filter(({ table }) => table.grid.source === 'ocr' && !isUsual(table.unit)).map(({ table }) => table.tableId));
  return findings.map((finding) => (cells.length === 0 ? finding : { ...finding, severity: 'warning', cause: 'undecided', cells }));
}

/** Tables whose largest figure is one and the same total. */
const SAME_TOTAL: readonly (readonly string[])[] = [
  ['revenue_expenditure_summary', 'revenue_summary', 'expenditure_summary'],
  ['fiscal_appropriation_summary', 'fiscal_appropriation_expenditure', 'general_public_expenditure'],
];
/** Digits that two totals must share before a factor of 10⁴ between them is no chance. */
const DIGITS = 4;

function implausible(view: TextView, counter: Counter): Finding[] {
  const rule = 'table/unit-implausible';
  const slips: Slip[] = [];
  for (const kinds of SAME_TOTAL) {
    const tops = view.groups.flatMap((group) => {
      const top = kinds.includes(group.kind) ? largest(group) : undefined;
      return top === undefined ? [] : [{ group, top }];
    });
    if (tops.length < 2) continue;
    counter.applies(rule, tops.length);
    const odd = tops.filter((one) => tops.some((other) => isTenThousandth(one.top, other.top)) || tops.some((other) => isTenThousandth(other.top, one.top)));
    if (odd.length === 0) continue;
    counter.fails(rule, 1);
    slips.push({ statement: odd.map(({ group, top }) => `“${group.title}”${top.published}${top.unit}`).join('，') });
  }
  // of a scan the unit may have been misread: 万 is one character
  const isRead = view.groups.some((group) => group.tables.some(({ table }) => table.grid.source === 'ocr'));
  return findingOf(rule, slips).map((finding) => (isRead ? { ...finding, severity: 'warning', cause: 'undecided' } : finding));
}

function largest(group: TableGroup): Amount | undefined {
  let top: Amount | undefined;
  for (const { table } of group.tables)
    for (const entry of table.entries)
      for (const { reading } of entry.cells) if (reading.state === 'amount' && (top === undefined || reading.amount.fen > top.fen)) top = reading.amount;
  return top;
}

/** `small` is `large` with its unit mistaken: 10⁴ times as much, within the rounding of both. */
function isTenThousandth(small: Amount, large: Amount): boolean {
  const factor = UNITS.万元 / UNITS.元;
  const scaled = small.fen * factor;
  const tolerance = small.step * factor + large.step;
  return small.published.replaceAll(/\D/gu, '').length >= DIGITS && scaled - large.fen <= tolerance && large.fen - scaled <= tolerance;
}

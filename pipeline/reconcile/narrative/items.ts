/**
 * Items (科目) that prose names: their lines in the tables, by code or by name, in order of how well the table fits the words.
 */
import { nameKey } from '../../../schemas/codes.js';
import type { Fact } from '../../../schemas/fact.js';
import type { TableKindId } from '../../../schemas/table.js';
import type { CellIndex, PlacedCell } from './cells.js';

/** Tables in which an item of a fund stands, the most exact ones first. */
const FUNCTIONAL: Readonly<Record<string, readonly TableKindId[]>> = {
  general_public: ['general_public_expenditure', 'fiscal_appropriation_expenditure', 'fiscal_appropriation_summary'],
  government_fund: ['government_fund_expenditure', 'fiscal_appropriation_expenditure', 'fiscal_appropriation_summary'],
  state_capital: ['state_capital_expenditure', 'fiscal_appropriation_expenditure', 'fiscal_appropriation_summary'],
  fiscal: ['fiscal_appropriation_expenditure', 'fiscal_appropriation_summary', 'general_public_expenditure'],
  all: ['expenditure_summary', 'revenue_expenditure_summary'],
  '': ['expenditure_summary', 'revenue_expenditure_summary', 'general_public_expenditure', 'fiscal_appropriation_expenditure', 'fiscal_appropriation_summary'],
};
/** Economic items of all spending, and of 基本支出 alone. */
const BY_NATURE: readonly TableKindId[] = ['general_public_economic'];
const AGENCY: readonly TableKindId[] = ['agency_operation'];
const BASIC_BY_NATURE: readonly TableKindId[] = ['basic_expenditure_economic', 'fiscal_basic_economic'];
/** Columns that hold a line's whole figure, by the fund that is spoken of. */
const WHOLE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  general_public: ['general_public', 'total', 'expenditure', 'fiscal_appropriation', 'agency_operation'],
  government_fund: ['government_fund', 'total', 'expenditure', 'fiscal_appropriation'],
  state_capital: ['state_capital', 'total', 'expenditure', 'fiscal_appropriation'],
  fiscal: ['fiscal_appropriation', 'total', 'expenditure', 'agency_operation'],
  all: ['total', 'expenditure', 'agency_operation'],
};

/** What a fact says of the item that it names. */
export type NamedItem = Pick<Fact, 'code' | 'name' | 'subject' | 'classification' | 'fund' | 'section'>;

export interface ItemCells<C extends PlacedCell> {
  /** Every cell of the item's lines, whatever table and column. */
  readonly all: readonly C[];
  /** Figures that the words mean: whole columns of the tables that fit them best. */
  readonly meant: readonly C[];
  /** Kinds of the tables in which the item should stand, and whether the document has any of them. */
  readonly tabled: boolean;
}

/** The cells of the code that a fact prints itself, not one that was told from its name. */
export const cellsOfPrintedCode = <C extends PlacedCell>({ code, subject }: Pick<Fact, 'code' | 'subject'>, cells: CellIndex<C>): readonly C[] =>
  (code !== '' && subject.includes(code) ? (cells.byCode.get(code) ?? []) : []);

/** The lines of the item that a fact names. Names that several sections share (行政运行) give all of their lines. */
export function itemCells<C extends PlacedCell>(fact: NamedItem, cells: CellIndex<C>): ItemCells<C> {
  const coded = fact.code === '' ? [] : (cells.byCode.get(fact.code) ?? []);
  const named = fact.name === undefined ? [] : spellings(fact.name).flatMap((key) => cells.byName.get(key) ?? []);
  // A name without a code may stand for section and item alike; a code in the text is taken at its word.
  const kinds = kindsOf(fact);
  const printed = cellsOfPrintedCode(fact, cells);
  const found = printed.length > 0 ? printed : [...new Set([...coded, ...named.filter((cell) => coded.length === 0 || sharesSection(cell, fact.code))])];
  const all = found.filter((cell) => cell.line.classification === '' || fact.classification === '' || cell.line.classification === fact.classification);
  const columns = WHOLE_COLUMNS[fact.fund === '' ? 'all' : fact.fund] ?? ['total'];
  const meant = kinds.flatMap((kind) => {
    const own = all.filter((cell) => cell.table.kind === kind && cell.suffix === '' && cell.state === 'amount');
    // Lines without codes that bear the same name (行政运行 of two sections) can't be told apart.
    if (new Set(own.filter((cell) => cell.line.code === '' && cell.line.impliedCode === '').map((cell) => cell.line)).size > 1) return [];
    const column = columns.find((measure) => own.some((cell) => cell.measure === measure));
    return own.filter((cell) => cell.measure === column);
  });
  return { all, meant, tabled: kinds.some((kind) => cells.kinds.has(kind)) };
}

function kindsOf(fact: NamedItem): readonly TableKindId[] {
  if (fact.classification === 'functional' || fact.classification === '') return FUNCTIONAL[fact.fund] ?? [];
  if (/机关运行/.test(fact.section)) return AGENCY;
  return /基本支出|人员经费|公用经费/.test(fact.section) ? BASIC_BY_NATURE : BY_NATURE;
}

/** Keys of a name with and without 支出 at its end. */
function spellings(name: string): string[] {
  const key = nameKey(name.replace(/^其它/, '其他'));
  if (key === '') return [];
  return key.endsWith('支出') ? [key, key.slice(0, -2)] : [key, `${key}支出`];
}

function sharesSection(cell: PlacedCell, code: string): boolean {
  const own = cell.line.code === '' ? cell.line.impliedCode : cell.line.code;
  return own === '' || own.slice(0, 3) === code.slice(0, 3);
}

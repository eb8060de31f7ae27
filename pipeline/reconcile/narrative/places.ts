/**
 * Where the tables say what a figure in prose says: for each topic the cells that mean the same, the most exact ones first.
 */
import type { Fact, FactTopic } from '../../../schemas/fact.js';
import type { Side, TableKindId } from '../../../schemas/table.js';
import type { CellIndex, PlacedCell } from './cells.js';

/** Cells of some table kinds: the line by what it says (`whole`: 合计), the column by its measure. */
interface Place {
  readonly kinds: readonly TableKindId[];
  readonly side?: Side;
  /** `whole`, or the items of uncoded lines (收入总计, 一般公共预算拨款收入 …). */
  readonly lines: 'whole' | readonly string[];
  readonly measures: readonly string[];
  /** Only in tables of the fact's own fund. */
  readonly ofFund?: true;
}

const SUMMARY: readonly TableKindId[] = ['revenue_expenditure_summary'];
const FISCAL: readonly TableKindId[] = ['fiscal_appropriation_summary'];
const BY_FUNCTION: readonly TableKindId[] = ['general_public_expenditure', 'fiscal_appropriation_expenditure'];
const ECONOMIC: readonly TableKindId[] = ['basic_expenditure_economic', 'fiscal_basic_economic', 'basic_expenditure_functional'];
const END = ['grand_total', 'income', 'expenditure'];
const ALL = ['total', 'income', 'expenditure'];
/** The column that holds the figure of a line in a table with lines by item. */
const ANY = ['total'];

const REVENUE_TOTAL: readonly Place[] = [
  { kinds: SUMMARY, side: 'revenue', lines: END, measures: ANY },
  { kinds: ['revenue_summary'], lines: 'whole', measures: ALL },
];
const EXPENDITURE_TOTAL: readonly Place[] = [
  { kinds: SUMMARY, side: 'expenditure', lines: END, measures: ANY },
  { kinds: ['expenditure_summary'], lines: 'whole', measures: ALL },
];
const FISCAL_REVENUE: readonly Place[] = [
  { kinds: FISCAL, side: 'revenue', lines: END, measures: ANY },
  { kinds: SUMMARY, side: 'revenue', lines: ['fiscal_appropriation'], measures: ANY },
  { kinds: ['revenue_summary'], lines: 'whole', measures: ['fiscal_appropriation'] },
];
const FISCAL_EXPENDITURE: readonly Place[] = [
  { kinds: FISCAL, side: 'expenditure', lines: END, measures: ANY },
  { kinds: ['fiscal_appropriation_expenditure'], lines: 'whole', measures: ['total', 'fiscal_appropriation'] },
];

/** A fund's income in the tables of income, its spending in its own table and the column of its own. */
function fundPlaces(fund: string, own: TableKindId, side: 'revenue' | 'expenditure'): Place[] {
  const revenue: Place[] = [
    { kinds: ['revenue_summary'], lines: 'whole', measures: ALL, ofFund: true },
    { kinds: [...FISCAL, ...SUMMARY], side: 'revenue', lines: [fund], measures: ANY },
    { kinds: ['revenue_summary'], lines: 'whole', measures: [fund] },
    { kinds: FISCAL, side: 'revenue', lines: END, measures: [fund] },
  ];
  const expenditure: Place[] = [
    { kinds: [own], lines: 'whole', measures: ALL },
    { kinds: FISCAL, side: 'expenditure', lines: END, measures: [fund] },
    { kinds: ['fiscal_appropriation_expenditure', 'expenditure_summary'], lines: 'whole', measures: [fund] },
  ];
  // 一般公共预算拨款 says both what comes in and what is spent of it.
  return side === 'revenue' ? [...revenue, ...expenditure] : [...expenditure, ...revenue];
}

function incomePlaces(item: string): Place[] {
  return [
    { kinds: [...SUMMARY, ...FISCAL], side: 'revenue', lines: [item], measures: ANY },
    { kinds: ['revenue_summary'], lines: 'whole', measures: [item] },
  ];
}

/** 上年结转, 年末结转: a line of the summaries, a column of the tables of income and spending. */
function carryoverPlaces(item: string, side: 'revenue' | 'expenditure'): Place[] {
  const funds = ['general_public_carryover', 'government_fund_carryover', 'state_capital_carryover', 'non_fiscal_surplus'];
  return [
    { kinds: [...SUMMARY, ...FISCAL], side, lines: [item], measures: ANY },
    { kinds: ['revenue_summary', 'expenditure_summary'], lines: 'whole', measures: [item] },
    ...(side === 'revenue' ? [{ kinds: [...SUMMARY, ...FISCAL], side, lines: funds, measures: ANY }] : []),
  ];
}

/** 基本支出, 项目支出, 人员经费, 公用经费: a column of the tables by function, or a table or a line of its own. */
function naturePlaces(measure: string): Place[] {
  return [
    { kinds: [...BY_FUNCTION, 'expenditure_summary', 'government_fund_expenditure', 'state_capital_expenditure', ...ECONOMIC], lines: 'whole', measures: [measure] },
    { kinds: [...SUMMARY, ...FISCAL], lines: [measure], measures: [...ANY, 'general_public'] },
    ...(measure === 'basic' ? [{ kinds: ECONOMIC, lines: 'whole' as const, measures: ['total'] }] : []),
    ...(measure === 'personnel' || measure === 'public_operating' ? [{ kinds: ECONOMIC, lines: [`${measure}_total`, measure], measures: ['total', measure] }] : []),
    ...(measure === 'project' ? [{ kinds: ['project_expenditure' as const], lines: 'whole' as const, measures: ['total', 'project'] }] : []),
  ];
}

/** The “三公” table: a column a kind of cost, or a line a kind of cost. */
function threePublicPlaces(measure: string): Place[] {
  const total = measure === 'three_public';
  return [
    { kinds: ['three_public'], lines: 'whole', measures: total ? ['three_public', 'total', 'general_public'] : [measure] },
    { kinds: ['three_public'], lines: [measure], measures: ANY },
  ];
}

const PLACES: Partial<Record<FactTopic, readonly Place[]>> = {
  revenue_total: REVENUE_TOTAL,
  expenditure_total: EXPENDITURE_TOTAL,
  revenue_expenditure_total: [...REVENUE_TOTAL, ...EXPENDITURE_TOTAL],
  fiscal_revenue: [...FISCAL_REVENUE, ...FISCAL_EXPENDITURE],
  fiscal_expenditure: [...FISCAL_EXPENDITURE, ...FISCAL_REVENUE],
  fiscal_total: [...FISCAL_REVENUE, ...FISCAL_EXPENDITURE],
  general_public_revenue: fundPlaces('general_public', 'general_public_expenditure', 'revenue'),
  general_public_expenditure: fundPlaces('general_public', 'general_public_expenditure', 'expenditure'),
  government_fund_revenue: fundPlaces('government_fund', 'government_fund_expenditure', 'revenue'),
  government_fund_expenditure: fundPlaces('government_fund', 'government_fund_expenditure', 'expenditure'),
  state_capital_revenue: fundPlaces('state_capital', 'state_capital_expenditure', 'revenue'),
  state_capital_expenditure: fundPlaces('state_capital', 'state_capital_expenditure', 'expenditure'),
  business_income: incomePlaces('business_income'),
  operating_income: incomePlaces('operating_income'),
  other_income: incomePlaces('other_income'),
  superior_subsidy: incomePlaces('superior_subsidy'),
  subordinate_remittance: incomePlaces('subordinate_remittance'),
  special_account: incomePlaces('special_account'),
  unit_funds: incomePlaces('unit_funds'),
  carryover_opening: carryoverPlaces('opening_carryover', 'revenue'),
  carryover_closing: carryoverPlaces('closing_carryover', 'expenditure'),
  operating_expenditure: naturePlaces('operating_expenditure'),
  remittance_to_superior: naturePlaces('remittance_to_superior'),
  subsidy_to_subordinate: naturePlaces('subsidy_to_subordinate'),
  basic: naturePlaces('basic'),
  project: naturePlaces('project'),
  personnel: naturePlaces('personnel'),
  public_operating: naturePlaces('public_operating'),
  three_public: threePublicPlaces('three_public'),
  overseas: threePublicPlaces('overseas'),
  reception: threePublicPlaces('reception'),
  vehicle_subtotal: threePublicPlaces('vehicle_subtotal'),
  vehicle_purchase: threePublicPlaces('vehicle_purchase'),
  vehicle_operation: threePublicPlaces('vehicle_operation'),
  meeting: threePublicPlaces('meeting'),
  training: threePublicPlaces('training'),
  agency_operation: [...threePublicPlaces('agency_operation'), { kinds: ['agency_operation'], lines: 'whole', measures: ['total', 'agency_operation'] }],
  purchased_services: [{ kinds: ['purchased_services'], lines: 'whole', measures: ['total'] }],
  procurement: [{ kinds: ['government_procurement'], lines: 'whole', measures: ['total'] }],
};

const FUND_WORDS = { general_public: /一般公共预算/, government_fund: /政府性?基金/, state_capital: /国有资本/ } as const;

/** Whether the tables can hold the topic at all. */
export const hasPlaces = (topic: FactTopic): boolean => PLACES[topic] !== undefined;

/** Table kinds that a topic may stand in. */
export const kindsFor = (topic: FactTopic): ReadonlySet<TableKindId> => new Set((PLACES[topic] ?? []).flatMap((place) => place.kinds));

/** 全县一般公共预算收入: what a government takes in, which is not what it spends. */
const isOfGovernment = ({ topic, subject }: Pick<Fact, 'topic' | 'subject'>): boolean => topic.endsWith('_revenue') && /全[省市县区旗州盟]|地方(?:财政|一般公共)/.test(subject);

const isSpending = (kind: TableKindId): boolean => kind.endsWith('_expenditure') || kind === 'expenditure_summary';

/** The cells that say what a fact says, those of the most exact place first. */
export function cellsFor<C extends PlacedCell>(fact: Pick<Fact, 'topic' | 'measure' | 'fund' | 'subject'>, { heads }: CellIndex<C>): C[] {
  const budget = fact.measure.endsWith('_budget');
  const suffixes = fact.measure.endsWith('_previous') ? ['_previous'] : budget ? ['_budget'] : ['', '_final', '_budget'];
  // 一般公共预算拨款政府采购: a column of the table of procurement.
  const fund = fact.topic === 'procurement' ? (Object.entries(FUND_WORDS).find(([, words]) => words.test(fact.subject))?.[0] ?? '') : '';
  const found = new Set<C>();
  for (const place of PLACES[fact.topic] ?? []) {
    if (isOfGovernment(fact) && place.kinds.some(isSpending)) continue;
    for (const cell of heads) {
      if (!place.kinds.includes(cell.table.kind) || !(fund === '' ? place.measures : [fund]).includes(cell.measure)) continue;
      if (cell.fund !== '' && cell.fund !== (fact.fund === '' || fact.fund === 'fiscal' || fact.fund === 'all' ? 'general_public' : fact.fund)) continue;
      if (!suffixes.includes(cell.suffix) || (place.ofFund && cell.fund !== fact.fund)) continue;
      if (place.side !== undefined && cell.side !== '' && cell.side !== place.side) continue;
      const { item } = cell.line.entry;
      if (place.lines === 'whole' ? cell.whole : place.lines.includes(item) || (place.lines.includes('grand_total') && cell.whole)) found.add(cell);
    }
  }
  // A 决算 “三公” table holds budget and final figures: without a word for it the final ones are meant, even of a column that could not be read.
  const withFinal = new Set(heads.filter((cell) => cell.suffix === '_final').map(({ table }) => table));
  const cells = [...found];
  const isFinal = cells.some((cell) => cell.suffix === '_final');
  return budget ? cells : cells.filter((cell) => cell.suffix !== '_budget' || !(isFinal || withFinal.has(cell.table)));
}

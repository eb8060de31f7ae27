/** Words for people: measures, places and amounts in sentences about figures. */
import type { Figure } from '../identity.js';
import type { Line } from '../../../schemas/document.js';

/** Measures of money, those of the vocabulary (schemas/tables/_vocabulary.yaml) and a few that only kinds have, with their Chinese names. */
const MEASURES: Readonly<Record<string, string>> = {
  total: '合计', basic: '基本支出', project: '项目支出', fiscal_appropriation: '财政拨款', business_income: '事业收入', operating_income: '经营收入',
  other_income: '其他收入', superior_subsidy: '上级补助收入', subordinate_remittance: '附属单位上缴收入', remittance_to_superior: '上缴上级支出',
  operating_expenditure: '经营支出', subsidy_to_subordinate: '对附属单位补助支出', general_public: '一般公共预算', government_fund: '政府性基金',
  state_capital: '国有资本经营', personnel: '人员经费', public_operating: '公用经费', opening_carryover: '年初结转结余', closing_carryover: '年末结转结余',
  income: '本年收入', expenditure: '本年支出', overseas: '因公出国（境）费', reception: '公务接待费', vehicle_subtotal: '公务用车购置及运行费',
  vehicle_purchase: '公务用车购置费', vehicle_operation: '公务用车运行费', meeting: '会议费', training: '培训费', agency_operation: '机关运行经费',
  contingency: '机动经费', special_account: '财政专户管理资金', unit_funds: '单位资金', three_public: '“三公”经费', non_fiscal_surplus: '使用非财政拨款结余',
};
const SUFFIXES: Readonly<Record<string, string>> = { _budget: '预算数', _final: '决算数', _previous: '上年数', _change: '增减', _adjusted: '调整后', _carryover: '结转' };

const NAMED = `(?:${Object.keys(MEASURES).join('|')})`;
/** Measures whose columns add up: those of the vocabulary, by fund (overseas_general_public), carried over, of another year. */
const KNOWN = new RegExp(`^${NAMED}(?:_${NAMED})?(?:_carryover)?(?:_budget|_final|_previous|_adjusted|_20\\d\\d)?$`, 'u');

/** Whether a measure is one whose figures are money, and add up. */
export const isMoney = (measure: string): boolean => KNOWN.test(measure);

/** Words of money in a header, and those that make a count, a share or a price of it. */
const MONEY = /资金|经费|预算数|决算数|支出|收入|拨款|金额|补助|费/u;
const NO_SUM = /[率比均%％价]|占|人数|人次|数量|标准|面积|编号|代码/u;

/** Whether a measure that is a header's own words says that it is money. */
export const namesMoney = (measure: string): boolean => MONEY.test(measure) && !NO_SUM.test(measure);

/** Chinese name of a measure; a measure that is the header's own words stays as it is. */
export function measureName(measure: string): string {
  if (measure in MEASURES) return MEASURES[measure] as string;
  for (const [suffix, words] of Object.entries(SUFFIXES)) if (measure.endsWith(suffix)) return `${measureName(measure.slice(0, -suffix.length))}${words}`;
  return measure;
}

/** A line for people: its code, or its name. */
export const lineName = (line: Line): string => line.code || line.entry.name || (line.level === 'total' ? '合计' : `第${line.entry.row}行`);

/** A line with code and name. */
export const lineTitle = (line: Line): string => (line.code === '' ? lineName(line) : `${line.code} ${line.entry.name}`.trim());

/** Fen in the unit of a figure, with thousands separators, as the figure is printed. */
export function shown(fen: bigint, like: Figure): string {
  const worth = like.table.unit === '万元' || (like.cell.reading.state === 'amount' && like.cell.reading.amount.unit === '万元') ? 1_000_000n : 100n;
  const abs = fen < 0n ? -fen : fen;
  const decimals = (abs % worth).toString().padStart(worth.toString().length - 1, '0').replace(/0+$/u, '');
  const whole = (abs / worth).toString().replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
  return `${fen < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}

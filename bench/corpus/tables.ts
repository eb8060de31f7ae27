/** The nine tables of a budget or final account, each in the layout's form. */
import { codeTable, pairedTable, sideBySide, threefoldTable, totalCells, unitTable, type AmountColumn } from './code-tables.js';
import type { Item, ThreePublic } from './model.js';
import { centred, headOf, left, type Coded, type Heading, type Printing } from './sheet.js';
import { fiscalTable, received, revenueByOrganisation, summaryTable } from './side-tables.js';

const column = (measure: string, ...path: string[]): AmountColumn => ({ measure, path });
const spent = (item: Item): bigint => item.basic + item.project;
const coded = (items: readonly Item[], valuesOf: (item: Item) => bigint[]): Coded[] => items.map((item) => ({ code: item.code, values: valuesOf(item) }));
const splitOf = (item: Item): bigint[] => [spent(item), item.basic, item.project];
const staffOf = (item: Item): bigint[] => [spent(item), item.basic, item.personnel, item.basic - item.personnel, item.project];

export function printTables(print: Printing): void {
  const { model, layout } = print;
  const fiscal = (fund: Item['fund']): Item[] => model.items.filter((item) => item.source === 'fiscal' && item.fund === fund);
  summaryTable(print);
  revenue(print);
  expenditure(print);
  fiscalTable(print);
  general(print, fiscal('general'));
  economic(print);
  threePublic(print);
  for (const [key, kind, name] of [['fund', 'government_fund_expenditure', '政府性基金预算'], ['soe', 'state_capital_expenditure', '国有资本经营预算']] as const) {
    const items = fiscal(key);
    const note = items.length ? {} : { note: `注：本部门${model.year}年无${name}安排，故本表无数据。` };
    if (layout.stage === 'final' && key === 'fund') {
      codeTable(print, key, kind, [column('opening_carryover', '年初结转和结余'), column('income', '本年收入'), column('expenditure', '本年支出', '小计'), column('basic', '本年支出', '基本支出'), column('project', '本年支出', '项目支出'), column('closing_carryover', '年末结转和结余')],
        coded(items, (item) => [item.opening, received(item), spent(item), item.basic, item.project, item.closing]), note);
    } else codeTable(print, key, kind, splitColumns(), coded(items, splitOf), note);
  }
}

const splitColumns = (total = '合计'): AmountColumn[] => [column('total', total), column('basic', '基本支出'), column('project', '项目支出')];

function revenue(print: Printing): void {
  const { model, layout } = print;
  if (layout.forms.revenue === 'organisation' || layout.forms.revenue === 'organisation-coded') return revenueByOrganisation(print, layout.forms.revenue === 'organisation-coded');
  const merged = layout.forms.revenue === 'merged', final = layout.stage === 'final';
  const carried = layout.carryover && !final;
  const columns = [
    column('total', final ? '本年收入合计' : '合计'),
    ...(merged ? [column('fiscal_appropriation', '财政拨款收入', '小计'), column('general_public', '财政拨款收入', '其中：', '一般公共预算'), column('government_fund', '财政拨款收入', '其中：', '政府性基金预算')] : [column('fiscal_appropriation', '财政拨款收入')]),
    ...(final ? [column('superior_subsidy', '上级补助收入')] : []), column('business_income', '事业收入'), ...(final ? [column('operating_income', '经营收入'), column('subordinate_remittance', '附属单位上缴收入')] : []), column('other_income', '其他收入'),
    ...(carried ? [column('opening_carryover', '上年结转结余')] : []),
  ];
  codeTable(print, 'revenue', 'revenue_summary', columns, coded(model.items, (item) => {
    const value = received(item), own = item.source === 'fiscal' ? value : 0n;
    return [carried ? value + item.opening : value, own, ...(merged ? [item.fund === 'general' ? own : 0n, item.fund === 'fund' ? own : 0n] : []), ...(final ? [0n] : []), item.source === 'business' ? value : 0n, ...(final ? [0n, 0n] : []), item.source === 'other' ? value : 0n, ...(carried ? [item.opening] : [])];
  }));
}

function expenditure(print: Printing): void {
  const { model, layout } = print, kind = 'expenditure_summary';
  const totalWord = layout.stage === 'final' ? '本年支出合计' : '合计';
  switch (layout.forms.expenditure) {
    case 'split': return codeTable(print, 'expenditure', kind, splitColumns(totalWord), coded(model.items, splitOf));
    case 'seven': return codeTable(print, 'expenditure', kind, [...splitColumns(totalWord), column('remittance_to_superior', '上缴上级支出'), column('operating_expenditure', layout.stage === 'final' ? '经营支出' : '事业单位经营支出'), column('subsidy_to_subordinate', '对附属单位补助支出')], coded(model.items, (item) => [...splitOf(item), 0n, 0n, 0n]));
    case 'staff': return codeTable(print, 'expenditure', kind, [column('total', '总计'), column('personnel', '基本支出', '人员支出'), column('public_operating', '基本支出', '日常公用支出'), column('project', '项目支出')], coded(model.items, (item) => [spent(item), item.personnel, item.basic - item.personnel, item.project]));
    case 'units': return unitTable(print, 'expenditure', kind, [column('total', '支出总计'), column('basic', '基本支出'), column('project', '项目支出'), column('operating_expenditure', '事业单位经营支出'), column('subsidy_to_subordinate', '对附属单位补助支出'), column('remittance_to_superior', '上缴上级支出')], model.items, (item) => [...splitOf(item), 0n, 0n, 0n]);
    case 'threefold': return threefoldTable(print, 'expenditure', kind);
  }
}

function general(print: Printing, items: readonly Item[]): void {
  const { model, layout } = print, kind = 'general_public_expenditure';
  const last = `${model.year - 1}年预算数`, now = `${model.year}年预算数`;
  const staff = (...path: string[]): AmountColumn[] => [column('total', ...path, path.length ? '总计' : '合计'), column('basic', ...path, '基本支出', '小计'), column('personnel', ...path, '基本支出', '人员经费'), column('public_operating', ...path, '基本支出', '公用经费'), column('project', ...path, '项目支出')];
  switch (layout.forms.general) {
    case 'split': return codeTable(print, 'general', kind, splitColumns(), coded(items, splitOf));
    case 'staff': return codeTable(print, 'general', kind, staff(), coded(items, staffOf));
    case 'years': return codeTable(print, 'general', kind, [column('total_previous', last), ...staff(now)], coded(items, (item) => [item.previous, ...staffOf(item)]));
    case 'changes': return codeTable(print, 'general', kind, [column('total_previous', last), column('total', now, '小计'), column('basic', now, '基本支出'), column('project', now, '项目支出'), column('total_change', '比上年增减')], coded(items, (item) => [item.previous, ...splitOf(item), spent(item) - item.previous]));
    case 'units': return unitTable(print, 'general', kind, splitColumns(), items, splitOf);
  }
}

function economic(print: Printing): void {
  const { model, layout } = print, kind = 'basic_expenditure_economic';
  const amounts = (withStaff: boolean): Coded[] => model.economic.map(({ code, amount, personnel }) => ({ code, values: withStaff ? [amount, personnel ? amount : 0n, personnel ? 0n : amount] : [amount] }));
  switch (layout.forms.economic) {
    case 'split': return codeTable(print, 'economic', kind, [column('total', '合计'), column('personnel', '人员经费'), column('public_operating', '公用经费')], amounts(true), { economic: true });
    case 'amount': return codeTable(print, 'economic', kind, [column('total', print.amountWord)], amounts(false), { economic: true });
    case 'parts': case 'whole': case 'with-name': return pairedTable(print, 'economic', kind, layout.forms.economic);
    case 'two-sides': return sideBySide(print, 'economic', kind, [['301', '303'], ['302', '310']]);
    case 'three-sides': return sideBySide(print, 'economic', kind, [['301', '303'], ['302'], ['310']]);
  }
}

const figures = ({ overseas, reception, purchase, operation }: ThreePublic): bigint[] => [overseas + reception + purchase + operation, overseas, purchase + operation, purchase, operation, reception];
const MEASURES = ['total', 'overseas', 'vehicle_subtotal', 'vehicle_purchase', 'vehicle_operation', 'reception'];
const PATHS = [['合计'], ['因公出国（境）费'], ['公务用车购置及运行费', '小计'], ['公务用车购置及运行费', '公务用车购置费'], ['公务用车购置及运行费', '公务用车运行费'], ['公务接待费']];

function threePublic(print: Printing): void {
  const { model, layout } = print;
  const now = figures(model.threePublic), before = figures(model.threePublicBefore);
  const row = (columns: readonly AmountColumn[], values: readonly bigint[]): void => {
    columns.forEach(({ measure }, index) => print.tell('three_public', '', measure, values[index]!, ''));
    const heads: Heading[] = columns.map(({ path }) => ({ path, width: 1 }));
    print.add('three', { head: headOf(heads, false), body: [values.map((fen) => print.right(fen))], widths: heads.map(({ width }) => width) });
  };
  const under = (top: string, suffix: string): AmountColumn[] => PATHS.map((path, index) => column(MEASURES[index]! + suffix, top, ...path));
  switch (layout.forms.three) {
    case 'row': return row(PATHS.map((path, index) => column(MEASURES[index]!, ...path)), now);
    case 'years': return row([...under(`${model.year - 1}年预算数`, '_previous'), ...under(`${model.year}年预算数`, '')], [...before, ...now]);
    case 'changes': return row([...under(`${model.year - 1}年预算数`, '_previous'), ...under(`${model.year}年预算数`, ''), ...under('增减情况', '_change')], [...before, ...now, ...now.map((value, index) => value - before[index]!)]);
    case 'final': return row(PATHS.flatMap((path, index) => [column(`${MEASURES[index]}_budget`, ...path, '预算数'), column(`${MEASURES[index]}_final`, ...path, '决算数')]), now.flatMap((value, index) => [value + before[index]!, value]));
    case 'extended': {
      const meeting = model.economic.find(({ code }) => code === '30215')?.amount ?? 0n, training = model.economic.find(({ code }) => code === '30216')?.amount ?? 0n;
      const three = PATHS.map((path, index) => (index === 0 ? column('three_public', '“三公”经费', '小计') : column(MEASURES[index]!, '“三公”经费', ...path)));
      return row([column('total', '合计'), ...three, column('meeting', '会议费'), column('training', '培训费')], [now[0]! + meeting + training, ...now, meeting, training]);
    }
    case 'list': {
      const names = ['合计', '1、因公出国（境）费用', '2、公务接待费', '3、公务用车购置及运行费', '其中：（1）公务用车购置费', '（2）公务用车运行费'];
      const values = [now[0]!, now[1]!, now[5]!, now[2]!, now[3]!, now[4]!];
      print.tell('three_public', '', 'total', now[0]!, '合计');
      print.add('three', { head: [[centred('项目'), centred(print.amountWord)]], body: names.map((name, index) => [...(index === 0 ? totalCells(layout, 1) : [left(name)]), print.right(values[index]!)]), widths: [3, 1.5] });
    }
  }
}

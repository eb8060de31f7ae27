/** Tables with revenue left and expenditure right, in the manners of different places. Their lines have no codes, so they bear no truth. */
import type { TitleKey } from './layouts.js';
import { governmentCode, type Fund, type Item, type Source } from './model.js';
import { centred, headOf, left, ordinal, tree, type Heading, type Printing, type SheetCell } from './sheet.js';

interface Line { readonly name: string; readonly values: readonly bigint[]; readonly indent?: number; readonly bold?: boolean }

const CLASSES = ['201', '202', '203', '204', '205', '206', '207', '208', '210', '211', '212', '213', '214', '215', '216', '217', '219', '220', '221', '222', '223', '224', '229', '231', '232'];
const spent = (item: Item): bigint => item.basic + item.project;
export const received = (item: Item): bigint => item.basic + item.project + item.closing - item.opening;
const sum = (items: readonly Item[], value: (item: Item) => bigint): bigint => items.reduce((s, item) => s + value(item), 0n);
const of = (items: readonly Item[], source: Source, fund?: Fund): Item[] => items.filter((item) => item.source === source && (!fund || item.fund === fund));

/** Rows of blocks side by side: each with its headers, its lines and the lines at its foot, which stand level with those of the others. */
interface Block { readonly heads: readonly Heading[]; readonly lines: readonly Line[]; readonly foot: readonly Line[]; readonly lineNumbers?: boolean }

function printBlocks(print: Printing, key: TitleKey, blocks: readonly Block[]): void {
  const { layout } = print;
  const height = Math.max(...blocks.map((block) => block.lines.length)), foot = Math.max(...blocks.map((block) => block.foot.length));
  let number = 0;
  const columns = blocks.map((block) => Array.from({ length: height + foot }, (_, r) => {
    const line = r < height ? block.lines[r] : block.foot[r - height];
    const width = block.heads.length - 1 - (block.lineNumbers ? 1 : 0);
    number += 1;
    const amounts: SheetCell[] = line ? line.values.map((fen) => print.right(fen)) : [];
    while (amounts.length < width) amounts.push({ text: '', align: 'right' });
    const name = line ? (r >= height && layout.look.spacedHead ? centred(line.name) : left(line.name, line.indent ?? 0)) : left('');
    return [name, ...(block.lineNumbers ? [centred(String(number))] : []), ...amounts];
  }));
  const heads = blocks.flatMap((block) => block.heads);
  const serial = layout.ministry ? [blocks.flatMap((block, b) => block.heads.map((_, c) => centred(c === 0 ? '栏次' : block.lineNumbers && c === 1 ? '' : String(b === 0 ? 1 : c + (block.lineNumbers ? 0 : 1)))))] : [];
  print.add(key, { head: [...headOf(heads, layout.look.spacedHead), ...serial], body: Array.from({ length: height + foot }, (_, r) => columns.flatMap((column) => column[r]!)), widths: heads.map(({ width }) => width) });
}

/** Classes of functional codes with their amounts; all of them or those with an amount, numbered in a manner. */
function classLines(print: Printing, items: readonly Item[], valuesOf: (item: Item) => bigint[], number: (n: number) => string, full: boolean): Line[] {
  const rows = new Map(tree(items.map((item) => ({ code: item.code, values: valuesOf(item) })), [3]).map(({ code, values }) => [code, values]));
  const width = valuesOf(print.model.items[0]!).length;
  const codes = full ? [...new Set([...CLASSES, ...rows.keys()])].toSorted() : [...rows.keys()];
  return codes.map((code, index) => ({ name: `${number(index + 1)}${print.model.nameOf(code)}`, values: rows.get(code) ?? Array.from({ length: width }, () => 0n) }));
}

function heads(print: Printing, side: '收入' | '支出', amounts: readonly string[], item = '项目'): Heading[] {
  const { layout } = print;
  return [{ path: [side, item], width: 3 }, ...(layout.ministry ? [{ path: [side, '行次'], width: 0.6 }] : []), ...amounts.map((label) => ({ path: [side, label], width: layout.look.amountWidth }))];
}

/** 收支总表. */
export function summaryTable(print: Printing): void {
  const { model, layout } = print, { items } = model;
  const final = layout.stage === 'final';
  const word = final ? '决算数' : print.amountWord;
  const fiscal = final ? '财政拨款收入' : layout.fundWord;
  const named = ['一般公共预算', '政府性基金预算', '国有资本经营预算'].map((name) => name + fiscal);
  const income = sum(items, received), opening = sum(items, (item) => item.opening), closing = sum(items, (item) => item.closing), all = sum(items, spent);
  const funds = (['general', 'fund', 'soe'] as const).map((fund) => sum(of(items, 'fiscal', fund), received));
  const revenue: Line[] = [...named.map((name, index) => ({ name, values: [funds[index]!] })), { name: '事业收入', values: [sum(of(items, 'business'), received)] }, { name: '其他收入', values: [sum(of(items, 'other'), received)] }]
    .map((line, index) => ({ ...line, name: `${ordinal(index + 1)}、${line.name}` }));
  const foot = layout.carryover || final
    ? [[{ name: '本年收入合计', values: [income] }, { name: final ? '年初结转和结余' : '上年结转结余', values: [opening] }, { name: final ? '总计' : '收入总计', values: [income + opening] }], [{ name: '本年支出合计', values: [all] }, { name: final ? '年末结转和结余' : '结转下年', values: [closing] }, { name: final ? '总计' : '支出总计', values: [all + closing] }]] as const
    : [[{ name: '收入总计', values: [income] }], [{ name: '支出总计', values: [all] }]] as const;
  const leftBlock: Block = { heads: heads(print, '收入', [word]), lines: revenue, foot: foot[0], lineNumbers: layout.ministry };
  const numbered = (n: number): string => `${ordinal(n)}、`;
  if (layout.forms.summary === 'plain' || layout.forms.summary === 'full') {
    printBlocks(print, 'summary', [leftBlock, { heads: heads(print, '支出', [word]), lines: classLines(print, items, (item) => [spent(item)], numbered, layout.forms.summary === 'full'), foot: foot[1], lineNumbers: layout.ministry }]);
  } else if (layout.forms.summary === 'tree') {
    const classes = tree(items.map((item) => ({ code: item.code, values: [spent(item)] })), [3, 5, 7]);
    let n = 0;
    const lines = classes.map(({ code, values }): Line => ({ name: `${code.length === 3 ? `${ordinal(++n)}、` : ''}${model.nameOf(code)}`, values, indent: code.length === 3 ? 0 : code.length === 5 ? 1 : 2 }));
    const fiscalLines: Line[] = [{ name: '一、财政拨款', values: [funds.reduce((a, b) => a + b, 0n)] }, ...named.map((name, index) => ({ name: `${index + 1}.${name}`, values: [funds[index]!], indent: 1 })), { name: '二、事业收入', values: revenue[3]!.values }, { name: '三、其他收入', values: revenue[4]!.values }];
    printBlocks(print, 'summary', [{ ...leftBlock, lines: fiscalLines }, { heads: heads(print, '支出', [word]), lines, foot: foot[1] }]);
  } else if (layout.forms.summary === 'uses') {
    const uses: Line[] = [{ name: '一、基本支出', values: [sum(items, (item) => item.basic)] }, { name: '二、项目支出', values: [sum(items, (item) => item.project)] }, { name: '三、单位预留机动经费', values: [0n] }];
    const bySide = (group: string, item: string): Heading[] => [{ path: ['支出', group, item], width: 2.6 }, { path: ['支出', group, '金额'], width: layout.look.amountWidth }];
    printBlocks(print, 'summary', [{ ...leftBlock, heads: [{ path: ['收入', '项目名称'], width: 3 }, { path: ['收入', '金额'], width: layout.look.amountWidth }] },
      { heads: bySide('功能分类', '功能科目名称'), lines: classLines(print, items, (item) => [spent(item)], numbered, true), foot: foot[1] }, { heads: bySide('支出用途', '项目名称'), lines: uses, foot: foot[1] }]);
  } else {
    fourBlocks(print, leftBlock, foot[1]);
  }
}

/** Revenue, and expenditure by functional class, by department and by government economic class (西安). */
function fourBlocks(print: Printing, leftBlock: Block, foot: readonly Line[]): void {
  const { model } = print;
  const by = (classes: readonly string[], value: (spending: (typeof model.spending)[number]) => bigint): Line[] => classes.map((code, index) => ({ name: `(${index + 1})${model.nameOf(code)}`, values: [model.spending.filter(({ economic }) => economic.startsWith(code)).reduce((s, spending) => s + value(spending), 0n)] }));
  const own = ['301', '302', '303', '310'];
  const department: Line[] = [
    { name: '1、人员经费和公用经费支出', values: [sum(model.items, (item) => item.basic)] }, ...by(own, ({ basic }) => basic),
    { name: '2、专项业务经费支出', values: [sum(model.items, (item) => item.project)] }, ...by(own, ({ project }) => project),
  ];
  const government = ['501', '502', '503', '509'].map((code, index): Line => ({ name: `${index + 1}、${model.nameOf(code)}`, values: [model.spending.filter(({ economic }) => governmentCode(economic).startsWith(code)).reduce((s, { basic, project }) => s + basic + project, 0n)] }));
  printBlocks(print, 'summary', [
    { ...leftBlock, lines: leftBlock.lines.map((line, index) => ({ ...line, name: `${index + 1}、${line.name.slice(2)}` })) },
    { heads: heads(print, '支出', ['预算数'], '支出功能分类科目（按大类）'), lines: classLines(print, model.items, (item) => [spent(item)], (n) => `${n}、`, true), foot },
    { heads: heads(print, '支出', ['预算数'], '部门预算支出经济科目（按大类）'), lines: department, foot },
    { heads: heads(print, '支出', ['预算数'], '政府预算支出经济分类科目（按大类）'), lines: government, foot },
  ]);
}

/** 财政拨款收支总表: expenditure by fund, or in one column. */
export function fiscalTable(print: Printing): void {
  const { model, layout } = print;
  const fiscal = of(model.items, 'fiscal'), final = layout.stage === 'final';
  const byFund = (value: (item: Item) => bigint) => (item: Item): bigint[] => [value(item), ...(['general', 'fund', 'soe'] as const).map((fund) => (item.fund === fund ? value(item) : 0n))];
  const width = layout.forms.fiscal === 'single' ? 1 : 4;
  const valuesOf = (item: Item): bigint[] => byFund(spent)(item).slice(0, width);
  const sums = (value: (item: Item) => bigint): bigint[] => fiscal.map(byFund(value)).reduce((a, b) => a.map((v, i) => v + b[i]!), [0n, 0n, 0n, 0n]).slice(0, width);
  const names = ['一般公共预算', '政府性基金预算', '国有资本经营预算'].map((name) => name + (final ? '财政拨款' : layout.fundWord));
  const income = (['general', 'fund', 'soe'] as const).map((fund) => sum(of(fiscal, 'fiscal', fund), received));
  const labels = width === 1 ? [final ? '决算数' : print.amountWord] : ['合计', ...['一般公共预算', '政府性基金预算', '国有资本经营预算'].map((name) => (final ? `${name}财政拨款` : name))];
  const right = heads(print, '支出', labels), leftHeads = heads(print, '收入', [final ? '决算数' : print.amountWord]);
  const opening = sum(fiscal, (item) => item.opening), all = sums(spent), closing = sums((item) => item.closing);
  const whole = all.map((value, index) => value + closing[index]!);
  const carried = layout.carryover || final;
  if (layout.forms.fiscal === 'numbered') {
    const openings = (['general', 'fund', 'soe'] as const).map((fund) => sum(of(fiscal, 'fiscal', fund), (item) => item.opening));
    const lines = [{ name: '一、本年收入', values: [income.reduce((a, b) => a + b, 0n)] }, ...names.map((name, index) => ({ name: `（${ordinal(index + 1)}）${name}`, values: [income[index]!], indent: 1 })), { name: '二、上年结转', values: [opening] }, ...names.map((name, index) => ({ name: `（${ordinal(index + 1)}）${name}`, values: [openings[index]!], indent: 1 }))];
    const spending = [{ name: '一、本年支出', values: all }, ...classLines(print, fiscal, valuesOf, (n) => `（${ordinal(n)}）`, false).map((line) => ({ ...line, indent: 1 })), { name: '二、结转下年', values: closing }];
    printBlocks(print, 'fiscal', [{ heads: leftHeads, lines, foot: [{ name: '收入总计', values: [whole[0]!] }], lineNumbers: layout.ministry }, { heads: right, lines: spending, foot: [{ name: '支出总计', values: whole }], lineNumbers: layout.ministry }]);
    return;
  }
  const revenue = names.map((name, index) => ({ name: `${ordinal(index + 1)}、${name}`, values: [income[index]!] }));
  const leftFoot = [...(carried ? [{ name: '本年收入合计', values: [income.reduce((a, b) => a + b, 0n)] }, { name: final ? '年初财政拨款结转和结余' : '上年结转', values: [opening] }] : []), { name: final ? '总计' : '收入总计', values: [whole[0]!] }];
  const rightFoot = [...(carried ? [{ name: '本年支出合计', values: all }, { name: final ? '年末财政拨款结转和结余' : '结转下年', values: closing }] : []), { name: final ? '总计' : '支出总计', values: whole }];
  printBlocks(print, 'fiscal', [{ heads: leftHeads, lines: revenue, foot: leftFoot, lineNumbers: layout.ministry }, { heads: right, lines: classLines(print, fiscal, valuesOf, (n) => `${ordinal(n)}、`, layout.forms.summary === 'full'), foot: rightFoot, lineNumbers: layout.ministry }]);
}

/** 收入总表 by organisation: funds of the year and those carried over, one line a unit (杭州, 苏州, 西安). */
export function revenueByOrganisation(print: Printing, withCodes: boolean): void {
  const { model, layout } = print;
  const names = ['一般公共预算', '政府性基金预算', '国有资本经营预算', '财政专户管理资金', '事业收入', '事业单位经营收入', '上级补助收入', '附属单位上缴收入', '其他收入'];
  const measures = ['total', 'income', 'general_public', 'government_fund', 'state_capital', 'special_account', 'business_income', 'operating_income', 'superior_subsidy', 'subordinate_remittance', 'other_income', 'opening_carryover', 'general_public_carryover', 'government_fund_carryover', 'state_capital_carryover', 'special_account_carryover', 'unit_funds_carryover'];
  const paths = [['总计'], ...['小计', ...names].map((name) => ['本年收入', name]), ...['小计', ...names.slice(0, 4), '单位资金'].map((name) => ['上年结转结余', name])];
  const valuesOf = (items: readonly Item[]): bigint[] => {
    const year = [sum(of(items, 'fiscal', 'general'), received), sum(of(items, 'fiscal', 'fund'), received), 0n, 0n, sum(of(items, 'business'), received), 0n, 0n, 0n, sum(of(items, 'other'), received)];
    const before = [sum(of(items, 'fiscal', 'general'), (i) => i.opening), sum(of(items, 'fiscal', 'fund'), (i) => i.opening), 0n, 0n, sum([...of(items, 'business'), ...of(items, 'other')], (i) => i.opening)];
    const a = year.reduce((x, y) => x + y, 0n), b = before.reduce((x, y) => x + y, 0n);
    return [a + b, a, ...year, b, ...before];
  };
  const department = model.units[0]!.code.slice(0, 3);
  const rows: { code: string; name: string; items: readonly Item[] }[] = [{ code: department, name: model.organisation, items: model.items }, ...model.units.map((unit, index) => ({ ...unit, items: model.items.filter((item) => item.unit === index) }))];
  const body = rows.map(({ code, name, items }) => {
    const values = valuesOf(items);
    if (withCodes) values.forEach((value, index) => print.tell('revenue_summary', code, measures[index]!, value, name));
    return [...(withCodes ? [left(code)] : []), left(name), ...values.map((fen) => print.right(fen))];
  });
  const totals = valuesOf(model.items);
  totals.forEach((value, index) => print.tell('revenue_summary', '', measures[index]!, value, '合计'));
  const totalRow = [...(withCodes && layout.totalCell !== 'merged' ? [left(''), centred(layout.total)] : [centred(layout.total, 1, withCodes ? 2 : 1)]), ...totals.map((fen) => print.right(fen))];
  const heads: Heading[] = [...(withCodes ? [{ path: ['部门代码'], width: 1 }] : []), { path: [withCodes ? '部门名称' : '单位名称'], width: 2 }, ...paths.map((path) => ({ path, width: 1.3 }))];
  const serial = layout.stars ? [[centred('**'), ...(withCodes ? [centred('**')] : []), ...totals.map((_, index) => centred(String(index + 1)))]] : [];
  print.add('revenue', { head: [...headOf(heads, false), ...serial], body: [totalRow, ...body], widths: heads.map(({ width }) => width) });
}

/**
 * Layouts of different places: how the same model is cut into tables, labelled, coded and ruled.
 * A sheet is a title, the lines around the table and its cells; a renderer prints it.
 */
import type { Fund, Item, Model } from './model.js';

export interface SheetCell { readonly text: string; readonly rows?: number; readonly columns?: number; readonly align?: 'left' | 'right' | 'center'; readonly indent?: number }
export interface Sheet {
  readonly title: string;
  /** Lines above the table: left and right. */
  readonly above: readonly [string, string];
  readonly head: readonly (readonly SheetCell[])[];
  readonly body: readonly (readonly SheetCell[])[];
  readonly note?: string;
  /** Relative column widths. */
  readonly widths: readonly number[];
}
export type TruthCell = readonly [kind: string, code: string, measure: string, yuan: string, name: string];
export interface Printed { readonly sheets: readonly Sheet[]; readonly prose: readonly string[]; readonly truth: readonly TruthCell[] }

export type Rules = 'grid' | 'open' | 'three-line' | 'none' | 'horizontal';
export type CodeStyle = 'three-columns' | 'staggered' | 'one-column' | 'with-name' | 'indented';
export interface Layout {
  readonly id: string;
  readonly stage: 'budget' | 'final';
  readonly rules: Rules;
  readonly codes: CodeStyle;
  readonly unit: '元' | '万元';
  readonly decimals: number;
  readonly totalFirst: boolean;
  readonly landscape: boolean;
  /** Titles in the words of a place. */
  readonly titles: Readonly<Record<'summary' | 'revenue' | 'expenditure' | 'fiscal' | 'general' | 'economic' | 'three' | 'fund' | 'soe', string>>;
  /** 合计 and its blanks as the place prints it. */
  readonly total: string;
  /** Ministry's form: 行次 column and 栏次 row. */
  readonly ministry: boolean;
  /** Merged headers of three levels in the revenue table. */
  readonly mergedHeader: boolean;
  readonly separators: boolean;
  readonly printer: 'chromium' | 'libreoffice';
}

const shanghai = { summary: '年部门财务收支预算总表', revenue: '年部门收入预算总表', expenditure: '年部门支出预算总表', fiscal: '年部门财政拨款收支预算总表', general: '年部门一般公共预算支出功能分类预算表', economic: '年部门一般公共预算基本支出部门预算经济分类预算表', three: '年部门“三公”经费预算表', fund: '年部门政府性基金预算支出功能分类预算表', soe: '年部门国有资本经营预算支出功能分类预算表' };
const short = { summary: '部门收支总表', revenue: '部门收入总表', expenditure: '部门支出总表', fiscal: '财政拨款收支总表', general: '一般公共预算支出表', economic: '一般公共预算基本支出表', three: '一般公共预算“三公”经费支出表', fund: '政府性基金预算支出表', soe: '国有资本经营预算支出表' };
const situation = { summary: '收支总体情况表', revenue: '收入总体情况表', expenditure: '支出总体情况表', fiscal: '财政拨款收支总体情况表', general: '一般公共预算支出情况表', economic: '一般公共预算基本支出情况表', three: '一般公共预算“三公”经费支出情况表', fund: '政府性基金预算支出情况表', soe: '国有资本经营预算支出情况表' };
const ministry = { summary: '收入支出决算总表', revenue: '收入决算表', expenditure: '支出决算表', fiscal: '财政拨款收入支出决算总表', general: '一般公共预算财政拨款支出决算表', economic: '一般公共预算财政拨款基本支出决算明细表', three: '财政拨款“三公”经费支出决算表', fund: '政府性基金预算财政拨款收入支出决算表', soe: '国有资本经营预算财政拨款支出决算表' };

const plain = { stage: 'budget', rules: 'grid', codes: 'three-columns', unit: '元', decimals: 0, totalFirst: false, landscape: false, total: '合计', ministry: false, mergedHeader: false, separators: true, printer: 'chromium' } as const;
/** Ten layouts, after the tables of different places. */
export const LAYOUTS: readonly Layout[] = [
  { ...plain, id: 'full-grid', titles: shanghai },
  { ...plain, id: 'open-rules', rules: 'open', codes: 'staggered', unit: '万元', decimals: 2, totalFirst: true, total: '合　　计', titles: situation },
  { ...plain, id: 'three-line', rules: 'three-line', codes: 'one-column', unit: '万元', decimals: 2, titles: short },
  { ...plain, id: 'no-rules', rules: 'none', codes: 'one-column', unit: '元', decimals: 2, totalFirst: true, titles: short },
  { ...plain, id: 'indented', codes: 'indented', unit: '万元', decimals: 2, totalFirst: true, total: '合  计', titles: situation },
  { ...plain, id: 'merged-headers', codes: 'one-column', unit: '万元', decimals: 2, mergedHeader: true, titles: short },
  { ...plain, id: 'landscape', codes: 'with-name', landscape: true, mergedHeader: true, unit: '元', decimals: 2, titles: situation },
  { ...plain, id: 'six-decimals', codes: 'one-column', unit: '万元', decimals: 6, separators: false, totalFirst: true, printer: 'libreoffice', titles: situation },
  { ...plain, id: 'ministry-final', stage: 'final', unit: '万元', decimals: 2, ministry: true, totalFirst: true, titles: ministry },
  { ...plain, id: 'horizontal-rules', rules: 'horizontal', codes: 'one-column', unit: '万元', decimals: 2, printer: 'chromium', titles: situation },
  { ...plain, id: 'sheet-grid', codes: 'three-columns', unit: '万元', decimals: 2, printer: 'libreoffice', titles: short },
];

/** The smallest amount in fen that a layout prints exactly. */
export const grainOf = (layout: Layout): bigint => (layout.unit === '元' ? 100n : 1_000_000n) / 10n ** BigInt(layout.decimals);

const yuan = (fen: bigint): string => {
  const text = `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
  return text.replace(/\.?0+$/, '');
};
const CJK_DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const ordinal = (n: number): string => (n <= 10 ? CJK_DIGITS[n]! : n < 20 ? `十${CJK_DIGITS[n - 10]!}` : `二十${CJK_DIGITS[n - 20]!}`);

export function printModel(model: Model, layout: Layout): Printed {
  const truth: TruthCell[] = [];
  const sheets: Sheet[] = [];
  const grain = grainOf(layout);
  const show = (fen: bigint): string => {
    if (fen === 0n) return '';
    const digits = String(fen / grain).padStart(layout.decimals + 1, '0');
    const cut = digits.length - layout.decimals;
    const whole = layout.separators ? digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ',') : digits.slice(0, cut);
    return layout.decimals ? `${whole}.${digits.slice(cut)}` : whole;
  };
  const word = layout.stage === 'budget' ? '预算数' : '决算数';
  const title = (key: keyof Layout['titles']): string => (layout.titles === shanghai || layout.titles[key].startsWith('年') ? `${model.year}${layout.titles[key]}` : layout.titles[key]);
  const above: [string, string] = [`${layout.stage === 'budget' ? '编制部门' : '部门'}：${model.organisation}`, `${layout.ministry ? '金额单位' : '单位'}：${layout.unit}`];
  const cell = (text: string, rows = 1, columns = 1): SheetCell => ({ text, rows, columns, align: 'center' });
  const left = (text: string, indent = 0): SheetCell => ({ text, align: 'left', indent });
  const right = (fen: bigint): SheetCell => ({ text: show(fen), align: 'right' });

  /** Sums by code for every level, from items. */
  const tree = (codes: readonly { code: string; values: readonly bigint[] }[], levels: readonly number[]): { code: string; values: bigint[] }[] => {
    const sums = new Map<string, bigint[]>();
    for (const { code, values } of codes) {
      for (const length of levels) {
        const key = code.slice(0, length);
        sums.set(key, values.map((value, index) => value + (sums.get(key)?.[index] ?? 0n)));
      }
    }
    return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([code, values]) => ({ code, values }));
  };

  const codeCells = (code: string, economic: boolean): SheetCell[] => {
    const cut = [code.slice(0, 3), code.slice(3, 5), code.slice(5, 7)].slice(0, economic ? 2 : 3);
    const name = model.nameOf(code), level = code.length === 3 ? 0 : code.length === 5 ? 1 : 2;
    switch (layout.codes) {
      case 'three-columns': return [...cut.map((part) => cell(part)), left(name)];
      case 'staggered': return [...cut.map((part, index) => cell(index === level ? part : '')), left(name)];
      case 'one-column': return [left(code), left(name)];
      case 'with-name': return [left(`[${code}]${name}`)];
      case 'indented': return [left(code, level), left(name, level)];
    }
  };
  const codeHead = (economic: boolean, rows: number): { top: SheetCell[]; under: SheetCell[]; widths: number[]; columns: number } => {
    if (layout.codes === 'with-name') return { top: [cell(economic ? '部门预算支出经济分类科目' : '功能分类科目', rows)], under: [], widths: [4], columns: 1 };
    const parts = economic ? ['类', '款'] : ['类', '款', '项'];
    const codeName = economic ? '经济分类科目编码' : layout.ministry ? '支出功能分类科目编码' : '功能分类科目编码';
    if (layout.codes === 'one-column' || layout.codes === 'indented') return { top: [cell('科目编码', rows), cell('科目名称', rows)], under: [], widths: [1.4, 3.6], columns: 2 };
    return { top: [cell(codeName, rows - 1, parts.length), cell('科目名称', rows)], under: parts.map((part) => cell(part)), widths: [...parts.map(() => 0.6), 3.4], columns: parts.length + 1 };
  };

  const codeTable = (
    key: keyof Layout['titles'], kind: string, columns: readonly { label: string; measure: string; group?: string }[],
    codes: readonly { code: string; values: readonly bigint[] }[], economic = false, note?: string,
  ): void => {
    const levels = economic ? [3, 5] : [3, 5, 7];
    const grouped = columns.some((column) => column.group);
    const depth = (layout.codes === 'three-columns' || layout.codes === 'staggered' ? 2 : 1) + (grouped && layout.codes !== 'three-columns' && layout.codes !== 'staggered' ? 1 : 0);
    const codeSide = codeHead(economic, depth);
    const top: SheetCell[] = [...codeSide.top], second: SheetCell[] = [];
    for (let i = 0; i < columns.length; i++) {
      const { label, group } = columns[i]!;
      if (!group) { top.push(cell(label, depth)); continue; }
      let span = 1;
      while (columns[i + span]?.group === group) span++;
      top.push(cell(group, 1, span));
      for (let j = 0; j < span; j++) second.push(cell(columns[i + j]!.label));
      i += span - 1;
    }
    const head = [top, ...(depth > 1 ? [[...codeSide.under, ...second]] : [])];
    if (layout.ministry) head.push([cell('栏次', 1, codeSide.columns), ...columns.map((_, index) => cell(String(index + 1)))]);
    const totals = columns.map((_, index) => codes.reduce((sum, code) => sum + code.values[index]!, 0n));
    const totalRow: SheetCell[] = [cell(layout.total, 1, codeSide.columns), ...totals.map(right)];
    const rows = tree(codes, levels).map(({ code, values }) => {
      values.forEach((value, index) => value && truth.push([kind, code, columns[index]!.measure, yuan(value), model.nameOf(code)]));
      return [...codeCells(code, economic), ...values.map(right)];
    });
    totals.forEach((value, index) => value && truth.push([kind, '', columns[index]!.measure, yuan(value), '合计']));
    sheets.push({ title: title(key), above, head, body: layout.totalFirst ? [totalRow, ...rows] : [...rows, totalRow], widths: [...codeSide.widths, ...columns.map(() => 1.8)], ...(note ? { note } : {}) });
  };

  const sum = (items: readonly Item[]): bigint => items.reduce((total, item) => total + item.basic + item.project, 0n);
  const from = (source: Item['source'], fund?: Fund): Item[] => model.items.filter((item) => item.source === source && (!fund || item.fund === fund));
  const classes = (items: readonly Item[]): { name: string; amount: bigint }[] =>
    tree(items.map((item) => ({ code: item.code, values: [item.basic + item.project] })), [3]).map(({ code, values }) => ({ name: model.nameOf(code), amount: values[0]! }));

  // 收支总表: revenue left, expenditure right.
  const revenue: [string, bigint][] = [
    ['一、一般公共预算财政拨款收入', sum(from('fiscal', 'general'))], ['二、政府性基金预算财政拨款收入', sum(from('fiscal', 'fund'))], ['三、国有资本经营预算财政拨款收入', sum(from('fiscal', 'soe'))],
    ['四、事业收入', sum(from('business'))], ['五、其他收入', sum(from('other'))],
  ];
  const all = sum(model.items);
  const twoSided = (key: 'summary' | 'fiscal', leftRows: [string, bigint][], rightRows: { name: string; amounts: bigint[] }[], rightLabels: string[], totals: bigint[]): void => {
    const count = Math.max(leftRows.length, rightRows.length);
    const line = layout.ministry;
    const head: SheetCell[][] = [
      [cell('收　　入', 1, line ? 3 : 2), cell('支　　出', 1, (line ? 2 : 1) + rightLabels.length)],
      [cell('项目'), ...(line ? [cell('行次')] : []), cell(word), cell('项目'), ...(line ? [cell('行次')] : []), ...rightLabels.map((label) => cell(label))],
    ];
    if (line) head.push([cell('栏次'), cell(''), cell('1'), cell('栏次'), cell(''), ...rightLabels.map((_, index) => cell(String(index + 2)))]);
    const body: SheetCell[][] = [];
    const push = (l: string, lv: bigint, r: string, rv: readonly bigint[]): void => {
      const n = body.length + 1;
      body.push([left(l), ...(line ? [cell(String(n))] : []), right(lv), left(r), ...(line ? [cell(String(n + count + 1))] : []), ...rv.map(right)]);
    };
    for (let i = 0; i < count; i++) push(leftRows[i]?.[0] ?? '', leftRows[i]?.[1] ?? 0n, rightRows[i] ? `${ordinal(i + 1)}、${rightRows[i]!.name}` : '', rightRows[i]?.amounts ?? rightLabels.map(() => 0n));
    push(line ? '总计' : '收入总计', totals[0]!, line ? '总计' : '支出总计', totals);
    sheets.push({ title: title(key), above, head, body, widths: [3, ...(line ? [0.6] : []), 1.8, 3, ...(line ? [0.6] : []), ...rightLabels.map(() => 1.8)] });
  };
  twoSided('summary', revenue, classes(model.items).map(({ name, amount }) => ({ name, amounts: [amount] })), [word], [all]);

  // 收入总表, 支出总表.
  const fiscalColumns = layout.mergedHeader
    ? [{ label: '小计', measure: 'fiscal_appropriation', group: '财政拨款收入' }, { label: '一般公共预算', measure: 'general_public', group: '财政拨款收入' }, { label: '政府性基金预算', measure: 'government_fund', group: '财政拨款收入' }]
    : [{ label: '财政拨款收入', measure: 'fiscal_appropriation' }];
  codeTable('revenue', 'revenue_summary',
    [{ label: layout.stage === 'final' ? '本年收入合计' : '合计', measure: 'total' }, ...fiscalColumns, { label: '事业收入', measure: 'business_income' }, { label: '其他收入', measure: 'other_income' }],
    model.items.map((item) => {
      const value = item.basic + item.project, fiscal = item.source === 'fiscal' ? value : 0n;
      const funds = layout.mergedHeader ? [item.fund === 'general' ? fiscal : 0n, item.fund === 'fund' ? fiscal : 0n] : [];
      return { code: item.code, values: [value, fiscal, ...funds, item.source === 'business' ? value : 0n, item.source === 'other' ? value : 0n] };
    }));
  const split = [{ label: layout.stage === 'final' ? '本年支出合计' : '合计', measure: 'total' }, { label: '基本支出', measure: 'basic' }, { label: '项目支出', measure: 'project' }];
  const splitOf = (items: readonly Item[]): { code: string; values: bigint[] }[] => items.map((item) => ({ code: item.code, values: [item.basic + item.project, item.basic, item.project] }));
  codeTable('expenditure', 'expenditure_summary', split, splitOf(model.items));

  const fiscalItems = from('fiscal');
  const byClass = tree(fiscalItems.map((item) => ({ code: item.code, values: [item.basic + item.project, item.fund === 'general' ? item.basic + item.project : 0n, item.fund === 'fund' ? item.basic + item.project : 0n] })), [3]);
  twoSided('fiscal', revenue.slice(0, 3).map(([name, value], index) => [`${ordinal(index + 1)}、${name.slice(2).replace('收入', '')}`, value]),
    byClass.map(({ code, values }) => ({ name: model.nameOf(code), amounts: values })), ['合计', '一般公共预算', '政府性基金预算'],
    [0, 1, 2].map((index) => byClass.reduce((total, row) => total + row.values[index]!, 0n)));
  codeTable('general', 'general_public_expenditure', split.map((column, index) => (index ? column : { ...column, label: '合计' })), splitOf(from('fiscal', 'general')));
  codeTable('economic', 'basic_expenditure_economic', [{ label: '合计', measure: 'total' }, { label: '人员经费', measure: 'personnel' }, { label: '公用经费', measure: 'public_operating' }],
    model.economic.map(({ code, amount, personnel }) => ({ code, values: [amount, personnel ? amount : 0n, personnel ? 0n : amount] })), true);
  const { overseas, reception, purchase, operation } = model.threePublic;
  const three = [overseas + reception + purchase + operation, overseas, purchase + operation, purchase, operation, reception];
  sheets.push({
    title: title('three'), above, widths: [1, 1.2, 1, 1, 1, 1.2],
    head: [[cell('合计', 2), cell('因公出国（境）费', 2), cell('公务用车购置及运行费', 1, 3), cell('公务接待费', 2)], [cell('小计'), cell('公务用车购置费'), cell('公务用车运行费')]],
    body: [three.map(right)],
  });
  ['total', 'overseas', 'vehicle_subtotal', 'vehicle_purchase', 'vehicle_operation', 'reception'].forEach((measure, index) => three[index] && truth.push(['three_public', '', measure, yuan(three[index]!), '']));
  const fundItems = from('fiscal', 'fund');
  codeTable('fund', 'government_fund_expenditure', split.map((column, index) => (index ? column : { ...column, label: '合计' })), splitOf(fundItems), false,
    fundItems.length ? undefined : `注：本部门${model.year}年无政府性基金预算安排，故本表无数据。`);
  codeTable('soe', 'state_capital_expenditure', split.map((column, index) => (index ? column : { ...column, label: '合计' })), [], false, `注：本部门${model.year}年无国有资本经营预算安排，故本表无数据。`);

  const prose = [
    `${model.year}年度${layout.stage === 'budget' ? '部门预算' : '部门决算'}`, `${model.organisation}`,
    '一、部门主要职能', `${model.organisation}贯彻落实党中央关于本领域工作的方针政策和决策部署，负责本行政区域内的相关管理工作。`,
    `二、${model.year}年部门${layout.stage === 'budget' ? '预算' : '决算'}编制说明`,
    `${model.year}年，${model.organisation}支出${layout.stage === 'budget' ? '预算' : '决算'}${show(all)}${layout.unit}。`,
  ];
  return { sheets, prose, truth };
}

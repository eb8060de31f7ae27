/** Layouts of different places: how the same model is cut into tables, titled, coded, ruled and printed. */
import { printTables } from './tables.js';
import { Printing, type Printed } from './sheet.js';
import type { Model } from './model.js';

export type { Printed, Sheet, SheetCell, TruthCell } from './sheet.js';

export type Rules = 'grid' | 'open' | 'three-line' | 'none' | 'horizontal' | 'double' | 'dashed';
/** 类 款 项 in three columns, full or only the level's own; one column, under a header of its own or not; [code]name; code-name; indented. */
export type CodeStyle = 'three-columns' | 'staggered' | 'one-column' | 'grouped' | 'with-name' | 'dash-name' | 'indented';
export type TitleKey = 'summary' | 'revenue' | 'expenditure' | 'fiscal' | 'general' | 'economic' | 'three' | 'fund' | 'soe';

/** Which tables a place prints in which cut. */
export interface Forms {
  readonly summary: 'plain' | 'full' | 'tree' | 'uses' | 'four-blocks';
  readonly revenue: 'codes' | 'merged' | 'organisation' | 'organisation-coded';
  readonly expenditure: 'split' | 'seven' | 'staff' | 'units' | 'threefold';
  readonly fiscal: 'funds' | 'single' | 'numbered';
  readonly general: 'split' | 'staff' | 'years' | 'changes' | 'units';
  readonly economic: 'split' | 'amount' | 'parts' | 'whole' | 'with-name' | 'two-sides' | 'three-sides';
  readonly three: 'row' | 'years' | 'changes' | 'list' | 'final' | 'extended';
}

/** How pages look; nothing here changes a cell. */
export interface Look {
  readonly paper: 'A4' | 'A3';
  /** Points. */
  readonly font: number;
  readonly headFill: boolean;
  readonly runningTitle: boolean;
  readonly pageNumbers: '' | 'plain' | 'dashes' | 'of';
  readonly repeatHead: boolean;
  /** Header words of two characters set apart by a wide blank. */
  readonly spacedHead: boolean;
  /** Tables follow each other on a page. */
  readonly flow: boolean;
  /** Width of amount columns; names have 3 to 4. */
  readonly amountWidth: number;
  /** 公开01表 above the title. */
  readonly tableNumber: '' | 'left' | 'right';
}

export interface Layout {
  readonly id: string;
  readonly stage: 'budget' | 'final';
  readonly rules: Rules;
  readonly codes: CodeStyle;
  readonly unit: '元' | '万元';
  readonly decimals: number;
  readonly separators: boolean;
  /** What stands for nothing. */
  readonly zero: '' | '0.00' | '0' | '-';
  readonly totalFirst: boolean;
  /** 合计 and its blanks as the place prints it, and where: over the code columns, beside a blank code, or in the code column. */
  readonly total: string;
  readonly totalCell: 'merged' | 'name' | 'code';
  readonly itemsOnly: boolean;
  readonly emptyRows: boolean;
  readonly landscape: boolean;
  readonly titles: Readonly<Record<TitleKey, string>>;
  /** Caption of a table: {title}, {year}, {n} and {nn} stand for its own. */
  readonly caption: string;
  readonly owner: string;
  readonly amountWord: string;
  readonly fundWord: string;
  readonly carryover: boolean;
  /** Ministry's form: 行次 column and 栏次 row. */
  readonly ministry: boolean;
  /** A row of ** and column numbers under the header. */
  readonly stars: boolean;
  readonly forms: Forms;
  readonly look: Look;
  readonly printer: 'chromium' | 'libreoffice';
}

const shanghai = { summary: '部门财务收支预算总表', revenue: '部门收入预算总表', expenditure: '部门支出预算总表', fiscal: '部门财政拨款收支预算总表', general: '部门一般公共预算支出功能分类预算表', economic: '部门一般公共预算基本支出部门预算经济分类预算表', three: '部门“三公”经费预算表', fund: '部门政府性基金预算支出功能分类预算表', soe: '部门国有资本经营预算支出功能分类预算表' };
const short = { summary: '部门收支总表', revenue: '部门收入总表', expenditure: '部门支出总表', fiscal: '财政拨款收支总表', general: '一般公共预算支出表', economic: '一般公共预算基本支出表', three: '一般公共预算“三公”经费支出表', fund: '政府性基金预算支出表', soe: '国有资本经营预算支出表' };
const situation = { summary: '收支总体情况表', revenue: '收入总体情况表', expenditure: '支出总体情况表', fiscal: '财政拨款收支总体情况表', general: '一般公共预算支出情况表', economic: '一般公共预算基本支出情况表', three: '一般公共预算“三公”经费支出情况表', fund: '政府性基金预算支出情况表', soe: '国有资本经营预算支出情况表' };
const ministry = { summary: '收入支出决算总表', revenue: '收入决算表', expenditure: '支出决算表', fiscal: '财政拨款收入支出决算总表', general: '一般公共预算财政拨款支出决算表', economic: '一般公共预算财政拨款基本支出决算明细表', three: '财政拨款“三公”经费支出决算表', fund: '政府性基金预算财政拨款收入支出决算表', soe: '国有资本经营预算财政拨款支出决算表' };
const municipal = { summary: '市级部门收支预算总表', revenue: '市级部门收入预算总表', expenditure: '市级部门支出预算总表', fiscal: '市级部门财政拨款收支预算总表', general: '市级部门一般公共预算支出预算表', economic: '市级部门一般公共预算基本支出预算表', three: '市级部门一般公共预算“三公”经费预算表', fund: '市级部门政府性基金预算支出预算表', soe: '市级部门国有资本经营预算支出预算表' };
const overall = { summary: '部门综合预算收支总表', revenue: '部门综合预算收入总表', expenditure: '部门综合预算支出总表', fiscal: '部门综合预算财政拨款收支总表', general: '部门综合预算一般公共预算支出明细表（按支出功能分类科目）', economic: '部门综合预算一般公共预算基本支出明细表（按支出经济分类科目）', three: '部门综合预算财政拨款“三公”经费及会议费、培训费支出预算表', fund: '部门综合预算政府性基金预算支出表', soe: '部门综合预算国有资本经营预算支出表' };
const subjects = { summary: '收支预算总表', revenue: '收入预算总表', expenditure: '支出预算总表', fiscal: '财政拨款收支预算总表', general: '一般公共预算支出预算表（功能科目）', economic: '一般公共预算基本支出预算表（经济科目）', three: '“三公”经费、会议费、培训费支出预算表', fund: '政府性基金支出预算表', soe: '国有资本经营预算支出预算表' };
const drawn = { summary: '收支预算总表', revenue: '收入预算总表', expenditure: '支出预算总表', fiscal: '财政拨款收支预算总表', general: '一般公共预算拨款支出预算表', economic: '一般公共预算基本支出经济分类情况表', three: '一般公共预算“三公”经费支出预算表', fund: '政府性基金预算拨款支出预算表', soe: '国有资本经营预算拨款支出预算表' };

const look: Look = { paper: 'A4', font: 10, headFill: false, runningTitle: false, pageNumbers: '', repeatHead: true, spacedHead: false, flow: false, amountWidth: 1.8, tableNumber: '' };
const forms: Forms = { summary: 'plain', revenue: 'codes', expenditure: 'split', fiscal: 'funds', general: 'split', economic: 'split', three: 'row' };
const plain: Omit<Layout, 'id' | 'titles'> = {
  stage: 'budget', rules: 'grid', codes: 'three-columns', unit: '万元', decimals: 2, separators: true, zero: '', totalFirst: false, total: '合计', totalCell: 'merged', itemsOnly: false, emptyRows: false,
  landscape: false, caption: '{title}', owner: '编制部门：', amountWord: '预算数', fundWord: '拨款收入', carryover: false, ministry: false, stars: false, forms, look, printer: 'chromium',
};

/** After the tables of different places. */
export const LAYOUTS: readonly Layout[] = [
  { ...plain, id: 'full-grid', unit: '元', decimals: 0, titles: shanghai, caption: '{year}年{title}' },
  { ...plain, id: 'open-rules', rules: 'open', codes: 'staggered', totalFirst: true, total: '合　　计', titles: situation, look: { ...look, pageNumbers: 'dashes' } },
  { ...plain, id: 'three-line', rules: 'three-line', codes: 'one-column', titles: short, look: { ...look, repeatHead: false } },
  { ...plain, id: 'no-rules', rules: 'none', codes: 'one-column', unit: '元', totalFirst: true, titles: short, look: { ...look, font: 8, pageNumbers: 'plain' } },
  { ...plain, id: 'indented', codes: 'indented', totalFirst: true, total: '合  计', totalCell: 'name', titles: situation, forms: { ...forms, general: 'staff' } },
  { ...plain, id: 'merged-headers', codes: 'grouped', carryover: true, titles: short, forms: { ...forms, revenue: 'merged', summary: 'full', expenditure: 'staff' } },
  { ...plain, id: 'landscape', codes: 'with-name', landscape: true, unit: '元', titles: situation, caption: '表{n} {title}', forms: { ...forms, revenue: 'merged', expenditure: 'seven', economic: 'amount' }, look: { ...look, runningTitle: true, pageNumbers: 'of' } },
  { ...plain, id: 'six-decimals', codes: 'one-column', decimals: 6, separators: false, totalFirst: true, titles: situation, printer: 'libreoffice' },
  { ...plain, id: 'ministry-final', stage: 'final', ministry: true, totalFirst: true, owner: '部门：', carryover: true, titles: ministry, forms: { ...forms, summary: 'full', revenue: 'codes', expenditure: 'seven', economic: 'three-sides', three: 'final' }, look: { ...look, font: 9, tableNumber: 'right' } },
  { ...plain, id: 'horizontal-rules', rules: 'horizontal', codes: 'one-column', titles: situation, look: { ...look, headFill: true } },
  { ...plain, id: 'sheet-grid', titles: short, printer: 'libreoffice', look: { ...look, pageNumbers: 'of' } },
  { ...plain, id: 'by-organisation', codes: 'one-column', landscape: true, stars: true, carryover: true, totalFirst: true, totalCell: 'name', owner: '部门名称：', fundWord: '', titles: municipal, caption: '表{n}：{year}年{title}', forms: { ...forms, summary: 'tree', revenue: 'organisation', expenditure: 'staff', fiscal: 'single', general: 'staff' }, look: { ...look, font: 7 } },
  { ...plain, id: 'units-above-codes', codes: 'one-column', zero: '0.00', owner: '部门名称：', amountWord: '{year}年预算数', fundWord: '拨款', carryover: true, titles: { ...short, summary: '收支总表', revenue: '收入总表', expenditure: '支出总表' }, landscape: true, forms: { ...forms, summary: 'tree', revenue: 'organisation', expenditure: 'units', general: 'units', three: 'changes' }, look: { ...look, font: 8, pageNumbers: 'plain' } },
  { ...plain, id: 'four-blocks', codes: 'one-column', unit: '元', separators: false, zero: '0', totalFirst: true, totalCell: 'name', landscape: true, titles: overall, caption: '{year}年{title}', fundWord: '拨款', forms: { ...forms, summary: 'four-blocks', revenue: 'organisation-coded', fiscal: 'single', general: 'staff', economic: 'whole', three: 'extended' }, look: { ...look, paper: 'A3', font: 9 }, printer: 'libreoffice' },
  { ...plain, id: 'paired-codes', codes: 'staggered', totalFirst: true, totalCell: 'name', owner: '部门（单位）：', fundWord: '收入', titles: situation, forms: { ...forms, summary: 'full', revenue: 'merged', general: 'staff', economic: 'parts', three: 'years' }, look: { ...look, font: 8, tableNumber: 'left', amountWidth: 1.4 } },
  { ...plain, id: 'two-years', codes: 'grouped', totalFirst: true, carryover: true, owner: '单位名称：', fundWord: '资金', titles: { ...situation, summary: '部门收支总体情况表', revenue: '部门收入总体情况表', expenditure: '部门支出总体情况表' }, caption: '{year}年{title}', forms: { ...forms, fiscal: 'numbered', general: 'years', three: 'years' }, look: { ...look, headFill: true, repeatHead: false, amountWidth: 1.5, font: 9 } },
  { ...plain, id: 'changes', codes: 'three-columns', rules: 'dashed', totalFirst: true, totalCell: 'name', zero: '-', stars: true, titles: short, caption: '{year}年度{title}', forms: { ...forms, general: 'changes', three: 'changes' }, look: { ...look, headFill: true, pageNumbers: 'dashes', runningTitle: true } },
  { ...plain, id: 'uses', codes: 'one-column', rules: 'double', totalFirst: true, totalCell: 'name', owner: '部门：', amountWord: '金额', titles: subjects, emptyRows: true, forms: { ...forms, summary: 'uses', fiscal: 'single', expenditure: 'seven', economic: 'amount', three: 'extended' }, look: { ...look, tableNumber: 'right', spacedHead: true } },
  { ...plain, id: 'flowing', codes: 'one-column', itemsOnly: true, separators: false, zero: '0.00', totalFirst: true, titles: drawn, caption: '{year}年度{title}', forms: { ...forms, revenue: 'organisation-coded', expenditure: 'seven', fiscal: 'single', economic: 'amount', three: 'list', summary: 'full' }, look: { ...look, flow: true, runningTitle: true, pageNumbers: 'dashes', font: 9 }, landscape: true },
  { ...plain, id: 'threefold', codes: 'one-column', decimals: 6, landscape: true, totalCell: 'name', itemsOnly: true, fundWord: '资金', carryover: true, titles: short, caption: '预算{nn}表 {title}', forms: { ...forms, summary: 'full', revenue: 'organisation', expenditure: 'threefold', fiscal: 'single', general: 'staff', economic: 'with-name' }, look: { ...look, font: 8, headFill: true } },
  { ...plain, id: 'narrow', codes: 'one-column', unit: '元', titles: situation, forms: { ...forms, general: 'staff', expenditure: 'seven', revenue: 'merged' }, look: { ...look, amountWidth: 1.15, font: 9 } },
  { ...plain, id: 'final-sides', stage: 'final', codes: 'grouped', totalFirst: true, carryover: true, owner: '部门：', titles: { ...ministry, economic: '一般公共预算财政拨款基本支出决算表', soe: '国有资本经营预算财政拨款收入支出决算表' }, caption: '{title}', forms: { ...forms, summary: 'full', expenditure: 'seven', fiscal: 'funds', economic: 'two-sides', three: 'final' }, look: { ...look, font: 9, repeatHead: false, pageNumbers: 'plain' }, printer: 'libreoffice' },
];

/** The smallest amount in fen that a layout prints exactly. */
export const grainOf = (layout: Layout): bigint => (layout.unit === '元' ? 100n : 1_000_000n) / 10n ** BigInt(layout.decimals);

export function printModel(model: Model, layout: Layout): Printed {
  const print = new Printing(model, layout);
  printTables(print);
  const word = layout.stage === 'budget' ? '预算' : '决算';
  const all = model.items.reduce((sum, item) => sum + item.basic + item.project, 0n);
  const prose = [
    `${model.year}年度部门${word}`, model.organisation,
    '一、部门主要职能', `${model.organisation}贯彻落实党中央关于本领域工作的方针政策和决策部署，负责本行政区域内的相关管理工作。`,
    `二、${model.year}年部门${word}编制说明`,
    `${model.year}年，${model.organisation}支出${word}${print.show(all)}${layout.unit}。`,
  ];
  return { sheets: print.sheets, prose, truth: print.truth };
}

/** Tables by code: functional or economic codes in the layout's manner, amounts by column, the total first or last. */
import type { Layout, TitleKey } from './layouts.js';
import { governmentCode, type Item, type Model } from './model.js';
import { centred, headOf, left, total, tree, type Coded, type Heading, type Printing, type SheetCell } from './sheet.js';

export interface AmountColumn { readonly path: readonly string[]; readonly measure: string }

const column = (measure: string, ...path: string[]): AmountColumn => ({ measure, path });

/** Headings of the code and name columns. */
function codeHeadings(layout: Layout, economic: boolean): Heading[] {
  const kind = economic ? '经济分类' : '功能分类';
  const parts = economic ? ['类', '款'] : ['类', '款', '项'];
  const top = layout.ministry ? ['项目'] : [];
  switch (layout.codes) {
    case 'with-name': case 'dash-name': return [{ path: [economic ? '部门预算支出经济分类科目' : '功能分类科目'], width: 4 }];
    case 'three-columns': case 'staggered': return [...parts.map((part) => ({ path: [...top, layout.ministry ? `支出${kind}科目编码` : `${kind}科目编码`, part], width: 0.62 })), { path: [...top, '科目名称'], width: 3.4 }];
    case 'grouped': return [{ path: [`${kind}科目`, '科目编码'], width: 1.2 }, { path: [`${kind}科目`, '科目名称'], width: 3.4 }];
    case 'one-column': case 'indented': return [{ path: ['科目编码'], width: layout.codes === 'indented' ? 2 : 1.4 }, { path: ['科目名称'], width: 3.6 }];
  }
}

function codeCells(layout: Layout, model: Model, code: string, economic: boolean): SheetCell[] {
  const cut = [code.slice(0, 3), code.slice(3, 5), code.slice(5, 7)].slice(0, economic ? 2 : 3);
  const name = model.nameOf(code), level = code.length === 3 ? 0 : code.length === 5 ? 1 : 2;
  switch (layout.codes) {
    case 'three-columns': return [...cut.map((part) => centred(part)), left(name)];
    case 'staggered': return [...cut.map((part, index) => centred(index === level ? part : '')), left(name)];
    case 'one-column': case 'grouped': return [left(code), left(name)];
    case 'with-name': return [left(`[${code}]${name}`)];
    case 'dash-name': return [left(`${code}-${name}`)];
    case 'indented': return [left(code, level), left(name, level)];
  }
}

/** Cells of the total line over the code columns: one merged cell, or beside a blank code. */
export function totalCells(layout: Layout, count: number): SheetCell[] {
  if (count === 1 || layout.totalCell === 'merged') return [centred(layout.total, 1, count)];
  const blanks = Array.from({ length: count - 1 }, () => centred(''));
  return layout.totalCell === 'name' ? [...blanks, centred(layout.total)] : [centred(layout.total), ...blanks];
}

/** 栏次 row of the Ministry's forms, or the ** row of others. */
export function serialRows(layout: Layout, codes: number, amounts: number): SheetCell[][] {
  const numbers = Array.from({ length: amounts }, (_, index) => centred(String(index + 1)));
  if (layout.ministry) return [[centred('栏次', 1, codes), ...numbers]];
  return layout.stars ? [[...Array.from({ length: codes }, () => centred('**')), ...numbers]] : [];
}

export function codeTable(print: Printing, key: TitleKey, kind: string, columns: readonly AmountColumn[], codes: readonly Coded[], options: { economic?: boolean; note?: string } = {}): void {
  const { layout, model } = print, economic = options.economic === true;
  const levels = layout.itemsOnly ? [economic ? 5 : 7] : economic ? [3, 5] : [3, 5, 7];
  const headings = codeHeadings(layout, economic);
  const totals = total(codes, columns.length);
  const totalRow = [...totalCells(layout, headings.length), ...totals.map((fen) => print.right(fen))];
  const rows = tree(codes, levels).map(({ code, values }) => {
    values.forEach((value, index) => print.tell(kind, code, columns[index]!.measure, value, model.nameOf(code)));
    return [...codeCells(layout, model, code, economic), ...values.map((fen) => print.right(fen))];
  });
  const empty = rows.length === 0;
  if (!empty) totals.forEach((value, index) => print.tell(kind, '', columns[index]!.measure, value, '合计'));
  const all: Heading[] = [...headings, ...columns.map(({ path }) => ({ path, width: layout.look.amountWidth }))];
  const blank = headings.map(() => left('')).concat(columns.map(() => ({ text: '', align: 'right' as const })));
  print.add(key, {
    head: [...headOf(all, layout.look.spacedHead), ...serialRows(layout, headings.length, columns.length)],
    body: empty && layout.emptyRows ? [blank, blank, blank] : layout.totalFirst ? [totalRow, ...rows] : [...rows, totalRow],
    widths: all.map(({ width }) => width),
  }, options.note);
}

/** 预算单位 over its codes (深圳): a line of the unit with its total, the codes below it with the unit's cell blank. */
export function unitTable(print: Printing, key: TitleKey, kind: string, columns: readonly AmountColumn[], items: readonly Item[], valuesOf: (item: Item) => bigint[]): void {
  const { model, layout } = print;
  const body = model.units.flatMap((unit, index) => {
    const codes = items.filter((item) => item.unit === index).map((item) => ({ code: item.code, values: valuesOf(item) }));
    if (codes.length === 0) return [];
    const rows = tree(codes, [3, 5, 7]).map(({ code, values }) => {
      values.forEach((value, c) => print.tell(kind, code, columns[c]!.measure, value, model.nameOf(code)));
      return [left(''), left(code), left(model.nameOf(code)), ...values.map((fen) => print.right(fen))];
    });
    return [[left(unit.name), left(''), left(''), ...total(codes, columns.length).map((fen) => print.right(fen))], ...rows];
  });
  const all: Heading[] = [{ path: ['预算单位'], width: 2.4 }, { path: ['科目编码'], width: 1.3 }, { path: ['科目名称'], width: 3 }, ...columns.map(({ path }) => ({ path, width: layout.look.amountWidth }))];
  print.add(key, { head: headOf(all, layout.look.spacedHead), body, widths: all.map(({ width }) => width) });
}

/** Functional, government economic and department economic item of each line, code and name in one cell (北京). */
export function threefoldTable(print: Printing, key: TitleKey, kind: string): void {
  const { model, layout } = print;
  const columns = [column('total', '合计'), column('basic', '基本支出'), column('project', '项目支出'), column('operating_expenditure', '其中', '事业单位经营支出'), column('remittance_to_superior', '其中', '上缴上级支出'), column('subsidy_to_subordinate', '其中', '对附属单位补助支出')];
  const sums = new Map<string, { code: string; economic: string; values: bigint[] }>();
  for (const { item, economic, basic, project } of model.spending) {
    const id = `${item.code} ${governmentCode(economic)} ${economic}`;
    const row = sums.get(id) ?? { code: item.code, economic, values: [0n, 0n, 0n, 0n, 0n, 0n] };
    [basic + project, basic, project].forEach((value, index) => (row.values[index]! += value));
    sums.set(id, row);
  }
  const rows = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const named = (code: string): SheetCell => left(`${code}-${model.nameOf(code)}`);
  const body = rows.map(({ code, economic, values }) => {
    values.forEach((value, index) => print.tell(kind, code, columns[index]!.measure, value, model.nameOf(code)));
    return [named(code), named(governmentCode(economic)), named(economic), ...values.map((fen) => print.right(fen))];
  });
  const totals = total(rows, columns.length);
  totals.forEach((value, index) => print.tell(kind, '', columns[index]!.measure, value, '合计'));
  const totalRow = [centred(layout.total), left(''), left(''), ...totals.map((fen) => print.right(fen))];
  const all: Heading[] = [{ path: ['支出功能分类科目'], width: 2.6 }, { path: ['政府支出经济分类科目'], width: 2.4 }, { path: ['部门支出经济分类科目'], width: 2.6 }, ...columns.map(({ path }) => ({ path, width: layout.look.amountWidth }))];
  print.add(key, { head: headOf(all, false), body: [...body, totalRow], widths: all.map(({ width }) => width) });
}

/** Department and government economic codes side by side, of each the code in two columns (烟台), one (西安) or with its name (北京). */
export function pairedTable(print: Printing, key: TitleKey, kind: string, manner: 'parts' | 'whole' | 'with-name'): void {
  const { model, layout } = print;
  const columns = manner === 'parts' ? [column('total', '基本支出预算', '小计'), column('personnel', '基本支出预算', '人员支出'), column('public_operating', '基本支出预算', '日常公用支出')]
    : manner === 'whole' ? [column('total', '合计'), column('personnel', '人员经费支出'), column('public_operating', '公用经费支出')]
      : [column('total', '预算数', '合计'), column('personnel', '预算数', '人员经费'), column('public_operating', '预算数', '公用经费')];
  const coded = model.economic.map(({ code, amount, personnel }) => ({ code, values: [amount, personnel ? amount : 0n, personnel ? 0n : amount] }));
  const rows = manner === 'with-name' ? coded.toSorted((a, b) => (governmentCode(a.code) + a.code < governmentCode(b.code) + b.code ? -1 : 1)) : tree(coded, [3, 5]);
  const government = (code: string): string => (code.length === 5 ? governmentCode(code) : { 301: '501', 302: '502', 303: '509', 310: '503' }[code]!);
  const cells = (code: string): SheetCell[] => {
    const other = government(code), name = model.nameOf(code), otherName = model.nameOf(other);
    if (manner === 'parts') return [centred(code.slice(0, 3)), centred(code.slice(3)), left(name), centred(other.slice(0, 3)), centred(other.slice(3)), left(otherName)];
    return manner === 'whole' ? (code.length === 5 ? [left(code), left(name), left(other), left(otherName)] : [left(code), left(name), left(''), left('')]) : [left(`${other}-${otherName}`), left(`${code}-${name}`)];
  };
  const headings: Heading[] = manner === 'parts'
    ? [{ path: ['科目编码', '类'], width: 0.6 }, { path: ['科目编码', '款'], width: 0.6 }, { path: ['部门预算支出经济分类科目名称'], width: 2.6 }, { path: ['科目编码', '类'], width: 0.6 }, { path: ['科目编码', '款'], width: 0.6 }, { path: ['政府预算支出经济分类科目名称'], width: 2.6 }]
    : manner === 'whole' ? [{ path: ['部门经济科目编码'], width: 1.1 }, { path: ['部门经济科目名称'], width: 2.6 }, { path: ['政府经济科目编码'], width: 1.1 }, { path: ['政府经济科目名称'], width: 2.4 }]
      : [{ path: ['政府支出经济分类科目'], width: 3 }, { path: ['部门支出经济分类科目'], width: 3.4 }];
  const body = rows.map(({ code, values }) => {
    values.forEach((value, index) => print.tell(kind, code, columns[index]!.measure, value, model.nameOf(code)));
    return [...cells(code), ...values.map((fen) => print.right(fen))];
  });
  const totals = total(coded, 3);
  totals.forEach((value, index) => print.tell(kind, '', columns[index]!.measure, value, '合计'));
  const at = manner === 'parts' ? 2 : manner === 'whole' ? 1 : 0;
  const totalRow = [...headings.map((_, index) => (index === at ? centred(layout.total) : left(''))), ...totals.map((fen) => print.right(fen))];
  const all: Heading[] = [...headings, ...columns.map(({ path }) => ({ path, width: layout.look.amountWidth }))];
  print.add(key, { head: headOf(all, layout.look.spacedHead), body: layout.totalFirst ? [totalRow, ...body] : [...body, totalRow], widths: all.map(({ width }) => width) });
}

/** Basic expenditure of final accounts: 301 and 303, 302, 310 side by side, 人员经费 and 公用经费 below. */
export function sideBySide(print: Printing, key: TitleKey, kind: string, blocks: readonly (readonly string[])[]): void {
  const { model, layout } = print;
  const rows = tree(model.economic.map(({ code, amount }) => ({ code, values: [amount] })), [3, 5]);
  const lists = blocks.map((classes) => classes.flatMap((first) => rows.filter(({ code }) => code.startsWith(first))));
  for (const { code, values } of lists.flat()) print.tell(kind, code, 'total', values[0]!, model.nameOf(code));
  const body = Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, r) => lists.flatMap((list) => {
    const row = list[r];
    return row ? [left(row.code), left(model.nameOf(row.code), row.code.length === 5 ? 1 : 0), print.right(row.values[0]!)] : [left(''), left(''), { text: '', align: 'right' as const }];
  }));
  const sum = (personnel: boolean): bigint => model.economic.filter((item) => item.personnel === personnel).reduce((s, item) => s + item.amount, 0n);
  const rest = lists.length - 1;
  body.push([centred('人员经费合计', 1, 2), print.right(sum(true)), centred('公用经费合计', 1, 3 * rest - 1), print.right(sum(false))]);
  const heads: Heading[] = blocks.flatMap(() => [{ path: ['科目编码'], width: 1 }, { path: ['科目名称'], width: 2.6 }, { path: [layout.stage === 'final' ? '决算数' : '预算数'], width: 1.4 }]);
  const top = [centred('人员经费', 1, 3), centred('公用经费', 1, 3 * rest)];
  print.add(key, { head: [top, ...headOf(heads, false)], body, widths: heads.map(({ width }) => width) });
}

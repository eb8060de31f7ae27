/** Sheets: what a layout prints, cell by cell, before a renderer sets it; and the truth that goes with it. */
import type { Layout, TitleKey } from './layouts.js';
import type { Model } from './model.js';

export interface SheetCell { readonly text: string; readonly rows?: number; readonly columns?: number; readonly align?: 'left' | 'right' | 'center'; readonly indent?: number }
export interface Sheet {
  readonly title: string;
  /** Lines above the table: left and right. */
  readonly above: readonly [string, string];
  /** Number of the table in a corner above its title: 公开01表. */
  readonly number?: string;
  readonly head: readonly (readonly SheetCell[])[];
  readonly body: readonly (readonly SheetCell[])[];
  readonly note?: string;
  /** Relative column widths. */
  readonly widths: readonly number[];
}
export type TruthCell = readonly [kind: string, code: string, measure: string, yuan: string, name: string];
export interface Printed { readonly sheets: readonly Sheet[]; readonly prose: readonly string[]; readonly truth: readonly TruthCell[] }

export const centred = (text: string, rows = 1, columns = 1): SheetCell => ({ text, rows, columns, align: 'center' });
export const left = (text: string, indent = 0): SheetCell => ({ text, align: 'left', indent });

/** Amount in yuan as the dataset writes it. */
export const yuan = (fen: bigint): string => {
  const size = fen < 0n ? -fen : fen;
  const text = `${fen < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
  return text.replace(/\.?0+$/, '');
};

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
/** 1 → 一, 12 → 十二, 21 → 二十一. */
export const ordinal = (n: number): string => (n <= 10 ? DIGITS[n]! : `${n < 20 ? '' : DIGITS[Math.floor(n / 10)]}十${DIGITS[n % 10]}`);

/** A column with the headers over it, top to bottom; neighbours share a merged cell where their headers agree. */
export interface Heading { readonly path: readonly string[]; readonly width: number }

/** Header rows of columns: the lowest header of each reaches down to the last row. */
export function headOf(columns: readonly Heading[], spaced: boolean): SheetCell[][] {
  const depth = Math.max(...columns.map((column) => column.path.length));
  const same = (a: number, b: number, level: number): boolean => columns[a]!.path.slice(0, level + 1).join('/') === columns[b]?.path.slice(0, level + 1).join('/') && columns[a]!.path.length > level + 1;
  const rows: SheetCell[][] = Array.from({ length: depth }, () => []);
  for (let level = 0; level < depth; level++) {
    for (let c = 0; c < columns.length; c++) {
      const path = columns[c]!.path;
      if (level >= path.length) continue;
      let span = 1;
      while (same(c, c + span, level)) span++;
      rows[level]!.push(centred(spaced ? spacedOut(path[level]!) : path[level]!, level === path.length - 1 ? depth - level : 1, span));
      c += span - 1;
    }
  }
  return rows;
}

/** Words of two characters set apart by a wide blank. */
const spacedOut = (text: string): string => (/^\p{Script=Han}{2}$/u.test(text) ? [...text].join('\u3000') : text);

/** What the builders of tables share: the model, the layout and where sheets and truth are put. */
export class Printing {
  readonly sheets: Sheet[] = [];
  readonly truth: TruthCell[] = [];
  readonly #grain: bigint;
  constructor(readonly model: Model, readonly layout: Layout) {
    this.#grain = (layout.unit === '元' ? 100n : 1_000_000n) / 10n ** BigInt(layout.decimals);
  }
  /** An amount as printed; the layout's sign for nothing where it is 0. */
  show(fen: bigint): string {
    if (fen === 0n) return this.layout.zero;
    const { decimals, separators } = this.layout;
    const size = fen < 0n ? -fen : fen;
    const digits = String(size / this.#grain).padStart(decimals + 1, '0');
    const cut = digits.length - decimals;
    const whole = separators ? digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ',') : digits.slice(0, cut);
    return (fen < 0n ? '-' : '') + (decimals ? `${whole}.${digits.slice(cut)}` : whole);
  }
  right(fen: bigint): SheetCell {
    return { text: this.show(fen), align: 'right' };
  }
  /** 预算数, in the words of the place. */
  get amountWord(): string {
    return this.layout.amountWord.replace('{year}', String(this.model.year));
  }
  title(key: TitleKey): string {
    const { titles, caption } = this.layout;
    const number = this.sheets.length + 1;
    return caption.replace('{n}', String(number)).replace('{nn}', String(number).padStart(2, '0')).replace('{year}', String(this.model.year)).replace('{title}', titles[key]);
  }
  add(key: TitleKey, sheet: Pick<Sheet, 'head' | 'body' | 'widths'>, note?: string): void {
    const { layout, model } = this;
    const owner = `${layout.owner}${model.organisation}`;
    this.sheets.push({
      title: this.title(key), above: [layout.look.tableNumber === 'left' ? '' : owner, `${layout.ministry ? '金额单位' : '单位'}：${layout.unit}`],
      ...(layout.look.tableNumber ? { number: `公开${String(this.sheets.length + 1).padStart(2, '0')}表` } : {}),
      ...sheet, ...(note ? { note } : {}),
    });
  }
  tell(kind: string, code: string, measure: string, fen: bigint, name: string): void {
    if (fen !== 0n) this.truth.push([kind, code, measure, yuan(fen), name]);
  }
}

export interface Coded { readonly code: string; readonly values: readonly bigint[] }

/** Sums by code for every level of `levels` (lengths of codes), in order of the codes. */
export function tree(codes: readonly Coded[], levels: readonly number[]): Coded[] {
  const sums = new Map<string, readonly bigint[]>();
  for (const { code, values } of codes) {
    for (const length of levels) {
      const key = code.slice(0, length);
      sums.set(key, values.map((value, index) => value + (sums.get(key)?.[index] ?? 0n)));
    }
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([code, values]) => ({ code, values }));
}

/** Column sums; zeros where there are no rows. */
export const total = (rows: readonly { readonly values: readonly bigint[] }[], width: number): bigint[] => Array.from({ length: width }, (_, index) => rows.reduce((sum, row) => sum + row.values[index]!, 0n));

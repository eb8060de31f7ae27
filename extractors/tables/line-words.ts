/**
 * The words of one line of one block: its code, its name, and the labels beside them.
 */
import type { Cell } from '../../schemas/block.js';
import type { Entry } from '../../schemas/table.js';
import { codesByName } from '../../schemas/codes.js';
import { isOrganisation, type CodeGroup } from './code-groups.js';
import type { Column } from './columns.js';
import { flat, isTotal } from './vocabulary.js';

/** One grid row as its columns see it. */
export interface RowView {
  /** The cell that covers the column's slot, merged cells from above included. */
  readonly at: (column: Column | undefined) => Cell | undefined;
  /** Text of the cell that begins in this row; '' where a merged cell covers the slot. */
  readonly own: (column: Column | undefined) => string;
}

/** View of row `r` over the cells of each slot. */
export function rowView(slots: readonly (readonly (Cell | undefined)[])[], r: number): RowView {
  const at: RowView['at'] = (column) => (column ? slots[r]?.[column.gridColumn] : undefined);
  return {
    at,
    own: (column) => {
      const cell = at(column);
      return cell && cell.row === r ? cell.text.trim() : '';
    },
  };
}

export interface LineWords {
  readonly code: Entry['code'];
  readonly name: string;
  readonly labels: Record<string, string>;
  /** Every other text of the line's code, name and label columns. */
  readonly others: readonly string[];
  /** The column that the code stands in, where that is none of codes. */
  readonly slipped: Column | undefined;
}

/** What stands for a code and is none: the error of a spreadsheet (#REF!, #N/A), letters. It is kept, to be reported. */
const NO_CODE = /^[\s#A-Za-z/!?.]*(?:#|[A-Za-z]{2})[\s#A-Za-z/!?.]*$/u;

/** Names and labels: blanks between Chinese characters are layout. */
const tidy = (text: string): string => text.trim().replaceAll(/(?<=[\p{Script=Han}）”])\s+(?=[\p{Script=Han}（“])/gu, '');

/**
 * The column that a line's code stands in though it is none of codes, as where alignment puts it into the column of units
 * before it: the code columns are blank and this one has nothing but the official code of the line's name.
 */
function slippedCode(main: CodeGroup | undefined, columns: readonly Column[], { own }: RowView): Column | undefined {
  if (main === undefined || main.codes.length === 0 || main.codes.some((column) => own(column) !== '')) return undefined;
  const codes = new Set(codesByName(own(main.name)).map(({ code }) => code));
  return columns.find((column) => (column.role === 'name' || column.role === 'label') && codes.has(own(column)));
}

/**
 * Reads the words of a line.
 * @param main the group that the line is about; the other groups become labels
 */
export function lineWords(main: CodeGroup | undefined, groups: readonly CodeGroup[], columns: readonly Column[], view: RowView): LineWords {
  const { at, own } = view;
  const labels: Record<string, string> = {};
  const put = (key: string, text: string): void => {
    if (text !== '') labels[key in labels ? `${key}_${Object.keys(labels).length}` : key] = text;
  };
  const others: string[] = [];
  const code: { part: NonNullable<Column['part']>; text: string }[] = [];
  let name = tidy(main !== undefined && isOrganisation(main) ? (at(main.name)?.text ?? '') : own(main?.name));
  for (const column of main?.codes ?? []) {
    const cell = at(column);
    const text = own(column);
    if (text === '' || /^[类款项]$/u.test(flat(text)) || cell?.column !== column.gridColumn) continue;
    if (/\d/u.test(flat(text)) || NO_CODE.test(text)) code.push({ part: column.part ?? 'whole', text });
    else others.push(tidy(text));
  }
  const slipped = slippedCode(main, columns, view);
  if (slipped) code.push({ part: 'whole', text: own(slipped) });
  // Names can stand in the code column of a line without a code, or in a merged cell over both: 合计.
  if (name === '') name = others.find((text) => /\p{L}/u.test(text)) ?? '';
  for (const group of groups) {
    if (group === main) continue;
    // Groups of lines (一般公共预算资金 over 小计, 专项收入) stand in merged cells beside them.
    const outer = tidy(at(group.name)?.text ?? '');
    if (isOrganisation(group)) {
      if (isTotal(outer)) others.push(outer);
      continue;
    }
    const kind = group.name?.label ?? (group.classification === '' ? 'group' : group.classification);
    put(`${kind}_code`, group.codes.map(own).filter((text) => text !== '').join(' '));
    if (name === '' && own(group.name) !== '' && group.codes.length === 0) name = outer;
    else put(group.classification === '' ? kind : `${kind}_name`, outer);
    if (isTotal(outer)) others.push(outer);
  }
  for (const column of columns) {
    if (column.role !== 'label' && column.role !== 'line_number' || column === slipped) continue;
    const text = tidy(at(column)?.text ?? '');
    if (column.role === 'line_number') {
      // 合计 can stand where the others have their number.
      if (isTotal(text)) others.push(text);
      continue;
    }
    if (isTotal(text)) others.push(text);
    put(column.label ?? (column.header || `column_${column.gridColumn}`), text);
  }
  return { code, name, labels, others, slipped };
}

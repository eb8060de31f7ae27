/**
 * Sheets as text: the ways in which OCR services, converters and `pdftotext -layout` write the same table down, and the
 * habits that come with them (page ends, full-width figures, residue of markup).
 */
import type { Layout, Sheet, SheetCell } from './layouts.js';
import { Random } from './random.js';

export const FORMATS = ['tabs', 'pipes', 'plain-pipes', 'repeated-pipes', 'html', 'aligned'] as const;
export type Format = (typeof FORMATS)[number];

/** What a service does to the text beside writing it down; all false and 0 for a clean one. */
export interface Habits {
  /** Body rows per page; 0 for no page ends. */
  readonly pageRows: number;
  readonly pageEnd: 'blank' | 'number' | 'ordinal' | 'mark' | 'form-feed';
  readonly repeat: 'nothing' | 'header' | 'title';
  readonly fullWidth: boolean;
  readonly spacedFigures: boolean;
  readonly spacedWords: boolean;
  readonly latex: boolean;
  readonly bold: boolean;
  readonly entities: boolean;
  readonly breaks: boolean;
  readonly cutTrailing: boolean;
  readonly unit: 'own-line' | 'with-owner' | 'with-title' | 'header';
  readonly headings: boolean;
  readonly zero: '' | '0' | '0.00' | '-';
  readonly lines: '\n' | '\r\n';
}

export const CLEAN: Habits = { pageRows: 0, pageEnd: 'blank', repeat: 'nothing', fullWidth: false, spacedFigures: false, spacedWords: false, latex: false, bold: false, entities: false, breaks: false, cutTrailing: false, unit: 'with-owner', headings: false, zero: '', lines: '\n' };

/** Habits drawn by chance; those that a format can't have are left out. */
export function drawHabits(random: Random, format: Format): Habits {
  const aligned = format === 'aligned';
  const markup = !aligned;
  return {
    pageRows: random.chance(0.6) ? random.integer(6, 30) : 0,
    pageEnd: random.pick(aligned ? ['number', 'form-feed'] : ['blank', 'number', 'ordinal', 'mark']),
    repeat: random.pick(['nothing', 'header', 'title']),
    fullWidth: random.chance(0.2), spacedFigures: markup && random.chance(0.15), spacedWords: random.chance(0.25),
    latex: markup && random.chance(0.2), bold: markup && random.chance(0.2), entities: markup && random.chance(0.15), breaks: markup && format !== 'tabs' && random.chance(0.2),
    cutTrailing: (format === 'tabs' || format === 'plain-pipes') && random.chance(0.4),
    unit: random.pick(['own-line', 'with-owner', 'with-title', 'header']),
    headings: random.chance(0.4), zero: random.pick(['', '', '0', '0.00', '-']), lines: random.chance(0.2) ? '\r\n' : '\n',
  };
}

/** A sheet with the lines before its title. */
export type TextSheet = Sheet & { readonly before?: readonly string[] };

interface Slot { readonly text: string; readonly cell: SheetCell; readonly first: boolean; readonly top: boolean }

/** Cells over all slots that they cover. */
function slotsOf(rows: readonly (readonly SheetCell[])[], width: number): Slot[][] {
  const slots: (Slot | undefined)[][] = rows.map(() => Array.from({ length: width }));
  rows.forEach((cells, r) => {
    let column = 0;
    for (const cell of cells) {
      while (slots[r]![column]) column += 1;
      for (let dr = 0; dr < (cell.rows ?? 1) && r + dr < rows.length; dr += 1)
        for (let dc = 0; dc < (cell.columns ?? 1); dc += 1) slots[r + dr]![column + dc] = { text: cell.text, cell, first: dr === 0 && dc === 0, top: dr === 0 };
      column += cell.columns ?? 1;
    }
  });
  return slots.map((row) => row.map((slot) => slot ?? { text: '', cell: { text: '' }, first: true, top: true }));
}

const FIGURE = /^[\d,.]+$/;
const wide = (text: string): string => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const displayWidth = (text: string): number => [...text].reduce((sum, c) => sum + (c.codePointAt(0)! >= 0x1100 ? 2 : 1), 0);

/** One document as text. A sheet without a title has its captions among the lines before it. */
export function toText(printed: { readonly prose: readonly string[]; readonly sheets: readonly TextSheet[] }, layout: Pick<Layout, 'unit'>, format: Format, habits: Habits, seed: number): string {
  const random = new Random(seed ^ 0x5eed);
  let page = 1;

  const dress = (slot: Slot, column: number, isHead: boolean, row: readonly Slot[] = []): string => {
    let text = slot.text;
    const isAmount = slot.cell.align === 'right';
    const before = row.slice(0, column).findLast((other) => other.cell.align !== 'right');
    if (isAmount && text === '' && !isHead && before?.text !== '') text = habits.zero;
    if (FIGURE.test(text)) {
      if (habits.fullWidth && random.chance(0.5)) text = wide(text);
      else if (isAmount && habits.spacedFigures && text.includes(',') && random.chance(0.4)) text = text.replace(',', ', ');
      else if (isAmount && habits.latex && random.chance(0.3)) text = `$${text}$`;
      else if (habits.bold && random.chance(0.3)) text = `**${text}**`;
      return text;
    }
    if (text === '' && habits.entities && random.chance(0.5)) return '&nbsp;';
    if (habits.spacedWords && /^\p{Script=Han}{2}$/u.test(text)) text = [...text].join(' ');
    if (habits.breaks && /^\p{Script=Han}{8,}$/u.test(text) && random.chance(0.5)) text = `${text.slice(0, 5)}<br>${text.slice(5)}`;
    if (habits.fullWidth) text = text.replace(/（/g, '(').replace(/）/g, ')');
    if (habits.bold && text !== '' && (isHead || /合\s*计|总计/.test(text))) text = `**${text}**`;
    const indent = slot.cell.indent ?? 0;
    return (column > 0 || format !== 'aligned' ? '　'.repeat(indent) : ' '.repeat(2 * indent)) + text;
  };

  const title = (sheet: Sheet, more = ''): string => {
    const unit = habits.unit === 'with-title' ? `${format === 'aligned' ? ' '.repeat(30) : '　'}单位：${layout.unit}` : '';
    return `${habits.headings ? '## ' : ''}${habits.bold ? `**${sheet.title}${more}**` : sheet.title + more}${unit}`;
  };
  const above = (sheet: Sheet): string[] => {
    const [owner, unit] = sheet.above;
    if (sheet.title === '') return [];
    if (habits.unit === 'with-owner') return [format === 'tabs' ? `${owner}\t${unit}` : `${owner}          ${unit}`];
    return habits.unit === 'own-line' ? [owner, unit] : [owner];
  };

  const table = (sheet: Sheet): string => {
    const width = sheet.widths.length;
    const headSlots = slotsOf(sheet.head, width), bodySlots = slotsOf(sheet.body, width);
    const head = headSlots.map((row) => row.map((slot, c) => dress(slot, c, true)));
    const body = bodySlots.map((row) => row.map((slot, c) => dress(slot, c, false, row)));
    const parts = habits.pageRows > 0 ? Array.from({ length: Math.ceil(body.length / habits.pageRows) }, (_, i) => [i * habits.pageRows, Math.min(body.length, (i + 1) * habits.pageRows)] as const) : [[0, body.length] as const];
    const columns = columnWidths([...head.map((row, r) => ({ row, slots: headSlots[r]! })), ...body.map((row, r) => ({ row, slots: bodySlots[r]! }))], width);
    const shown = parts.map(([from, to], index) => {
      const withHead = index === 0 || habits.repeat !== 'nothing';
      const rows = [...(withHead ? head.map((row, r) => ({ row, slots: headSlots[r]!, isHead: true })) : []), ...body.slice(from, to).map((row, r) => ({ row, slots: bodySlots[from + r]!, isHead: false }))];
      const before = index > 0 && habits.repeat === 'title' && sheet.title !== '' ? `${title(sheet, '（续）')}\n${above(sheet).join('\n')}\n` : '';
      return before + write(rows, columns);
    });
    return shown.reduce((text, part) => `${text}\n${pageEnd()}${part}`);
  };

  const pageEnd = (): string => {
    page += 1;
    switch (habits.pageEnd) {
      case 'blank': return '\n';
      case 'number': return `\n${format === 'aligned' ? ' '.repeat(40) : ''}${random.chance(0.5) ? `- ${page} -` : page}\n\n`;
      case 'ordinal': return `\n第${page}页\n\n`;
      case 'mark': return `\n<!-- page ${page} -->\n\n`;
      case 'form-feed': return `\n${' '.repeat(40)}${page}\n\f`;
    }
  };

  interface Row { readonly row: readonly string[]; readonly slots: readonly Slot[]; readonly isHead: boolean }
  const flatRow = ({ row, slots }: Row): string[] => row.map((text, c) => (slots[c]!.first || format === 'repeated-pipes' ? text : ''));
  const cut = (cells: readonly string[]): readonly string[] => (habits.cutTrailing ? cells.slice(0, cells.findLastIndex((text) => text !== '') + 1) : cells);

  const write = (rows: readonly Row[], columns: readonly number[]): string => {
    switch (format) {
      case 'tabs': return rows.map((row) => cut(flatRow(row)).join('\t')).join('\n');
      case 'pipes':
      case 'repeated-pipes': {
        const lines = rows.map((row) => `| ${flatRow(row).map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`);
        return [lines[0], `|${' --- |'.repeat(columns.length)}`, ...lines.slice(1)].join('\n');
      }
      case 'plain-pipes': return rows.map((row) => `|${cut(flatRow(row)).join('|')}|`).join('\n');
      case 'html': return `<table>${rows.map(({ row, slots, isHead }) => `<tr>${row.flatMap((text, c) => {
        const { cell, first } = slots[c]!;
        if (!first) return [];
        const tag = isHead && habits.headings ? 'th' : 'td';
        return [`<${tag}${(cell.rows ?? 1) > 1 ? ` rowspan="${cell.rows}"` : ''}${(cell.columns ?? 1) > 1 ? ` colspan="${cell.columns}"` : ''}>${text.replaceAll('<br>', '<br/>')}</${tag}>`];
      }).join('')}</tr>`).join(random.chance(0.5) ? '\n' : '')}</table>`;
      case 'aligned': return rows.map((row) => alignedRow(row, columns)).join('\n');
    }
  };

  const sheets = printed.sheets.map((sheet) => {
    const given = habits.unit === 'header' ? withUnitInHeader(sheet, layout) : sheet;
    const captions = [...(given.before ?? []), ...(given.title === '' ? [] : [title(given)]), ...above(given)];
    return `${captions.join('\n')}\n\n${table(given)}\n${given.note ? `\n${habits.bold ? given.note.replace('注：', '**注：**') : given.note}\n` : ''}`;
  });
  const prose = printed.prose.map((line, i) => (habits.headings && i < 2 ? `# ${line}` : line)).join('\n\n');
  return `${prose}\n\n${sheets.join('\n')}`.replaceAll('\n', habits.lines);
}

/** The unit behind the words of every amount column: 合计（万元）. */
function withUnitInHeader(sheet: TextSheet, layout: Pick<Layout, 'unit'>): TextSheet {
  if (sheet.title === '') return sheet;
  const width = sheet.widths.length;
  const body = slotsOf(sheet.body, width);
  const head = slotsOf(sheet.head, width);
  const isAmount = (column: number): boolean => body.some((row) => row[column]?.cell.align === 'right');
  const leaves = new Set<SheetCell>();
  for (let column = 0; column < width; column += 1) {
    const words = head.map((row) => row[column]!.cell).filter((cell) => cell.text !== '' && !/^(?:\d+|栏次)$/.test(cell.text));
    const leaf = words.at(-1);
    if (isAmount(column) && leaf && (leaf.columns ?? 1) === 1) leaves.add(leaf);
  }
  if (leaves.size === 0) return { ...sheet, above: [`${sheet.above[0]}　单位：${layout.unit}`, ''] };
  return { ...sheet, head: sheet.head.map((row) => row.map((cell) => (leaves.has(cell) ? { ...cell, text: `${cell.text}（${layout.unit}）` } : cell))) };
}

function columnWidths(rows: readonly { readonly row: readonly string[]; readonly slots: readonly Slot[] }[], width: number): number[] {
  const widths = Array.from({ length: width }, () => 4);
  for (const { row, slots } of rows) row.forEach((text, c) => {
    if ((slots[c]!.cell.columns ?? 1) === 1) widths[c] = Math.max(widths[c]!, displayWidth(text));
  });
  for (const { row, slots } of rows) row.forEach((text, c) => {
    const span = slots[c]!.cell.columns ?? 1;
    if (span === 1 || !slots[c]!.first) return;
    const room = widths.slice(c, c + span).reduce((a, b) => a + b + 2, -2);
    if (room < displayWidth(text)) widths[c + span - 1]! += displayWidth(text) - room;
  });
  return widths;
}

/** A line as `pdftotext -layout` sets it: words left or centred, amounts right, two blanks between columns. */
function alignedRow({ row, slots }: { readonly row: readonly string[]; readonly slots: readonly Slot[] }, widths: readonly number[]): string {
  let line = '';
  let start = 0;
  for (let c = 0; c < row.length; ) {
    const { cell, first } = slots[c]!;
    const span = first ? (cell.columns ?? 1) : 1;
    const room = widths.slice(c, c + span).reduce((a, b) => a + b + 2, -2);
    const text = first ? row[c]! : '';
    const free = room - displayWidth(text);
    const before = cell.align === 'right' ? free : cell.align === 'center' ? Math.floor(free / 2) : 0;
    if (text !== '') line += ' '.repeat(Math.max(0, start + before - displayWidth(line))) + text;
    start += room + 2;
    c += span;
  }
  return line;
}

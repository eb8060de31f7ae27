/** Sheets to HTML, for headless Chromium. */
import type { Layout, Printed, Sheet, SheetCell } from './layouts.js';

export const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const BORDERS: Readonly<Record<Layout['rules'], string>> = {
  'grid': 'td,th{border:1px solid #000}',
  'open': 'td,th{border:1px solid #000} tr>*:first-child{border-left:none} tr>*:last-child{border-right:none}',
  'three-line': 'thead{border-top:2px solid #000;border-bottom:1px solid #000} tbody{border-bottom:2px solid #000}',
  'none': '',
  'horizontal': 'tr{border-top:1px solid #000;border-bottom:1px solid #000}',
  'double': 'table{border:4px double #000} td,th{border:3px double #000}',
  'dashed': 'td,th{border:1px dashed #000}',
};

const PAGE_NUMBERS: Readonly<Record<Layout['look']['pageNumbers'], string>> = {
  '': '',
  'plain': '@bottom-center{content:counter(page)}',
  'dashes': '@bottom-center{content:"— " counter(page) " —"}',
  'of': '@bottom-right{content:"第" counter(page) "页 共" counter(pages) "页"}',
};

function sheetHtml(sheet: Sheet, layout: Layout): string {
  const row = (cells: readonly SheetCell[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}${cell.rows! > 1 ? ` rowspan=${cell.rows}` : ''}${cell.columns! > 1 ? ` colspan=${cell.columns}` : ''} style="text-align:${cell.align ?? 'left'};padding-left:${3 + 10 * (cell.indent ?? 0)}px">${escape(cell.text)}</${tag}>`).join('')}</tr>`;
  const total = sheet.widths.reduce((a, b) => a + b, 0);
  const number = sheet.number ? `<div class="above" style="justify-content:${layout.look.tableNumber === 'right' ? 'end' : 'start'}">${sheet.number}</div>` : '';
  return `<section>${number}<h2>${escape(sheet.title)}</h2><div class="above"><span>${escape(sheet.above[0])}</span><span>${escape(sheet.above[1])}</span></div>` +
    `<table><colgroup>${sheet.widths.map((width) => `<col style="width:${((100 * width) / total).toFixed(2)}%">`).join('')}</colgroup><thead>${sheet.head.map((cells) => row(cells, 'th')).join('')}</thead>` +
    `<tbody>${sheet.body.map((cells) => row(cells, 'td')).join('')}</tbody></table>${sheet.note ? `<p class="note">${escape(sheet.note)}</p>` : ''}</section>`;
}

/** @param fonts CSS font families, the first that has a character is taken */
export function toHtml(printed: Printed, layout: Layout, fonts = '"Noto Serif CJK SC","WenQuanYi Zen Hei",serif'): string {
  const { look } = layout;
  const running = look.runningTitle ? `@top-center{content:"${printed.prose[1]}${printed.prose[0]}";font-size:8pt}` : '';
  return `<!doctype html><meta charset="utf-8"><style>@page{size:${look.paper}${layout.landscape ? ' landscape' : ''};margin:18mm 15mm;${PAGE_NUMBERS[look.pageNumbers]}${running}}
body{font-family:${fonts};font-size:${look.font}pt}h1,h2{text-align:center;font-size:15pt}${look.flow ? 'h2{break-after:avoid}.above{break-after:avoid}' : 'section{break-before:page}'}
table{border-collapse:collapse;width:100%;table-layout:fixed}th{font-weight:normal${look.headFill ? ';background:#d9d9d9' : ''}}td,th{padding:2px 3px;height:16px;word-break:break-all}tr{break-inside:avoid}${look.repeatHead ? '' : 'thead{display:table-row-group}'}
.above{display:flex;justify-content:space-between;margin:4px 0}p{text-indent:2em;line-height:1.6}${BORDERS[layout.rules]}</style>
${printed.prose.map((text, index) => (index < 2 ? `<h1>${escape(text)}</h1>` : `<p>${escape(text)}</p>`)).join('\n')}${printed.sheets.map((sheet) => sheetHtml(sheet, layout)).join('\n')}`;
}

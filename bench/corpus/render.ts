/** Sheets to HTML (printed by headless Chromium) or to a flat OpenDocument spreadsheet (printed by LibreOffice). */
import type { Layout, Printed, Sheet, SheetCell } from './layouts.js';

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const BORDERS: Readonly<Record<Layout['rules'], string>> = {
  'grid': 'td,th{border:1px solid #000}',
  'open': 'td,th{border:1px solid #000} tr>*:first-child{border-left:none} tr>*:last-child{border-right:none}',
  'three-line': 'thead{border-top:2px solid #000;border-bottom:1px solid #000} tbody{border-bottom:2px solid #000}',
  'none': '',
  'horizontal': 'tr{border-top:1px solid #000;border-bottom:1px solid #000}',
};

export function toHtml(printed: Printed, layout: Layout): string {
  const row = (cells: readonly SheetCell[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}${cell.rows! > 1 ? ` rowspan=${cell.rows}` : ''}${cell.columns! > 1 ? ` colspan=${cell.columns}` : ''} style="text-align:${cell.align ?? 'left'};padding-left:${3 + 10 * (cell.indent ?? 0)}px">${escape(cell.text)}</${tag}>`).join('')}</tr>`;
  const sheet = (s: Sheet): string => {
    const total = s.widths.reduce((a, b) => a + b, 0);
    return `<section><h2>${escape(s.title)}</h2><div class="above"><span>${escape(s.above[0])}</span><span>${escape(s.above[1])}</span></div>` +
      `<table><colgroup>${s.widths.map((width) => `<col style="width:${((100 * width) / total).toFixed(2)}%">`).join('')}</colgroup><thead>${s.head.map((cells) => row(cells, 'th')).join('')}</thead>` +
      `<tbody>${s.body.map((cells) => row(cells, 'td')).join('')}</tbody></table>${s.note ? `<p class="note">${escape(s.note)}</p>` : ''}</section>`;
  };
  return `<!doctype html><meta charset="utf-8"><style>@page{size:A4${layout.landscape ? ' landscape' : ''};margin:18mm 15mm}
body{font-family:"Noto Serif CJK SC","WenQuanYi Zen Hei",serif;font-size:10pt}h1,h2{text-align:center;font-size:15pt}section{break-before:page}
table{border-collapse:collapse;width:100%;table-layout:fixed}th{font-weight:normal}td,th{padding:2px 3px;height:16px;word-break:break-all}tr{break-inside:avoid}
.above{display:flex;justify-content:space-between;margin:4px 0}p{text-indent:2em;line-height:1.6}${BORDERS[layout.rules]}</style>
${printed.prose.map((text, index) => (index < 2 ? `<h1>${escape(text)}</h1>` : `<p>${escape(text)}</p>`)).join('\n')}${printed.sheets.map(sheet).join('\n')}`;
}

export function toFods(printed: Printed, layout: Layout): string {
  const edge = layout.rules === 'grid' ? 'fo:border="0.5pt solid #000000"' : '';
  const style = (name: string, align: string, border: string, extra = ''): string =>
    `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties ${border} fo:wrap-option="wrap" style:vertical-align="middle"/><style:paragraph-properties fo:text-align="${align}"/><style:text-properties style:font-name-asian="Noto Serif CJK SC" fo:font-size="9pt" style:font-size-asian="9pt" ${extra}/></style:style>`;
  const text = (s: string): string => `<text:p>${escape(s).replace(/ {2,}/g, (m) => ` <text:s text:c="${m.length - 1}"/>`)}</text:p>`;
  const name = (align: string | undefined): string => (align === 'right' ? 'r' : align === 'center' ? 'c' : 'l');
  const sheet = (s: Sheet, index: number): string => {
    const columns = s.widths.length;
    const open: number[] = Array.from({ length: columns }, () => 0);
    const row = (cells: readonly SheetCell[]): string => {
      let out = '', column = 0, next = 0;
      while (column < columns) {
        if (open[column]! > 0) { open[column]!--; out += '<table:covered-table-cell table:style-name="c"/>'; column++; continue; }
        const cell = cells[next++];
        if (!cell) { out += '<table:table-cell table:style-name="l"/>'; column++; continue; }
        const span = cell.columns ?? 1, rows = cell.rows ?? 1;
        out += `<table:table-cell table:style-name="${name(cell.align)}" office:value-type="string" table:number-columns-spanned="${span}" table:number-rows-spanned="${rows}">${text('　'.repeat(cell.indent ?? 0) + cell.text)}</table:table-cell>`;
        for (let i = 0; i < span; i++) { open[column + i] = rows - 1; if (i) out += '<table:covered-table-cell table:style-name="c"/>'; }
        column += span;
      }
      return `<table:table-row>${out}</table:table-row>`;
    };
    const wide = (content: string, styleName: string): string => `<table:table-row><table:table-cell table:style-name="${styleName}" office:value-type="string" table:number-columns-spanned="${columns}" table:number-rows-spanned="1">${text(content)}</table:table-cell>${'<table:covered-table-cell/>'.repeat(columns - 1)}</table:table-row>`;
    const half = Math.max(1, columns - 2);
    const above = `<table:table-row><table:table-cell table:style-name="pl" office:value-type="string" table:number-columns-spanned="${half}" table:number-rows-spanned="1">${text(s.above[0])}</table:table-cell>${'<table:covered-table-cell/>'.repeat(half - 1)}<table:table-cell table:style-name="pr" office:value-type="string" table:number-columns-spanned="${columns - half}" table:number-rows-spanned="1">${text(s.above[1])}</table:table-cell>${'<table:covered-table-cell/>'.repeat(columns - half - 1)}</table:table-row>`;
    return `<table:table table:name="T${index + 1}" table:style-name="ta">${s.widths.map((_, i) => `<table:table-column table:style-name="co${index}_${i}"/>`).join('')}${wide(s.title, 'title')}${above}${s.head.map(row).join('')}${s.body.map(row).join('')}${s.note ? wide(s.note, 'pl') : ''}</table:table>`;
  };
  const columnStyles = printed.sheets.flatMap((s, index) => {
    const total = s.widths.reduce((a, b) => a + b, 0), page = layout.landscape ? 250 : 175;
    return s.widths.map((w, i) => `<style:style style:name="co${index}_${i}" style:family="table-column"><style:table-column-properties style:column-width="${((page * w) / total).toFixed(2)}mm"/></style:style>`);
  }).join('');
  const cover = `<table:table table:name="cover" table:style-name="ta"><table:table-column table:style-name="cover0"/>${printed.prose.map((line, i) => `<table:table-row><table:table-cell table:style-name="${i < 2 ? 'title' : 'pl'}" office:value-type="string">${text(line)}</table:table-cell></table:table-row>`).join('')}</table:table>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>${columnStyles}<style:style style:name="cover0" style:family="table-column"><style:table-column-properties style:column-width="175mm"/></style:style><style:style style:name="ta" style:family="table" style:master-page-name="m"/>${style('l', 'start', edge)}${style('r', 'end', edge)}${style('c', 'center', edge)}${style('pl', 'start', '')}${style('pr', 'end', '')}${style('title', 'center', '', 'fo:font-weight="bold"')}<style:page-layout style:name="pl1"><style:page-layout-properties fo:page-width="${layout.landscape ? 297 : 210}mm" fo:page-height="${layout.landscape ? 210 : 297}mm" fo:margin="15mm" style:print-orientation="${layout.landscape ? 'landscape' : 'portrait'}"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="m" style:page-layout-name="pl1"/></office:master-styles><office:body><office:spreadsheet>${cover}${printed.sheets.map(sheet).join('')}</office:spreadsheet></office:body></office:document>`;
}

/** Sheets to a flat OpenDocument spreadsheet, for LibreOffice. */
import type { Layout, Printed, Sheet, SheetCell } from './layouts.js';
import { escape } from './render.js';

const SOLID = 'fo:border="0.5pt solid #000000"';
const EDGES: Readonly<Record<Layout['rules'], string>> = {
  'grid': SOLID, 'open': SOLID, 'three-line': '', 'none': '', 'horizontal': 'fo:border-top="0.5pt solid #000000" fo:border-bottom="0.5pt solid #000000"',
  'double': 'fo:border="1.5pt double #000000"', 'dashed': 'fo:border="0.5pt dashed #000000"',
};

export function toFods(printed: Printed, layout: Layout): string {
  const { look } = layout;
  const [short, long] = look.paper === 'A3' ? [297, 420] : [210, 297];
  const [paperWidth, paperHeight] = layout.landscape ? [long, short] : [short, long];
  const edge = EDGES[layout.rules];
  const style = (name: string, align: string, border: string, extra = ''): string =>
    `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties ${border} fo:wrap-option="wrap" style:vertical-align="middle"/><style:paragraph-properties fo:text-align="${align}"/><style:text-properties style:font-name-asian="Noto Serif CJK SC" fo:font-size="${look.font}pt" style:font-size-asian="${look.font}pt" ${extra}/></style:style>`;
  const text = (s: string): string => `<text:p>${escape(s).replace(/ {2,}/g, (m) => ` <text:s text:c="${m.length - 1}"/>`)}</text:p>`;
  const name = (align: string | undefined): string => (align === 'right' ? 'r' : align === 'center' ? 'c' : 'l');
  const sheet = (s: Sheet, index: number): string => {
    const columns = s.widths.length;
    const open: number[] = Array.from({ length: columns }, () => 0);
    const row = (cells: readonly SheetCell[], head = false): string => {
      let out = '', column = 0, next = 0;
      while (column < columns) {
        if (open[column]! > 0) { open[column]!--; out += '<table:covered-table-cell table:style-name="c"/>'; column++; continue; }
        const cell = cells[next++];
        if (!cell) { out += '<table:table-cell table:style-name="l"/>'; column++; continue; }
        const span = cell.columns ?? 1, rows = cell.rows ?? 1;
        out += `<table:table-cell table:style-name="${head ? 'h' : name(cell.align)}" office:value-type="string" table:number-columns-spanned="${span}" table:number-rows-spanned="${rows}">${text('　'.repeat(cell.indent ?? 0) + cell.text)}</table:table-cell>`;
        for (let i = 0; i < span; i++) { open[column + i] = rows - 1; if (i) out += '<table:covered-table-cell table:style-name="c"/>'; }
        column += span;
      }
      return `<table:table-row>${out}</table:table-row>`;
    };
    const wide = (content: string, styleName: string): string => `<table:table-row><table:table-cell table:style-name="${styleName}" office:value-type="string" table:number-columns-spanned="${columns}" table:number-rows-spanned="1">${text(content)}</table:table-cell>${'<table:covered-table-cell/>'.repeat(columns - 1)}</table:table-row>`;
    const heads = (t: Sheet): string => `${look.repeatHead ? '<table:table-header-rows>' : ''}${t.head.map((cells) => row(cells, true)).join('')}${look.repeatHead ? '</table:table-header-rows>' : ''}`;
    const half = Math.max(1, columns - 2);
    const above = `<table:table-row><table:table-cell table:style-name="pl" office:value-type="string" table:number-columns-spanned="${half}" table:number-rows-spanned="1">${text(s.above[0])}</table:table-cell>${'<table:covered-table-cell/>'.repeat(half - 1)}<table:table-cell table:style-name="pr" office:value-type="string" table:number-columns-spanned="${columns - half}" table:number-rows-spanned="1">${text(s.above[1])}</table:table-cell>${'<table:covered-table-cell/>'.repeat(columns - half - 1)}</table:table-row>`;
    return `<table:table table:name="T${index + 1}" table:style-name="ta">${s.widths.map((_, i) => `<table:table-column table:style-name="co${index}_${i}"/>`).join('')}${s.number ? wide(s.number, 'pl') : ''}${wide(s.title, 'title')}${above}${heads(s)}${s.body.map((cells) => row(cells)).join('')}${s.note ? wide(s.note, 'pl') : ''}</table:table>`;
  };
  const columnStyles = printed.sheets.flatMap((s, index) => {
    const total = s.widths.reduce((a, b) => a + b, 0), page = paperWidth - 35;
    return s.widths.map((w, i) => `<style:style style:name="co${index}_${i}" style:family="table-column"><style:table-column-properties style:column-width="${((page * w) / total).toFixed(2)}mm"/></style:style>`);
  }).join('');
  const pages = '<text:page-number>1</text:page-number>';
  const number = { '': '', 'plain': pages, 'dashes': `- ${pages} -`, 'of': `第${pages}页 共<text:page-count>99</text:page-count>页` }[look.pageNumbers];
  const cover = `<table:table table:name="cover" table:style-name="ta"><table:table-column table:style-name="cover0"/>${printed.prose.map((line, i) => `<table:table-row><table:table-cell table:style-name="${i < 2 ? 'title' : 'pl'}" office:value-type="string">${text(line)}</table:table-cell></table:table-row>`).join('')}</table:table>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>${columnStyles}<style:style style:name="cover0" style:family="table-column"><style:table-column-properties style:column-width="175mm"/></style:style><style:style style:name="ta" style:family="table" style:master-page-name="m"/>${style('l', 'start', edge)}${style('r', 'end', edge)}${style('c', 'center', edge)}${style('h', 'center', look.headFill ? `${edge} fo:background-color="#d9d9d9"` : edge)}${style('pl', 'start', '')}${style('pr', 'end', '')}${style('title', 'center', '', 'fo:font-weight="bold"')}<style:page-layout style:name="pl1"><style:page-layout-properties fo:page-width="${paperWidth}mm" fo:page-height="${paperHeight}mm" fo:margin="15mm" style:print-orientation="${layout.landscape ? 'landscape' : 'portrait'}"/>${number ? '<style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="2mm"/></style:footer-style>' : ''}</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="m" style:page-layout-name="pl1"><style:header style:display="false"/>${number ? `<style:footer><text:p>${number}</text:p></style:footer>` : '<style:footer style:display="false"/>'}</style:master-page></office:master-styles><office:body><office:spreadsheet>${cover}${printed.sheets.map(sheet).join('')}</office:spreadsheet></office:body></office:document>`;
}

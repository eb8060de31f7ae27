/** Office files of a few parts, made for tests: a ZIP container of stored entries. */
import { crc32 } from 'node:zlib';

export function container(parts: Readonly<Record<string, string>>, options: { readonly encrypted?: boolean; readonly wrongSum?: boolean; /** A size that the directory tells instead of the true one. */ readonly size?: number } = {}): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const sum = (crc32(data) ^ (options.wrongSum === true ? 1 : 0)) >>> 0;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(sum, 14);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(data.length, 22);
    local.writeUInt16LE(path.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(options.encrypted === true ? 1 : 0, 8);
    entry.writeUInt32LE(sum, 16);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(options.size ?? data.length, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, path, data);
    directory.push(entry, path);
    offset += 30 + path.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

export interface SheetParts {
  readonly name?: string;
  readonly state?: string;
  /** `<row>` elements. */
  readonly rows: string;
  /** What stands before and behind the rows: `<cols>`, `<mergeCells>`. */
  readonly before?: string;
  readonly behind?: string;
}

/** A workbook; `formats` are the number formats of the styles 0, 1, … */
export function workbook(sheets: readonly SheetParts[], formats: readonly string[] = ['General'], strings: readonly string[] = []): Buffer {
  const relations = sheets.map((_, i) => `<Relationship Id="r${i}" Target="worksheets/sheet${i + 1}.xml"/>`).join('');
  return container({
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns:r="x"><sheets>${sheets.map(({ name = `Sheet${1}`, state = 'visible' }, i) => `<sheet name="${name}" sheetId="${i + 1}" state="${state}" r:id="r${i}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations}</Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${formats.map((format, i) => `<numFmt numFmtId="${200 + i}" formatCode="${format.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"/>`).join('')}</numFmts><cellXfs>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    ...Object.fromEntries(sheets.map(({ rows, before = '', behind = '' }, i) => [`xl/worksheets/sheet${i + 1}.xml`, `<worksheet>${before}<sheetData>${rows}</sheetData>${behind}</worksheet>`])),
  });
}

/** A row of cells: texts as inline strings, numbers as they are. */
export const row = (r: number, cells: Readonly<Record<string, string | number>>, attributes = ''): string =>
  `<row r="${r}" ${attributes}>${Object.entries(cells).map(([column, value]) => (typeof value === 'number' ? `<c r="${column}${r}"><v>${value}</v></c>` : `<c r="${column}${r}" t="inlineStr"><is><t>${value}</t></is></c>`)).join('')}</row>`;

/** A Word document of a body, with other parts. */
export const wordDocument = (body: string, parts: Readonly<Record<string, string>> = {}): Buffer => container({ 'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`, ...parts });
export const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
export const table = (...rows: readonly (readonly string[])[]): string => `<w:tbl>${rows.map((cells) => `<w:tr>${cells.join('')}</w:tr>`).join('')}</w:tbl>`;
export const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;

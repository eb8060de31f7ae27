/** Office files of a few parts, made for tests: a ZIP container of stored entries. */
import { crc32 } from 'node:zlib';

export function container(parts: Readonly<Record<string, string | Buffer>>, options: { readonly encrypted?: boolean; readonly wrongSum?: boolean; /** A size that the directory tells instead of the true one. */ readonly size?: number } = {}): Buffer {
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
export const wordDocument = (body: string, parts: Readonly<Record<string, string | Buffer>> = {}): Buffer => container({ 'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`, ...parts });
export const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
export const table = (...rows: readonly (readonly string[])[]): string => `<w:tbl>${rows.map((cells) => `<w:tr>${cells.join('')}</w:tr>`).join('')}</w:tbl>`;
export const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;

/** An OpenDocument file of a body, with automatic styles and other parts. */
export const openDocument = (body: string, styles = '', parts: Readonly<Record<string, string | Buffer>> = {}): Buffer =>
  container({ 'content.xml': `<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body>${body}</office:body></office:document-content>`, ...parts });

/** A file or a folder of a compound file; streams of 512 bytes each. */
interface CompoundEntry { readonly name: string; readonly data?: Buffer; readonly inside?: readonly CompoundEntry[] }

/** A compound file (OLE) of streams and folders: the table of sectors, the directory, then a sector for each stream. */
export function compoundFile(entries: readonly CompoundEntry[]): Buffer {
  const listed: { name: string; type: number; child: number; right: number; data?: Buffer }[] = [{ name: 'Root Entry', type: 5, child: 1, right: -1 }];
  const add = (group: readonly CompoundEntry[]): number => {
    const first = listed.length;
    listed.push(...group.map(({ name, data }, i) => ({ name, type: data === undefined ? 1 : 2, child: -1, right: i + 1 < group.length ? first + i + 1 : -1, ...(data === undefined ? {} : { data }) })));
    for (const [i, { inside }] of group.entries()) if (inside !== undefined) (listed[first + i] as { child: number }).child = add(inside);
    return first;
  };
  add(entries);
  const directory = Buffer.alloc(Math.ceil(listed.length / 4) * 512);
  const streams: Buffer[] = [];
  const sectors = 1 + directory.length / 512;
  for (const [i, { name, type, child, right, data }] of listed.entries()) {
    const at = i * 128;
    directory.write(name, at, 'utf16le');
    directory.writeUInt16LE(name.length * 2 + 2, at + 64);
    directory.writeUInt8(type, at + 66);
    directory.writeInt32LE(-1, at + 68);
    directory.writeInt32LE(right, at + 72);
    directory.writeInt32LE(child, at + 76);
    directory.writeInt32LE(data === undefined ? -2 : sectors + streams.length, at + 116);
    directory.writeUInt32LE(data?.length ?? 0, at + 120);
    if (data !== undefined) streams.push(Buffer.concat([data, Buffer.alloc(512 - data.length)]));
  }
  const table = Buffer.alloc(512, 0xff);
  table.writeInt32LE(-3, 0);
  for (let sector = 1; sector < sectors; sector += 1) table.writeInt32LE(sector + 1 < sectors ? sector + 1 : -2, sector * 4);
  for (const i of streams.keys()) table.writeInt32LE(-2, (sectors + i) * 4);
  const head = Buffer.alloc(512);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(head);
  head.writeUInt16LE(9, 30);
  head.writeUInt16LE(6, 32);
  head.writeUInt32LE(1, 48);
  for (const at of [60, 68]) head.writeInt32LE(-2, at);
  head.fill(0xff, 76);
  head.writeUInt32LE(0, 76);
  return Buffer.concat([head, table, directory, ...streams]);
}

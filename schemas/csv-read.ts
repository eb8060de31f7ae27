/**
 * A small RFC 4180 reader for the project's own lists (the packaged CSVs, a user's list of publishers).
 */

/** A row of a CSV text, and the line on which it begins, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Rows of a CSV text, the header among them; empty lines are left out. Quoted fields may hold commas, quotes and line breaks. */
export function csvRows(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let first = 1;
  const endRow = (): void => {
    row.push(field);
    if (row.length > 1 || field !== '') rows.push({ line: first, fields: row });
    row = [];
    field = '';
    first = line;
  };
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  for (let i = 0; i < source.length; i += 1) {
    const c = source[i];
    if (c === '\n') line += 1;
    if (quoted) {
      if (c !== '"') field += c;
      else if (source[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      row.push(field);
      field = '';
    } else if (c === '\n') endRow();
    else if (c !== '\r') field += c;
  }
  endRow();
  return rows;
}

/** Rows of a CSV text as records by header name. */
export function readCsv(text: string): Readonly<Record<string, string>>[] {
  const [header, ...body] = csvRows(text);
  return body.map(({ fields }) => Object.fromEntries((header?.fields ?? []).map((name, i) => [name, fields[i] ?? ''])));
}

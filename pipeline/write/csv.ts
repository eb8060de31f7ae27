/** CSV as RFC 4180 has it, with LF at the line's end. */
import type { Resource } from '../../schemas/dataset-files.js';

/** Lines of records, values exactly as they are: quoted where they need it, nothing for null. */
export function* csvLines(resource: Resource, rows: readonly object[]): Generator<string> {
  const columns = Object.keys(resource.row.shape);
  for (const row of rows as readonly Readonly<Record<string, string | number | null>>[]) {
    yield `${columns.map((column) => field(row[column])).join(',')}\n`;
  }
}

export const csvHeader = (resource: Resource): string => `${Object.keys(resource.row.shape).join(',')}\n`;

function field(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV as RFC 4180 has it, with LF at the line's end. */
import { stringify } from 'csv-stringify/sync';
import type { Resource } from '../../schemas/dataset-files.js';

/** Records that become one text at a time. */
const TOGETHER = 500;

/** Lines of records in parts, values exactly as they are: quoted where they need it, nothing for null. */
export function* csvLines(resource: Resource, rows: readonly object[]): Generator<string> {
  const columns = Object.keys(resource.row.shape);
  // records as lists of values: those with names the library looks up by paths, in twice the time
  const values = (row: object): unknown[] => columns.map((column) => (row as Readonly<Record<string, unknown>>)[column]);
  for (let from = 0; from < rows.length; from += TOGETHER) {
    yield stringify(rows.slice(from, from + TOGETHER).map(values), { record_delimiter: '\n', quote_record_delimiter: true, cast: { number: String } });
  }
}

export const csvHeader = (resource: Resource): string => `${Object.keys(resource.row.shape).join(',')}\n`;

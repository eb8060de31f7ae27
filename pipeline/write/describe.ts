/**
 * The dataset for readers: every file and column in Markdown, made from the schemas so that it can't drift from them.
 */
import { z } from 'zod';
import { RESOURCES, type Resource } from '../../schemas/dataset-files.js';
import { tableSchema } from './data-package.js';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  readonly constraints?: { readonly enum?: readonly string[] };
}

const SEE = 'JSON Schemas: `npm run -s mingxi -- schema`. Rules: `npm run -s mingxi -- rules`.';

/** Text of docs/dataset.md. */
export function datasetMarkdown(): string {
  return [
    '# The dataset',
    'Made by `npm run docs` from `schemas/dataset.ts`; a test holds it up to date.',
    'CSV as in RFC 4180, UTF-8, LF. Codes and amounts are text: amounts are exact decimals in yuan without separators. An empty cell is "not printed", a printed zero is `0`. Rows stand in document order; the same input gives the same bytes.',
    '`documents/<document_id>.json` holds one document as a whole: its row of `documents.csv`, every table as a grid (`grids`) with the place of each cell, the `paragraphs`, and its rows of the other files under their names. `datapackage.json` describes the CSV files (Data Package v2).',
    SEE,
    ...RESOURCES.map(section),
  ].join('\n\n') + '\n';
}

function section(resource: Resource): string {
  const { fields } = z.object({ fields: z.array(z.custom<Field>()) }).parse(tableSchema(resource));
  const rows = fields.map(({ name, type, description = '', constraints }) => {
    const values = constraints?.enum === undefined ? '' : ` (${constraints.enum.map((value) => `\`${value}\``).join(', ')})`;
    return `| \`${name}\` | ${type} | ${description.replaceAll('|', '\\|')}${values} |`;
  });
  const keys = [`Key: ${resource.primaryKey.map((name) => `\`${name}\``).join(', ')}.`, ...resource.foreignKeys.map(({ fields: own, reference }) => `${own.map((name) => `\`${name}\``).join(', ')} → \`${reference.resource}\`.`)];
  return [`## ${resource.name}.csv — ${resource.title}`, keys.join(' '), ['| column | type | meaning |', '|---|---|---|', ...rows].join('\n')].join('\n\n');
}

/**
 * Documents made in the shapes that provinces print: what their tables are called, how their headers are cut, where codes,
 * units and rates stand. Each is consistent, so that a finding of severity error would be false. The cells beside them were
 * read against the source; after a wanted change `UPDATE_GOLDEN=1 npx vitest run tests/documents/provinces`, then read the difference.
 */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processDocument } from '../../pipeline/document.js';
import { assetPath } from '../../schemas/assets.js';
import { severityOf } from '../../schemas/rules.js';
import { madeDocument, printedCells, truthOf } from './made.js';

const FOLDER = assetPath('tests/documents/provinces');
const update = process.env['UPDATE_GOLDEN'] === '1' && process.env['CI'] === undefined;
const names = readdirSync(FOLDER).filter((file) => file.endsWith('.html')).map((file) => file.slice(0, -'.html'.length));

describe.each(names)('%s', (name) => {
  const processed = processDocument(madeDocument(`./provinces/${name}.html`), `${name}.html`);

  it('every amount has its kind, side, code, name and measure', async () => {
    const cells = printedCells(await processed);
    if (update) writeFileSync(`${FOLDER}/${name}.tsv`, `${cells.join('\n')}\n`);
    expect(existsSync(`${FOLDER}/${name}.tsv`)).toBe(true);
    expect(cells).toEqual(truthOf(`./provinces/${name}.tsv`));
  });

  it('has no finding of severity error', async () => {
    expect((await processed).findings.filter((finding) => severityOf(finding) === 'error').map((finding) => [finding.rule, finding.tableId, finding.params])).toEqual([]);
  });
});

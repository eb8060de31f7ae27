/**
 * Prose by itself: changes one digit of each figure that the text of a page prints with its unit (万元, 元, %), one at a time,
 * and lists the changes that no finding notices.
 *
 *   npx tsx bench/injection/prose.ts DIR [--show N]
 *
 * DIR holds HTML pages, text or Markdown. A figure that tables print as well counts as noticed where the tables contradict it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { processDocument } from '../../pipeline/document.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: 'string', default: '20' } } });
const [folder = 'tests/documents/provinces'] = positionals;

/** A figure with its unit; years, dates and numbers of items have none. */
const FIGURE = /(?<![\d.])(?<!\d[,，])\d[\d,]*\.?\d*(?=\s*(?:万元|元|%|％))/g;

/** The figure with another second digit, or another first one where it has no second; undefined where it is zero. */
function changed(figure: string): string | undefined {
  const first = figure.search(/[1-9]/);
  if (first < 0) return undefined;
  const at = /\d/.test(figure[first + 1] ?? '') ? first + 1 : first;
  return figure.slice(0, at) + String((Number(figure[at]) + 3) % 10) + figure.slice(at + 1);
}

/** What the findings of a document say, one word each. */
async function said(text: string, file: string): Promise<ReadonlySet<string>> {
  const { findings } = await processDocument(new TextEncoder().encode(text), file);
  return new Set(findings.map(({ rule, params, published, expected }) => JSON.stringify([rule, params, published, expected])));
}

let figures = 0;
let unnoticed = 0;
for (const file of readdirSync(folder).filter((name) => /\.(?:html?|md|txt)$/.test(name))) {
  const text = readFileSync(join(folder, file), 'utf8');
  const before = await said(text, file);
  for (const { 0: figure, index } of text.matchAll(FIGURE)) {
    const other = changed(figure);
    if (other === undefined) continue;
    figures += 1;
    const after = await said(text.slice(0, index) + other + text.slice(index + figure.length), file);
    // Reasons that are missing are listed with the figure: they say nothing of it.
    if ([...after].some((finding) => !before.has(finding) && !finding.startsWith('["narrative/reason-missing"'))) continue;
    unnoticed += 1;
    if (unnoticed <= Number(values.show)) console.log(`${basename(file)}: ${figure} → ${other}  …${text.slice(Math.max(0, index - 30), index + figure.length + 3).replaceAll(/<[^<>]*>?|\s+/g, ' ')}`);
  }
}
console.log(`${figures} figures, ${figures - unnoticed} noticed (${((100 * (figures - unnoticed)) / Math.max(1, figures)).toFixed(1)}%)`);

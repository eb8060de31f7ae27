/**
 * One digit changed at a time, in tables and in prose of HTML documents that are consistent: is it flagged?
 * usage: npx tsx bench/digits.ts FOLDER [--each 20] [--seed 1] [--list]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { processDocument } from '../pipeline/document.js';
import { Random } from './corpus/random.js';
import { severityOf } from '../schemas/rules.js';

const { values, positionals: [folder = 'tests/documents/provinces'] } = parseArgs({ allowPositionals: true, options: { each: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' }, list: { type: 'boolean', default: false } } });
const each = Number(values.each);

/** Where figures stand: amounts with decimals in cells, amounts, percentages and counts in paragraphs. */
const FIGURES: Readonly<Record<'table' | 'prose', (html: string) => { at: number; text: string }[]>> = {
  table: (html) => [...html.matchAll(/(?<=<td>)-?[\d,]+\.\d+(?=<\/td>)/gu)].map((match) => ({ at: match.index, text: match[0] })),
  prose: (html) => [...html.matchAll(/<p>[^<]*<\/p>/gu)].flatMap((paragraph) => [...paragraph[0].matchAll(/\d[\d,]*(?:\.\d+)?(?=万元|%|元)/gu)].map((match) => ({ at: paragraph.index + match.index, text: match[0] }))),
};

/** Findings of a document by what they say, with their severity. */
async function findingsOf(html: string, file: string): Promise<Map<string, string>> {
  const { findings } = await processDocument(Buffer.from(html), file);
  return new Map(findings.map((finding) => [JSON.stringify([finding.rule, finding.tableId, finding.params]), severityOf(finding)]));
}

/** The text with one digit of the figure at `at` changed; a leading digit becomes no 0. */
function misprinted(html: string, { at, text }: { at: number; text: string }, random: Random): string {
  const digits = [...text].flatMap((char, i) => (/\d/u.test(char) ? [i] : []));
  const place = random.pick(digits);
  const others = [...'0123456789'].filter((digit) => digit !== text[place] && (place !== digits[0] || digit !== '0'));
  return html.slice(0, at + place) + random.pick(others) + html.slice(at + place + 1);
}

const totals = { table: { changed: 0, flagged: 0, severe: 0 }, prose: { changed: 0, flagged: 0, severe: 0 } };
const random = new Random(Number(values.seed));
for (const file of readdirSync(folder).filter((name) => name.endsWith('.html')).toSorted()) {
  const html = readFileSync(`${folder}/${file}`, 'utf8');
  const before = await findingsOf(html, file);
  for (const kind of ['table', 'prose'] as const) {
    const figures = FIGURES[kind](html).filter(({ text }) => /[1-9]/u.test(text));
    for (let i = 0; i < Math.min(each, figures.length); i += 1) {
      const figure = figures.splice(random.integer(0, figures.length - 1), 1)[0] as { at: number; text: string };
      const changed = misprinted(html, figure, random);
      const fresh = [...await findingsOf(changed, file)].filter(([said]) => !before.has(said));
      totals[kind].changed += 1;
      totals[kind].flagged += Number(fresh.length > 0);
      totals[kind].severe += Number(fresh.some(([, severity]) => severity !== 'info'));
      if (values.list && fresh.length === 0) console.log(`${file} ${kind}: ${html.slice(figure.at - 40, figure.at + 20).replaceAll(/<[^>]*>|\s+/gu, ' ')} → ${changed.slice(figure.at, figure.at + figure.text.length)}`);
    }
  }
}
for (const [kind, { changed, flagged, severe }] of Object.entries(totals)) console.log(`${kind}: ${changed} changed, ${flagged} flagged (${((100 * flagged) / changed).toFixed(1)}%), ${severe} as warning or error`);

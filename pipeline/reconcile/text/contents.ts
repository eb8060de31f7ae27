/**
 * The table of contents (目录): which lines of a document belong to it, and what they list.
 */
import { flat } from '../../../extractors/tables/vocabulary.js';
import type { Paragraph } from '../../../schemas/block.js';

const HEADING = /^[(（]?(?:目录|目次)[)）]?(?:contents)?$/iu;
/** Dots, or a page number, that lead to the page of an entry. */
const LEADER = /[.…·．]{2,}\d*$|…+\d*$|[.…·．]+\d+$/u;
const NUMBER = /^[-•·]?(?:第[一二三四五六七八九十]+(?:部分|章|节)|[一二三四五六七八九十]{1,3}[、.．:：]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]|附[件表][\d一二三四五六七八九十]*|(?:公开|预算)?表[\d一二三四五六七八九十]+)/u;
/** Paragraphs from the start among which the heading must stand, and the longest entry without its dots. */
const SEARCHED = 40;
const LONGEST = 60;
/** Entries of the longest contents. */
const MOST = 150;

/** Field codes that a word processor leaves behind entries. */
const FIELD = /\s*PAGEREF\s+_Toc\d+\s*(?:\\?h)?\s*\d*\s*$/u;

/** Entry without its dots, page number and field codes, blanks kept. */
export function entryText(text: string): string {
  return text.replace(FIELD, '').replace(/[\s.…·．-]*\d*\s*$/u, (tail) => (/[.…·．]/u.test(tail) ? '' : tail)).trim();
}

/**
 * Indexes `[from, to)` of the paragraphs of the contents, heading left out; empty where there is none.
 * The contents end where the numbering of its first entry comes again, where a sentence stands, or on a new page with a
 * line that is no entry.
 */
export function contentsRange(paragraphs: readonly Paragraph[]): readonly [number, number] {
  const heading = paragraphs.slice(0, SEARCHED).findIndex((p) => HEADING.test(flat(p.text)));
  if (heading < 0) return [0, 0];
  const seen = new Set<string>();
  let to = heading + 1;
  let page = paragraphs[heading]?.page;
  for (const paragraph of paragraphs.slice(heading + 1, heading + 1 + MOST)) {
    const text = flat(entryText(paragraph.text));
    const numbered = NUMBER.test(text) || LEADER.test(flat(paragraph.text));
    const part = /^第[一二三四五六七八九十]+(?:部分|章)/u.exec(text)?.[0] ?? text;
    if (text.length > LONGEST || /[。；]/u.test(text) || seen.has(part)) break;
    if (!numbered && page !== undefined && paragraph.page !== page) break;
    if (!numbered && page === undefined) break;
    seen.add(part);
    page = paragraph.page ?? page;
    to += 1;
  }
  return [heading + 1, to];
}

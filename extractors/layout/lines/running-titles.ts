/** Page numbers and running titles: short lines at the same place of many pages, left out of the blocks. */
import type { Block, Paragraph } from '../../../schemas/block.js';
import { isUnit, namesMaker, unitAtEnd } from '../../../schemas/caption-line.js';
import { heightsOf, type Standing } from '../../read/pdf/sheets.js';

/** Share of the page height at top and bottom where running titles stand. */
const MARGIN = 0.1;
/** How often a text must stand at one height to be a running title: at least this often, on this share of pages. */
const REPEATS = 3;
const SHARE = 0.3;
/** Lines of a table's own that stand at one height on many pages: its unit, its owner, its title. */
const OF_TABLE = /^[（(]?(?:金额)?单位\s*[:：]|(?:单位|部门)(?:名称)?(?:[（(]单位[）)])?\s*[:：]|\p{Script=Han}{4}表(?:[（(][^（(）)]*[）)])?$/u;
/** Share of the pages on which a line is the document's own, not that of one table that goes on over several. */
const THROUGHOUT = 0.8;
const PAGE_NUMBER = /^[-—–－―‐·•]?\s*(第\s*)?(\d{1,4}|[ⅰ-ⅹⅠ-Ⅻivx]{1,6})(\s*页)?(\s*[,，/]?\s*共?\s*\d{1,4}\s*页?)?\s*[-—–－―‐·•]?$/;

/** How far (points) a running title that was recognised lies from where it stands on other pages, and the share of its characters that may be read otherwise. */
const NEAR = 6;
const MISREAD = 0.15;

/** Concatenates the pages' blocks without page numbers and running titles. */
export function dropRunningTitles(pages: readonly (Standing & { readonly blocks: readonly Block[] })[]): Block[] {
  const counts = new Map<string, number>();
  for (const page of pages) {
    for (const key of new Set(page.blocks.map(b => marginKey(b, page)).filter(k => k !== undefined))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const limit = Math.max(REPEATS, SHARE * pages.length);
  const titles = pages.flatMap(page => page.blocks.filter((b): b is Paragraph => (counts.get(marginKey(b, page) ?? '') ?? 0) >= limit));
  // Pages of another format (横向, 纵向) have the same title at another height; on the first page it is the document's own.
  const texts = new Set([...counts].flatMap(([key, count]) => (count >= limit ? [textOf(key)] : [])));
  const isTitle = (block: Paragraph, key: string, isFirst: boolean): boolean => (counts.get(key) ?? 0) >= limit || !isFirst && texts.has(textOf(key)) || block.source === 'ocr' && titles.some(title => isLike(block, title));
  const throughout = textsOf(counts, THROUGHOUT * pages.length);
  const own = pages.map((page, at) => (at === 0 ? page : { ...page, blocks: withUnitAlone(page.blocks, block => throughout.has(textOf(marginKey(block, page) ?? '|'))) }));
  return own.flatMap((page, at) => page.blocks.filter((block, i, blocks) => {
    const key = marginKey(block, page);
    if (key === undefined) return true;
    const { text } = block as Paragraph;
    const edge = i === 0 || i === blocks.length - 1 || blocks.slice(i).every(b => marginKey(b, page) !== undefined) || blocks.slice(0, i + 1).every(b => marginKey(b, page) !== undefined);
    if (edge && PAGE_NUMBER.test(block.source === 'ocr' ? asPrinted(text) : text)) return false;
    return !isTitle(block as Paragraph, key, at === 0) || OF_TABLE.test(text);
  }));
}

/** Texts that stand in the margins of so many pages, at whatever height. */
function textsOf(counts: ReadonlyMap<string, number>, least: number): ReadonlySet<string> {
  const sums = new Map<string, number>();
  for (const [key, count] of counts) sums.set(textOf(key), (sums.get(textOf(key)) ?? 0) + count);
  return new Set([...sums].flatMap(([text, count]) => (count >= Math.max(REPEATS, least) ? [text] : [])));
}

/** The title of a table before its unit: forms have the same one on each page. Those of a document are 公开表, 报表. */
const TITLE_AND_UNIT = /(?<!公开|报|套|附)表[\s（(]*(?:金额)?单位/u;

/** A title of every page that states the unit (单位：万元, …局部门预算公开表 单位：万元): of it the unit is kept, above the page's first table. */
function withUnitAlone(blocks: readonly Block[], isOfAll: (block: Block) => boolean): readonly Block[] {
  const title = blocks.find((block): block is Paragraph => block.type === 'paragraph' && isOfAll(block) && (isUnit(block.text) || !namesMaker(block.text) && !TITLE_AND_UNIT.test(block.text)) && unitAtEnd(block.text) !== undefined);
  if (title === undefined) return blocks;
  const others = blocks.filter(block => block !== title);
  const first = others.findIndex(block => block.type === 'grid');
  return first < 0 ? others : others.toSpliced(first, 0, { ...title, text: unitAtEnd(title.text) ?? '' });
}

/** Whether two lines at one place are one text, but for single characters. */
function isLike(a: Paragraph, b: Paragraph): boolean {
  if (a.text.length !== b.text.length || Math.abs((a.box?.y0 ?? Infinity) - (b.box?.y0 ?? -Infinity)) > NEAR) return false;
  return [...a.text].filter((c, i) => c !== b.text[i]).length <= MISREAD * a.text.length;
}

/** A recognised text with its digits half-width, and as one dash what was read of the dashes beside a number: they are easily taken for 一, for two, or for a number that is lost. */
const asPrinted = (text: string): string => text.normalize('NFKC').replaceAll(/^[-—–―一_~\s]+(?=\d)|(?<=\d)[-—–―一_~\s]+$/gu, '-').replace(/^[-—–―_~]+$/u, '- 0 -');

/** The text of a key. */
const textOf = (key: string): string => key.slice(key.indexOf('|') + 1);

function marginKey(block: Block, page: Standing): string | undefined {
  if (block.type !== 'paragraph' || !block.box || block.text.length > 60) return undefined;
  const at = heightsOf(block.box, page).find(({ y, height }) => y <= height * MARGIN || y >= height * (1 - MARGIN));
  return at && `${Math.round(at.y / 4)}|${block.text.replace(/\d+/g, '#')}`;
}

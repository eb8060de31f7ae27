/** Prose that runs on over a page break is one paragraph again. */
import type { Block, Paragraph } from '../../../schemas/block.js';
import { HEADING, SENTENCE_END } from './paragraphs.js';
import { joinLines } from './words.js';

/** How far (em) a last line may end before the right margin and still run on; and how far the next may be indented. */
const MARGIN = 2.5;
const INDENT = 1.2;

/** Joins the last paragraph of a page with the first of the next where the sentence goes on. */
export function joinPageBreaks(blocks: readonly Block[]): Block[] {
  const edges = proseEdges(blocks);
  const out: Block[] = [];
  let end: Block | undefined; // as it stood on its own page: a paragraph may run over several breaks
  for (const block of blocks) {
    const last = out.at(-1);
    if (last?.type === 'paragraph' && end?.type === 'paragraph' && block.type === 'paragraph' && runsOn(end, block, edges)) {
      out[out.length - 1] = { ...last, text: joinLines([last.text, block.text]) };
    } else out.push(block);
    end = block;
  }
  return out;
}

function runsOn(end: Paragraph, next: Paragraph, edges: ReadonlyMap<number, { left: number; right: number }>): boolean {
  if (end.page === undefined || next.page !== end.page + 1 || !end.box || !next.box) return false;
  const em = end.fontSize ?? 0;
  if (Math.abs(em - (next.fontSize ?? 0)) > 0.15 * em) return false;
  if (SENTENCE_END.test(end.text) || HEADING.test(next.text)) return false;
  const [here, there] = [edges.get(end.page), edges.get(next.page)];
  if (!here || !there) return false;
  return end.box.x1 > here.right - MARGIN * em && end.box.x1 - end.box.x0 > 12 * em && next.box.x0 < there.left + INDENT * em;
}

/** Left and right margin of each page's prose. */
function proseEdges(blocks: readonly Block[]): Map<number, { left: number; right: number }> {
  const edges = new Map<number, { left: number; right: number }>();
  for (const b of blocks) {
    if (b.type !== 'paragraph' || b.page === undefined || !b.box) continue;
    const e = edges.get(b.page) ?? { left: Infinity, right: -Infinity };
    edges.set(b.page, { left: Math.min(e.left, b.box.x0), right: Math.max(e.right, b.box.x1) });
  }
  return edges;
}

/** Lines outside tables → paragraphs in reading order. */
import type { Box, Paragraph } from '../../../schemas/block.js';
import { endsWithUnit } from '../../../schemas/caption-line.js';
import { round } from '../../read/pdf/matrix.js';
import { isPageNumber } from '../../read/page-marks.js';
import type { LayoutSettings } from '../settings.js';
import { joinLines, type Line, segmentsOf, textOf } from './words.js';
import { wrappedAmount } from './wrapped-figures.js';

/** A paragraph in the reading frame. */
export interface Prose extends Box {
  readonly text: string;
  readonly fontSize: number;
}

/** Gap (em) from which two texts on one line say different things: 编制部门：… 单位：万元. */
const SEPARATE = 2.5;

/** Line starts that begin a paragraph whatever their indentation: 一、 （一） 1． 第三部分 附件. */
export const HEADING = /^(第[一二三四五六七八九十百]+[部章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)|附[件表]|[表注][:：\d一二三四五六七八九十]|单位[:：]|编制)/;
export const SENTENCE_END = /[。！？；：:.!?;]$|[。！？]["”’）)]$/;

/** A table's title on a line of its own, and a line that ends with a table's unit: neither is a part of running text. */
const TITLE = /^[^，。；：,;:]*表$/;

/** Joins lines to paragraphs. `lines` are in reading order (top to bottom) and belong to one stretch between tables. */
export function paragraphsOf(lines: readonly Line[], settings: LayoutSettings): Prose[] {
  const out: { lines: { line: Line; text: string }[]; apart: boolean }[] = [];
  const right = percentile(lines.map(l => l.x1), 0.9);
  const left = percentile(lines.map(l => l.x0), 0.1);
  for (const whole of lines) {
    const segments = segmentsOf(whole, SEPARATE);
    for (const line of segments) {
      const text = textOf(line.chars, settings);
      const open = out.at(-1);
      const last = open?.lines.at(-1);
      const continues = segments.length === 1 && open && !open.apart && last && !(open.lines.length === 1 && TITLE.test(last.text) && !/^[（(]/.test(text)) && continuesParagraph(last.line, last.text, line, text, left, right);
      if (continues) open.lines.push({ line, text });
      else out.push({ lines: [{ line, text }], apart: segments.length > 1 });
    }
  }
  return out.map(p => ({
    text: joinLines(withWholeAmounts(p.lines.map(l => l.text))),
    fontSize: Math.max(...p.lines.map(l => l.line.size)),
    x0: Math.min(...p.lines.map(l => l.line.x0)), y0: Math.min(...p.lines.map(l => l.line.y0)),
    x1: Math.max(...p.lines.map(l => l.line.x1)), y1: Math.max(...p.lines.map(l => l.line.y1)),
  }));
}

/** Lines of running text, each with the rest of the amount that it breaks off. */
function withWholeAmounts(lines: readonly string[]): string[] {
  return lines.reduce<string[]>((out, line) => (wrappedAmount(out.at(-1) ?? '', line) ? [...out.slice(0, -1), `${out.at(-1)}${line}`] : [...out, line]), []);
}

function continuesParagraph(last: Line, lastText: string, line: Line, text: string, left: number, right: number): boolean {
  const em = line.size;
  if (Math.abs(last.size - em) > 0.15 * Math.max(last.size, em)) return false;
  if (line.y0 - last.y1 > 1.6 * em) return false;
  if (HEADING.test(text) || endsWithUnit(text) || isPageNumber(lastText)) return false;
  const full = last.x1 > right - 2.5 * em;
  if (!full) return false;
  if (line.x0 > left + 1.2 * em && line.x0 > last.x0 - 0.5 * em) return false;
  if (SENTENCE_END.test(lastText) && (line.x0 > left + 0.8 * em || TITLE.test(text))) return false;
  return true;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** A paragraph block of a page. */
export function toParagraph(prose: Prose, page: number, box: Box): Paragraph {
  return { type: 'paragraph', text: prose.text, page, box, fontSize: round(prose.fontSize), source: 'text' };
}

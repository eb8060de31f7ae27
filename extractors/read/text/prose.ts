/**
 * Prose lines of Markdown and plain text: marks taken off, lines that were only wrapped told from paragraphs.
 */
import { cleanText } from '../residue.js';

/** A prose line without heading, list and quote marks, links, rulers and other residue; '' where nothing is left. */
export function proseText(line: string): string {
  let text = line.trim();
  if (/^(?:[-*_=~`]\s?){3,}$/.test(text.slice(0, 400)) || /^(?:```|~~~)\s*\w{0,20}$/.test(text)) return '';
  text = text.replace(/^(?:>\s?)+/, '').replace(/^#{1,6}\s+/, '').replace(/^[-*+•●▪]\s+(?!\d{1,4}\s*-$)/, '');
  if (text.includes('](')) text = text.replace(/!\[[^\]]{0,200}\]\([^()]{0,2000}\)/g, '').replace(/\[([^\]]{0,500})\]\([^()\s]{1,2000}\)/g, '$1');
  return cleanText(text);
}

/** Display columns: a Chinese character counts two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) width += text.charCodeAt(at) >= 0x1100 ? 2 : 1;
  return width;
}

/** Starts that begin a paragraph: numbers, headings, list and note marks, an indent of two. */
const paragraphStart = /^(?:\s{2,}|　+|#{1,6}\s|[-*+•●>]\s|[（(]?[一二三四五六七八九十百]{1,4}[、）)．.]|[（(]?\d{1,3}[、）)．.](?!\d)|[①-⑳]|第[一二三四五六七八九十百\d]{1,4}[章节部条]|注[:：]|附[件表]|备注|<)/;
/** Lines shorter than this are not wrapped by a page's edge. */
const wrapWidth = 60;

/**
 * Whether `next` only continues the line before it: that line is long, ends without closing punctuation, and
 * `next` is no longer than it and doesn't begin as a paragraph or a label does.
 */
export function isSoftWrap(previous: string, next: string): boolean {
  if (previous.length > 400 || next.length > 400) return false;
  const line = previous.trimEnd();
  const width = displayWidth(line);
  if (width < wrapWidth || width > 240 || displayWidth(next.trimEnd()) > width + 4) return false;
  if (/[。；：！？.;:!?…”」』）)表|]$|[ \u3000]{2}$/.test(previous) || /^#{1,6}\s/.test(line)) return false;
  return !paragraphStart.test(next) && !/^[^，。；]{1,12}[:：]/.test(next);
}

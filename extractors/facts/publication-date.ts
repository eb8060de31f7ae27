/**
 * The day on which a document was published, where it says so: 发布日期：2024-02-05, or the date that its web page declares.
 * The date of a cover or a signature is when it was written, and is not taken.
 */
import type { Paragraph } from '../../schemas/block.js';
import { isoDate } from '../../schemas/date.js';

const LABELLED = /(?:发布|公开|公布)(?:日期|时间|于)\s*:?\s*(20\d\d(?:\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)))/g;
/** A longer paragraph is prose, which speaks of other publications. */
const LONGEST = 120;

/** The day, ISO; '' where none is printed or declared, or several differ. A declared one goes before what is printed. */
export function publicationDate(paragraphs: readonly Paragraph[], declared = ''): string {
  const own = isoDate(declared);
  if (own !== undefined && own !== '') return own;
  const printed = paragraphs
    .filter(({ text }) => text.length <= LONGEST)
    .flatMap(({ text }) => [...text.normalize('NFKC').matchAll(LABELLED)].map(([, date = '']) => isoDate(date.replaceAll(/\s/g, '')) ?? ''));
  const days = new Set(printed.filter((day) => day !== ''));
  return days.size === 1 ? ([...days][0] ?? '') : '';
}

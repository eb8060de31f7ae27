/** What the reader noticed, as findings. */
import { describe, expect, it } from 'vitest';
import { readingFindings } from '../../pipeline/document.js';

describe('notes of the reader', () => {
  it('are one finding for all pages with the same trouble', () => {
    const notes = [1, 2, 3, 7].map((page) => ({ rule: 'page/needs-ocr', page, params: { page: String(page) } }));
    expect(readingFindings(notes).map((f) => [f.page, f.params.page])).toEqual([[1, '1–3、7']]);
  });
  it('list the figures that are not sure page by page, in one finding', () => {
    const note = (page: number, figures: string) => ({ rule: 'page/ocr-doubtful', page, params: { page: String(page), count: String(figures.split('、').length), figures } });
    expect(readingFindings([note(2, '2、8'), note(3, '8.6')]).map((f) => f.params)).toEqual([{ page: '2–3', count: '3', figures: '第2页2、8；第3页8.6', figuresEn: 'page 2: 2, 8; page 3: 8.6' }]);
    expect(readingFindings([note(4, '15')]).map((f) => f.params)).toEqual([{ page: '4', count: '1', figures: '15', figuresEn: '15' }]);
  });
});

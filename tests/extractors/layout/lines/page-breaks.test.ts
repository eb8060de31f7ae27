import { describe, expect, it } from 'vitest';
import { joinPageBreaks } from '../../../../extractors/layout/lines/page-breaks.js';
import type { Paragraph } from '../../../../schemas/block.js';

const prose = (page: number, text: string, x0 = 50, x1 = 500): Paragraph => ({ type: 'paragraph', text, page, fontSize: 16, source: 'text', box: { x0, y0: 0, x1, y1: 20 } });
const texts = (...blocks: Paragraph[]): string[] => joinPageBreaks(blocks).map(b => (b.type === 'paragraph' ? b.text : ''));

describe('prose over page breaks', () => {
  it('joins a sentence that goes on', () => expect(texts(prose(1, '行政运行2,740.23万元，较上年增加'), prose(2, '957.62万元。'))).toEqual(['行政运行2,740.23万元，较上年增加957.62万元。']));
  it('joins over several pages', () => expect(texts(prose(1, '甲'), prose(2, '乙'), prose(3, '丙。'))).toEqual(['甲乙丙。']));
  it('leaves finished sentences, headings, indented and short lines apart', () => {
    expect(texts(prose(1, '完。'), prose(2, '又'))).toHaveLength(2);
    expect(texts(prose(1, '甲'), prose(2, '二、收入'))).toHaveLength(2);
    expect(texts(prose(1, '甲'), prose(2, '乙', 82), prose(2, '丙'))).toHaveLength(3);
    expect(texts(prose(1, '标题', 200, 300), prose(1, '甲。'), prose(1, '短', 50, 100), prose(2, '乙'))).toHaveLength(4);
  });
});

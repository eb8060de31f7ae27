import { describe, expect, it } from 'vitest';
import { publicationDate } from '../../../extractors/facts/publication-date.js';
import { readFile } from '../../../extractors/read/index.js';
import { isoDate } from '../../../schemas/date.js';

const day = (...texts: readonly string[]): string => publicationDate(texts.map((text) => ({ type: 'paragraph', text, source: 'text' })));

describe('the day of publication', () => {
  it.each([
    ['发布日期：2024-02-05', '2024-02-05'], ['来源：闵行区司法局  发布时间: 2024/2/5 16:30  浏览次数：12', '2024-02-05'], ['公开日期： 2024 年 2 月 5 日', '2024-02-05'], ['发布时间：20240205', '2024-02-05'], ['公布时间：2024.2.5', '2024-02-05'],
  ])('is read: %s', (text, expected) => {
    expect(day('某局2024年部门预算', text)).toBe(expected);
  });
  it.each([['2024年2月5日'], ['报告日期：2024年2月5日'], ['公开时间：2024年2月'], ['发布日期：2024-02-31'], [`本部门按照要求于发布时间：2024-02-05${'公开预算'.repeat(30)}`]])('is not: %s', (text) => {
    expect(day(text)).toBe('');
  });
  it('is not settled by two that differ', () => {
    expect([day('发布日期：2024-02-05', '发布日期：2024-02-05'), day('发布日期：2024-02-05', '发布日期：2024-02-06')]).toEqual(['2024-02-05', '']);
  });
  it('is declared by the pages of governments', async () => {
    const read = async (meta: string): Promise<string | undefined> => (await readFile(new TextEncoder().encode(`<!DOCTYPE html><html><head>${meta}</head><body><p>某局2024年部门预算</p></body></html>`), 'a.html')).declaredDate;
    expect([await read('<meta name="PubDate" content="2024-02-05 10:00:00">'), await read('<meta content=\'2024-02-05\' name=pubdate>'), await read('<meta name="keywords" content="2024-02-05">')]).toEqual(['2024-02-05 10:00:00', '2024-02-05', undefined]);
    expect(publicationDate([{ type: 'paragraph', text: '发布日期：2024-02-06', source: 'text' }], '2024-02-05 10:00:00')).toBe('2024-02-05');
  });
});

describe('isoDate', () => {
  it.each([['2024-2-5', '2024-02-05'], ['2024年02月05日', '2024-02-05'], ['2024-02-05T08:00:00', '2024-02-05'], ['', ''], ['2024-02-30', undefined], ['2024', undefined], ['5.2.2024', undefined]])('%s', (text, expected) => {
    expect(isoDate(text)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { dropRunningTitles } from '../../../../extractors/layout/lines/running-titles.js';
import type { Block, Paragraph, Source } from '../../../../schemas/block.js';

const HEIGHT = 842;
const line = (text: string, y: number, source: Source): Paragraph => ({ type: 'paragraph', text, source, page: 1, fontSize: 10, box: { x0: 280, y0: y - 5, x1: 320, y1: y + 5 } });
/** What is left of a page with a sentence and a line at its foot. */
const kept = (foot: string, source: Source): string[] => dropRunningTitles([{ height: HEIGHT, blocks: [line('部门支出总体情况表', 300, source), line(foot, 800, source)] }]).flatMap((b) => (b.type === 'paragraph' ? [b.text] : []));

describe('page numbers at the foot of a page', () => {
  it.each(['12', '- 12 -', '—12—', '第12页', '12/30'])('%s is left out', (foot) => {
    expect(kept(foot, 'text')).toEqual(['部门支出总体情况表']);
  });
  it.each(['１２一', '一 １２ 一', '一12', '_ 3 _', '１4', '—一5', '16——', '-- 12 -', '—'])('%s of a scan is left out: its dashes are read as characters', (foot) => {
    expect(kept(foot, 'ocr')).toEqual(['部门支出总体情况表']);
  });
  it.each([['一12', 'text'], ['一', 'ocr'], ['12个', 'ocr'], ['十一12', 'ocr']] as const)('%s stays (%s)', (foot, source) => {
    expect(kept(foot, source)).toEqual(['部门支出总体情况表', foot]);
  });
});

describe('running titles of a scan', () => {
  const pages = (titles: readonly (readonly [text: string, y: number])[], source: Source): string[] =>
    dropRunningTitles(titles.map(([text, y]) => ({ height: HEIGHT, blocks: [line(text, y, source), line('部门支出总体情况表', 300, source)] }))).flatMap(b => (b.type === 'paragraph' ? [b.text] : []));
  const usual = ['某市某某区卫生健康委员会部门预算', 30] as const;
  it('are left out where a character is misread or the page lies a little lower', () => {
    expect(pages([usual, usual, usual, ['某市某某区卫生健康委员会部内预算', 33]], 'ocr')).not.toContain('某市某某区卫生健康委员会部内预算');
  });
  it('are no other texts, none elsewhere, and none of a text layer', () => {
    const stays = (text: string, y: number, source: Source): boolean => pages([usual, usual, usual, [text, y]], source).includes(text);
    expect([stays('某市某某区教育体育局二〇二四年预算', 30, 'ocr'), stays('某市某某区卫生健康委员会部内预算', 60, 'ocr'), stays('某市某某区卫生健康委员会部内预算', 30, 'text')]).toEqual([true, true, true]);
  });
});

describe('running titles of pages of two formats', () => {
  const kept = (places: readonly number[], text = '某市教育局2025年部门预算'): number => dropRunningTitles(places.map((y) => ({ height: HEIGHT, blocks: [line(text, y, 'text'), line('部门支出总体情况表', 300, 'text')] }))).filter((block) => block.type === 'paragraph' && block.text === text).length;
  it('are left out at either height, but on the first page', () => {
    expect(kept([25, 25, 25, 42])).toBe(0);
    expect(kept([60, 25, 25, 25, 42])).toBe(1);
  });
  it('are none that stand at several heights alone, or below the head of their page', () => expect([kept([25, 42, 60]), kept([25, 25, 25, 200])]).toEqual([3, 1]));
});

describe('a title of every page that states the unit as well', () => {
  const TITLE = '某市司法局2025年部门预算公开表单位：万元';
  const grid: Block = { type: 'grid', rows: 1, columns: 1, cells: [], source: 'text', method: 'lattice' };
  const left = (pages: readonly (readonly Block[])[]): string[][] => {
    const blocks = dropRunningTitles(pages.map((own) => ({ height: HEIGHT, blocks: [line(TITLE, 30, 'text'), ...own] })));
    return pages.map(([first]) => blocks.slice(0, blocks.indexOf(first as Block) + 2).map((block) => (block.type === 'paragraph' ? block.text : block.type)));
  };
  it('is the unit of the tables on each page, and nothing else', () => {
    const page = (at: number): Block[] => [line(`${at}、部门职责`, 300, 'text'), grid];
    const blocks = dropRunningTitles([1, 2, 3].map((at) => ({ height: HEIGHT, blocks: [line(TITLE, 30, 'text'), ...page(at)] })));
    expect(blocks.map((block) => (block.type === 'paragraph' ? block.text : block.type)).slice(-6)).toEqual(['2、部门职责', '单位：万元', 'grid', '3、部门职责', '单位：万元', 'grid']);
    expect(left([[line('一、部门职责', 300, 'text')], [line('二、机构设置', 300, 'text')], [line('三、预算情况', 300, 'text')]]).flat().filter((text) => text === '单位：万元')).toEqual([]);
  });
  it('stays where it is that of a form on each page', () => {
    const title = '项目支出绩效目标表（单位：万元）';
    const blocks = dropRunningTitles([1, 2, 3].map(() => ({ height: HEIGHT, blocks: [line(title, 30, 'text'), grid] })));
    expect(blocks.filter((block) => block.type === 'paragraph' && block.text === title)).toHaveLength(3);
  });
  it('or the unit alone', () => {
    const blocks = dropRunningTitles([1, 2, 3].map(() => ({ height: HEIGHT, blocks: [line('单位：万元', 30, 'text'), line('支出总表', 300, 'text'), grid] })));
    expect(blocks.map((block) => (block.type === 'paragraph' ? block.text : block.type)).slice(3)).toEqual(['支出总表', '单位：万元', 'grid', '支出总表', '单位：万元', 'grid']);
  });
  it('stays where it is that of one table over some pages', () => {
    const title = '部门支出总表单位：万元';
    const blocks = dropRunningTitles([1, 2, 3, 4, 5].map((at) => ({ height: HEIGHT, blocks: [...(at > 2 ? [line(title, 30, 'text')] : []), grid] })));
    expect(blocks.filter((block) => block.type === 'paragraph' && block.text === title)).toHaveLength(3);
  });
});

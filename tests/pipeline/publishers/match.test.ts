import { describe, expect, it } from 'vitest';
import { matchPublishers } from '../../../pipeline/publishers/match.js';
import { isNear, publisherName } from '../../../pipeline/publishers/names.js';
import type { DocumentRow } from '../../../schemas/dataset.js';
import { expected, row, unread } from './made.js';

/** What becomes of each entry: its documents, `missing`, or the doubts. */
function match(lines: readonly string[], documents: readonly DocumentRow[], leftOut: readonly string[] = []): string[] {
  return matchPublishers(expected(...lines), documents, leftOut).outcomes.map(({ state, documents: found, doubts }) => (state === 'published' ? found.map((d) => d.source_file).join('+') : [state, ...doubts.map((d) => `${d.reason} ${d.sourceFile}`)].join(' ')));
}

describe('the name of a publisher', () => {
  it.each([
    ['上海市闵行区司法局', '闵行区司法局'], ['上海市闵行区司法局', '司法局'], ['上海市闵行区司法局（汇总）', '区司法局'], ['上海市闵行区司法局(部门)', '上海市闵行区 司法局'],
    ['上海市闵行区人民政府江川路街道办事处', '闵行区江川路街道办事处'], ['中国共产党上海市闵行区委员会宣传部', '中共闵行区委宣传部'],
  ])('%s is %s', (a, b) => {
    expect(publisherName(a, '上海市闵行区')).toEqual(publisherName(b, '上海市闵行区'));
  });
  it.each([['闵行区司法局（本级）'], ['闵行区司法局本级'], ['闵行区司法局（机关本级）'], ['闵行区司法局（机关）']])('%s is the office alone', (name) => {
    expect(publisherName(name, '上海市闵行区')).toEqual({ name: '司法局', own: true });
  });
  it('keeps 省, 市, 区 that belong to it, in both writings', () => {
    expect(publisherName('某市市场监督管理局', '某市')).toEqual(publisherName('市场监督管理局', '某市'));
    expect(publisherName('江苏省政协办公厅', '江苏省')).toEqual(publisherName('省政协办公厅', '江苏省'));
    expect(publisherName('北京市人民政府办公厅', '北京市').name).toBe('人民政府办公厅');
  });
  it.each([['发改委', '发展和改革委员会', true], ['市场监管局', '市场监督管理局', true], ['住房保障和房屋管理局', '住房保障与房屋管理局', true], ['第一中学', '第二中学', false], ['公安局', '公安局交警支队', false], ['教育局', '体育局', false], ['司法局', '财政局', false]])('%s and %s: similar %s', (a, b, near) => {
    expect([isNear(a, b), isNear(b, a)]).toEqual([near, near]);
  });
});

describe('the publications of a list', () => {
  it('are found by region, name, scope, year and stage', () => {
    const documents = [row('a'), row('b', { stage: 'final' }), row('c', { fiscal_year: 2023 }), row('d', { scope: 'unit' }), row('e', { region: '浙江省舟山市普陀区', region_code: '330903', organisation: '普陀区司法局' })];
    expect(match(['上海市闵行区,司法局,部门,预算,2024', '上海市闵行区,司法局,部门,决算,2024', '上海市闵行区,司法局,单位,预算,2024', '上海市普陀区,司法局,部门,预算,2024'], documents)).toEqual(['a', 'b', 'd', 'missing']);
  });

  it('may be several files, the bytes of one counted once', () => {
    expect(match(['闵行区,司法局,部门,预算,2024'], [row('说明'), row('表'), row('表的副本', { duplicate_of: '表' })])).toEqual(['说明+表']);
  });

  it('go to the entry that says most exactly what they are', () => {
    const own = row('b', { scope: 'unit', organisation: '上海市闵行区司法局（本级）' });
    expect(match([',闵行区司法局,,预算,2024', ',闵行区司法局（本级）,,预算,2024'], [row('a'), own])).toEqual(['a', 'b']);
    expect(match([',闵行区司法局,,预算,2024', ',闵行区司法局（本级）,,预算,2024'], [own])).toEqual(['unclear own b', 'b']);
    expect(match([',闵行区司法局,部门,预算,2024'], [row('深圳的写法', { organisation: '上海市闵行区司法局（本级）' })])).toEqual(['深圳的写法']);
  });

  it('are not guessed: two entries for one document, two regions for one name, no scope or region in the document', () => {
    expect(match(['闵行区,司法局,,预算,2024', ',司法局,,预算,2024'], [row('a')])).toEqual(['unclear claimed-twice a', 'unclear claimed-twice a']);
    expect(match([',司法局,,预算,2024'], [row('a'), row('b', { region: '上海市普陀区', region_code: '310107', organisation: '普陀区司法局' })])).toEqual(['unclear several-regions a several-regions b']);
    expect(match(['闵行区,司法局,部门,预算,2024'], [row('a', { scope: '' })])).toEqual(['unclear scope a']);
    expect(match(['闵行区,司法局,部门,预算,2024'], [row('a', { region: '', region_code: '', organisation: '司法局' })])).toEqual(['unclear region a']);
  });

  it('are not called missing where a name is only similar, unless that document is another entry\'s', () => {
    const commission = row('a', { organisation: '上海市闵行区发展和改革委员会' });
    expect(match(['闵行区,发改委,部门,预算,2024'], [commission])).toEqual(['unclear similar a']);
    expect(match(['闵行区,发改委,部门,预算,2024', '闵行区,发展和改革委员会,部门,预算,2024'], [commission])).toEqual(['missing', 'a']);
    expect(match(['闵行区,财政局,部门,预算,2024'], [commission])).toEqual(['missing']);
  });

  it('are not called missing where a file that may be theirs was not read', () => {
    const entries = ['闵行区,司法局,部门,预算,2024', '闵行区,财政局,部门,预算,2024'];
    expect(match(entries, [unread('司法局2024年部门预算.pdf')])).toEqual(['unclear unread 司法局2024年部门预算.pdf', 'missing']);
    expect(match(entries, [], ['2024/财政局/部门预算.docx'])).toEqual(['missing', 'unclear unread 2024/财政局/部门预算.docx']);
    expect(match(entries, [row('司法局.pdf', { extraction: 'none', status: 'partial' })])).toEqual(['unclear unread 司法局.pdf', 'missing']);
    // Another year, stage or place than the entry's is another file.
    expect(match(entries, [unread('司法局2023年部门预算.pdf'), unread('司法局2024年部门决算.pdf')], ['普陀区司法局2024年部门预算.xls', '杭州市/司法局2024年部门预算.xls'])).toEqual(['missing', 'missing']);
    // A file without a publisher's name may be any of them.
    expect(match(entries, [row('a'), unread('扫描件001.pdf')])).toEqual(['a', 'unclear']);
    expect(matchPublishers(expected(...entries), [unread('扫描件001.pdf'), unread('教育局.pdf')], []).nameless).toEqual(['扫描件001.pdf']);
  });

  it('are not called missing where a file has their name and its text another one', () => {
    const entries = ['闵行区,司法局,部门,预算,2024'];
    expect(match(entries, [row('司法局2024年部门预算.pdf', { fiscal_year: 2022 })])).toEqual(['unclear file-name 司法局2024年部门预算.pdf']);
    expect(match(entries, [row('司法局2024年部门预算.pdf', { kind: 'other', fiscal_year: null, stage: '', scope: '', organisation: '' })])).toEqual(['unclear file-name 司法局2024年部门预算.pdf']);
    expect(match(entries, [row('司法局服务中心2024年单位预算.pdf', { scope: 'unit', organisation: '上海市闵行区司法局服务中心' })])).toEqual(['missing']);
    expect(match(entries, [row('司法局2024年单位预算.pdf', { scope: 'unit' })])).toEqual(['missing']);
  });
});

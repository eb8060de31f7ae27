import { describe, expect, it } from 'vitest';
import { matchPublishers, type Outcome } from '../../../pipeline/publishers/match.js';
import { documentFindings, listFindings, type Told } from '../../../pipeline/publishers/outcomes.js';
import type { DocumentRow } from '../../../schemas/dataset.js';
import { wordingOf } from '../../../schemas/rules.js';
import { published } from '../reconcile/documents/published.js';
import { table } from '../reconcile/narrative/documents.js';
import { expected, list, row, unread } from './made.js';

const messages = ({ findings }: Pick<Told, 'findings'>, language: 'zh' | 'en' = 'zh'): string[] => findings.map((f) => `${f.rule} ${wordingOf(f, language)}`);
const counts = ({ checks }: Told): string[] => checks.map((c) => `${c.rule} ${c.applicable} ${c.passed} ${c.failed} ${c.notCheckable} ${c.reason}`.trim());
const held = (lines: readonly string[], documents: readonly DocumentRow[]): Told => listFindings(matchPublishers(expected(...lines), documents, []));
const ENTRIES = ['闵行区,司法局,部门,预算,2024', '闵行区,财政局,部门,预算,2024', '闵行区,审计局,,决算,2023'];

describe('across/not-published', () => {
  it('names each publication of the list that the batch lacks', () => {
    const told = held(ENTRIES, [row('a')]);
    expect(messages(told)).toEqual(['across/not-published 清单第3行：未见财政局2024年部门预算', 'across/not-published 清单第4行：未见审计局2023年决算']);
    expect(counts(told)).toEqual(['across/publisher-unclear 3 3 0 0', 'across/not-published 3 1 2 0']);
  });
  it('holds where all are there', () => {
    const told = held(ENTRIES.slice(0, 1), [row('a')]);
    expect([told.findings, counts(told)]).toEqual([[], ['across/publisher-unclear 1 1 0 0', 'across/not-published 1 1 0 0']]);
  });
});

describe('across/publisher-unclear', () => {
  it('says why, and which file it may be; nothing is called missing', () => {
    const told = held(ENTRIES.slice(0, 2), [unread('司法局.pdf'), row('b.pdf', { organisation: '上海市闵行区财政局', scope: '' })]);
    expect(messages(told)).toEqual([
      'across/publisher-unclear 清单第2行：司法局2024年部门预算是否已公开不能判断：该文件未能读取：司法局.pdf',
      'across/publisher-unclear 清单第3行：财政局2024年部门预算是否已公开不能判断：文件未说明是部门还是单位：b.pdf（上海市闵行区财政局2024年预算）',
    ]);
    expect(messages(told, 'en')[0]).toBe('across/publisher-unclear Line 2 of the list: it can\'t be told whether 司法局2024年部门预算 is there: the file was not read: 司法局.pdf');
    expect(counts(told)).toEqual(['across/publisher-unclear 2 0 2 0', 'across/not-published 2 0 0 2 file not read×1; publisher ambiguous×1']);
  });
  it('is one finding for all that a file without a name may be', () => {
    const told = held(ENTRIES, [unread('0001.pdf')]);
    expect(messages(told)).toEqual(['across/publisher-unclear 清单第2、3、4行：司法局2024年部门预算；财政局2024年部门预算；审计局2023年决算是否已公开不能判断：有1个文件未能读取，文件名也未说明是哪个单位：0001.pdf']);
    expect(counts(told)).toEqual(['across/publisher-unclear 3 0 3 0', 'across/not-published 3 0 0 3 file not read×3']);
  });
});

/** The findings of the documents of an entry that is due on 2024-02-20. */
function dated(documents: readonly DocumentRow[], publishedOn = ''): Told[] {
  const { entries } = list('行政区划,单位名称,范围,预决算,年度,公开时限,公开日期', `闵行区,司法局,部门,预算,2024,2024-02-20,${publishedOn}`);
  return [...documentFindings(matchPublishers(entries, documents, []).outcomes[0] as Outcome, []).values()];
}

describe('across/published-late', () => {
  it('names the day, by the document or by the list', () => {
    expect(messages(dated([row('a', { published_on: '2024-03-01' })])[0] as Told)).toEqual(['across/published-late 司法局2024年部门预算应于2024-02-20前（含当日）公开，公开日期为2024-03-01，晚10天（清单第2行）']);
    expect(messages(dated([row('a')], '2024-02-21')[0] as Told)).toEqual(['across/published-late 司法局2024年部门预算应于2024-02-20前（含当日）公开，公开日期为2024-02-21，晚1天（清单第2行）']);
  });
  it('holds on the last day, and where a first printing was in time', () => {
    expect(dated([row('a', { published_on: '2024-02-20' })]).map(counts)).toEqual([['across/published-late 1 1 0 0', 'across/published-twice 1 1 0 0']]);
    expect(dated([row('a', { published_on: '2024-03-01' }), row('b', { published_on: '2024-02-19' })]).flatMap((told) => messages(told))).toEqual([]);
  });
  it('can\'t be checked without a date, or where only the later of two files has one', () => {
    expect(dated([row('a')]).map(counts)).toEqual([['across/published-late 1 0 0 1 date not given×1', 'across/published-twice 1 1 0 0']]);
    expect(dated([row('a', { published_on: '2024-03-01' }), row('b')])[0]).toMatchObject({ findings: [], checks: [{ rule: 'across/published-late', notCheckable: 1 }, { rule: 'across/published-twice' }] });
  });
});

const spent = (total: string, ...more: readonly string[]) => published(`${total}.pdf`, [], [table('expenditure_summary', [{ cells: { total } }, ...more.map((code) => ({ code, name: `科目${code}`, cells: { total: '10.00' } }))], { unit: '万元' })]);
const CODES = ['204', '20406', '2040601', '2040602', '208', '20805', '2080505', '210', '21011', '2101101'];

/** Findings of two documents of one publication. */
function both(one: ReturnType<typeof spent>, other: ReturnType<typeof spent>): Told[] {
  const entries = expected('闵行区,司法局,部门,预算,2024');
  const documents = [one, other].map(({ documentId }) => row(documentId));
  return [...documentFindings({ entry: entries[0]!, state: 'published', documents, doubts: [] }, [one, other]).values()];
}

describe('across/published-twice', () => {
  it('names two documents of one publication whose totals differ', () => {
    const [first, second] = both(spent('100.00'), spent('120.00', ...CODES));
    expect(first?.findings).toEqual([]);
    expect(messages(second as Told)).toEqual(['across/published-twice 与100.00.pdf同为司法局2024年部门预算（清单第2行），但两份文件的合计不一：“expenditure_summary”合计：120.00万元，彼处100.00万元']);
    expect(second?.findings[0]?.evidence[0]?.cells).toEqual(['t1:1:total', '100.00.pdf/t1:1:total']);
    expect(counts(second as Told)).toEqual(['across/published-twice 1 0 1 0']);
  });
  it('holds for parts with the same totals, and for a corrected printing, which across/republished tells', () => {
    expect(both(spent('100.00'), spent('100.00', ...CODES)).flatMap((told) => messages(told))).toEqual([]);
    expect(both(spent('100.00', ...CODES), spent('120.00', ...CODES)).flatMap((told) => messages(told))).toEqual([]);
  });
});

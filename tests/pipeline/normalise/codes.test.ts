import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeLists } from '../../../schemas/code-lists.js';
import { codesByName } from '../../../schemas/codes.js';
import type { Line } from '../../../schemas/document.js';
import type { Finding } from '../../../schemas/finding.js';
import type { Table } from '../../../schemas/table.js';
import { normaliseDocument } from '../../../pipeline/normalise/codes.js';
import type { Reading } from '../../../pipeline/normalise/code-reading.js';
import { Counter } from '../../../pipeline/normalise/observations.js';
import { checkStructure } from '../../../pipeline/normalise/structure-checks.js';
import { tableOf, tablesOfMarkdown, type Row } from './tables.js';

/** Lines and findings of a table alone in its document. */
function normaliseTable(table: Table, { year }: { readonly year: number }): { readonly lines: readonly Line[]; readonly findings: readonly Finding[] } {
  const { tables, findings } = normaliseDocument([table], year);
  return { lines: tables[0]?.lines ?? [], findings };
}

const codes = (table: Table, year = 2024): string[] => normaliseTable(table, { year }).lines.map((l) => l.code);
const rules = (...tables: Table[]): string[] => normaliseDocument(tables, 2024).findings.map((f) => f.rule);
const clean: readonly Row[] = [
  ['204||', '公共安全支出'], ['204|06|', '司法'], ['204|06|01', '行政运行'], ['204|06|04', '基层司法业务'], ['204|06|99', '其他司法支出'],
  ['208||', '社会保障和就业支出'], ['208|05|', '行政事业单位养老支出'], ['208|05|01', '行政单位离退休'], ['208|05|05', '机关事业单位基本养老保险缴费支出'], ['', '合计'],
];
const want = ['204', '20406', '2040601', '2040604', '2040699', '208', '20805', '2080501', '2080505', ''];
/** The clean table with some rows replaced (by index). */
const but = (changes: Readonly<Record<number, Row>>, base: readonly Row[] = clean): Table => tableOf('t1', base.map((row, i) => changes[i] ?? row));

describe('code shapes', () => {
  it('reads parts side by side without a finding', () => {
    expect(codes(tableOf('t1', clean))).toEqual(want);
    expect(rules(tableOf('t1', clean))).toEqual([]);
  });
  it.each([['[', ']'], ['·[', ']'], ['··[', ']'], ['－－', '']])('reads codes before names behind %s', (before, behind) => {
    expect(codes(tableOf('t1', clean.map(([, name], i) => ['', `${before}${want[i]}${behind}${name}`])))).toEqual(want);
  });
  it('reads staggered parts: only the part that changes is printed', () => {
    const rows: Row[] = [['204||', '公共安全支出'], ['|06|', '司法'], ['||01', '行政运行'], ['||04', '基层司法业务'], ['||99', '其他司法支出'], ['208||', '社会保障和就业支出'], ['|05|', '行政事业单位养老支出'], ['||01', '行政单位离退休'], ['||05', '机关事业单位基本养老保险缴费支出'], ['', '合计']];
    expect(codes(tableOf('t1', rows))).toEqual(want);
    expect(rules(tableOf('t1', rows))).toEqual([]);
  });
  it('stays in the section above a part that lost its zero', () => {
    const rows: Row[] = [['204', '公共安全支出'], ['06', '司法'], ['1', '行政运行'], ['04', '基层司法业务'], ['99', '其他司法支出'], ['208', '社会保障和就业支出'], ['05', '行政事业单位养老支出'], ['01', '行政单位离退休'], ['05', '机关事业单位基本养老保险缴费支出'], ['', '合计']];
    expect(codes(tableOf('t1', rows)).slice(3)).toEqual(want.slice(3));
    // Without its section, too, it is no class for what follows.
    expect(codes(tableOf('t1', [['204', '公共安全支出'], ['1', '行政运行'], ['06', '司法'], ['04', '基层司法业务']])).slice(2)).toEqual(['20406', '2040604']);
  });
  it('reads parts staggered in a single column, telling 款 from 项 by the names', () => {
    const rows: Row[] = [['204', '公共安全支出'], ['06', '司法'], ['01', '行政运行'], ['04', '基层司法业务'], ['99', '其他司法支出'], ['208', '社会保障和就业支出'], ['05', '行政事业单位养老支出'], ['01', '行政单位离退休'], ['05', '机关事业单位基本养老保险缴费支出'], ['', '合计']];
    expect(codes(tableOf('t1', rows))).toEqual(want);
  });
  it('reads whole codes, blanks or points inside, repeated parents, padding and names in the code cell', () => {
    for (const shape of [
      (c: string) => c, (c: string) => [c.slice(0, 3), c.slice(3, 5), c.slice(5)].filter((p) => p !== '').join(' '), (c: string) => [c.slice(0, 3), c.slice(3, 5), c.slice(5)].filter((p) => p !== '').join('.'),
      (c: string) => c.padEnd(7, '0'), (c: string) => Number(c).toLocaleString('en'), (c: string) => `${c.length === 3 ? c : ''}|${c.length === 5 ? c : ''}|${c.length === 7 ? c : ''}`,
      (c: string) => [c.slice(0, 3), c.length > 3 ? c.slice(0, 5) : '', c.length > 5 ? c : ''].join('|'),
    ]) {
      const table = tableOf('t1', clean.map(([, name], i): Row => [want[i] === '' ? '' : shape(want[i] ?? ''), name]));
      expect(codes(table)).toEqual(want);
      expect(rules(table)).toEqual([]);
    }
    for (const brackets of [['[', ']'], ['', ']'], ['，[', ')']] as const) {
      expect(codes(tableOf('t1', clean.map(([, name], i): Row => [want[i] === '' ? '' : `${brackets.join(want[i])}${name}`, want[i] === '' ? name : ''])))).toEqual(want);
    }
    const inCell = normaliseTable(tableOf('t1', clean.map(([, name], i): Row => [want[i] === '' ? '' : `${want[i] ?? ''}${name}`, want[i] === '' ? name : ''])), { year: 2024 });
    expect(inCell.lines.map((l) => [l.code, l.entry.name])).toEqual(clean.map(([, name], i) => [want[i], name]));
  });

  const parted = (c: string, by: string): string => [c.slice(0, 3), c.slice(3, 5), c.slice(5)].filter((part) => part !== '').join(by);
  it.each<[string, (code: string, name: string) => string]>([
    ['brackets', (c, n) => `[${c}]${n}`], ['round brackets', (c, n) => `（${c}）${n}`], ['heavy brackets', (c, n) => `【${c}】${n}`], ['a dash', (c, n) => `${c}-${n}`], ['a blank', (c, n) => `${c} ${n}`], ['a wide blank', (c, n) => `${c}　${n}`],
    ['nothing', (c, n) => c + n], ['a low line', (c, n) => `${c}_${n}`], ['a colon', (c, n) => `${c}：${n}`], ['a slash', (c, n) => `${c}/${n}`], ['points', (c, n) => `${parted(c, '.')} ${n}`], ['dashes', (c, n) => `${parted(c, '-')} ${n}`], ['blanks', (c, n) => `${parted(c, ' ')} ${n}`],
    ['the name', (c, n) => `${n}（${c}）`], ['the name and a bracket', (c, n) => `${n}[${c}]`], ['indents', (c, n) => `　　${c} ${n}`],
    ['brackets and a dash', (c, n) => `[${c}]—${n}`], ['a point', (c, n) => `${c}.${n}`], ['a dash behind another', (c, n) => `- ${c}-${n}`],
    ['a closing bracket alone', (c, n) => `${c}]${n}`], ['an opening bracket alone', (c, n) => `[${c}${n}`], ['a misread bracket', (c, n) => `[${c})${n}`], ['a speck', (c, n) => `，[${c}]${n}`], ['a dash read as two', (c, n) => `${c}-—${n}`], ['a dash read as a numeral', (c, n) => `${c}一、${n}`],
  ])('reads code and name out of the name cell: %s', (_, shape) => {
    const table = tableOf('t1', clean.map(([, name], i): Row => ['', want[i] === '' ? name : shape(want[i] ?? '', name)]));
    const { lines, findings } = normaliseTable(table, { year: 2024 });
    expect(lines.map((l) => [l.code, l.codePublished.replaceAll(' ', ''), l.entry.name])).toEqual(clean.map(([, name], i) => [want[i], want[i], name]));
    expect(findings).toEqual([]);
  });
  it('takes no number with a measure word for a code', () => {
    expect(codes(tableOf('t1', [['', '100个社区'], ['', '201个社区调解室'], ['', '2024年预算']]))).toEqual(['', '', '']);
  });
  it('reads codes set digit by digit', () => {
    const spaced = (part: string): string => [...part].join(' ');
    const table = tableOf('t1', clean.map(([code, name]): Row => [code.split('|').map(spaced).join('|'), name]));
    expect(codes(table)).toEqual(want);
    expect(rules(table)).toEqual([]);
    expect(codes(tableOf('t2', clean.map(([, name], i): Row => [spaced(want[i] ?? ''), name])))).toEqual(want);
  });
  it('takes the first of two classifications side by side', () => {
    const table = tableOf('t1', [['301|08', '机关事业单位基本养老保险缴费']], { classification: 'economic' });
    const [entry] = table.entries;
    const two = entry === undefined ? [] : [{ ...entry, code: [...entry.code, { part: 'class' as const, text: '501' }, { part: 'section' as const, text: '02' }] }];
    expect(codes({ ...table, entries: two })).toEqual(['30108']);
  });

  const items = [...codeLists().entries.values()].filter((e) => e.list === 'functional' && e.level === 'item' && e.evidence === 'document' && codesByName(e.name, 'functional').length === 1);
  it('gives back any official code with its name in any shape it may be mangled into', () => {
    const shapes: readonly ((c: string) => string)[] = [
      (c) => c, (c) => `${c.slice(0, 3)}|${c.slice(3, 5)}|${c.slice(5)}`, (c) => `||${c.slice(5)}`, (c) => `${c.slice(0, 3)}||${c.slice(5)}`, (c) => `${c.slice(0, 5)}||${c.slice(5)}`,
      (c) => `${c.slice(0, 3)}|${c.slice(3, 5).replace(/^0/u, '')}|${c.slice(5).replace(/^0/u, '')}`, (c) => c.replace(/0/u, 'O'), (c) => `${c.slice(0, 3)}|${c.slice(3)}|`,
      (c) => `${c.slice(0, 3)} ${c.slice(3, 5)} ${c.slice(5)}`, (c) => [...c].map((d) => String.fromCodePoint((d.codePointAt(0) ?? 0) + 0xfee0)).join(''),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...items), fc.constantFrom(...shapes), (item, shape) => {
        const rows: Row[] = [[`${item.code.slice(0, 3)}||`, ''], [`${item.code.slice(0, 3)}|${item.code.slice(3, 5)}|`, ''], [shape(item.code), item.name]];
        expect([shape(item.code), codes(tableOf('t1', rows)).at(-1)]).toEqual([shape(item.code), item.code]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('wrong codes', () => {
  it('code/lost-zero: restored, one finding for the table', () => {
    const table = but({ 1: ['204|6|', '司法'], 2: ['204|6|1', '行政运行'], 7: ['208|05|1', '行政单位离退休'] });
    expect(codes(table)).toEqual(want);
    expect(rules(table)).toEqual(['code/lost-zero']);
    expect(normaliseTable(table, { year: 2024 }).findings[0]?.evidence).toHaveLength(3);
  });
  it('code/drag-filled: a class counted on from row to row is one error for the run', () => {
    const rows: Row[] = [...clean.slice(0, 4), ['205|06|10', '社区矫正'], ['206|06|12', '法治建设'], ['207|06|13', '信息化建设'], ['208|06|99', '其他司法支出'], ...clean.slice(5)];
    const { lines, findings } = normaliseTable(tableOf('t1', rows), { year: 2024 });
    expect(lines.slice(4, 8).map((l) => [l.code, l.codePublished])).toEqual([['2040610', '205 06 10'], ['2040612', '206 06 12'], ['2040613', '207 06 13'], ['2040699', '208 06 99']]);
    expect(findings.map((f) => [f.rule, f.severity, f.evidence.map((e) => e.expected)])).toEqual([['code/drag-filled', 'error', ['2040610', '2040612', '2040613', '2040699']]]);
  });
  it('code/drag-filled: the lines above it that count up to it, whose common names fit any class, are of the run', () => {
    const rows: Row[] = [['204||', '公共安全支出'], ['204|06|', '司法'], ['205|06|01', '行政运行'], ['206|06|02', '一般行政管理事务'], ['207|06|04', '基层司法业务'], ['204|06|99', '其他司法支出'], ['208||', '社会保障和就业支出'], ['208|05|', '行政事业单位养老支出'], ['208|05|01', '行政单位离退休']];
    const { lines, findings } = normaliseTable(tableOf('t1', rows), { year: 2024 });
    expect(lines.slice(2, 5).map((l) => l.code)).toEqual(['2040601', '2040602', '2040604']);
    expect(findings.map((f) => [f.rule, f.evidence.map((e) => e.expected)])).toEqual([['code/drag-filled', ['2040601', '2040602', '2040604']]]);
  });
  it('code/drag-filled: the heading above tells the parent where a common name beside it does not', () => {
    const rows: Row[] = [['204||', '公共安全支出'], ['204|06|', '司法'], ['204|06|01', '行政运行'], ['205|06|02', '一般行政管理事务'], ['206|06|04', '基层司法业务'], ['207|06|99', '其他司法支出'], ['208||', '社会保障和就业支出'], ['208|05|', '行政事业单位养老支出'], ['208|05|01', '行政单位离退休']];
    expect(codes(tableOf('t1', rows)).slice(2, 6)).toEqual(['2040601', '2040602', '2040604', '2040699']);
  });
  it('code/drag-filled: a section that is put right is the parent of the next line', () => {
    const rows: Row[] = [['201||', '一般公共服务支出'], ['201|03|', '政府办公厅（室）及相关机构事务'], ['202|03|99', '其他政府办公厅（室）及相关机构事务支出'], ['203|39|', '社会工作事务'], ['204|39|99', '其他社会工作事务支出'], ['208||', '社会保障和就业支出'], ['208|05|', '行政事业单位养老支出'], ['208|05|01', '行政单位离退休']];
    expect(codes(tableOf('t1', rows)).slice(2, 5)).toEqual(['2010399', '20139', '2013999']);
  });
  it('code/drag-filled: over items without headings the names say the codes', () => {
    const rows: Row[] = [['208|05|05', '机关事业单位基本养老保险缴费支出'], ['210|11|01', '行政单位医疗'], ['211|11|02', '事业单位医疗'], ['212|11|03', '公务员医疗补助'], ['221|02|01', '住房公积金']];
    const { lines, findings } = normaliseTable(tableOf('t1', rows), { year: 2024 });
    expect(lines.map((l) => l.code)).toEqual(['2080505', '2101101', '2101102', '2101103', '2210201']);
    expect(findings.map((f) => [f.rule, f.severity, f.evidence.map((e) => e.expected)])).toEqual([['code/drag-filled', 'error', ['2101102', '2101103']]]);
  });
  it('code/drag-filled: names that are right, and names that several classes have, are none of a run', () => {
    expect(rules(tableOf('t1', [['204|01|01', '武装警察部队'], ['205|01|01', '行政运行'], ['206|01|01', '行政运行'], ['207|01|01', '行政运行']]))).not.toContain('code/drag-filled');
  });
  it('code/wrong-parent: lines of the same parts under classes of their own are none of a run', () => {
    const rows: Row[] = [['204||', '公共安全支出'], ['204|06|', '司法'], ['204|06|01', '行政运行'], ['205||', '教育支出'], ['205|01|', '教育管理事务'], ['205|01|01', '行政运行'], ['206||', '科学技术支出'], ['206|01|', '科学技术管理事务'], ['206|01|01', '行政运行'], ['207|01|02', '一般行政管理事务']];
    expect(codes(tableOf('t1', rows)).slice(0, 9)).toEqual(['204', '20406', '2040601', '205', '20501', '2050101', '206', '20601', '2060101']);
  });
  it('code/wrong-parent: a single wrong class, where name and neighbours agree', () => {
    const table = but({ 3: ['205|06|04', '基层司法业务'] });
    expect(codes(table)).toEqual(want);
    expect(rules(table)).toEqual(['code/wrong-parent']);
  });
  it('code/confused-digits: letters for digits', () => {
    const table = but({ 8: ['2O8|O5|05', '机关事业单位基本养老保险缴费支出'] });
    expect(codes(table)).toEqual(want);
    expect(rules(table)).toEqual(['code/confused-digits']);
  });
  it('code/parts: a row cut differently from all others', () => {
    const table = but({ 8: ['20805||05', '机关事业单位基本养老保险缴费支出'] });
    expect(codes(table)).toEqual(want);
    expect(rules(table)).toEqual(['code/parts']);
  });
  it('code/missing: told by the name where only one code fits there', () => {
    const table = but({ 7: ['', '行政单位离退休'] });
    expect(codes(table)).toEqual(want);
    expect(rules(table)).toEqual(['code/missing']);
    const nameless = but({ 7: ['', '某项目经费'] });
    expect(codes(nameless)[7]).toBe('');
    expect(rules(nameless)).toEqual([]);
  });
  describe('code/column-unread: the header names codes, the lines have none', () => {
    const names = ['204|公共安全支出', '20406|司法', '2040601|行政运行', '2040602|一般行政管理事务', '2040604|基层司法业务'].map((line) => line.split('|') as [string, string]);
    const headed = (header: string, rows: readonly Row[], block = 0): Table => tableOf('t1', rows, { columns: [{ gridColumn: 0, block: 0, role: 'amount', header }, { gridColumn: 1, block, role: 'name', header: '科目名称' }, { gridColumn: 2, block, role: 'amount', header: '合计' }] });
    const findings = (table: Table): readonly Finding[] => normaliseDocument([table], 2024).findings.filter(({ rule }) => rule === 'code/column-unread');
    const bare = (count: number): Row[] => [...names.map(([code, name], i): Row => [i < count ? '' : code, name]), ['', '合计']];

    it('is said of the amounts of all lines without a code, also where the codes were taken for amounts', () => {
      const cells = names.map((_, i) => `t1:${i + 1}:total`);
      expect(findings(headed('支出功能分类科目编码', bare(5))).map((f) => f.cells)).toEqual([cells]);
      expect(findings({ ...headed('项目 / 支出功能分类科目编码类款项', bare(5), 1), entries: headed('', bare(5)).entries.map((e) => ({ ...e, block: 1 })) }).map((f) => f.cells)).toEqual([cells]);
    });
    it('is not said of the heading of lines that print its code', () => {
      const projects: Row[] = [['', '行政运行'], ['2040601', '办公楼维修'], ['', '基层司法业务'], ['2040604', '调解员补贴'], ['2040604', '普法宣传']];
      expect(findings(headed('科目编码', projects))).toEqual([]);
    });
    it('is said of a part of the lines', () => {
      expect(findings(headed('科目编码', [...bare(0), ['', '行政运行'], ['', '一般行政管理事务']])).map((f) => f.cells)).toEqual([['t1:7:total', 't1:8:total']]);
    });
    it('is said of one line whose name has the digits of its code among its characters, whatever the headings say', () => {
      expect(findings(headed('科目', [...bare(0), ['', '一般20406行政02管理事务']])).map((f) => f.cells)).toEqual([['t1:7:total']]);
      expect(findings(headed('科目', [...bare(0), ['', '2024年第12批项目'], ['', '3021101-差旅费']]))).toEqual([]);
    });
    it('is said of one line beside which a part of its code stands alone', () => {
      const wrapped = (part: Row): Row[] => [...bare(0), part, ['', '一般行政管理事务']];
      expect(findings(headed('科目编码', wrapped(['204060', '', '']))).map((f) => f.cells)).toEqual([['t1:8:total']]);
      expect(findings(headed('科目编码', wrapped(['2040610', '社区矫正'])))).toEqual([]);
    });
    it('is not said where no heading speaks of codes, where it speaks of those of units, or of projects without a code', () => {
      expect([...findings(headed('科目', bare(5))), ...findings(headed('单位代码', bare(5)))]).toEqual([]);
      expect(findings(headed('科目编码', [...bare(0), ['', '某项目经费'], ['', '某局本级'], ['', '某信息化建设项目']]))).toEqual([]);
    });
  });
  describe('codes in brackets before the names', () => {
    const named = (changes: Readonly<Record<number, string>>): Table => tableOf('t1', clean.map(([code, name], i): Row => ['', changes[i] ?? (code === '' ? name : `[${code.replaceAll('|', '')}]${name}`)]));
    it('are codes', () => {
      expect(codes(named({}))).toEqual(want);
      expect(rules(named({}))).toEqual([]);
    });
    it.each(['[20805-1]行政单位离退休', '[208051]行政单位离退休'])('code/missing: %s, told by the name', (printed) => {
      expect(codes(named({ 7: printed }))).toEqual(want);
      expect(rules(named({ 7: printed }))).toEqual(['code/missing']);
    });
    it('code/unreadable: no code, and a name that tells none', () => {
      expect(rules(named({ 7: '[208051]某项目经费' }))).toEqual(['code/unreadable']);
    });
    it('code/unknown: of the length of a code, on no list', () => {
      expect(codes(named({ 8: '[2080577]某项目经费' }))[8]).toBe('2080577');
      expect(rules(named({ 8: '[2080577]某项目经费' }))).toEqual(['code/unknown']);
    });
  });
  it('code/unknown: kept as printed, never corrected to a neighbour', () => {
    const table = but({ 7: ['208|05|77', '行政单位离退休'] });
    expect(codes(table)[7]).toBe('2080577');
    expect(rules(table)).toContain('code/unknown');
    expect(normaliseTable(table, { year: 2024 }).findings.every((f) => f.severity === undefined || f.severity === 'info')).toBe(true);
  });
  it('code/unknown warns of a code that only its class parts from that of its name', () => {
    expect(normaliseTable(tableOf('t1', [['222|02|01', '住房公积金']]), { year: 2024 }).findings).toMatchObject([{ rule: 'code/unknown', severity: 'warning' }]);
  });
  it('code/unknown warns of a code that no list could have: digits of it are lost', () => {
    const lost = normaliseTable(tableOf('t1', [['229||', '其他支出'], ['||2', '用于社会福利的彩票公益金支出']]), { year: 2024 }).findings;
    expect(lost.filter((f) => f.rule === 'code/unknown')).toMatchObject([{ severity: 'warning', published: '2' }]);
  });
  it('code/unreadable: what is no code at all', () => {
    expect(rules(but({ 7: ['#REF!', '某行'] }))).toContain('code/unreadable');
  });
  it('code/outdated: a code that only older editions have', () => {
    expect(rules(but({ 7: ['208|05|04', '未归口管理的行政单位离退休'] }))).toEqual(['code/outdated']);
  });
  it('code/moved: a code in its former meaning, but not in the years when it was right', () => {
    const rows: Row[] = [['303||', '对个人和家庭的补助'], ['303|01|', '离休费'], ['303|11|', '住房公积金']];
    const table = tableOf('t1', rows, { classification: 'economic' });
    expect(rules(table)).toEqual(['code/moved']);
    expect(normaliseTable(table, { year: 2017 }).findings).toEqual([]);
  });
});

describe('names', () => {
  it('code/name-belongs: the name of another code', () => {
    const { findings } = normaliseTable(but({ 8: ['208|05|05', '机关事业单位职业年金缴费支出'] }), { year: 2024 });
    expect(findings.map((f) => [f.rule, f.severity, f.evidence[0]?.statement.includes('2080506')])).toEqual([['code/name-belongs', 'warning', true]]);
  });
  it('code/name-older: the same older name in five tables is one info with five cells', () => {
    const tables = [1, 2, 3, 4, 5].map((n) => tableOf(`t${n}`, clean.map((row, i): Row => (i === 7 ? ['208|05|01', '归口管理的行政单位离退休'] : row))));
    const { findings } = normaliseDocument(tables, 2024);
    expect(findings.map((f) => [f.rule, f.cells.length])).toEqual([['code/name-older', 5]]);
  });
  it('code/name-unlisted and code/name-spelling: names that no list has', () => {
    expect(rules(but({ 4: ['204|06|99', '杂项开支'] }))).toEqual(['code/name-unlisted']);
    expect(rules(but({ 4: ['204|06|99', '其他司沄支出'] }))).toEqual(['code/name-spelling']);
  });
  it('code/name-differs: one code under two names in one document', () => {
    const with06 = (id: string, name: string): Table => tableOf(id, [...clean.slice(0, 4), ['204|06|06', name], ...clean.slice(4)]);
    const { findings } = normaliseDocument([with06('t1', '律师公证管理'), with06('t2', '律师管理'), with06('t3', '律师公证管理')], 2024);
    expect(findings.map((f) => [f.rule, f.code, f.cells])).toEqual([['code/name-differs', '2040606', ['t1:5:name', 't3:5:name', 't2:5:name']]]);
  });
  it('says nothing of weak list entries, and counts them as not checkable', () => {
    const weak = [...codeLists().entries.values()].find((e) => e.evidence === 'unverified' && e.level === 'item');
    const code = weak?.code ?? '';
    const { findings, checks } = normaliseDocument([tableOf('t1', [[code, '杂项开支'], ['2080501', '行政单位离退休']])], 2024);
    expect(findings).toEqual([]);
    expect(checks.find((c) => c.rule === 'code/name-unlisted')).toMatchObject({ notCheckable: 1, reason: 'list entry not attested×1' });
  });
  it('takes project names beside codes for what they are', () => {
    expect(rules(tableOf('t1', [['2040601', '车辆维护项目'], ['2040604', '调解员培训项目'], ['2040699', '宣传片制作']]))).toEqual([]);
  });
});

describe('structure', () => {
  it('code/duplicate', () => {
    expect(rules(tableOf('t1', [...clean.slice(0, 8), clean[7] as Row, ...clean.slice(8)]))).toEqual(['code/duplicate']);
  });
  it('code/duplicate: of a listing, the one line that is printed twice running', () => {
    const listing = (...rows: Row[]): string[] => rules(tableOf('t1', rows, { kind: 'agency_operation', classification: 'economic' }));
    const [whole, office, fees, water]: [Row, Row, Row, Row] = [['302', '商品和服务支出', '18.4'], ['30201', '办公费', '18'], ['30204', '手续费', '0.08'], ['30205', '水费', '0.32']];
    expect(listing(whole, office, fees, water)).toEqual([]);
    expect(listing(whole, office, fees, fees, water)).toEqual(['code/duplicate']);
    // The items of another unit, and an item of two amounts.
    expect(listing(whole, office, fees, whole, office, fees)).toEqual([]);
    expect(listing(whole, office, ['30201', '办公费', '7'], fees)).toEqual([]);
  });
  it('code/duplicate: not of last parts of codes whose heading is not there', () => {
    const table = tableOf('t1', [['04', '基层司法业务', '7'], ['99', '其他司法支出', '8'], ['99', '其他公共安全支出', '9']]);
    const readings = (by: string): Reading[] => table.entries.map((entry) => ({ entry, name: entry.name, code: by + (entry.code[0]?.text ?? ''), classification: 'functional', printed: { published: '' }, fit: 'other' }) as unknown as Reading);
    expect(checkStructure(table, readings('204'), new Counter()).map((o) => o.rule)).toEqual(['code/duplicate']);
    expect(checkStructure(table, readings(''), new Counter())).toEqual([]);
  });
  it('code/missing-parent, but not in a table that shows no parents', () => {
    const more: Row[] = [['210||', '卫生健康支出'], ['210|11|', '行政事业单位医疗'], ['210|11|01', '行政单位医疗']];
    expect(rules(tableOf('t1', [...clean.slice(0, 6), ...clean.slice(7, 9), ...more]))).toEqual(['code/missing-parent']);
    expect(rules(tableOf('t1', clean.filter(([code]) => code.split('|')[2] !== '')))).toEqual([]);
  });
  it('code/missing-item: the only item of a section is left out that another table has', () => {
    const more: Row[] = [['210||', '卫生健康支出'], ['210|11|', '行政事业单位医疗'], ['210|11|01', '行政单位医疗']];
    const whole = tableOf('t1', [...clean.slice(0, 9), ...more]);
    const cut = tableOf('t2', [...clean.slice(0, 9), ...more.slice(0, 2)]);
    expect(rules(whole, cut)).toEqual(['code/missing-item']);
    expect(rules(cut)).toEqual([]);
  });
  it('finds the parent in the column to the left, where a list goes on side by side', () => {
    const table = tableOf('t1', [['301', '工资福利支出'], ['30101', '基本工资'], ['302', '商品和服务支出'], ['30201', '办公费'], ['30202', '印刷费'], ['310', '资本性支出'], ['31002', '办公设备购置']], { classification: 'economic' });
    expect(rules({ ...table, entries: table.entries.map((e, i) => ({ ...e, block: i < 4 ? 0 : 1 })) })).toEqual([]);
  });
  it('code/order: one info over all tables', () => {
    const swapped = [...clean.slice(0, 3), clean[4] as Row, clean[3] as Row, ...clean.slice(5)];
    const { findings } = normaliseDocument([tableOf('t1', swapped), tableOf('t2', swapped)], 2024);
    expect(findings.map((f) => [f.rule, f.severity, f.cells])).toEqual([['code/order', 'info', ['t1:5:code', 't2:5:code']]]);
  });
  it('code/order: 人员经费 (301, 303) may stand before 公用经费 (302)', () => {
    expect(rules(tableOf('t1', [['301', '工资福利支出'], ['30101', '基本工资'], ['303', '对个人和家庭的补助'], ['30302', '退休费'], ['302', '商品和服务支出'], ['30201', '办公费']], { classification: 'economic' }))).toEqual([]);
  });
  it('code/order: blocks side by side are lists of their own, as in the Ministry’s form of 基本支出', () => {
    const table = tableOf('t1', [['301', '工资福利支出'], ['30101', '基本工资'], ['303', '对个人和家庭的补助'], ['30302', '退休费'], ['302', '商品和服务支出'], ['30201', '办公费'], ['310', '资本性支出'], ['31002', '办公设备购置']], { classification: 'economic' });
    expect(rules({ ...table, entries: table.entries.map((e, i) => ({ ...e, block: i < 4 ? 0 : 1 })) })).toEqual([]);
  });
  it('code/classification: an economic code among functional ones', () => {
    expect(rules(tableOf('t1', [...clean.slice(0, 9), ['301|01|', '基本工资']]))).toEqual(['code/classification']);
  });
  it('leaves rows of organisations uncoded in the functional list', () => {
    const { lines, findings } = normaliseTable(tableOf('t1', [['121', '某某市司法局'], ['121001', '某某市法律援助中心'], ['2040601', '行政运行'], ['2040604', '基层司法业务']]), { year: 2024 });
    expect(lines.map((l) => [l.classification, l.code, l.level])).toEqual([['organisation', '121', 'class'], ['organisation', '121001', 'section'], ['functional', '2040601', 'item'], ['functional', '2040604', 'item']]);
    expect(findings).toEqual([]);
  });
  it('implies the class of a named line, in the names of its year', () => {
    const rows: Row[] = [['', '一、公共安全支出'], ['', '二、社会保障和就业支出'], ['', '三、文化体育与传媒支出'], ['', '四、其他支出'], ['', '结转下年'], ['', '(二)政府性基金'], ['', '支出总计']];
    expect(normaliseTable(tableOf('t1', rows, { classification: '' }), { year: 2024 }).lines.map((l) => [l.level, l.impliedCode])).toEqual([['line', '204'], ['line', '208'], ['line', '207'], ['line', '229'], ['line', ''], ['line', ''], ['line', '']]);
  });
  it('accounts for every coded line in the checks', () => {
    const { checks } = normaliseDocument([tableOf('t1', clean)], 2024);
    for (const rule of ['code/unknown', 'code/name-belongs', 'code/lost-zero', 'code/duplicate']) expect(checks.find((c) => c.rule === rule)).toMatchObject({ applicable: 9, passed: 9, failed: 0, notCheckable: 0 });
  });
});

const SEED = 'seeds/上海市闵行区司法局2024年部门预算.md';
describe.skipIf(!existsSync(SEED))('the seed', () => {
  it('gives its lost zeros, its drag-fill, its two names of 2040606 and its order, and nothing else', () => {
    const { findings, tables } = normaliseDocument(tablesOfMarkdown(readFileSync(SEED, 'utf8')), 2024);
    expect(findings.map((f) => [f.rule, f.evidence.length]).toSorted()).toEqual([['code/drag-filled', 4], ['code/lost-zero', 6], ['code/name-differs', 1], ['code/order', 1]]);
    expect(tables[1]?.lines.filter((l) => l.code === '2040612').map((l) => l.codePublished)).toEqual(['206 06 12']);
  });
});

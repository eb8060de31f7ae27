/**
 * The summary of a run for people: what was read, and what is wrong with it in plain sentences, table by table.
 */
import type { FindingRow } from '../schemas/dataset.js';
import { groupBy } from '../schemas/groups.js';
import { publicationKind } from './publication-words.js';
import type { HeldList } from './publishers/hold.js';
import { own, totals, type DocumentSummary, type RunSummary } from './summary.js';
import type { Digest } from './write/artefacts.js';

/** Up to this many documents are told in full, more get a line each. */
const IN_FULL = 3;
/** Sentences shown of one document, and characters of one. */
const SENTENCES = 40;
const LONGEST_SENTENCE = 120;
/** Tables that are told as forms. */
const FORM_KINDS = new Set(['project_performance', 'overall_performance']);

const MARKS = { error: '✗ 错误', warning: '! 注意', info: '· 提示' } as const;
/** Headings of findings that belong to no single table, by rule group. */
const GROUPS: Readonly<Record<string, string>> = {
  page: '页面', text: '文本', document: '文件', table: '表格', code: '科目编码与名称', amount: '金额', sum: '表内合计', cross: '表间核对',
  narrative: '文字说明', performance: '绩效目标', structure: '结构与格式',
};

/** Thousands separators for people: `-60000.5` → `-60,000.5`. */
export function grouped(amount: string): string {
  const [whole = '', decimals] = amount.split('.');
  return whole.replaceAll(/\B(?=(?:\d{3})+$)/gu, ',') + (decimals === undefined ? '' : `.${decimals}`);
}

/** The whole summary, ending with a line break. */
export function summaryText(run: RunSummary): string {
  const documents = own(run);
  const inFull = documents.length <= IN_FULL;
  const parts = documents.map((document) => (inFull ? describe(document).join('\n') : oneLine(document)));
  return `${[...(inFull ? parts.map((part) => `${part}\n`) : [`${parts.join('\n')}\n`]), ...closing(run)].join('\n')}\n`;
}

function heading({ row }: DocumentSummary): string {
  const what = row.kind === 'other' ? '不是预决算公开文件' : `${row.fiscal_year === null ? '' : `${row.fiscal_year}年度`}${publicationKind(row)}`;
  return [row.organisation, what].filter((part) => part !== '').join(' · ');
}

function describe(document: DocumentSummary): string[] {
  const { row, digest } = document;
  const tables = digest.tables.filter((table) => table.kind !== 'other' && !FORM_KINDS.has(table.kind));
  const others = digest.tables.filter((table) => table.kind === 'other').length;
  const forms = digest.projects > 0 ? `，${digest.projects}份绩效目标表（${digest.targets}项指标）` : '';
  const { applicable, notCheckable } = digest.checks;
  return [
    row.source_file,
    `  ${heading(document)}`,
    `  读到 ${tables.length}张表${others > 0 ? `（另有${others}张未识别，原样保留）` : ''}、${grouped(String(row.line_items))}个金额${forms}，文字说明中的${digest.facts}个数据`,
    ...tables.map((table) => `    ${shortTitle(table.title, row.organisation) || table.kind}（${table.amounts > 0 ? `${table.amounts}个金额` : '空表'}）`),
    ...(row.kind === 'other' ? [] : [`  核对 ${grouped(String(applicable))}项${notCheckable > 0 ? `，其中${grouped(String(notCheckable))}项无法核对` : ''}`, ...wrongs(document)]),
  ];
}

/** A title without year and organisation, which stand above. */
function shortTitle(title: string, organisation: string): string {
  return (organisation === '' ? title : title.replaceAll(organisation, '')).replaceAll(/20\d\d年度?/gu, '').trim();
}

function wrongs({ row, digest }: DocumentSummary): string[] {
  const serious = digest.findings.filter((finding) => finding.severity !== 'info');
  const lines = [`  发现 ${row.findings_error}处错误、${row.findings_warning}处需注意、${row.findings_info}条提示${digest.proposals > 0 ? `；修正建议${digest.proposals}条` : ''}`];
  const shown = serious.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning')).slice(0, SENTENCES);
  const titles = new Map(digest.tables.map((table) => [table.tableId, shortTitle(table.title, row.organisation) || table.kind]));
  for (const [title, findings] of byTable(shown, titles)) {
    lines.push(`    ${title}`, ...findings.map((finding) => `      ${MARKS[finding.severity]}  ${sentence(finding, digest.tables, titles)}`));
  }
  if (serious.length > shown.length) lines.push(`    …… 另有${serious.length - shown.length}处，见 findings.csv`);
  const infos = new Map<string, number>();
  for (const { severity, rule } of digest.findings) if (severity === 'info') infos.set(groupName(rule), (infos.get(groupName(rule)) ?? 0) + 1);
  if (infos.size > 0) lines.push(`    提示（四舍五入、旧名称等）：${[...infos].map(([group, count]) => `${group}${count}条`).join('，')}`);
  return lines;
}

const groupName = (rule: string): string => GROUPS[rule.split('/')[0] ?? ''] ?? rule;

/** Findings under their table's title in document order, then under the heading of their group. */
function byTable(findings: readonly FindingRow[], titles: ReadonlyMap<string, string>): Map<string, FindingRow[]> {
  const order = [...titles.keys()];
  const rank = ({ table_id: id }: FindingRow): number => (id === '' ? order.length : order.indexOf(id));
  return groupBy(findings.toSorted((a, b) => rank(a) - rank(b)), (finding) => titles.get(finding.table_id) ?? groupName(finding.rule));
}

/** The wording of a finding under its table's heading: without the title again, table ids as titles, cut where it gets long. */
function sentence({ message_zh: message, difference, page, table_id: id }: FindingRow, tables: Digest['tables'], titles: ReadonlyMap<string, string>): string {
  const title = tables.find((table) => table.tableId === id)?.title ?? '';
  const plain = (title === '' ? message : message.replace(`“${title}”`, '')).replaceAll(/(?<![a-z])t\d+(?!\d)/gu, (table) => (titles.has(table) ? `《${titles.get(table)}》` : table));
  const end = Math.max(...['；', '：', '，'].map((mark) => plain.lastIndexOf(mark, LONGEST_SENTENCE)));
  const cut = plain.length > LONGEST_SENTENCE ? `${plain.slice(0, end > 0 ? end : LONGEST_SENTENCE)}……` : plain;
  const amount = difference === '' || message.includes('差') ? '' : `（相差${grouped(difference.replace(/^-/u, ''))}元）`;
  return `${cut}${amount}${page === null || message.includes(`第${page}页`) ? '' : `（第${page}页）`}`;
}

function oneLine(document: DocumentSummary): string {
  const { row } = document;
  const found = row.kind === 'other' ? '' : `  ${row.tables}张表 ${grouped(String(row.line_items))}个金额  错误${row.findings_error} 注意${row.findings_warning} 提示${row.findings_info}`;
  return `${row.source_file}\n  ${heading(document)}${found}${row.status === 'partial' ? '  （部分页面未能读取）' : ''}`;
}

/** What the list of publishers asks for and the batch lacks. */
function heldLines({ list, publications, missing, unclear }: HeldList): string[] {
  const found = publications - missing - unclear;
  const findings = list.digest.findings.map((finding) => `  ${MARKS[finding.severity]}  ${sentence(finding, [], new Map())}`);
  const rest = findings.length > SENTENCES ? [`  …… 另有${findings.length - SENTENCES}处，见 findings.csv`] : [];
  return [`公开清单 ${list.row.source_file}：应公开${publications}项，已见${found}项，未见${missing}项，不能判断${unclear}项`, ...findings.slice(0, SENTENCES), ...rest];
}

function closing(run: RunSummary): string[] {
  const all = totals(run);
  const lines: string[] = [];
  if (run.documents.length > 1) {
    lines.push(
      `共${all.documents}个文件：读取${all.ok + all.partial}个${all.partial > 0 ? `（其中${all.partial}个部分页面未能读取）` : ''}，失败${all.failed}个${all.duplicates > 0 ? `，内容重复${all.duplicates}个` : ''}`,
      `合计 ${all.tables}张表、${grouped(String(all.line_items))}个金额；${all.findings.error}处错误、${all.findings.warning}处需注意、${all.findings.info}条提示`,
    );
    for (const { row } of run.documents) if (row.duplicate_of !== '') lines.push(`内容重复：${row.source_file} 与 ${row.duplicate_of} 相同，记录只列一次`);
  }
  if (run.held !== undefined) lines.push(...heldLines(run.held));
  if (run.skipped.size > 0) lines.push(`文件夹中未读的其他文件：${[...run.skipped].toSorted().map(([ending, count]) => `${ending === '' ? '无扩展名' : ending} ${count}个`).join('，')}`);
  lines.push(`数据集：${run.out}（金额 line_items.csv，问题 findings.csv，说明 datapackage.json）`);
  return lines;
}

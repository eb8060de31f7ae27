/**
 * Who published what for which year: read from the cover, the captions, the contents and the prose; the file name last.
 */
import type { Paragraph } from '../../schemas/block.js';
import type { Identity } from '../../schemas/document.js';
import type { Table } from '../../schemas/table.js';
import { findDivision, frequentDivision } from './divisions.js';
import { isDisclosure } from './document-kind.js';
import { plain, withoutHeadsOfYears, yearOf } from './plain.js';
import { findOrganisation } from './organisation.js';

export interface IdentityEvidence {
  readonly paragraphs: readonly Paragraph[];
  readonly tableTitles: readonly string[];
  /** Length of the text in the tables of known kinds. */
  readonly tableText: number;
  readonly tableNotes: readonly string[];
}

/** What paragraphs and tables say of who published them. */
export function evidenceOf(paragraphs: readonly Paragraph[], tables: readonly Table[]): IdentityEvidence {
  const known = tables.filter((table) => table.kind !== 'other').flatMap((table) => table.grid.cells);
  return {
    paragraphs, tableTitles: tables.map((table) => table.title),
    tableText: known.reduce((sum, cell) => sum + plain(cell.text).length, 0),
    tableNotes: tables.flatMap((table) => table.notes.map((note) => note.text)),
  };
}

/** Paragraphs that a cover has at most, and the length from which a paragraph is prose. */
const COVER_PARAGRAPHS = 14;
const PROSE_LENGTH = 70;

/** The path to a page within its site (当前位置：首页>政务公开>…), up to the name of the page. */
const WHERE = /^(?:您?(?:的)?(?:当前|现在)?(?:所在)?(?:的)?位置)[:：](?:.*[>＞»])?/;

/** The cover: what stands before the contents or the first section, short lines only. */
function coverOf(paragraphs: readonly Paragraph[]): string[] {
  const cover: string[] = [];
  for (const paragraph of paragraphs.slice(0, COVER_PARAGRAPHS)) {
    const text = plain(paragraph.text).replace(WHERE, '');
    if (text === '') continue;
    if (/^（?(?:目录|目次)/.test(text) || /^第[一二三四五六七八九十]+部分/.test(text) || /^[（(]?[一二三四五六七八九十]+[、）)．.]/.test(text) || text.length > PROSE_LENGTH) break;
    if (/^[-—–_]*\d*[-—–_]*$/.test(text)) continue;
    cover.push(text);
  }
  return cover;
}

/** The title: the lines of the cover up to the one that says 预算 or 决算, without captions and dates. */
function titleOf(cover: readonly string[], fileTitle: string): string {
  let title = '';
  for (const line of cover) {
    if (/[:：]/.test(line) && title !== '') break;
    if (/^(?:二〇|20\d\d年\d{1,2}月|金额单位|单位[:：]|部门[:：]|附件[一二三四五六\d]{0,2}[:：]?$)/.test(line)) continue;
    title += line;
    if (/(?:[预决]算(?:公开)?(?:情况)?(?:说明|报表|表|书|信息公开|公开)?|通知|报告|总结|目录|规范|办法|意见|方案)$/.test(title) || title.length > 80) break;
  }
  // A page of the web has lines of its site above the title.
  const own = cover.find((line) => /20\d\d年度?.{0,40}[预决]算/.test(line));
  if (own !== undefined && !/[预决]算|通知|报告|总结|目录|规范|办法|意见|方案/.test(title)) return own;
  // Tables without a cover begin with the first table's own title.
  return title === '' || /^(?:(?:公开|预算|附)?表?\d{1,2}(?:表|[^\d年])|附?表[一二三四五六七八九十]+)/.test(title) || /^[收支][入支出]*(?:预算|决算)?总(?:体情况)?表/.test(title) ? fileTitle : title;
}

/** Names of funds, which final accounts carry as well as budgets: 一般公共预算财政拨款支出决算. */
const FUND_NAMES = /(?:一般公共|政府性?基金|国有资本经营|社会保险基金)预算/g;

function stageOf(texts: readonly string[]): 'budget' | 'final' | '' {
  for (const text of [...texts.map((text) => text.replace(FUND_NAMES, '')), ...texts]) {
    const final = text.split('决算').length;
    const budget = text.split('预算').length;
    if (final > budget) return 'final';
    if (budget > final) return 'budget';
  }
  return '';
}

function scopeOf(texts: readonly string[]): 'department' | 'unit' | '' {
  const unit = /单位(?:（[^）]*）)?(?:综合|收支|整体|收入|支出)?[预决]算/g;
  const department = /部门(?:（[^）]*）)?(?:综合|收支|整体|收入|支出)?[预决]算/g;
  for (const text of texts) {
    const units = text.match(unit)?.length ?? 0;
    const departments = text.match(department)?.length ?? 0;
    if (units > departments) return 'unit';
    if (departments > units) return 'department';
  }
  return '';
}

/** The year that most table titles carry, 0 if none does. */
function commonYear(texts: readonly string[]): number {
  const counts = new Map<number, number>();
  for (const text of withoutHeadsOfYears(texts)) {
    const year = yearOf(text);
    if (year > 0) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/**
 * Says who published the document, for which year, stage and scope, and whether it is a disclosure at all.
 * `fileName` is the base name or a relative path; only its last part counts, and only where the document is silent.
 */
export function identify(evidence: IdentityEvidence, fileName: string): Identity {
  const fileTitle = titleOfFile(fileName);
  const cover = coverOf(evidence.paragraphs);
  const title = titleOf(cover, fileTitle);
  const coverText = cover.join('');
  const texts = evidence.paragraphs.map((paragraph) => plain(paragraph.text));
  const tableTitles = evidence.tableTitles.map(plain);
  const notes = evidence.tableNotes.map(plain);
  const headings = texts.filter((text) => text.length <= 40);

  const kind = isDisclosure({ cover: coverText, title, texts, tableTitles, tableText: evidence.tableText, fileTitle }) ? 'disclosure' : 'other';
  const titled = headings.filter((text) => /[预决]算/.test(text));
  const fiscalYear = yearOf(title) || yearOf(coverText) || commonYear(tableTitles) || commonYear(titled) || yearOf(fileTitle) || commonYear(texts);
  const organisation = findOrganisation({ cover, texts, notes: [...notes, ...tableTitles], fileTitle, disclosure: kind === 'disclosure' });
  const all = texts.join('\n');
  const division =
    findDivision(organisation, coverText + all + fileTitle, fiscalYear) ??
    findDivision(title, all + fileTitle, fiscalYear) ??
    findDivision(fileTitle, all, fiscalYear) ??
    (kind === 'disclosure' ? frequentDivision(coverText + all.slice(0, 20_000), fiscalYear) : undefined);
  return {
    title,
    fiscalYear,
    stage: kind === 'other' ? '' : stageOf([title, coverText, tableTitles.join(''), titled.join(''), fileTitle]),
    scope: kind === 'other' ? '' : scopeOf([title, coverText, titled.join(''), tableTitles.join(''), fileTitle, captionsScope([...notes, ...headings]), chapterScope(headings)]),
    region: division?.region ?? '',
    regionCode: division?.regionCode ?? '',
    organisation,
    kind,
  };
}

/** The title that a file name gives: its last part without extension, and without what stands before 附件2：. */
export function titleOfFile(fileName: string): string {
  const base = plain((fileName.split(/[\\/]/).at(-1) ?? '').replace(/\.[A-Za-z0-9]{1,5}$/, ''));
  return base.replace(/^.{0,40}附件[一二三四五六七八九十\d]{0,2}[:：](?=.)/, '');
}

/** What the captions over the tables call the publisher: 部门：X or 单位：X, as a word that `scopeOf` understands. */
function captionsScope(notes: readonly string[]): string {
  return notes
    .map((note) => (/(?:编制|填报)?部门(?:名称)?[:：]/.test(note) ? '部门预算' : /单位(?:名称)?[:：](?!.?元|万|亿|人民币)/.test(note) ? '单位预算' : ''))
    .join('');
}

/** What the first chapter calls the publisher: 部门概况 or 单位概况. */
function chapterScope(headings: readonly string[]): string {
  return headings.map((text) => (/部门(?:概况|基本情况)$/.test(text) ? '部门预算' : /单位(?:概况|基本情况)$/.test(text) ? '单位预算' : '')).join('');
}

/**
 * A document as the textual checks see it: contents, headings, captions, prose, and tables put together over pages.
 */
import { titleWords } from '../../../extractors/tables/kinds.js';
import { flat } from '../../../extractors/tables/vocabulary.js';
import type { Paragraph } from '../../../schemas/block.js';
import type { LinedTable, NormalisedDocument } from '../../../schemas/document.js';
import { UNREAD_PAGES, UNREAD_PICTURES } from '../../../schemas/rules.js';
import type { TableKindSpec } from '../../../schemas/table-kind.js';
import { volumesOf } from '../volumes.js';
import { contentsRange, entryText } from './contents.js';

/** One paragraph and what it is. */
export interface Line {
  readonly paragraph: Paragraph;
  /** As printed, page numbers of the contents left out. */
  readonly text: string;
  /** Half-width, without blanks. */
  readonly flat: string;
  /** Index in the document's paragraphs. */
  readonly at: number;
}

/** Tables that follow each other under one title: one table, whatever the number of pages. */
export interface TableGroup {
  readonly kind: string;
  readonly title: string;
  readonly tables: readonly LinedTable[];
  /** Notes and captions of all of them, as printed. */
  readonly notes: readonly Paragraph[];
}

export interface TextView {
  readonly document: NormalisedDocument;
  readonly kinds: readonly TableKindSpec[];
  readonly cover: readonly Line[];
  readonly contents: readonly Line[];
  /** Lines over and under tables: 编制部门：…, 单位：…, 注：… */
  readonly captions: readonly Line[];
  /** Short lines that are no sentence, table titles included. */
  readonly headings: readonly Line[];
  readonly prose: readonly Line[];
  readonly groups: readonly TableGroup[];
  /** The documents that the file holds: a department's and those of its units. */
  readonly volumes: readonly NormalisedDocument[];
  /** Every page and line was read: only then can something be missing. */
  readonly complete: boolean;
  /** The file holds the narrative part (说明), or the tables (报表). */
  readonly hasNarrative: boolean;
  readonly hasTables: boolean;
}

const UNREAD = new Set([...UNREAD_PAGES, ...UNREAD_PICTURES, 'page/truncated', 'document/truncated', 'text/truncated']);
const HEADING_LENGTH = 60;
/** Sentences with money that a narrative has at least, and recognised tables that a set of tables has at least. */
const NARRATIVE_SENTENCES = 5;
const TABLES = 4;

/** Takes a document apart. */
export function viewOf(document: NormalisedDocument, kinds: readonly TableKindSpec[]): TextView {
  const [from, to] = contentsRange(document.paragraphs);
  const noted = new Set(document.tables.flatMap(({ table }) => table.notes));
  const lines = document.paragraphs.map((paragraph, at): Line => {
    const text = at >= from && at < to ? entryText(paragraph.text) : paragraph.text;
    return { paragraph, text, flat: flat(text), at };
  });
  const body = lines.filter((line) => line.at >= to);
  const isHeading = (line: Line): boolean => line.flat.length <= HEADING_LENGTH && !/[。；;]/u.test(line.flat);
  const free = body.filter((line) => !noted.has(line.paragraph));
  const prose = free.filter((line) => !isHeading(line));
  const groups = groupsOf(document.tables, document.identity.organisation);
  return {
    document, kinds,
    cover: lines.slice(0, Math.max(0, from - 1)),
    contents: lines.slice(from, to),
    captions: body.filter((line) => noted.has(line.paragraph)),
    headings: free.filter(isHeading),
    prose, groups, volumes: volumesOf(document),
    complete: document.extraction !== 'none' && !document.notes.some((note) => UNREAD.has(note.rule)),
    hasNarrative: prose.filter((line) => /\d[万亿]?元/u.test(line.flat) && /(?:收入|支出|预算|决算)/u.test(line.flat)).length >= NARRATIVE_SENTENCES,
    hasTables: new Set(groups.map((group) => group.kind)).size >= TABLES,
  };
}

function groupsOf(tables: readonly LinedTable[], organisation: string): TableGroup[] {
  const groups: { kind: string; title: string; tables: LinedTable[]; notes: Paragraph[] }[] = [];
  for (const lined of tables) {
    const { kind, title, notes } = lined.table;
    if (kind === 'other' || kind.endsWith('_performance')) continue;
    const last = groups.at(-1);
    if (last?.kind === kind && titleKey(last.title, organisation) === titleKey(title, organisation)) {
      last.tables.push(lined);
      last.notes.push(...notes);
    } else groups.push({ kind, title, tables: [lined], notes: [...notes] });
  }
  return groups;
}

/** What a title says, without year, number, organisation and words that places put in or leave out. */
export function titleKey(title: string, organisation: string): string {
  const own = flat(organisation);
  const words = titleWords(entryText(title)).replaceAll(/["“”'‘’《》]/gu, '');
  return (own === '' ? words : words.replace(own, ''))
    .replaceAll('总体', '总')
    .replaceAll(/[((][^()（）]*[)）]|[省市区县]级|本级|部门|单位|年度|[预决]算|公开|情况|安排|的|拨款|[、,，]/gu, '');
}

/** Where a line stands, for people: 第3页, 第120行. */
export function placeOf(paragraph: Paragraph): string {
  if (paragraph.page !== undefined) return `第${paragraph.page}页`;
  return paragraph.line === undefined ? '' : `第${paragraph.line}行`;
}

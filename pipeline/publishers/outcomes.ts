/**
 * What the list of publishers says of a batch, as findings: what is missing or can't be told, of the list; what came late
 * or stands for one publication beside another document, of the documents.
 */
import type { DocumentRow } from '../../schemas/dataset.js';
import { listed, type CheckCount, type Finding } from '../../schemas/finding.js';
import { Counter } from '../normalise/observations.js';
import type { Ledger } from '../reconcile/documents/ledger.js';
import { contradictions } from '../reconcile/documents/republished.js';
import { publicationName } from '../publication-words.js';
import type { Expected } from './list.js';
import type { Doubt, Matched, Outcome, Reason } from './match.js';

const MISSING = 'across/not-published';
const LATE = 'across/published-late';
const TWICE = 'across/published-twice';
const UNCLEAR = 'across/publisher-unclear';

export interface Told { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] }

const subjectOf = (entry: Expected): string => publicationName(entry.organisation, entry.fiscalYear, entry);

const REASONS: Readonly<Record<Reason, { readonly zh: string; readonly en: string; readonly check: string }>> = {
  'claimed-twice': { zh: '清单中另有一项同样可能是该文件', en: 'another entry of the list may be this file as well', check: 'publisher ambiguous' },
  'several-regions': { zh: '多个地区有同名单位', en: 'organisations of several regions have this name', check: 'publisher ambiguous' },
  scope: { zh: '文件未说明是部门还是单位', en: 'the file does not say whether it is of a department or of a unit', check: 'publisher ambiguous' },
  own: { zh: '清单未说明是部门还是本级，文件是本级的', en: 'the list does not say whether the whole department is meant, the file is of its own office alone', check: 'publisher ambiguous' },
  region: { zh: '文件未说明所属地区', en: 'the file does not say of which region it is', check: 'publisher ambiguous' },
  similar: { zh: '单位名称相近而不同', en: 'the name is similar, not the same', check: 'publisher ambiguous' },
  'file-name': { zh: '文件名如此，内容不是', en: 'the file is named so, its text says something else', check: 'publisher ambiguous' },
  unread: { zh: '该文件未能读取', en: 'the file was not read', check: 'file not read' },
};
const SHOWN = 5;

/** Findings of the list itself, and how often its rules applied: once for each publication. */
export function listFindings({ outcomes, nameless }: Matched): Told {
  const counter = new Counter();
  counter.applies(UNCLEAR, outcomes.length);
  const findings: Finding[] = [];
  const perhaps: Expected[] = [];
  for (const { entry, state, doubts } of outcomes) {
    const [first] = doubts;
    if (state !== 'unclear') counter.applies(MISSING);
    else counter.cannot(MISSING, first === undefined ? 'file not read' : REASONS[first.reason].check);
    if (state === 'missing') {
      counter.fails(MISSING);
      findings.push({ rule: MISSING, cause: 'published', params: { subject: subjectOf(entry), line: String(entry.line) }, cells: [], evidence: [] });
    } else if (first !== undefined) findings.push(unclear([entry], wordsOf(doubts)));
    else if (state === 'unclear') perhaps.push(entry);
  }
  if (perhaps.length > 0) findings.push(unclear(perhaps, { zh: `有${nameless.length}个文件未能读取，文件名也未说明是哪个单位：${listed(nameless, SHOWN, '处')}`, en: `${nameless.length} files were not read, and their names do not say whose they are: ${nameless.slice(0, SHOWN).join('; ')}` }));
  counter.fails(UNCLEAR, outcomes.filter(({ state }) => state === 'unclear').length);
  return { findings, checks: counter.counts() };
}

function unclear(entries: readonly Expected[], why: { readonly zh: string; readonly en: string }): Finding {
  return {
    rule: UNCLEAR, cause: 'undecided', cells: [], evidence: entries.map((entry) => ({ statement: `清单第${entry.line}行：${subjectOf(entry)}`, cells: [] })),
    params: { subject: listed(entries.map(subjectOf), SHOWN), line: entries.map(({ line }) => line).join('、'), why: why.zh, whyEn: why.en },
  };
}

/** The doubts in words, those of one reason together. */
function wordsOf(doubts: readonly Doubt[]): { readonly zh: string; readonly en: string } {
  const reasons = [...new Set(doubts.map((d) => d.reason))];
  const files = (reason: Reason): string => listed(doubts.filter((d) => d.reason === reason).map((d) => (d.says === '' ? d.sourceFile : `${d.sourceFile}（${d.says}）`)), SHOWN, '处');
  return { zh: reasons.map((r) => `${REASONS[r].zh}：${files(r)}`).join('；'), en: reasons.map((r) => `${REASONS[r].en}: ${files(r)}`).join('; ') };
}

/**
 * Findings of the documents of one publication of the list: a date after the last day, tables that contradict each other.
 * @param published day of publication by document, ISO, as the documents print it
 * @param ledgers of the documents that can be compared
 */
export function documentFindings({ entry, documents }: Outcome, ledgers: readonly Ledger[]): ReadonlyMap<string, Told> {
  return new Map(documents.map((row, i) => {
    const counter = new Counter();
    const findings = [...(i === 0 ? late(entry, documents, counter) : []), ...twice(entry, row, documents.slice(0, i), ledgers, counter)];
    return [row.document_id, { findings, checks: counter.counts() }];
  }));
}

/** Late is what no document of the publication shows to have been there in time; where one is not dated, it can't be told. */
function late(entry: Expected, documents: readonly DocumentRow[], counter: Counter): Finding[] {
  if (entry.due === '') return [];
  const dates = entry.publishedOn === '' ? documents.map((row) => row.published_on) : [entry.publishedOn];
  const [first] = dates.filter((date) => date !== '').toSorted();
  if (first === undefined || (first > entry.due && dates.includes(''))) {
    counter.cannot(LATE, 'date not given');
    return [];
  }
  counter.applies(LATE);
  if (first <= entry.due) return [];
  counter.fails(LATE);
  const days = Math.round((Date.parse(first) - Date.parse(entry.due)) / 86_400_000);
  return [{ rule: LATE, published: first, expected: entry.due, cause: 'published', params: { subject: subjectOf(entry), line: String(entry.line), days: String(days) }, cells: [], evidence: [] }];
}

/** A document against those before it: the parts of a publication and its reprints agree, another document does not. */
function twice(entry: Expected, row: DocumentRow, before: readonly DocumentRow[], ledgers: readonly Ledger[], counter: Counter): Finding[] {
  const ledgerOf = ({ document_id }: DocumentRow): Ledger | undefined => ledgers.find((ledger) => ledger.documentId === document_id);
  const own = ledgerOf(row);
  if (own === undefined || before.some((other) => ledgerOf(other) === undefined)) {
    if (before.length > 0) counter.cannot(TWICE, 'document can\'t be linked');
    else counter.applies(TWICE);
    return [];
  }
  counter.applies(TWICE);
  for (const other of before) {
    const differing = contradictions(own, ledgerOf(other) as Ledger);
    if (differing.length === 0) continue;
    counter.fails(TWICE);
    const statements = differing.map(({ statement }) => statement);
    return [{
      rule: TWICE, cause: 'published', params: { subject: subjectOf(entry), line: String(entry.line), other: other.source_file, list: listed(statements, SHOWN, '处') },
      cells: differing.map(({ cell }) => cell), evidence: differing.map(({ statement, cell, there }) => ({ statement, cells: [cell, `${other.document_id}/${there}`] })),
    }];
  }
  return [];
}

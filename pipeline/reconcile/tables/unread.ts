/**
 * Amounts below a table's title that stand in no table: nothing told their rows and columns, so that they are left among
 * the paragraphs. They are in no line item, which nobody would notice without being told.
 */
import { kindOfTitle, type TableKindSpec } from '../../../extractors/tables/kinds.js';
import { isAligned } from './aligned.js';
import type { NormalisedDocument } from '../../../schemas/document.js';
import { listed, type CheckCount, type Finding } from '../../../schemas/finding.js';
import { Counter } from '../../normalise/observations.js';

const RULE = 'table/not-read';
/** Amounts from which the paragraphs below a title are what its table holds. One alone in a paragraph below a table that nobody drew is of its last rows. */
const LEAST = 5;
const SHOWN = 8;
/** An amount with its decimals or separators, alone between blanks. */
const AMOUNT = /(?<=^|\s)[-−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?=\s|$)/gu;
/** The label of a total before its amount. */
const TOTAL = /(?:^|\s)(?:(?:本年)?(?:收入|支出|收支))?[合总]\s?计$/u;
const TITLE = /表(?:[(（][^（）()]*[）)])?$/u;
const SENTENCE = /[。，；]/u;

interface Stretch {
  readonly title: string;
  readonly kind: string;
  readonly page?: number;
  readonly amounts: string[];
  /** Whether the table above was told by alignment. */
  readonly aligned: boolean;
  /** An amount stands below it in a paragraph of its own, or behind the label of a total. */
  left?: true;
}

/** A warning for each title of a table below which amounts stand in paragraphs, up to the next title or table. */
export function checkUnread({ paragraphs, tables }: Pick<NormalisedDocument, 'paragraphs' | 'tables'>, kinds: readonly TableKindSpec[]): { readonly findings: readonly Finding[]; readonly checks: readonly CheckCount[] } {
  const counter = new Counter();
  counter.applies(RULE);
  const above = new Map(tables.map(({ table }) => [table.paragraphsBefore, table]));
  const stretches: Stretch[] = [];
  for (const [i, { text, page }] of paragraphs.entries()) {
    const titled = TITLE.test(text.trim()) ? kindOfTitle(text, kinds) : undefined;
    const table = above.get(i);
    const begun = titled === undefined ? table : { title: text.trim(), kind: titled.kind };
    if (begun !== undefined) stretches.push({ title: begun.title, kind: begun.kind, ...(page === undefined ? {} : { page }), amounts: [], aligned: titled === undefined && table !== undefined && isAligned(table.grid) });
    const stretch = stretches.at(-1);
    if (stretch === undefined || SENTENCE.test(text)) continue;
    const amounts = text.match(AMOUNT) ?? [];
    stretch.amounts.push(...amounts);
    const isOfTotal = amounts[0] !== undefined && TOTAL.test(`${paragraphs[i - 1]?.text ?? ''} ${text}`.split(amounts[0])[0]?.trim() ?? '');
    if (stretch.aligned && amounts[0] === text.trim() || isOfTotal) stretch.left = true;
  }
  const unread = stretches.filter(({ title, kind, amounts, left }) => title !== '' && kind !== 'other' && (left || amounts.length >= LEAST));
  if (unread.length > 0) counter.fails(RULE);
  return { findings: unread.map(findingOf), checks: counter.counts() };
}

const findingOf = ({ title, kind, page, amounts }: Stretch): Finding => ({
  rule: RULE, tableKind: kind, ...(page === undefined ? {} : { page }),
  params: { title, count: String(amounts.length), list: listed(amounts, SHOWN) }, cells: [], evidence: [],
});

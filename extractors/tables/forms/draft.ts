/**
 * A form while it is being read.
 */
import type { FormAmount, PerformanceForm } from '../../../schemas/table.js';
import type { FundKey } from './funds.js';
import { readIndicators, type IndicatorRow } from './indicators.js';
import { goOn, wording } from './slots.js';

export type TextKey = 'project' | 'nature' | 'category' | 'supervisor' | 'implementer' | 'start' | 'end' | 'goalTotal' | 'goalAnnual';

/** One amount of the funds. `side` 1 is the right one of two: the year's request beside the project's total. */
export interface FundEntry {
  /** Absent for parts of the funds that are none of the five figures. */
  readonly key: FundKey | undefined;
  readonly side: 0 | 1;
  readonly label: string;
  readonly amount: FormAmount;
}

export interface Draft {
  readonly texts: Partial<Record<TextKey, string>>;
  readonly funds: FundEntry[];
  readonly details: { label: string; text: string }[];
  readonly rows: IndicatorRow[];
  readonly gridRow: number;
  readonly page?: number;
}

export function newDraft(gridRow: number, page: number | undefined): Draft {
  return { texts: {}, funds: [], details: [], rows: [], gridRow, ...(page === undefined ? {} : { page }) };
}

export const isEmpty = (draft: Draft): boolean => Object.keys(draft.texts).length === 0 && draft.funds.length === 0 && draft.rows.length === 0;

/** Adds words to a field; a second piece goes on the first. */
export function addText(draft: Draft, key: TextKey, text: string): void {
  draft.texts[key] = goOn(draft.texts[key] ?? '', wording(text));
}

/** A form without anything to say: the empty template of a unit that has no such project. */
export const isTemplate = (form: PerformanceForm): boolean =>
  form.indicators.length === 0 && Object.keys(form.funds).length === 0 && isPlaceholder(form.goalAnnual) && isPlaceholder(form.goalTotal) && isPlaceholder(form.project);

/** Nothing, or the numbering of an empty template: `无`, `目标1：目标2：……`, `指标1：`. */
const isPlaceholder = (text: string): boolean => /^(?:(?:目标|指标)\d*[:：]?|[…\s.。]|无|\/|-+|\*+|X+)*$/u.test(text);

/** The finished form. Where funds stand in two columns the year's ones count, the project's are kept beside. */
export function finished(draft: Draft, ruled: boolean): PerformanceForm {
  const { texts } = draft;
  const chosen = new Map<FundKey, FundEntry>();
  for (const entry of draft.funds.toSorted((a, b) => b.side - a.side)) if (entry.key !== undefined && !chosen.has(entry.key)) chosen.set(entry.key, entry);
  const more = draft.funds.filter((entry) => entry.key === undefined || chosen.get(entry.key) !== entry);
  return {
    project: texts.project ?? '', nature: texts.nature ?? '', category: texts.category ?? '',
    supervisor: texts.supervisor ?? '', implementer: texts.implementer ?? '',
    start: isoDate(texts.start ?? '', 'start'), end: isoDate(texts.end ?? '', 'end'),
    funds: Object.fromEntries([...chosen].map(([key, entry]) => [key, entry.amount])),
    ...(more.length === 0 ? {} : { moreFunds: more.map(({ label, amount }) => ({ label, amount })) }),
    goalTotal: texts.goalTotal ?? '', goalAnnual: texts.goalAnnual ?? '',
    indicators: readIndicators(draft.rows, ruled),
    ...(draft.details.length === 0 ? {} : { details: draft.details }),
    gridRow: draft.gridRow, ...(draft.page === undefined ? {} : { page: draft.page }),
  };
}

/** `2024-01-01`, `2024年1月1日`, `2024.1.1`, `20240101` as ISO; a month alone as its first or last day; else as printed. */
export function isoDate(text: string, edge: 'start' | 'end'): string {
  const flat = text.replaceAll(/\s+/gu, '');
  const match = /^(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2}))?[日号月]?(?:0?0:00(?::00)?)?$/u.exec(flat) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(flat);
  if (!match) return text;
  const month = Number(match[2]);
  const last = new Date(Date.UTC(Number(match[1]), month, 0)).getUTCDate();
  const day = match[3] === undefined ? (edge === 'start' ? 1 : last) : Number(match[3]);
  if (month < 1 || month > 12 || day < 1 || day > last) return text;
  return `${match[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Start and end of a period (实施期限): `2024.1.1-2024.12.31`, `2024年1月至12月`; undefined where it is no such range. */
export function period(text: string): readonly [string, string] | undefined {
  const flat = text.replaceAll(/\s+/gu, '');
  const range = /^(\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2})?[日月]?)(?:至|到|-|—|–|~|～)+(\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2})?[日月]?|\d{1,2}月(?:\d{1,2}日)?)$/u.exec(flat);
  if (!range) return undefined;
  const end = /^\d{1,2}月/u.test(range[2] ?? '') ? `${flat.slice(0, 4)}年${range[2]}` : (range[2] ?? '');
  return [isoDate(range[1] ?? '', 'start'), isoDate(end, 'end')];
}

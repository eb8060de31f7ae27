/**
 * Sections that a narrative must have (地方预决算公开操作规程 §17–21, 财预〔2016〕143号).
 */
import { isPartTitle } from '../../../extractors/facts/document-kind.js';
import type { Finding } from '../../../schemas/finding.js';
import type { Counter } from '../../normalise/observations.js';
import { findingOf } from './slips.js';
import type { TextView } from './view.js';

/** Year from which the sections that were to come step by step (逐步公开) are expected of all. */
const FROM = 2020;
const SECTIONS: readonly { readonly name: string; readonly words: RegExp; readonly units: boolean; readonly step?: true }[] = [
  // Public institutions (事业单位) have no 机关运行经费: a unit may leave it out.
  { name: '机关运行经费', words: /机关运行(?:经)?费|机关.{0,6}运行经费|运行经费/u, units: false },
  { name: '政府采购', words: /政府采购/u, units: true },
  { name: '国有资产占用', words: /国有资产|资产占用|固定资产|共有车辆|(?:公务)?用车.{0,12}\d+辆|车辆\d+辆/u, units: true, step: true },
  { name: '绩效', words: /绩效/u, units: true, step: true },
  { name: '名词解释', words: /名词(?:的)?解释|名词说明|专业(?:性)?名词|专业术语|术语解释/u, units: true },
];

export function checkSections(view: TextView, counter: Counter): Finding[] {
  const rule = 'structure/section-missing';
  const unit = view.document.identity.scope === 'unit';
  const sections = SECTIONS.filter((section) => section.units || !unit);
  if (!view.hasNarrative || isPartTitle(view.document.identity.title)) return [];
  const body = [...view.headings, ...view.prose].map((line) => line.flat);
  const absent = sections.filter((section) => !body.some((text) => section.words.test(text)));
  counter.applies(rule, sections.length - absent.length);
  // Goals (绩效目标) may stand with the tables, in a file of their own.
  const missing = absent.filter((section) => section.name !== '绩效' || view.hasTables);
  if (absent.length > missing.length) counter.cannot(rule, 'tables in another file');
  const early = view.document.identity.fiscalYear < FROM && missing.every((section) => section.step);
  return notSaid(rule, missing, view, counter, early ? { severity: 'info' } : {});
}

/** The finding of what a document does not say; where pages were not read, that can't be told. */
export function notSaid(rule: string, missing: readonly { readonly name: string }[], view: TextView, counter: Counter, extra: Parameters<typeof findingOf>[2] = {}): Finding[] {
  if (missing.length === 0) return [];
  if (!view.complete) {
    counter.cannot(rule, 'needs ocr', missing.length);
    return [];
  }
  counter.applies(rule, missing.length);
  counter.fails(rule, missing.length);
  return findingOf(rule, missing.map(({ name }) => ({ statement: name, expected: name })), extra);
}

/**
 * Rules (规则): id, severity and wording of every check, read from schemas/rules.yaml.
 */
import { z } from 'zod';
import { assetPath } from './assets.js';
import type { Finding, Severity } from './finding.js';
import { readYaml } from './yaml.js';

const RuleSpec = z.object({
  severity: z.enum(['error', 'warning', 'info']),
  /** What one instance of the rule is: a page, a document, tables, codes, sums … */
  applies: z.string(),
  /** Only documents of this stage are held against the rule. */
  stage: z.enum(['budget', 'final']).optional(),
  /** What is held against what, where the wording doesn't say it. */
  checks: z.string().optional(),
  zh: z.string(),
  en: z.string(),
  example: z.string(),
});
export type Rule = z.infer<typeof RuleSpec> & { readonly id: string };

let cached: ReadonlyMap<string, Rule> | undefined;

/** Every rule by its id, in the order of rules.yaml; read once per process. */
export function rules(): ReadonlyMap<string, Rule> {
  cached ??= new Map(
    Object.entries(z.record(z.string().regex(/^[a-z-]+\/[a-z0-9-]+$/u), RuleSpec).parse(readYaml(assetPath('schemas/rules.yaml')))).map(([id, rule]) => [id, { id, ...rule }]),
  );
  return cached;
}

/** Rules of pages that were not read, or not whole. */
export const UNREAD_PAGES: readonly string[] = ['page/unreadable', 'page/needs-ocr', 'page/damaged'];
/** Rules of pictures that were not read, of pages and of web pages. */
export const UNREAD_PICTURES: readonly string[] = ['page/picture-unread', 'document/picture-unread'];

/** Severity of a finding: its own, else its rule's. */
export function severityOf(finding: Pick<Finding, 'rule' | 'severity'>): Severity {
  return finding.severity ?? rules().get(finding.rule)?.severity ?? 'warning';
}

/** Sentence of a finding in one language: the rule's wording with `{placeholders}` filled from params and the finding's own values. */
export function wordingOf(finding: Finding, language: 'zh' | 'en'): string {
  const rule = rules().get(finding.rule);
  if (rule === undefined) return [finding.rule, ...finding.evidence.map((e) => e.statement)].join(language === 'zh' ? '：' : ': ');
  const { published, expected, code, measure, page, params } = finding;
  const difference = finding.difference === undefined ? undefined : grouped(finding.difference);
  const values: Readonly<Record<string, string | number | undefined>> = { published, expected, difference, code, measure, page, ...params };
  return rule[language].replaceAll(/\{([a-z_A-Z0-9]+)\}/gu, (_, name: string) => String(values[name] ?? '')).trim();
}

/** Thousands separators for people: -173284.5 → -173,284.5. */
function grouped(decimal: string): string {
  const [, sign = '', integer = '', rest = ''] = /^(-?)(\d+)(.*)$/u.exec(decimal) ?? [];
  return integer === '' ? decimal : `${sign}${integer.replaceAll(/\B(?=(?:\d{3})+$)/gu, ',')}${rest}`;
}

/**
 * What is known of a code or a name: `mingxi codes 2080505`, `mingxi codes 行政运行`.
 */
import { childrenOf, CODE_LENGTHS, codesByName, listOfCode, lookupCode, movesOf, oldNames, type CodeEntry, type Move, type Rename } from './codes.js';

export interface CodeExplanation {
  readonly code: string;
  readonly entry?: CodeEntry;
  /** Parents from the class down. */
  readonly parents: readonly CodeEntry[];
  readonly children: number;
  readonly renames: readonly Rename[];
  readonly moves: readonly Move[];
  /** The query was an older name of this code. */
  readonly byOldName: boolean;
}

/**
 * Explains a code (separators allowed: `208 05 05`) or a name; a part of a name finds all names that contain it.
 * An unknown code gives one explanation without an entry but with the parents that are known; an unknown name gives none.
 */
export function explainCode(query: string): readonly CodeExplanation[] {
  const digits = query.replaceAll(/[\s.\-_]/gu, '');
  if (/^\d+$/u.test(digits)) return [explain(digits, false)];
  return codesByName(query).map((hit) => explain(hit.code, hit.old));
}

function explain(code: string, byOldName: boolean): CodeExplanation {
  const entry = lookupCode(code);
  const parents = [...CODE_LENGTHS].filter((n) => n < code.length).flatMap((n) => lookupCode(code.slice(0, n)) ?? []);
  return { code, parents, children: childrenOf(code).length, renames: oldNames(code), moves: movesOf(code), byOldName, ...(entry === undefined ? {} : { entry }) };
}

const LISTS = { functional: '支出功能分类', economic: '部门预算支出经济分类', government_economic: '政府预算支出经济分类', revenue: '收入分类' } as const;
const LEVELS = { class: '类', section: '款', item: '项' } as const;
const BUDGETS: Readonly<Record<string, string>> = { general: '一般公共预算', fund: '政府性基金预算', soe: '国有资本经营预算', social: '社会保险基金预算' };

/** Plain text of explanations, one paragraph each, for people. */
export function renderExplanations(query: string, explanations: readonly CodeExplanation[]): string {
  if (explanations.length === 0) return `${query}: no list has this name\n`;
  return explanations.map(render).join('\n');
}

function render(x: CodeExplanation): string {
  const lines: string[] = [];
  const list = x.entry?.list ?? listOfCode(x.code);
  if (x.entry === undefined) lines.push(`${x.code}  not in the lists (kept as printed, never corrected)`);
  else lines.push(`${x.code}  ${x.entry.name}${x.byOldName ? '  (the query is an older name)' : ''}`);
  if (list !== undefined) lines.push(`  classification  ${list} (${LISTS[list]})${x.entry === undefined ? '' : `, ${x.entry.level} (${LEVELS[x.entry.level]})`}`);
  if (x.entry !== undefined && x.entry.budget !== '') lines.push(`  budget          ${x.entry.budget} (${BUDGETS[x.entry.budget] ?? x.entry.budget})`);
  if (x.parents.length > 0) lines.push(`  under           ${x.parents.map((p) => `${p.code} ${p.name}`).join(' › ')}`);
  if (x.children > 0) lines.push(`  children        ${x.children}`);
  if (x.entry !== undefined) {
    const seen = x.entry.seenYears.length > 0 ? `, printed ${x.entry.seenYears.join(', ')}` : '';
    lines.push(`  evidence        ${x.entry.evidence}${x.entry.documents > 0 ? ` (${x.entry.documents} documents)` : ''}${seen}`);
    if (x.entry.validFrom !== undefined || x.entry.validTo !== undefined) lines.push(`  valid           ${x.entry.validFrom ?? '…'}–${x.entry.validTo ?? '…'}`);
  }
  for (const r of x.renames) lines.push(`  formerly        ${r.oldName}${r.since === undefined ? '' : ` (until ${r.since - 1})`}; ${r.evidence}`);
  for (const m of x.moves) lines.push(`  until ${m.validTo}      ${m.name}${m.movedTo.length > 0 ? `, now ${m.movedTo.join(', ')}` : ''}; ${m.evidence}`);
  return `${lines.join('\n')}\n`;
}

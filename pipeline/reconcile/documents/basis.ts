/**
 * What a figure of another year is compared with (口径). A budget may be held against last year's budget, against its
 * execution (执行数), or against what an adjustment made of it; only the first stands in last year's budget document.
 */
import type { Identity } from '../../../schemas/document.js';

/** `stated`: the words name the figure that the other document publishes; `bare`: they name the year only; `other`: something else, or nothing. */
export type Basis = 'stated' | 'bare' | 'other';

/** Words of figures that no budget document holds. */
const NO_BUDGET = /执行|决算|调整|调剂|完成|实际|口径|可比|同比|追加|预计|预测|结算|下达|全年|剔除|扣除|不含|改革|划转|支出数/;
/** Words of figures that no final account holds. */
const NO_FINAL = /预算|年初|调整|口径|可比|剔除|扣除|不含|改革|划转/;
const YEAR = /20\d\d/g;
/** Names of funds, in which 预算 says nothing of what is compared. */
const FUNDS = /(?:一般公共|政府性基金|国有资本经营)预算/g;

/** Of prose: the words between this year's figure and what is said of last year's. */
export function wordsBasis(words: string, { stage, fiscalYear }: Pick<Identity, 'stage' | 'fiscalYear'>): Basis {
  const text = words.replaceAll(/\s|（[^）]*）|\([^)]*\)/g, '').replaceAll(FUNDS, '');
  if ((stage === 'final' ? NO_FINAL : NO_BUDGET).test(text)) return 'other';
  const last = String(fiscalYear - 1);
  const named = [...text.matchAll(YEAR)].map(([year]) => year).filter((year) => year !== String(fiscalYear));
  if (named.some((year) => year !== last)) return 'other';
  if (named.length === 0 && !/上年|去年|上一年/.test(text)) return 'other';
  if (stage === 'final') return 'bare';
  return /(?:上年|去年|上一年|20\d\d年)(?:度)?(?:年初|部门|单位|批复)?预算/.test(text) ? 'stated' : 'bare';
}

/** Of a column of last year or of the budget: its header, and what the notes of the table say of it. */
export function headerBasis(header: string, notes: string, suffix: string, { stage, fiscalYear }: Pick<Identity, 'stage' | 'fiscalYear'>): Basis {
  const text = header.replaceAll(/\s/g, '');
  if (suffix === '_budget') return /年初预算/.test(text) && !/调整|全年/.test(text) && !/年初预算数?[^。；]*(?:调整|全年)/.test(notes) ? 'stated' : 'other';
  if (suffix !== '_previous' || (stage === 'final' ? NO_FINAL : NO_BUDGET).test(text)) return 'other';
  const years = [...text.matchAll(YEAR)].map(([year]) => year);
  if (years.length > 0 && !years.includes(String(fiscalYear - 1))) return 'other';
  return stage !== 'final' && /预算/.test(text) ? 'stated' : 'bare';
}

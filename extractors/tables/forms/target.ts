/**
 * Target values (指标值) of indicators: operator, value and unit out of the shapes that forms print.
 */
import { halfWidth } from '../../../schemas/amount-parse.js';
import type { Indicator } from '../../../schemas/table.js';

export type Target = Pick<Indicator, 'operator' | 'value' | 'unit' | 'published'>;
type Operator = Indicator['operator'];

const WORDS: readonly (readonly [RegExp, Operator])[] = [
  [/^(?:≥|>=|≧|⩾|》=|大于(?:或)?等于|不少于|不低于|不小于|至少|达到或超过)/u, '≥'],
  [/^(?:≤|<=|≦|⩽|《=|小于(?:或)?等于|不超过|不高于|不多于|不大于|至多|控制在(?=.*以内))/u, '≤'],
  [/^(?:>|大于|超过|高于|多于)/u, '>'],
  [/^(?:<|小于|低于|少于)/u, '<'],
  [/^(?:==?|等于)/u, '='],
];
/** Words behind a number that say its direction: 以上 and 以下 include the number itself (民法典 §1259). */
const TAILS: readonly (readonly [RegExp, Operator])[] = [[/(?:\(含\))?及?以上(?:\(含\))?$/u, '≥'], [/(?:\(含\))?(?:及?以下|以内|之内)(?:\(含\))?$/u, '≤']];
const UNIT = /^[^\d\s，。；,;:：!?“”"'=<>≥≤~～-]{0,12}$/u;
/** What follows a number in dates and sentences, not in units. */
const NO_UNIT = /[前后底初末内起止至]$|完成|准确|达标|合格|左右|上下|不|无|均|全部|已|应/u;

/** Text without LaTeX: `$\geq 200.00(\text{人})$` → `≥ 200.00(人)`. */
function withoutLatex(text: string): string {
  return text.replaceAll('$', '').replaceAll(/\\(?:geqslant|geq|ge)\b/gu, '≥').replaceAll(/\\(?:leqslant|leq|le)\b/gu, '≤').replaceAll(/\\gt\b/gu, '>').replaceAll(/\\lt\b/gu, '<').replaceAll(/\\(?:text|mathrm|mathbf)\{([^{}]*)\}/gu, '$1').replaceAll(/\\([%_#&])/gu, '$1').replaceAll(/[{}]/gu, '');
}

/** An operator standing alone in its cell; `text` for 定性. */
export function operatorOf(text: string): Operator | undefined {
  const flat = halfWidth(withoutLatex(text)).replaceAll(/\s+/gu, '');
  if (flat.startsWith('定性')) return 'text';
  return WORDS.find(([words]) => words.exec(flat)?.[0] === flat)?.[1];
}

/**
 * Parses a target.
 * @param text cell of the value, or of the whole target
 * @param operator cell of the operator (指标性质), where the form has one: `≥`, `定性`
 * @param unit cell of the unit (计量单位), where the form has one
 * @returns operator, plain decimal and unit; `text` with the wording as value where it is no single figure
 */
export function parseTarget(text: string, operator = '', unit = ''): Target {
  const published = [operator, text, unit].map((part) => part.trim()).filter((part) => part !== '').join(' ');
  const given = operatorOf(operator);
  const wording = withoutLatex(text).trim().replaceAll(/\s+/gu, ' ');
  const asText: Target = { operator: 'text', value: wording, unit: '', published };
  if (given === 'text') return /^[\d.,]+$/u.test(wording) ? { ...asText, value: plain(wording), unit: unit.trim() } : asText;
  const flat = halfWidth(wording).replaceAll(/\s+/gu, '');
  const head = WORDS.find(([words]) => words.test(flat));
  let rest = head ? flat.replace(head[0], '') : flat;
  let found = head?.[1];
  const tail = TAILS.find(([words]) => words.test(rest));
  if (tail) {
    if (found !== undefined && found !== tail[1]) return asText;
    found = tail[1];
    rest = rest.replace(tail[0], '');
  }
  const match = /^([-−]?\d[\d,]*(?:\.\d+)?)(?:\((.{0,12})\)|(.*))$/u.exec(rest);
  if (!match) return asText;
  const own = match[2] ?? match[3] ?? '';
  if (!UNIT.test(own) || (own !== '起' && NO_UNIT.test(own))) return asText;
  // 2026年 and 10月 are dates unless an operator makes them lengths of time.
  if (found === undefined && given === undefined && (/^[月日号]/u.test(own) || (own.startsWith('年') && /^(?:19|20)\d\d$/u.test(match[1] ?? '')))) return asText;
  if (/,/u.test(match[1] ?? '') && !/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(match[1] ?? '')) return asText;
  return { operator: given !== undefined && (found === undefined || found === '=') ? given : (found ?? '='), value: plain(match[1] ?? ''), unit: own === '' ? unit.trim() : own, published };
}

/** Decimal without separators and without zeros behind the last digit that counts. */
function plain(number: string): string {
  const bare = number.replaceAll(',', '').replace('−', '-');
  return bare.includes('.') ? bare.replace(/0+$/u, '').replace(/\.$/u, '') : bare;
}

/** Whether a cell looks like a target and not like the name of an indicator. */
export function looksLikeTarget(text: string): boolean {
  const flat = halfWidth(withoutLatex(text)).replaceAll(/\s+/gu, '');
  return WORDS.slice(0, 1).some(([words]) => words.test(flat)) || /^[≥≤<>=]/u.test(flat) || /^[-−]?\d[\d,.]*(?:%|\(|$)/u.test(flat) || /^\d+(?:\.\d+)?\D{0,4}$/u.test(flat);
}

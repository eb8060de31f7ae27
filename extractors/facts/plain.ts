/**
 * Plain text for matching: no blanks, half-width digits and letters, one shape of brackets; and the year in a text.
 */

/** Text without blanks, with half-width digits and letters, Chinese brackets and 年 years in Arabic digits. */
export function plain(text: string): string {
  return text
    .replace(/<[^<>]{0,40}>/g, '')
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u00a0\u3000\u200b\ufeff#*]+/g, '')
    .replace(/\(/g, '（')
    .replace(/\)/g, '）')
    .replace(/[〇○零一二三四五六七八九]{4}(?=年)/g, (year) => [...year].map((c) => CHINESE_DIGITS.get(c) ?? c).join(''));
}

const CHINESE_DIGITS = new Map([...'零一二三四五六七八九'].map((c, i) => [c, String(i)] as const).concat([['〇', '0'], ['○', '0']]));

/** The fiscal year that a (plain) text names: `2024年度…` first, not the month of a date; 0 if none. */
export function yearOf(text: string): number {
  const years = [...text.matchAll(/(?<!\d)(20\d\d)(?:年度|年(?!\d{1,2}月|[初底末]))/g)].map((match) => Number(match[1]));
  if (years[0] !== undefined) return years[0];
  const bare = /(?<!\d)(20\d\d)(?=度|[部单]|[^\d年〕\]］】-]*(?:预算|决算))/.exec(text);
  return bare ? Number(bare[1]) : 0;
}

/** 2024年预算, or 2024年预算 beside 2025年预算. */
const YEARS_FIGURES = /^(?:20\d\d年(?:度)?(?:预算|决算|执行)数?\s*)+$/u;

/** Texts but for headings of a table that name several years: none of them says which one the document is of. */
export function withoutHeadsOfYears(texts: readonly string[]): readonly string[] {
  const heads = texts.filter((text) => YEARS_FIGURES.test(text.trim()));
  const years = new Set(heads.flatMap((text) => text.match(/20\d\d/gu) ?? []));
  return years.size > 1 ? texts.filter((text) => !heads.includes(text)) : texts;
}

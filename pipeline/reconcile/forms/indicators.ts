/** Indicators (绩效指标) one by one: names and targets, labels of their levels, percentages among fractions. */
import type { Finding } from '../../../schemas/finding.js';
import { addTo } from '../../../schemas/groups.js';
import type { Indicator } from '../../../schemas/table.js';
import { belongTogether, isFirstLevel } from '../../../extractors/tables/forms/framework.js';
import type { Counter } from '../../normalise/observations.js';
import { finding, nameOf, type IdentifiedForm } from './identified.js';

const INDICATOR = 'performance/indicator', LEVEL = 'performance/level', PERCENT = 'performance/percent';

/** What is odd about an indicator, and how it is printed. */
interface Oddity {
  readonly statement: string;
  readonly published: string;
}

/** Checks all indicators: one finding of each kind for the document. */
export function checkIndicators(forms: readonly IdentifiedForm[], counter: Counter): Finding[] {
  const found = new Map<string, (Oddity & { readonly of: IdentifiedForm })[]>();
  for (const of of forms) {
    const { indicators } = of.form;
    const check = (rule: string, indicator: Indicator, odd: (indicator: Indicator) => Oddity | undefined): void => {
      counter.applies(rule);
      const oddity = odd(indicator);
      if (oddity === undefined) return;
      counter.fails(rule);
      addTo(found, rule, { of, statement: `${nameOf(of)}：${oddity.statement}`, published: oddity.published });
    };
    // A table of indicators with scores alone (评价指标体系) has no targets to lack.
    const targeted = indicators.filter((i) => i.published !== '').length * 2 >= indicators.length;
    const percentages = indicators.filter((i) => i.unit === '%' && (i.operator === '≥' || i.operator === '=') && Number(i.value) >= 50).length;
    for (const indicator of indicators) {
      if (targeted) check(INDICATOR, indicator, incomplete);
      if (indicator.level1 !== '' || indicator.level2 !== '') check(LEVEL, indicator, misplaced);
      if (indicator.unit === '%' && indicator.operator === '≥' && percentages > 1) check(PERCENT, indicator, fraction);
    }
  }
  return [...found].map(([rule, odd]) => {
    const read = odd.every(({ of }) => of.table.grid.method === 'markup' || of.table.grid.source === 'ocr');
    const distinct = [...new Map(odd.map((one) => [one.statement, one])).values()];
    return finding(rule, odd.map(({ of }) => of), distinct.map(({ of, statement, published }) => ({ statement, cells: [of.id], published })), rule === INDICATOR && read ? { severity: 'info' } : {});
  });
}

/** An indicator without its name or its target. */
function incomplete({ level1, level2, level3, published }: Indicator): Oddity | undefined {
  if (level3 === '') return { statement: `${level2 || level1}缺指标名称（指标值“${published}”）`, published };
  return published === '' ? { statement: `“${level3}”缺指标值`, published: level3 } : undefined;
}

/** A first level that had to be understood from another wording, or a second one under a first that is not its own. */
function misplaced({ level1, level2, levelPublished }: Indicator): Oddity | undefined {
  if (levelPublished !== undefined) return { statement: `“${levelPublished}”按“${level1}”理解`, published: levelPublished };
  return isFirstLevel(level1) && !belongTogether(level1, level2) ? { statement: `“${level2}”列在“${level1}”之下`, published: level2 } : undefined;
}

/** A fraction (≥0.95%) where the others of its form are percentages (≥95%). */
const fraction = ({ level1, level2, level3, value, published }: Indicator): Oddity | undefined =>
  (/^0?\.[5-9]\d*$/u.test(value) ? { statement: `“${level3 || level2 || level1}”为${published}，同表其他比率为百分数`, published } : undefined);

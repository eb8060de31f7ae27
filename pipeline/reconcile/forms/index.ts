/**
 * Checks of performance forms (绩效目标表): funds that must add up, totals over forms, execution rates, goals copied between projects,
 * dates, indicators that lack a name or a target, labels of levels, percentages.
 */
import type { CheckResult, NormalisedDocument } from '../../../schemas/document.js';
import { Counter } from '../../normalise/observations.js';
import { checkDates } from './dates.js';
import { checkFunds, checkTotals } from './funds.js';
import { checkGoals } from './goals.js';
import { formsOf } from './identified.js';
import { checkIndicators } from './indicators.js';
import { checkRates } from './rates.js';

/** Checks the forms of a document among themselves; what the narrative says of them is checked with the narrative. */
export function checkForms(document: NormalisedDocument): CheckResult {
  const counter = new Counter();
  const forms = formsOf(document);
  if (forms.length === 0) return { findings: [], checks: [] };
  const findings = [
    ...checkFunds(forms, counter),
    ...checkTotals(forms, document.tables.map(({ table }) => table), counter),
    ...checkRates(forms, counter),
    ...checkGoals(forms, counter),
    ...checkDates(forms, document.identity.fiscalYear, counter),
    ...checkIndicators(forms, counter),
  ];
  return { findings, checks: counter.counts() };
}

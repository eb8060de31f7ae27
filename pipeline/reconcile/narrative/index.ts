/**
 * The narrative (编制说明, 情况说明) against the tables and against itself.
 */
import type { CheckResult, NormalisedDocument } from '../../../schemas/document.js';
import { Counter } from '../../normalise/observations.js';
import { checkAgency } from './agency.js';
import { checkAgainstTables } from './against-tables.js';
import { checkBalance } from './balance.js';
import { checkCarryover } from './carryover.js';
import { cellsOf } from './cells.js';
import { checkChanges } from './changes.js';
import { checkCountTables } from './count-tables.js';
import { checkCovered } from './covered.js';
import { checkFlat } from './flat.js';
import { foldOutcomes, type Outcome } from './outcome.js';
import { checkNames, checkOldNames } from './names.js';
import { checkParts } from './parts.js';
import { checkPersonnel } from './personnel.js';
import { checkProjects } from './projects.js';
import { checkRestated } from './restated.js';
import { checkRestatedLists } from './restated-lists.js';
import { checkRestatedWords } from './restated-words.js';
import { checkShares } from './shares.js';
import { checkYears } from './years.js';
import { volumesOf } from '../volumes.js';

/** Every rule of the group: what never applied to a document is counted with zero. */
const NARRATIVE_RULES = [
  'narrative/amount', 'narrative/rounding', 'narrative/old-name', 'narrative/name-differs', 'narrative/parts', 'narrative/balance', 'narrative/carryover', 'narrative/count-parts', 'narrative/count-table', 'narrative/change-parts', 'narrative/restated',
  'narrative/change', 'narrative/percent', 'narrative/zero-base', 'narrative/direction', 'narrative/share', 'narrative/share-sum',
  'narrative/rate', 'narrative/agency-operation', 'narrative/personnel-classes', 'narrative/projects', 'narrative/projects-covered', 'narrative/year',
] as const;

/** Checks the facts of a document. One wrong figure is one finding: what else it breaks is its evidence. */
export function checkNarrative(document: NormalisedDocument): CheckResult {
  const counter = new Counter();
  for (const rule of NARRATIVE_RULES) counter.applies(rule, 0);
  return { findings: foldOutcomes(volumesOf(document).flatMap((volume) => outcomesOf(volume, counter))), checks: counter.counts() };
}

function outcomesOf(document: NormalisedDocument, counter: Counter): Outcome[] {
  const cells = cellsOf(document);
  const tables = checkAgainstTables(document, cells, counter);
  const projects = checkProjects(document, cells, counter);
  return [
    ...tables.outcomes,
    ...checkParts(document, tables.settled, counter),
    ...checkBalance(document, tables.settled, counter),
    ...checkCarryover(document, counter),
    ...checkCountTables(document, counter),
    ...checkRestated(document, tables.settled, counter),
    ...checkRestatedLists(document, tables.settled, counter),
    ...checkRestatedWords(document, tables.settled, counter),
    ...checkChanges(document, cells, counter),
    ...checkFlat(document, counter),
    ...checkShares(document, cells, new Set(tables.outcomes.flatMap(({ suspects }) => suspects)), counter),
    ...checkNames(document, cells, counter),
    ...checkOldNames(document, cells, counter),
    ...checkAgency(document, cells, tables.settled, counter),
    ...checkPersonnel(document, tables.settled, counter),
    ...projects,
    ...checkCovered(document, cells, new Set(projects.flatMap(({ finding }) => (finding.severity === 'info' ? [] : finding.cells))), counter),
    ...checkYears(document, counter),
  ];
}

/** All checks of a document. */
import type { CellCover, CheckResult, NormalisedDocument } from '../../schemas/document.js';
import type { CellRef } from '../../schemas/finding.js';
import type { TableKindSpec } from '../../schemas/table-kind.js';

export interface Checked extends CheckResult {
  readonly cover: ReadonlyMap<CellRef, CellCover>;
}

export function check(_document: NormalisedDocument, _kinds: readonly TableKindSpec[]): Checked {
  return { findings: [], checks: [], cover: new Map() };
}

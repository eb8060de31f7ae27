/**
 * Where cells stand: page and box by cell reference (`t3:12:total`, `t3:12:code`, `f7`, `p3:funds_total`).
 */
import { createHash } from 'node:crypto';
import type { Box } from '../../schemas/block.js';
import type { NormalisedDocument } from '../../schemas/document.js';
import type { CellRef, Proposal } from '../../schemas/finding.js';
import { formsOf, FUND_CELLS } from '../reconcile/forms/identified.js';

export interface Place {
  readonly page?: number | undefined;
  readonly box?: Box | undefined;
}

/** The five columns of a place in the dataset; null where the source has no pages. Boxes to a hundredth of a point. */
export interface PlaceColumns {
  readonly page: number | null;
  readonly x0: number | null;
  readonly y0: number | null;
  readonly x1: number | null;
  readonly y1: number | null;
}

const hundredths = (value: number | undefined): number | null => (value === undefined || !Number.isFinite(value) ? null : Math.round(value * 100) / 100);

export function placeColumns({ page, box }: Place): PlaceColumns {
  return { page: page ?? null, x0: hundredths(box?.x0), y0: hundredths(box?.y0), x1: hundredths(box?.x1), y1: hundredths(box?.y1) };
}

/** Places of every cell that a finding can name, and of the tables by their ids. Lines without a box of their own stand where their first cell does. */
export function placesOf(document: NormalisedDocument): ReadonlyMap<CellRef, Place> {
  const places = new Map<CellRef, Place>();
  for (const { table, lines } of document.tables) {
    places.set(table.tableId, { page: table.grid.pages?.[0], box: table.grid.box });
    for (const { entry } of lines) {
      const line: Place = { page: entry.page ?? entry.cells[0]?.page, box: entry.box ?? entry.cells[0]?.box };
      for (const field of ['code', 'name']) places.set(`${table.tableId}:${entry.row}:${field}`, line);
      for (const cell of entry.cells) places.set(`${table.tableId}:${entry.row}:${cell.measure}`, { page: cell.page ?? line.page, box: cell.box });
    }
  }
  for (const fact of document.facts) places.set(fact.factId, { page: fact.page, box: document.paragraphs[fact.paragraph]?.box });
  for (const { id, form } of formsOf(document)) {
    places.set(id, { page: form.page });
    for (const [name, amount] of Object.entries(form.funds)) {
      places.set(`${id}:${FUND_CELLS[name as keyof typeof form.funds]}`, { page: amount.page ?? form.page, box: amount.box });
    }
  }
  return places;
}

/** Stable id: a letter and 16 hex digits of the hash of what makes the record itself. The letter keeps spreadsheets from taking it for a number. */
export function stableId(letter: 'F' | 'R', parts: readonly string[], taken: Set<string>): string {
  for (let copy = 0; ; copy += 1) {
    const hash = createHash('sha256').update([...parts, copy === 0 ? '' : String(copy)].join('\u0000')).digest('hex');
    const id = `${letter}${hash.slice(0, 16)}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

/** The cell that a proposal changes. */
export const changedCell = ({ tableId, row, field }: Proposal): CellRef => `${tableId}:${row}:${field}`;

/** Proposals by the ids that they have in the dataset. */
export function proposalIds(documentId: string, proposals: readonly Proposal[]): ReadonlyMap<string, Proposal> {
  const taken = new Set<string>();
  return new Map(proposals.map((proposal) => [stableId('R', [documentId, proposal.operation, changedCell(proposal), proposal.proposed], taken), proposal]));
}

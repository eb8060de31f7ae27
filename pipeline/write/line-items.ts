/**
 * Line items: one row per printed amount, with what the checks say of it.
 */
import { formatYuan } from '../../schemas/amount-parse.js';
import type { FindingRow, LineItemRow } from '../../schemas/dataset.js';
import type { Identity, Line, NormalisedDocument, ProcessedDocument } from '../../schemas/document.js';
import { type CellRef, columnRef, type Proposal } from '../../schemas/finding.js';
import { groupBy } from '../../schemas/groups.js';
import type { EntryCell, Table } from '../../schemas/table.js';
import { joinIds } from './findings.js';
import { changedCell, placeColumns } from './places.js';

type IdentityColumns = Pick<LineItemRow, 'fiscal_year' | 'stage' | 'scope' | 'region' | 'region_code' | 'organisation'>;

export function identityColumns(identity: Identity): IdentityColumns {
  return {
    fiscal_year: identity.fiscalYear === 0 ? null : identity.fiscalYear,
    stage: identity.stage,
    scope: identity.scope,
    region: identity.region,
    region_code: identity.regionCode,
    organisation: identity.organisation,
  };
}

/** What is known of the cells besides their print. */
interface Knowledge {
  readonly processed: ProcessedDocument;
  readonly byCell: ReadonlyMap<CellRef, readonly FindingRow[]>;
  /** Proposals by the cell that they change. */
  readonly repairs: ReadonlyMap<CellRef, readonly Proposal[]>;
  /** Cells that a certain proposal changes, by finding that it settles. */
  readonly settled: ReadonlySet<string>;
}

/** Rows of line_items.csv in document order. Blank cells and dashes are not printed amounts and give no row. */
export function lineItemRows(processed: ProcessedDocument, document: NormalisedDocument, byCell: ReadonlyMap<CellRef, readonly FindingRow[]>): LineItemRow[] {
  const repairs = groupBy(processed.proposals, changedCell);
  const certain = processed.proposals.filter((p) => p.certainty === 'certain');
  // a list of unsure readings is about each of its cells
  const settled = new Set(certain.flatMap((p) => (byCell.get(changedCell(p)) ?? []).filter((f) => f.rule !== 'reading/unsure').map((f) => f.finding_id)));
  const knowledge: Knowledge = { processed, byCell, repairs, settled };
  const identity = identityColumns(document.identity);
  return document.tables.flatMap(({ table, lines }) =>
    lines.flatMap((line) =>
      line.entry.cells
        .filter(({ reading }) => reading.state === 'amount' || reading.state === 'unreadable')
        .map((cell) => lineItemRow(table, line, cell, identity, knowledge)),
    ),
  );
}

function lineItemRow(table: Table, line: Line, cell: EntryCell, identity: IdentityColumns, knowledge: Knowledge): LineItemRow {
  const { entry } = line;
  const { reading } = cell;
  const { processed, byCell, repairs } = knowledge;
  const of = (field: string): CellRef => `${table.tableId}:${entry.row}:${field}`;
  const cellFindings = [of(cell.measure), columnRef(table.tableId, cell.measure), table.tableId].flatMap((ref) => byCell.get(ref) ?? []);
  const rowFindings = [...(byCell.get(of('code')) ?? []), ...(byCell.get(of('name')) ?? [])];
  const amountRepairs = (repairs.get(of(cell.measure)) ?? []).filter((p) => p.operation !== 'code' && p.operation !== 'name');
  const cover = processed.cover.get(of(cell.measure));
  return {
    document_id: processed.documentId,
    source_file: processed.sourceFile,
    ...identity,
    table_kind: table.kind,
    table_id: table.tableId,
    row: entry.row,
    classification: line.classification,
    code: line.code,
    code_published: line.codePublished,
    level: line.level,
    name: line.officialName,
    name_published: entry.name,
    side: entry.side,
    measure: cell.measure,
    amount_yuan: reading.state === 'amount' ? formatYuan(reading.amount.fen) : '',
    amount_published: reading.state === 'amount' ? reading.amount.published : reading.state === 'unreadable' ? reading.published : '',
    unit: reading.state === 'amount' ? reading.amount.unit : table.unit,
    amount_reconciled: reconciled(amountRepairs),
    status: amountRepairs.length === 0 && processed.confirmed?.has(of(cell.measure)) === true ? 'ok' : statusOf(cell, cellFindings, amountRepairs, cover, knowledge.settled),
    checked_by: cover?.checkedBy ?? 0,
    confidence: cell.confidence,
    ...placeColumns({ page: cell.page ?? entry.page, box: cell.box }),
    finding_ids: joinIds([...cellFindings, ...rowFindings]),
    grid_row: cell.gridRow,
    grid_column: cell.gridColumn,
    labels: Object.keys(entry.labels).length === 0 ? '' : JSON.stringify(entry.labels),
  };
}

/** The amount of the one certain proposal; '' where there is none, or where several disagree. */
function reconciled(repairs: readonly Proposal[]): string {
  const amounts = new Set(repairs.filter((p) => p.certainty === 'certain').map((p) => p.proposed));
  return amounts.size === 1 ? ([...amounts][0] ?? '') : '';
}

/**
 * `disputed`: a proposal changes the cell. `suspect`: it can't be read, or a violation that names it is not settled by
 * a certain proposal, or one of its identities fails and no finding says which. Else `ok` if an identity covers it.
 */
function statusOf(cell: EntryCell, findings: readonly FindingRow[], repairs: readonly Proposal[], cover: { checkedBy: number; violated: boolean } | undefined, settled: ReadonlySet<string>): LineItemRow['status'] {
  if (repairs.length > 0) return 'disputed';
  const serious = findings.filter((f) => f.severity !== 'info');
  if (cell.reading.state === 'unreadable' || serious.some((f) => !settled.has(f.finding_id))) return 'suspect';
  if (cover?.violated === true && serious.length === 0) return 'suspect';
  return (cover?.checkedBy ?? 0) > 0 ? 'ok' : 'unchecked';
}

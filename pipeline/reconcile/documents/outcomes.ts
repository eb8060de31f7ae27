/**
 * What comes of comparing two documents, as findings: one cause, one finding, whatever the number of figures that show it.
 */
import { formatYuan } from '../../../schemas/amount-parse.js';
import { listed, type CellRef, type Evidence, type Finding } from '../../../schemas/finding.js';
import { groupBy } from '../../../schemas/groups.js';
import { amountText } from '../narrative/outcome.js';
import { codeOf, type KnownCell, type Ledger } from './ledger.js';

/** A figure of a document against one of another. */
export interface Comparison {
  readonly rule: string;
  readonly ledger: Ledger;
  /** Cells and facts of the document. */
  readonly cells: readonly CellRef[];
  readonly place: string;
  readonly code: string;
  readonly measure: string;
  readonly page: number | null;
  readonly tableKind: string;
  /** What the document says, in fen and in words. */
  readonly fen: bigint;
  readonly says: string;
  readonly other: KnownCell;
}

const SHOWN = 8;

export const placeText = (cell: KnownCell): string => `“${cell.title}”${codeOf(cell) === '' ? '' : `${codeOf(cell)} `}${cell.line.entry.name}`;
export const cellText = (cell: KnownCell): string => amountText(cell.amount);

/** Findings of the comparisons that fail: those of one rule with one difference are one. */
export function findingsOf(failed: readonly Comparison[]): Finding[] {
  const causes = groupBy(failed, (one) => `${one.rule} ${one.other.ledger.documentId} ${one.fen - one.other.amount.fen}`);
  return [...causes.values()].map((list) => {
    const first = list[0] as Comparison;
    const statements = [...new Set(list.map(statementOf))];
    return {
      rule: first.rule, tableKind: first.tableKind, ...(first.code === '' ? {} : { code: first.code }), measure: first.measure, ...(first.page === null ? {} : { page: first.page }),
      published: formatYuan(first.fen), expected: formatYuan(first.other.amount.fen), difference: formatYuan(first.fen - first.other.amount.fen), cause: 'published' as const,
      params: {
        place: first.place, says: first.says, other: first.other.ledger.sourceFile, there: placeText(first.other), count: String(statements.length),
        published: `${formatYuan(first.fen)}元`, expected: cellText(first.other), difference: `${formatYuan(first.fen - first.other.amount.fen)}元`,
        list: listed(statements, SHOWN),
      },
      cells: [...new Set(list.flatMap((one) => one.cells))],
      evidence: list.flatMap(evidenceOf),
    };
  });
}

const statementOf = (one: Comparison): string => `${one.place}：${one.says}，${placeText(one.other)}${cellText(one.other)}`;

/** Both sides: what this document says, and where the other one says something else (`document_id/t3:12:total`). */
function evidenceOf(one: Comparison): Evidence[] {
  return [
    { statement: `${one.place}：${one.says}`, cells: one.cells, published: formatYuan(one.fen), expected: formatYuan(one.other.amount.fen), difference: formatYuan(one.fen - one.other.amount.fen) },
    { statement: `${one.other.ledger.sourceFile}：${placeText(one.other)}${cellText(one.other)}`, cells: [`${one.other.ledger.documentId}/${one.other.ref}`], published: formatYuan(one.other.amount.fen) },
  ];
}

/**
 * Decisions of a reviewer (人工复核): what a person who has looked at the source says of a proposal or a cell.
 */
import { z } from 'zod';

const Common = {
  document_id: z.string().regex(/^[0-9a-f]{16}$/u, 'Expected the document_id of documents.csv, 16 hex digits'),
  /** Who decided and why; kept with the proposal. */
  reviewer: z.string().optional(),
  note: z.string().optional(),
};

/** One line of a review file. */
export const Decision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('accept'), proposal_id: z.string().regex(/^R[0-9a-f]{16}$/u, 'Expected a proposal_id of proposals.csv'), ...Common }),
  z.strictObject({ decision: z.literal('reject'), proposal_id: z.string().regex(/^R[0-9a-f]{16}$/u, 'Expected a proposal_id of proposals.csv'), ...Common }),
  z.strictObject({
    decision: z.literal('value'),
    cell: z.string().regex(/^t\d+:\d+:[^:;]+$/u, 'Expected a cell as findings.csv names it, table_id:row:measure'),
    /** The true amount: what a right document would print; the printed one itself where that is right. */
    amount_yuan: z.string().regex(/^-?\d+(?:\.\d{1,2})?$/u, 'Expected yuan as an exact decimal without separators, as text'),
    ...Common,
  }),
]);
export type Decision = z.infer<typeof Decision> & {
  /** File and line of the decision, for messages. */
  readonly at: string;
};

/** Fen of an `amount_yuan`. */
export function fenOf(yuan: string): bigint {
  const [whole = '0', decimals = ''] = yuan.replace('-', '').split('.');
  const fen = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
  return yuan.startsWith('-') ? -fen : fen;
}

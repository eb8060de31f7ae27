/**
 * Table kinds (表种) as data: schemas/tables/*.yaml and a user's own folder. One file each.
 */
import { z } from 'zod';

const pattern = z.string().transform((source, context) => {
  try {
    return new RegExp(source, 'u');
  } catch {
    context.addIssue({ code: 'custom', message: `Expected a regular expression, got ${source}` });
    return z.NEVER;
  }
});

/** A column label that gives a measure, e.g. `{ measure: basic, words: '^基本支出' }`. */
const ColumnWords = z.strictObject({ measure: z.string(), words: pattern, not: pattern.optional() });
/** A column of text that is kept under a name, e.g. `{ label: project, words: '^项目名称' }`. */
const LabelWords = z.strictObject({ label: z.string(), words: pattern });
/** An identity over the columns of a row: total = Σ parts, over those that the table has. `complete: false` for 其中: parts are at most the total. */
const RowIdentity = z.strictObject({ total: z.string(), parts: z.array(z.string()).min(1), complete: z.boolean().default(true) });

export const TableKindSpec = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z0-9_]*$/u),
  /** Chinese name for people. */
  name: z.string(),
  /** Patterns on the title without blanks, year and organisation. */
  titles: z.array(pattern).min(1),
  /** Patterns that exclude. */
  not: z.array(pattern).default([]),
  /** How the lines are read: coded lines and totals; two sides; one line per measure set; a form. */
  shape: z.enum(['lines', 'sides', 'form']).default('lines'),
  /** Classification of the codes where the table's own headers do not say. */
  classification: z.enum(['functional', 'economic', 'government_economic', 'organisation', 'revenue', '']).default(''),
  side: z.enum(['revenue', 'expenditure', '']).default(''),
  /** Header words that the table has where its title is missing or unclear: all must be found. */
  headers: z.array(pattern).default([]),
  /** Names of lines that the table has where neither title nor headers say its kind: all must be found. */
  lines: z.array(pattern).default([]),
  /** Header words and names of lines that a table without a clear title must not have to be known by `headers` or `lines`. */
  without: z.array(pattern).default([]),
  /** The kind that it is instead where the codes of its lines are of another classification. */
  instead: z.partialRecord(z.enum(['functional', 'economic', 'government_economic', 'organisation', 'revenue']), z.string()).default({}),
  /** Measure of an amount column whose header names none of the vocabulary (预算数, 金额). */
  measure: z.string().default('total'),
  /** Column words before those of the vocabulary. */
  columns: z.array(ColumnWords).default([]),
  labels: z.array(LabelWords).default([]),
  /** Row identities of this kind, added to those of the vocabulary. */
  rows: z.array(RowIdentity).default([]),
  /** Whether coded lines form one tree under one total (children sum to parents). Listings by unit or project do not. */
  tree: z.boolean().default(true),
});
export type TableKindSpec = z.infer<typeof TableKindSpec>;

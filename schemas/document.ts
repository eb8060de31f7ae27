/**
 * The document between reading and writing: everything known of one source file.
 */
import type { Paragraph, ReadNote } from './block.js';
import type { Fact } from './fact.js';
import type { CellRef, CheckCount, Finding, Proposal } from './finding.js';
import type { Classification, Entry, Level, Table } from './table.js';

/** Who published what for which year (cover, titles, file name). Empty strings and 0 where it isn't said. */
export interface Identity {
  readonly title: string;
  readonly fiscalYear: number;
  readonly stage: 'budget' | 'final' | '';
  readonly scope: 'department' | 'unit' | '';
  readonly region: string;
  readonly regionCode: string;
  readonly organisation: string;
  /** `disclosure`, or `other` for notices, work reports and the like. */
  readonly kind: 'disclosure' | 'other';
}

/** What is extracted of one file, before normalising. */
export interface ExtractedDocument {
  readonly identity: Identity;
  /** Every paragraph outside tables, in reading order. */
  readonly paragraphs: readonly Paragraph[];
  readonly tables: readonly Table[];
  readonly facts: readonly Fact[];
  readonly notes: readonly ReadNote[];
  readonly pages?: number;
  readonly extraction: 'text' | 'ocr' | 'mixed' | 'none';
  /** Day of publication as printed or declared, ISO; absent where none is, or several are. */
  readonly publishedOn?: string;
}

/** An entry with its normalised code. */
export interface Line {
  readonly entry: Entry;
  readonly classification: Classification;
  /** Canonical code without separators; '' for totals and uncoded lines. */
  readonly code: string;
  /** As printed, parts joined by a space. */
  readonly codePublished: string;
  readonly level: Level;
  /** Official name of the code in the document's year; '' where unknown. */
  readonly officialName: string;
  /** For uncoded lines that name a classification entry (一、公共安全支出): its code, used in checks only. */
  readonly impliedCode: string;
}

export interface LinedTable {
  readonly table: Table;
  readonly lines: readonly Line[];
}

/** A document after normalising; what reconciliation sees. */
export interface NormalisedDocument extends Omit<ExtractedDocument, 'tables'> {
  readonly tables: readonly LinedTable[];
}

/** What a checking stage gives. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckCount[];
}

/** How well a printed amount is covered by identities. Cells that no identity covers are not listed. */
export interface CellCover {
  /** Number of independent identities that the cell takes part in. */
  readonly checkedBy: number;
  /** At least one of them fails, beyond rounding. */
  readonly violated: boolean;
}

/** One source file after all stages; what the writers see. */
export interface ProcessedDocument {
  readonly documentId: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Relative to the input root, `/` as separator. */
  readonly sourceFile: string;
  readonly mediaType: string;
  /** Absent where the file could not be read. */
  readonly document?: NormalisedDocument;
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckCount[];
  readonly proposals: readonly Proposal[];
  /** By cell reference (`t3:12:total`). */
  readonly cover: ReadonlyMap<CellRef, CellCover>;
  /** Cells whose printed amount a reviewer has found right. */
  readonly confirmed?: ReadonlySet<CellRef>;
  /** Decisions of a reviewer that name nothing in the document, by file and line. */
  readonly unapplied?: readonly { readonly at: string; readonly message: string }[];
  readonly status: 'ok' | 'partial' | 'failed';
  /** One line for `failed`: what is wrong and what to do. */
  readonly error: string;
}

/**
 * The document between reading and writing: everything known of one source file.
 */
import type { Paragraph, ReadNote } from './block.js';
import type { Fact } from './fact.js';
import type { CheckCount, Finding } from './finding.js';
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

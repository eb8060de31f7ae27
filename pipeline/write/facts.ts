/**
 * Claims of the narrative as rows.
 */
import { formatYuan } from '../../schemas/amount-parse.js';
import type { FactRow } from '../../schemas/dataset.js';
import type { NormalisedDocument, ProcessedDocument } from '../../schemas/document.js';

export function factRows(processed: ProcessedDocument, document: NormalisedDocument): FactRow[] {
  return document.facts.map((fact) => ({
    document_id: processed.documentId,
    source_file: processed.sourceFile,
    fact_id: fact.factId,
    subject: fact.subject,
    measure: fact.measure,
    code: fact.code,
    period: fact.year === 0 ? null : fact.year,
    value_yuan: fact.amount === undefined ? '' : formatYuan(fact.amount.fen),
    value: fact.value,
    unit: fact.unit,
    claim: fact.claim,
    sentence: fact.sentence,
    page: fact.page ?? null,
    topic: fact.topic,
    direction: fact.direction ?? '',
    fund: fact.fund,
    of_fact: fact.of ?? '',
    part_of: fact.partOf ?? '',
    base_fact: fact.base ?? '',
    section: fact.section,
  }));
}

/**
 * Reading a review file (`--review review.jsonl`): one decision a line, as JSON.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { Decision } from '../../schemas/review.js';
import { UsageError } from '../errors.js';

/**
 * Decisions in the order of the file; blank lines are left out.
 * @throws UsageError with file and line where the file can't be read, a line is no decision, or contradicts an earlier one
 */
export function readDecisions(path: string): Decision[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${path}: Expected a review file, got ${code} — check the path of --review`);
  }
  const decisions: Decision[] = [];
  const lineOf = new Map<string, { readonly line: number; readonly says: string }>();
  for (const [i, line] of text.replace(/^\uFEFF/u, '').split(/\r?\n/u).entries()) {
    if (line.trim() === '') continue;
    const decision = parsed(line, `${path}:${i + 1}`, `${basename(path)}:${i + 1}`);
    const key = `${decision.document_id} ${decision.decision === 'value' ? decision.cell : decision.proposal_id}`;
    const says = decision.decision === 'value' ? `value ${decision.amount_yuan}` : decision.decision;
    const before = lineOf.get(key);
    if (before !== undefined && before.says !== says) throw new UsageError(`${path}:${i + 1}: Expected what line ${before.line} says of the same (${before.says}), got ${says} — keep one of them`);
    if (before === undefined) decisions.push(decision);
    lineOf.set(key, before ?? { line: i + 1, says });
  }
  return decisions;
}

function parsed(line: string, place: string, at: string): Decision {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new UsageError(`${place}: Expected one JSON object, got ${line.trim().slice(0, 60)}`);
  }
  const result = Decision.safeParse(value);
  if (result.success) return { ...result.data, at };
  const [issue] = result.error.issues;
  throw new UsageError(`${place}: ${issue === undefined ? 'Expected a decision' : wordsOf(issue)}`);
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `Expected the fields of a decision (see docs/review.md), got ${issue.keys.join(', ')}`;
  const field = issue.path.join('.');
  if (field === '') return 'Expected a decision, a JSON object, got something else';
  if (field === 'decision') return 'decision: Expected accept, reject or value';
  return `${field}: ${issue.message}`;
}

/**
 * Slips (文字差错), and how those of one kind become one finding with the list.
 */
import { listed, type Finding, type Severity } from '../../../schemas/finding.js';
import type { Line } from './view.js';
import { placeOf } from './view.js';

/** One place where the wording is wrong. */
export interface Slip {
  /** For people, with its place: `第3页“202年度部门预算”`. */
  readonly statement: string;
  readonly page?: number;
  readonly tableId?: string;
  readonly tableKind?: string;
  /** The amounts that it casts doubt on. */
  readonly cells?: readonly string[];
  readonly published?: string;
  readonly expected?: string;
}

/** Slips that a finding's sentence lists; the rest is counted and stands in the evidence. */
const SHOWN = 10;
/** Slips that a finding keeps as evidence. */
const KEPT = 200;

/** One finding of a rule for all its slips; none where there are none. */
export function findingOf(rule: string, slips: readonly Slip[], extra: { readonly severity?: Severity; readonly params?: Readonly<Record<string, string>> } = {}): Finding[] {
  const [first] = slips;
  if (first === undefined) return [];
  const statements = [...new Set(slips.map((slip) => slip.statement))];
  const list = listed(statements, SHOWN, '处', slips.length);
  const oneTable = new Set(slips.map((slip) => slip.tableId)).size === 1;
  return [{
    rule,
    ...(extra.severity === undefined ? {} : { severity: extra.severity }),
    ...(oneTable && first.tableId !== undefined ? { tableId: first.tableId } : {}),
    ...(oneTable && first.tableKind !== undefined ? { tableKind: first.tableKind } : {}),
    ...(first.page === undefined ? {} : { page: first.page }),
    ...(slips.length === 1 && first.published !== undefined ? { published: first.published } : {}),
    ...(slips.length === 1 && first.expected !== undefined ? { expected: first.expected } : {}),
    cause: 'published',
    params: { ...extra.params, list, count: String(slips.length) },
    cells: slips.flatMap(({ cells = [] }) => cells),
    evidence: slips.slice(0, KEPT).map(({ statement, published, expected, cells = [] }) => ({ statement, cells, ...(published === undefined ? {} : { published }), ...(expected === undefined ? {} : { expected }) })),
  }];
}

/** The slip of a line: its place and the words around what was found. */
export function slipAt(line: Line, start: number, length: number, expected?: string): Slip {
  const published = line.text.slice(start, start + length);
  return {
    statement: `${placeOf(line.paragraph)}“${around(line.text, start, length)}”`,
    ...(line.paragraph.page === undefined ? {} : { page: line.paragraph.page }),
    published,
    ...(expected === undefined ? {} : { expected }),
  };
}

/** Characters before and after that make a place recognisable. */
const CONTEXT = 12;

function around(text: string, start: number, length: number): string {
  const from = Math.max(0, start - CONTEXT);
  const to = Math.min(text.length, start + length + CONTEXT);
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

/** Every match of a pattern in lines, as slips. */
export function matches(lines: readonly Line[], pattern: RegExp): Slip[] {
  const global = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
  return lines.flatMap((line) => [...line.text.matchAll(global)].map((match) => slipAt(line, match.index, match[0].length)));
}

/**
 * The units (单位) that a department's document adds up: lines of units in its tables, and the units that its narrative lists.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { CellRef } from '../../../schemas/finding.js';

const KINDS = ['revenue_summary', 'expenditure_summary'] as const;

/** A line of one unit in a table of income or spending. */
export interface UnitLine {
  readonly ref: CellRef;
  readonly kind: (typeof KINDS)[number];
  readonly title: string;
  readonly name: string;
  readonly fen: string;
  readonly step: string;
  readonly shown: string;
}

/** The units that the narrative counts and names. */
export interface ListedUnits {
  readonly count: number;
  /** Text that names them. */
  readonly text: string;
}

/** Lines of units with their totals; a unit that stands in several lines of one table is left out. */
export function unitLinesOf({ identity, tables }: NormalisedDocument): UnitLine[] {
  if (identity.scope !== 'department') return [];
  return tables.flatMap(({ table, lines }) => {
    const kind = KINDS.find((k) => k === table.kind);
    if (kind === undefined) return [];
    const found = lines.flatMap((line): UnitLine[] => {
      const cell = line.entry.cells.find((c) => c.measure === 'total');
      if (line.classification !== 'organisation' || line.level === 'total' || line.entry.name === '' || cell?.reading.state !== 'amount') return [];
      const { fen, step, published, unit } = cell.reading.amount;
      return [{ ref: `${table.tableId}:${line.entry.row}:total`, kind, title: table.title, name: line.entry.name, fen: fen.toString(), step: step.toString(), shown: `${published}${unit}` }];
    });
    return found.filter((one) => found.filter((other) => other.name === one.name).length === 1);
  });
}

/** 纳入本部门2024年部门预算编制范围的单位共3家(个), and what follows. */
const SCOPE = /(?:纳入|列入|包括|汇总).{0,40}(?:预算|决算).{0,20}(?:范围|单位).{0,30}?(?:共|共有|共计|合计|有|包括)?(\d{1,3})(?:家|个)/;
/** Paragraphs of a list of units at most. */
const LONGEST = 120;

/** The list of units, where the narrative says how many there are. */
export function listedUnits({ identity, paragraphs }: NormalisedDocument): ListedUnits | null {
  if (identity.scope !== 'department') return null;
  const at = paragraphs.findIndex(({ text }) => SCOPE.test(text.replaceAll(/\s/g, '')));
  const first = paragraphs[at]?.text.replaceAll(/\s/g, '') ?? '';
  const count = Number(SCOPE.exec(first)?.[1] ?? 0);
  if (count < 2) return null;
  const rest = paragraphs.slice(at + 1, at + 1 + LONGEST).map(({ text }) => text.replaceAll(/\s/g, ''));
  const end = rest.findIndex((text) => /^第[一二三四五六七八九十]+部分|^[一二三四五六七八九十]+、/.test(text));
  return { count, text: [first, ...(end < 0 ? rest : rest.slice(0, end))].join('\n') };
}

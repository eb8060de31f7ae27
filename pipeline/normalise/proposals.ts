/**
 * Repairs of codes as records: what the normaliser made of a printed code, one proposal a cell, with its evidence.
 */
import { codesByName } from '../../schemas/codes.js';
import type { LinedTable } from '../../schemas/document.js';
import type { Finding, Proposal } from '../../schemas/finding.js';
import { addTo } from '../../schemas/groups.js';

/** Rules whose evidence says which code should stand in the cell. */
const REPAIRED = new Set(['code/lost-zero', 'code/drag-filled', 'code/wrong-parent', 'code/confused-digits', 'code/missing']);

/**
 * Proposals for the code cells of findings, in the order of tables and rows. A code that the name, the neighbours and
 * the lists settled is `certain`; one that the line did not take over, or whose name is
 * another code's, is `possible`. A cell that several findings speak
 * of gets one proposal, with the evidence of all that agree.
 */
export function codeProposals(findings: readonly Finding[], tables: readonly LinedTable[]): Proposal[] {
  const repairs = new Map<string, { rule: string; statement: string; expected: string }[]>();
  for (const { rule, evidence } of findings) {
    if (!REPAIRED.has(rule)) continue;
    for (const { statement, cells, expected } of evidence) {
      if (expected === undefined || !/^\d+$/u.test(expected)) continue;
      for (const cell of cells) addTo(repairs, cell, { rule, statement, expected });
    }
  }
  if (repairs.size === 0) return [];
  const filled = new Map(tables.map(({ table, lines }) => [table, classesWithAmounts(lines)]));
  return tables.flatMap(({ table, lines }) => {
    const isElsewhere = (code: string): boolean => tables.some((t) => t.table !== table && t.lines.some((l) => l.code === code));
    const classes = [...filled].flatMap(([other, own]) => (other === table ? [] : [own]));
    const isTwice = (code: string): boolean => lines.filter((l) => l.code === code).length > 1;
    return lines.flatMap((line): Proposal[] => {
      const cell = `${table.tableId}:${line.entry.row}:code`;
      const of = repairs.get(cell) ?? [];
      const proposed = of.find(({ expected }) => expected === line.code)?.expected ?? of[0]?.expected;
      if (proposed === undefined) return [];
      return [{
        tableId: table.tableId,
        row: line.entry.row,
        field: 'code',
        published: line.codePublished,
        proposed,
        operation: 'code',
        certainty: proposed === line.code && !isTwice(proposed) && isNamed(line, isElsewhere, classes) ? 'certain' : 'possible',
        cost: 1,
        alternatives: [...new Set(of.map(({ expected }) => expected))].filter((code) => code !== proposed),
        proof: { name: line.entry.name, officialName: line.officialName, evidence: of.filter(({ expected }) => expected === proposed).map(({ rule, statement }) => ({ rule, statement })) },
        cells: [cell],
      }];
    });
  });
}

/**
 * Whether a name is the code's. Of a name that several classes have (2130502 and 2150502 一般行政管理事务), or several
 * sections where the line prints its last part alone, or none, or that another class has with section and item as they
 * are printed, another table must print the code, and none of the others; nor may a table have amounts of the others'
 * classes alone.
 */
function isNamed({ code, codePublished, entry }: LinedTable['lines'][number], isElsewhere: (code: string) => boolean, classes: readonly ReadonlySet<string>[]): boolean {
  const owners = codesByName(entry.name).map((o) => o.code);
  if (!owners.includes(code)) return owners.length === 0 && isElsewhere(code);
  const given = /^\d{1,2}$/u.test(codePublished) ? -2 : 3;
  const printed = codePublished.replaceAll(/\D/gu, '');
  const isRival = (o: string): boolean => o.slice(given) === code.slice(given) || (o.length === printed.length && o.slice(3) === printed.slice(3));
  const rivals = owners.filter((o) => o !== code && o.length === code.length && isRival(o));
  const isOthers = (filled: ReadonlySet<string>): boolean => !filled.has(code.slice(0, 3)) && rivals.some((o) => filled.has(o.slice(0, 3)));
  return rivals.length === 0 || (isElsewhere(code) && !rivals.some(isElsewhere) && !classes.some(isOthers));
}

/** Classes (类) of which lines of their own have amounts. */
const classesWithAmounts = (lines: LinedTable['lines']): ReadonlySet<string> =>
  new Set(lines.filter((l) => l.entry.cells.some((c) => c.reading.state === 'amount' && c.reading.amount.fen !== 0n)).map((l) => l.code || l.impliedCode).filter((code) => code.length === 3));

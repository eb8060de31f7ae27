/**
 * Names of items (科目名称) in prose against the tables: a code with another name than its line has, an item that no line
 * is called, where one line of its section has its amount, and names of older editions where the tables print the newer ones.
 */
import { nameKey, namesFit, officialName } from '../../../schemas/codes.js';
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import { Counter } from '../../normalise/observations.js';
import { meet, rangeOf } from '../intervals.js';
import type { TableCell, TableCells } from './cells.js';
import { cellsOfPrintedCode, itemCells } from './items.js';
import type { Deviation } from './fits.js';
import { quoted, type Outcome } from './outcome.js';
import { inStepsOf, isSlip, TELLING_IN_LISTS } from './slips.js';
import { listed } from '../../../schemas/finding.js';

const NAMES = 'narrative/name-differs';
const OLD_NAME = 'narrative/old-name';
/** Names shown in a message. */
const SHOWN = 8;
/** Steps of the last digit from which an amount is equal by no chance. */
const TELLING = 100n;

interface Difference { readonly fact: Fact; readonly cell: TableCell; readonly code: string }

/** One finding with the list: a draft that names items differently does so throughout. */
export function checkNames({ facts, identity }: Pick<NormalisedDocument, 'facts' | 'identity'>, cells: TableCells, counter: Counter): Outcome[] {
  const items = facts.filter((fact) => fact.topic === 'item' && fact.claim === 'amount' && fact.name !== undefined && nameKey(fact.name) !== '');
  const spoken = new Set(items.flatMap((fact) => [fact.code, nameKey(fact.name ?? '')]));
  const differing = items.flatMap((fact): Difference[] => {
    const lines = cellsOfPrintedCode(fact, cells);
    const [first] = lines;
    if (first !== undefined) {
      counter.applies(NAMES);
      return lines.some((line) => isCalled(fact, line, identity.fiscalYear)) ? [] : [{ fact, cell: first, code: fact.code }];
    }
    const cell = unnamed(fact, cells, spoken);
    if (cell === undefined) return [];
    counter.applies(NAMES);
    return [{ fact, cell, code: cell.line.code }];
  });
  counter.fails(NAMES, differing.length);
  return differing.length === 0 ? [] : [outcome(differing)];
}

/** Whether a name may be the line's, cut or lengthened, or one that the code bore before (which narrative/old-name tells). */
function isCalled({ name = '', code }: Fact, { line }: TableCell, year: number): boolean {
  const [own, printed] = [nameKey(name), nameKey(line.entry.name)];
  return printed === '' || own.includes(printed) || printed.includes(own) || namesFit(name, code, year) !== 'other';
}

/** The only line of the item's section with its amount, where no line has its name and no other sentence speaks of that line. */
function unnamed(fact: Fact, cells: TableCells, spoken: ReadonlySet<string>): TableCell | undefined {
  const { amount, path = [], name = '' } = fact;
  if (fact.code !== '' || path.length < 2 || amount === undefined || amount.fen < TELLING * amount.step || cells.byName.has(nameKey(name))) return undefined;
  const sections = new Set((cells.byName.get(nameKey(path.at(-2) ?? '')) ?? []).map(({ line }) => line.code).filter((code) => code.length === 5));
  if (sections.size !== 1) return undefined;
  const [section = ''] = sections;
  const found = [...cells.byCode].filter(([code]) => code.length === 7 && code.startsWith(section) && !spoken.has(code))
    .flatMap(([, list]) => list.find((cell) => !spoken.has(nameKey(cell.line.entry.name)) && cell.suffix === '' && cell.amount !== undefined && cell.amount.fen !== 0n && meet(rangeOf(amount), rangeOf(cell.amount))) ?? []);
  return found.length === 1 ? found[0] : undefined;
}

/**
 * An item that no line is called, in a section of one item that no sentence calls by its name: it is that item. Where a slip
 * of a digit lies between the two amounts, the line's is meant.
 */
export function unnamedSlips(facts: readonly Fact[], cells: TableCells): Deviation[] {
  const items = facts.filter((fact) => fact.topic === 'item' && fact.claim === 'amount' && fact.name !== undefined && fact.path !== undefined && fact.path.length > 1);
  const spoken = new Set(items.map((fact) => nameKey(fact.name ?? '')));
  return items.flatMap((fact): Deviation[] => {
    const { amount, path = [], name = '', fund } = fact;
    if (fact.code !== '' || amount === undefined || cells.byName.has(nameKey(name))) return [];
    const inSection = [...cells.byCode].filter(([code, found]) => code.length === 7 && (cells.byCode.get(code.slice(0, 5)) ?? []).some(({ line }) => nameKey(line.entry.name) === nameKey(path.at(-2) ?? '')) && found.some(({ table }) => table.kind === `${fund}_expenditure`));
    const [only, ...more] = inSection.map(([, found]) => found.find((cell) => cell.table.kind === `${fund}_expenditure` && cell.measure === 'total' && cell.suffix === '' && cell.amount !== undefined));
    const others = items.filter((other) => other !== fact && nameKey(other.path?.at(-2) ?? '') === nameKey(path.at(-2) ?? ''));
    if (only?.amount === undefined || more.length + others.length > 0 || spoken.has(nameKey(only.line.entry.name))) return [];
    return isSlip(amount.fen, inStepsOf(amount, only.amount.fen), TELLING_IN_LISTS) ? [{ fact, cell: only, within: false }] : [];
  });
}

function outcome(differing: readonly Difference[]): Outcome {
  const statements = differing.map(({ fact, cell, code }) => `${code}说明为“${fact.name ?? ''}”，“${cell.table.title}”为“${cell.line.entry.name}”`);
  const list = [...new Set(statements)];
  const [first] = differing as [Difference, ...Difference[]];
  return {
    suspects: [],
    finding: {
      rule: NAMES,
      ...(differing.length === 1 ? { code: first.code, published: first.fact.name ?? '', expected: first.cell.line.entry.name } : {}),
      ...(first.fact.page === undefined ? {} : { page: first.fact.page }),
      cause: 'published',
      params: { count: String(list.length), list: listed(list, SHOWN, '处') },
      cells: differing.flatMap(({ fact, cell }) => [fact.factId, cell.ref]),
      evidence: differing.map(({ fact, cell }, i) => ({ statement: `${statements[i] ?? ''}：${quoted(fact.sentence)}`, cells: [fact.factId, cell.ref], published: fact.name ?? '', expected: cell.line.entry.name })),
    },
  };
}

/** One finding for each name of an older edition, of an item or of the class and section it is put under, wherever it is said. */
export function checkOldNames({ facts, identity: { fiscalYear } }: Pick<NormalisedDocument, 'facts' | 'identity'>, cells: TableCells, counter: Counter): Outcome[] {
  const said = new Map<string, { readonly code: string; readonly name: string; readonly facts: Fact[] }>();
  for (const fact of facts) {
    if (fact.topic !== 'item' || fact.claim !== 'amount' || fact.name === undefined || (fact.year !== fiscalYear && fact.year !== 0 && fiscalYear !== 0)) continue;
    for (const { code, name } of levelsOf(fact, cells)) {
      counter.applies(OLD_NAME);
      if (!isOlder(name, code, cells, fiscalYear)) continue;
      const key = `${code} ${name}`;
      const known = said.get(key);
      if (known === undefined) said.set(key, { code, name, facts: [fact] });
      else known.facts.push(fact);
    }
  }
  counter.fails(OLD_NAME, said.size);
  return [...said.values()].map(({ code, name, facts: where }) => oldName(code, name, where, fiscalYear));
}

/** The item's name and those above it (X（类）Y（款）Z（项）), each with its code. */
function levelsOf(fact: Fact, cells: TableCells): { readonly code: string; readonly name: string }[] {
  const code = itemCells(fact, cells).all.find(({ line }) => line.code !== '')?.line.code ?? '';
  if (code === '') return [];
  const { name = '', path = [] } = fact;
  return path.length > 1 && code.length === 1 + 2 * path.length ? path.map((part, i) => ({ code: code.slice(0, 3 + 2 * i), name: part })) : [{ code, name }];
}

function isOlder(name: string, code: string, cells: TableCells, year: number): boolean {
  const lines = cells.byCode.get(code) ?? [];
  return lines.length > 0 && namesFit(name, code, year) === 'older' && lines.every(({ line }) => namesFit(line.entry.name, code, year) !== 'older');
}

function oldName(code: string, name: string, [first, ...others]: readonly Fact[], year: number): Outcome {
  const facts = first === undefined ? [] : [first, ...others];
  const official = officialName(code, year);
  return {
    suspects: [],
    finding: {
      rule: OLD_NAME,
      code,
      ...(first?.page === undefined ? {} : { page: first.page }),
      published: name,
      expected: official,
      params: { name, official, year: String(year), sentence: quoted(first?.sentence ?? '') },
      cells: facts.map(({ factId }) => factId),
      evidence: [{ statement: `${code} ${name}`, cells: facts.map(({ factId }) => factId) }],
    },
  };
}

/** Findings of the figures: one per cause, with the identities that it breaks as evidence; rounding as one note per table. */
import { formatYuan } from '../../../schemas/amount-parse.js';
import { listed, type Evidence, type Finding } from '../../../schemas/finding.js';
import { groupBy } from '../../../schemas/groups.js';
import { judge, residual, subject, type Figure, type Identity } from '../identity.js';
import { rowText, type MissingRow } from '../localise/missing-rows.js';
import { specificFirst, type Cause } from './causes.js';
import { lineTitle, measureName, shown } from './words.js';

/** Statements shown in a message. */
const SHOWN = 8;

/** @param causes of the failing equalities among `identities` */
export function findingsOf(identities: readonly Identity[], causes: readonly Cause[]): Finding[] {
  const explained = new Set(causes.flatMap(wrong).map((f) => f.ref));
  const bounds = identities.filter((i) => i.relation === '≤' && judge(i) === 'fails');
  const loose = bounds.filter((i) => !i.terms.some((t) => explained.has(t.figure.ref)));
  const holding = new Map(identities.filter((i) => DOWN.has(i.rule) && judge(i) === 'holds').map((i) => [subject(i), i] as const));
  return [...causes.map((cause) => causeFinding(cause, bounds.filter((b) => !loose.includes(b) && b.terms.some((t) => wrong(cause).some((f) => f.ref === t.figure.ref))), borneOutBelow(cause, holding))), ...boundFindings(loose), ...roundingFindings(identities)];
}

/** Sums of lines that stand below another. */
const DOWN: ReadonlySet<string> = new Set(['sum/children', 'sum/lines']);

/** Parts of a sum up to which it is shown what speaks for each. */
const FEW = 3;

const printedParts = ({ terms: [, ...parts] }: Identity): Figure[] => parts.flatMap(({ figure }) => (figure.fen === 0n ? [] : [figure]));

/**
 * What speaks for the few parts of a failing sum, and against its whole: the only line below a part agrees with it, and so
 * on down to the last (22102 = 2210203 below 221). Where it is the part that is wrong, they are wrong with it.
 */
function borneOutBelow(cause: Cause, holding: ReadonlyMap<Figure, Identity>): Identity[] {
  const below = (part: Figure): Identity[] => {
    const own = wrong(cause).includes(part) ? undefined : holding.get(part);
    const [next, more] = own === undefined ? [] : printedParts(own);
    return own === undefined || next === undefined || more !== undefined ? [] : [own, ...below(next)];
  };
  const sums = cause.identities.filter((i) => DOWN.has(i.rule)).map(printedParts);
  return [...new Set(sums.filter((parts) => parts.length <= FEW).flatMap((parts) => parts.flatMap(below)))];
}

/** Totals of listings that their lines make up in no nesting: one a table. */
export function listingFindings(listings: readonly { readonly listing: Identity; readonly missing: MissingRow | undefined }[]): Finding[] {
  const byTable = new Map(listings.map((one) => [subject(one.listing).table.tableId, one] as const));
  return [...byTable.values()].map(({ listing, missing }) => {
    const figure = subject(listing);
    const made = unmade('sum/listing', figure, [figure]);
    return { ...made, params: { ...made.params, ...lacking(residual(listing), figure, missing) } };
  });
}

/** How much all lines together lack, with the line that another table names; nothing where they are too much. */
function lacking(by: bigint, figure: Figure, missing: MissingRow | undefined): Record<string, string> {
  if (by <= 0n) return { lacking: '', lackingEn: '' };
  const name = missing === undefined ? ['', ''] : [`，疑缺少一行（${rowText(missing)}）`, `; a line may be missing (${rowText(missing)})`];
  return { lacking: `；各行之和少${shown(by, figure)}${name[0]}`, lackingEn: `; together the lines lack ${shown(by, figure)}${name[1]}` };
}

/** Rows whose total (the first figure) no cut of their columns makes up. */
export const rowFindings = (rows: readonly (readonly Figure[])[]): Finding[] => rows.map((figures) => unmade('sum/columns', figures[0] as Figure, figures));

/** Tables whose headings hold, again and again, more than the lines below them: one a table, as it prints a part of them or lines were lost. */
export function shortFindings(sums: readonly Identity[]): Finding[] {
  const byTable = groupBy(sums, (sum) => subject(sum).table);
  return [...byTable.values()].map((of): Finding => {
    const figure = subject(of[0] as Identity);
    const { measure: _measure, code: _code, ...where } = located(figure);
    const heads = [...new Set(of.map((sum) => lineTitle(subject(sum).line)))];
    return {
      rule: SHORT, ...where, cause: 'undecided', params: { title: figure.table.title || figure.table.tableId, count: String(heads.length), list: listed(heads, SHOWN) },
      cells: [...new Set(of.flatMap((sum) => sum.terms.map((t) => t.figure.ref)))], evidence: of.map(evidenceOf),
    };
  });
}
const SHORT = 'sum/parts-short';

/** A total that nothing makes up. */
function unmade(rule: string, figure: Figure, figures: readonly Figure[]): Finding {
  return {
    rule, ...located(figure), ...(figure.state === 'blank' ? {} : { published: formatYuan(figure.fen) }),
    cause: figure.table.grid.source === 'ocr' ? 'undecided' : 'published',
    params: { title: figure.table.title || figure.table.tableId, name: lineTitle(figure.line), measure: measureName(figure.measure), published: figure.state === 'blank' ? '空' : shown(figure.fen, figure) },
    cells: figures.map((f) => f.ref), evidence: [],
  };
}

/** Figures that a cause says are wrong. */
const wrong = (cause: Cause): readonly Figure[] => [...(cause.figure === undefined ? [] : [cause.figure]), ...(cause.changed ?? [])];

const place = (figure: Figure): string => `“${figure.table.title || figure.table.tableId}”${lineTitle(figure.line)}${figure.measure === 'total' ? '' : `（${measureName(figure.measure)}）`}`;

/** Where a finding about a figure stands. */
export const located = (figure: Figure): Pick<Finding, 'tableId' | 'tableKind' | 'code' | 'measure' | 'page' | 'box'> => {
  const code = figure.line.code || figure.line.impliedCode;
  return {
    tableId: figure.table.tableId, tableKind: figure.table.kind, measure: figure.measure, ...(code === '' ? {} : { code }),
    ...(figure.cell.page === undefined ? {} : { page: figure.cell.page }), ...(figure.cell.box === undefined ? {} : { box: figure.cell.box }),
  };
};

/** An identity with its amounts: `20805 = 2080501 + 2080505：1,200，应为1,100，差100`. */
export function evidenceOf(identity: Identity): Evidence {
  const head = subject(identity);
  const difference = residual(identity);
  const expected = head.fen - difference;
  return {
    statement: `${identity.zh}：${shown(head.fen, head)}对${shown(expected, head)}，差${shown(difference, head)}`,
    cells: identity.terms.map((t) => t.figure.ref), published: formatYuan(head.fen), expected: formatYuan(expected), difference: formatYuan(difference),
  };
}

function causeFinding(cause: Cause, bounds: readonly Identity[], agreeing: readonly Identity[]): Finding {
  const identities = cause.figure === undefined ? cause.identities : [...specificFirst(cause.identities.filter((i) => i.terms.some((t) => t.figure === cause.figure))), ...cause.identities.filter((i) => !i.terms.some((t) => t.figure === cause.figure))];
  const principal = identities[0] as Identity;
  const figure = cause.figure ?? subject(principal);
  const change = cause.figure === undefined ? -residual(principal) : cause.change;
  const evidence = [...identities, ...bounds].map(evidenceOf);
  const cells = [...new Set([figure.ref, ...identities.flatMap((i) => i.terms.map((t) => t.figure.ref))])];
  const told = new Set(cause.identities);
  const beside = agreeing.filter((i) => !told.has(i)).map((i): Evidence => ({ statement: `${i.zh}：${shown(subject(i).fen, subject(i))}，相符`, cells: i.terms.map((t) => t.figure.ref) }));
  return {
    rule: principal.rule, ...(identities.some((i) => i.hard) ? {} : { severity: 'warning' as const }), ...located(figure),
    published: formatYuan(figure.fen), expected: formatYuan(figure.fen + change), difference: formatYuan(-change),
    cause: figure.table.grid.source === 'ocr' ? 'undecided' : 'published',
    params: { ...withMissing(cause, together(wrong(cause).filter((f) => f.ref !== figure.ref).length, params(figure, identities, evidence))), published: shown(figure.fen, figure), expected: shown(figure.fen + change, figure), difference: shown(-change, figure) },
    cells, evidence: [...evidence, ...beside],
  };
}

/** A cause of several figures (rows exchanged, a column slipped): the one that is shown is not to be changed alone. */
function together(others: number, { list = '', list_en: listEn = '', ...rest }: Record<string, string>): Record<string, string> {
  return others === 0 ? { list, list_en: listEn, ...rest } : { list: `另有${others}处须一并更正；${list}`, list_en: `${others} other figures change with it; ${listEn}`, ...rest };
}

/** A line that may be missing goes first. */
const withMissing = ({ missing }: Cause, { list = '', list_en: listEn = '', ...rest }: Record<string, string>): Record<string, string> =>
  (missing === undefined ? { list, list_en: listEn, ...rest } : { list: `疑缺少一行（${missing}）；${list}`, list_en: `a line may be missing (${missing}); ${listEn}`, ...rest });

function params(figure: Figure, identities: readonly Identity[], evidence: readonly Evidence[]): Record<string, string> {
  const statements = [...new Set(evidence.map((e) => e.statement))];
  return {
    title: figure.table.title, place: place(figure), name: figure.line.entry.name, count: String(statements.length),
    list: listed(statements, SHOWN),
    list_en: [...new Set(identities.map((i) => i.en))].slice(0, SHOWN).join('; '),
  };
}

/** Parts above their wholes: one finding per rule and pair of tables. */
function boundFindings(identities: readonly Identity[]): Finding[] {
  const groups = groupBy(identities, (identity) => [identity.rule, ...new Set(identity.terms.map((t) => t.figure.table.tableId))].join(' '));
  return [...groups.values()].map((list) => {
    const worst = list.reduce((a, b) => (residual(b) > residual(a) ? b : a));
    const figure = subject(worst);
    const evidence = [worst, ...list.filter((i) => i !== worst)].map(evidenceOf);
    return {
      rule: worst.rule, ...located(figure), published: formatYuan(figure.fen), difference: formatYuan(residual(worst)), cause: figure.table.grid.source === 'ocr' ? 'undecided' as const : 'published' as const,
      params: { ...params(figure, list, evidence), published: shown(figure.fen, figure), expected: shown(figure.fen - residual(worst), figure), difference: shown(residual(worst), figure) },
      cells: [...new Set(list.flatMap((i) => i.terms.map((t) => t.figure.ref)))], evidence,
    };
  });
}

function roundingFindings(identities: readonly Identity[]): Finding[] {
  const tables = groupBy(identities.filter((identity) => judge(identity) === 'rounding'), (identity) => subject(identity).table);
  return [...tables].map(([table, list]) => {
    const evidence = specificFirst(list).map(evidenceOf);
    const figure = subject(specificFirst(list)[0] as Identity);
    return {
      rule: 'sum/rounding', tableId: table.tableId, tableKind: table.kind, ...(figure.cell.page === undefined ? {} : { page: figure.cell.page }), cause: 'published' as const,
      params: params(figure, list, evidence), cells: [...new Set(list.map((i) => subject(i).ref))], evidence,
    };
  });
}

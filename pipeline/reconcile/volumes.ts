/**
 * Several documents in one file: a department's disclosure (部门预算) and, behind it, those of its units (单位预算). What
 * the prose of one says, its own tables bear out.
 */
import { flat } from '../../extractors/tables/vocabulary.js';
import type { LinedTable, NormalisedDocument } from '../../schemas/document.js';

/** A line that is the title of a document: 某县司法局2025年部门预算, 某县公证处2025年度单位决算公开说明. */
const TITLE = /^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|附件?\d*[:：]?)?(.{3,40}?)20\d\d年(?:度)?(?:部门|单位)?(?:综合)?(?:预算|决算)(?:信息)?(?:公开)?(?:情况)?(?:说明|报告)?$/u;
/** Kinds of tables that must come again before a title begins a document of its own, and not a section of the one before. */
const AGAIN = 2;

interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly tables: LinedTable[];
}

/** The documents of a file, in order; the file itself where it holds one. */
export function volumesOf(document: NormalisedDocument): readonly NormalisedDocument[] {
  const volumes: { from: number; tables: LinedTable[] }[] = [];
  for (const { from, tables } of stretchesOf(document)) {
    const current = volumes.at(-1);
    const known = new Set(current?.tables.map(({ table }) => table.kind).filter((kind) => kind !== 'other'));
    const again = new Set(tables.map(({ table }) => table.kind).filter((kind) => known.has(kind)));
    if (current === undefined || again.size >= AGAIN) volumes.push({ from, tables: [...tables] });
    else current.tables.push(...tables);
  }
  if (volumes.length < 2) return [document];
  return volumes.map(({ from, tables }, i) => {
    const to = volumes[i + 1]?.from ?? document.paragraphs.length;
    return { ...document, tables, facts: document.facts.filter((fact) => fact.paragraph >= (i === 0 ? 0 : from) && fact.paragraph < to) };
  });
}

/** The file from each title of another publisher to the next, with the tables between. */
function stretchesOf({ paragraphs, tables }: NormalisedDocument): Stretch[] {
  const stretches: Stretch[] = [{ name: '', from: 0, tables: [] }];
  for (const [at, { text }] of paragraphs.entries()) {
    const words = flat(text);
    const name = words.length > 60 ? undefined : TITLE.exec(words)?.[1];
    if (name !== undefined && name !== stretches.at(-1)?.name) stretches.push({ name, from: at, tables: [] });
  }
  for (const lined of tables) stretches.findLast(({ from }) => from < lined.table.paragraphsBefore)?.tables.push(lined);
  return stretches;
}

/** Cuts of columns that the tree of headers shows: a subtotal (小计) and what stands beside it under the same header. */
import type { Measure, TableColumn } from '../../../schemas/table.js';
import type { Cut } from './column-cuts.js';

const TOTAL = /^(?:小计|合计|总计|共计|.{0,6}(?:合计|总计|小计))$/u;
const MEMO = /^其中[:：;]?/u;
/** Columns of another year, or of what changed against it. */
const BESIDE_YEAR = /_previous|_change|_adjusted/u;

interface Node { readonly label: string; readonly column?: TableColumn; readonly children: Node[] }

/** The cuts that the headers of these columns show. */
export function headed(columns: readonly TableColumn[]): Cut[] {
  const root: Node = { label: '', children: [] };
  for (const column of columns) {
    let node = root;
    const path = column.header.split(' / ');
    for (const label of path.slice(0, -1)) {
      const last = node.children.at(-1);
      const next: Node = last !== undefined && last.label === label && last.column === undefined ? last : { label, children: [] };
      if (next !== last) node.children.push(next);
      node = next;
    }
    node.children.push({ label: path.at(-1) ?? '', column, children: [] });
  }
  return fromNode(root);
}

function fromNode(node: Node): Cut[] {
  const below = node.children.flatMap((c) => (c.column === undefined ? fromNode(c) : []));
  const total = node.children.find((c) => c.column !== undefined && (TOTAL.test(c.label) || c.column.measure === 'total')) ?? undefined;
  if (total?.column?.measure === undefined) return below;
  const others = node.children.filter((c) => c !== total);
  const plain = others.filter((c) => !MEMO.test(c.label));
  const at = total.column.measure;
  const make = (nodes: readonly Node[], relation: '=' | '≤' = '='): Cut[] => {
    const parts = nodes.flatMap((n) => measuresOf(n)).filter((m) => m !== at);
    return parts.length > 0 ? [{ total: at, parts, relation, declared: false }] : [];
  };
  // Beside a total of the year, what is said of another year is no part of it; beside one of that year, all is.
  const current = BESIDE_YEAR.test(at) ? others : others.filter((c) => !measuresOf(c).every((m) => BESIDE_YEAR.test(m)));
  const memos = others.filter((c) => MEMO.test(c.label));
  // A single 其中：政府性基金 is a part of its total, in some rows all of it.
  const whole = others.length === 1 && memos.length === 1 && memos[0]?.column !== undefined ? [] : make(others);
  return [...below, ...whole, ...(plain.length < others.length ? make(plain) : []), ...(current.length < others.length ? make(current) : []), ...memos.flatMap((m) => make([m], '≤'))];
}

/** Columns that a header stands for: its subtotal, else all of its leaves. */
function measuresOf(node: Node): Measure[] {
  if (node.column !== undefined) return node.column.measure === undefined ? [] : [node.column.measure];
  const total = node.children.find((c) => c.column !== undefined && TOTAL.test(c.label));
  if (total?.column?.measure !== undefined) return [total.column.measure];
  return node.children.flatMap((c) => measuresOf(c));
}

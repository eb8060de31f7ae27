/**
 * Lists that no words of a list make: the funds of a figure in brackets behind it (1,610万元（其中380万元为政府性基金预算、1,230万元为
 * 一般公共预算）), and a sum behind what it is of (下达资金1,100万元…，另有结转510万元，合计1,610万元),
 * or of which a list is (预算1,170万元，其中…870万元，…300万元，合计1,170万元).
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import type { Fact } from '../../../schemas/fact.js';
import type { List } from './part-lists.js';

const BRACKETS = /^[\d,，.]+\s*(?:亿|万)?元[（(]其中[：:]?([^（）()]*)[）)]/u;
const FUNDS = /一般公共预算|政府性基金|国有资本/g;
export const TOGETHER = /^(?:合计|共计|总计)/;

/** The lists of these kinds. Whether they are all of their head only a slip of a digit shows. */
export function asideLists({ facts, paragraphs }: Pick<NormalisedDocument, 'facts' | 'paragraphs'>): List[] {
  const amounts = facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined);
  return amounts.flatMap((head): List[] => {
    const text = paragraphs[head.paragraph]?.text ?? '';
    const own = amounts.filter((fact) => fact.paragraph === head.paragraph);
    const parts = TOGETHER.test(head.subject) ? listedBefore(own, head, facts) ?? before(own, head, text) : inBrackets(own, head, text);
    return parts.length < 2 ? [] : [{ head, parts, stated: parts }];
  });
}

/** The amounts in the brackets behind a figure, where each has a fund of its own. */
function inBrackets(own: readonly Fact[], head: Fact, text: string): Fact[] {
  const match = BRACKETS.exec(text.slice(head.start));
  const funds = new Set(match?.[1]?.match(FUNDS));
  const inside = own.filter(({ start }) => match !== null && start > head.start && start < head.start + match[0].length);
  return funds.size === inside.length ? inside : [];
}

/** The amounts of the same clause in front of a sum. */
function before(own: readonly Fact[], head: Fact, text: string): Fact[] {
  const from = Math.max(...['。', '；', '：'].map((mark) => text.lastIndexOf(mark, head.start)));
  return own.filter(({ start, partOf }) => start > from && start < head.start && partOf === undefined);
}

/** The parts of the list that a sum ends, where no other amount stands among them. */
function listedBefore(own: readonly Fact[], head: Fact, facts: readonly Fact[]): Fact[] | undefined {
  const listed = own.filter((fact) => fact.start < head.start && fact.sentence === head.sentence).at(-1)?.partOf;
  if (listed === undefined) return undefined;
  const parts = own.filter((fact) => fact.partOf === listed && fact.sentence === head.sentence && fact.start < head.start);
  const among = facts.filter((fact) => fact.paragraph === head.paragraph && fact.amount !== undefined && fact.start >= (parts[0]?.start ?? 0) && fact.start < head.start);
  return among.length === parts.length ? parts : [];
}

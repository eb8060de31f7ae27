/**
 * Wholes and parts by law that sentences state apart from each other: 2024年“三公”经费执行数2,010.95万元. … 公务接待费989.37万元. …
 * 公务用车经费1,021.58万元. Where a document gives each of them one figure, they add up.
 */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { basisSuffix, type Fact, type FactTopic } from '../../../schemas/fact.js';
import { groupBy } from '../../../schemas/groups.js';
import type { List } from './part-lists.js';
import { speaksOfUnit } from './scope.js';

/** Ways to divide a whole, the first to try first. */
type Ways = ReadonlyMap<FactTopic, readonly (readonly FactTopic[])[]>;

/**
 * The lists of wholes that no list of the text divides, by the first of the ways whose parts all have one figure of the same
 * year and basis. What tables settle altogether has no part in it, nor the figures of a unit.
 * @param listed the lists that the text itself makes
 */
export function listsApart({ facts, identity }: Pick<NormalisedDocument, 'facts' | 'identity'>, ways: Ways, listed: readonly List[], settled: ReadonlySet<string>): List[] {
  const byId = new Map(facts.map((fact) => [fact.factId, fact]));
  const divided = new Set(listed.map(({ head }) => head.factId));
  const topics = new Set([...ways].flatMap(([whole, kinds]) => [whole, ...kinds.flat()]));
  const stated = facts.filter((fact) => fact.claim === 'amount' && fact.amount !== undefined && topics.has(fact.topic) && fact.year !== 0 && !speaksOfUnit(fact, byId, identity));
  return [...groupBy(stated, (fact) => `${fact.year} ${basisSuffix(fact)}`).values()].flatMap((group) => {
    const one = (topic: FactTopic): Fact | undefined => onlyFigure(group.filter((fact) => fact.topic === topic));
    return [...ways].flatMap(([topic, kindsOf]) => {
      const head = one(topic);
      if (head === undefined || group.some((fact) => fact.topic === topic && divided.has(fact.factId))) return [];
      const parts = kindsOf.map((kinds) => kinds.map(one)).find((found) => found.every((part) => part !== undefined));
      return parts === undefined || [head, ...parts].every((fact) => settled.has(fact.factId)) ? [] : [{ head, parts, stated: parts }];
    });
  });
}

/** The first of some facts where all print the same figure. */
function onlyFigure([first, ...more]: readonly Fact[]): Fact | undefined {
  return more.every((fact) => fact.amount?.fen === first?.amount?.fen) ? first : undefined;
}

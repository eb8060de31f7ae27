/** 减少为0…与上年持平: a figure that fell to nothing is not what it was. */
import type { NormalisedDocument } from '../../../schemas/document.js';
import { Counter } from '../../normalise/observations.js';
import { quoted, sentenceKey, subjectOf, type Outcome } from './outcome.js';

const DIRECTION = 'narrative/direction';
const FALLEN = /(?:减少|下降|降低)(?:为|至|到)0(?:\.0+)?(?:万?元)?[^。；]{0,20}持平/;

/** One finding for each sentence, named after the figure that it follows. */
export function checkFlat({ facts }: NormalisedDocument, counter: Counter): Outcome[] {
  const seen = new Set<string>();
  return facts.flatMap((fact): Outcome[] => {
    const words = FALLEN.exec(fact.sentence)?.[0];
    const key = sentenceKey(fact);
    if (words === undefined || fact.claim !== 'amount' || seen.has(key)) return [];
    seen.add(key);
    counter.applies(DIRECTION);
    counter.fails(DIRECTION);
    return [{
      suspects: [],
      finding: {
        rule: DIRECTION, ...(fact.measure === '' ? {} : { measure: fact.measure }), ...(fact.page === undefined ? {} : { page: fact.page }), cause: 'published',
        params: { subject: subjectOf(fact), statement: words, sentence: quoted(fact.sentence) }, cells: [fact.factId],
        evidence: [{ statement: words, cells: [fact.factId] }],
      },
    }];
  });
}

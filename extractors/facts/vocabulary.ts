/**
 * The vocabulary of the narrative (schemas/narrative.yaml): which words before a figure name which topic, fund and measure.
 */
import { z } from 'zod';
import { assetPath } from '../../schemas/assets.js';
import { FACT_TOPICS, type Fact, type FactTopic } from '../../schemas/fact.js';
import { readYaml } from '../../schemas/yaml.js';

const pattern = z.string().transform((source) => new RegExp(source, 'u'));
const FUNDS = ['general_public', 'government_fund', 'state_capital', 'fiscal', 'all'] as const;

const TopicWords = z.strictObject({
  topic: z.enum(FACT_TOPICS),
  measure: z.string(),
  fund: z.enum(FUNDS).optional(),
  words: pattern,
  not: pattern.optional(),
  weak: z.boolean().default(false),
});
const CountWords = z.strictObject({ topic: z.enum(FACT_TOPICS), measure: z.string(), units: z.array(z.string()), words: pattern });
const Vocabulary = z.strictObject({
  topics: z.array(TopicWords),
  counts: z.array(CountWords),
  parents: z.partialRecord(z.enum(FACT_TOPICS), z.array(z.enum(FACT_TOPICS))),
  funds: z.array(z.strictObject({ fund: z.enum(FUNDS), words: pattern })),
  empty: z.string().transform((source) => new RegExp(source, 'gu')),
});
export type Vocabulary = z.infer<typeof Vocabulary>;
export type TopicMatch = { readonly topic: FactTopic; readonly measure: string; readonly fund: Fact['fund']; readonly weak: boolean };

let cached: Vocabulary | undefined;

/** Reads and checks the vocabulary. @throws z.ZodError when the file doesn't fit */
export function vocabulary(): Vocabulary {
  cached ??= Vocabulary.parse(readYaml(assetPath('schemas/narrative.yaml')));
  return cached;
}

/** The topic that the words name; undefined where they name none that is known. */
export function topicOf(words: string): TopicMatch | undefined {
  for (const entry of vocabulary().topics) {
    if (entry.words.test(words) && !(entry.not?.test(words) ?? false)) {
      return { topic: entry.topic, measure: entry.measure, fund: entry.fund ?? '', weak: entry.weak };
    }
  }
  return undefined;
}

/** The fund that the words name: the last one named, as in 财政拨款支出预算中，一般公共预算…. */
export function fundOf(words: string): Fact['fund'] {
  let best: Fact['fund'] = '';
  let at = -1;
  for (const { fund, words: name } of vocabulary().funds) {
    const match = name.exec(words);
    // 一般公共预算财政拨款 is general_public: a special fund goes before the general word.
    if (match && (best === '' || (best !== 'fiscal' && fund !== 'fiscal' && match.index > at))) {
      best = fund;
      at = match.index;
    }
  }
  return best;
}

/** Whether nothing is left of the words once years, the organisation and empty words are gone. */
export function saysNothing(words: string, organisation: string): boolean {
  return remainder(words, organisation) === '';
}

/** The words without years, the organisation's name and empty words. */
export function remainder(words: string, organisation: string): string {
  const bare = organisation.replace(/（.*?）/g, '');
  return words
    .replace(bare === '' ? /$^/ : new RegExp(bare.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g'), '')
    .replace(/20\d\d年(?:度|初|末|底)?|20\d\d/g, '')
    .replace(vocabulary().empty, '');
}

/** What a count counts, from the words around it and its unit. */
export function countOf(words: string, unit: string): { readonly topic: FactTopic; readonly measure: string } | undefined {
  const entry = vocabulary().counts.find((count) => count.units.includes(unit) && count.words.test(words));
  return entry && { topic: entry.topic, measure: entry.measure };
}

/** Topics that a topic is a part of by nature (公务接待费 of “三公”经费). */
export function parentsOf(topic: FactTopic): readonly FactTopic[] {
  return vocabulary().parents[topic] ?? [];
}

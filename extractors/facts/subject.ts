/**
 * Subjects: what a figure speaks of, from its own words, then the passage's label, then the figure before, then the headings.
 */
import type { Fact, FactTopic } from '../../schemas/fact.js';
import { bareClass, itemOf, type ItemByName, type NamedItem } from './items.js';
import type { Passage } from './passages.js';
import { fundOf, remainder, saysNothing, topicOf } from './vocabulary.js';

export interface Subject {
  readonly topic: FactTopic;
  readonly measure: string;
  readonly fund: Fact['fund'];
  readonly words: string;
  readonly item?: NamedItem;
  /** Whether the figure's own words say it, or the words around it. */
  readonly own: boolean;
}

/** What surrounds a figure: its passage, the figure it may depend on. */
export interface Surroundings {
  readonly passage: Passage;
  readonly organisation: string;
  readonly itemByName: ItemByName | undefined;
  /** The figure that a subject-less clause goes on from. */
  readonly head: Pick<Fact, 'topic' | 'measure' | 'fund' | 'subject' | 'name' | 'path' | 'code' | 'classification'> | undefined;
  /** Head of the enumeration that the figure stands in. */
  readonly whole: Pick<Fact, 'topic' | 'fund'> | undefined;
  /** Words of the sentence before the clause. */
  readonly before: string;
}

const OTHER = { topic: 'other', measure: '', fund: '' } as const;
const REVENUE: readonly FactTopic[] = ['revenue_total', 'fiscal_revenue', 'general_public_revenue'];
const EXPENDITURE: readonly FactTopic[] = ['expenditure_total', 'fiscal_expenditure', 'general_public_expenditure', 'government_fund_expenditure', 'state_capital_expenditure'];
const BY_FUND: Readonly<Record<string, readonly [FactTopic, FactTopic, string]>> = {
  general_public: ['general_public_revenue', 'general_public_expenditure', 'general_public'],
  government_fund: ['government_fund_revenue', 'government_fund_expenditure', 'government_fund'],
  state_capital: ['state_capital_revenue', 'state_capital_expenditure', 'state_capital'],
  fiscal: ['fiscal_revenue', 'fiscal_expenditure', 'fiscal_appropriation'],
};

/** 收入 or 支出, where the words say one of them. */
function sideOfWords(text: string): 'revenue' | 'expenditure' | '' {
  const revenue = /收入/.test(text);
  return revenue === /支出/.test(text) ? '' : revenue ? 'revenue' : 'expenditure';
}

/** Topics that are the whole of a fund or of a kind of spending: any further word makes it a part of that (一般公共预算安排委托业务费). */
const WHOLES: ReadonlySet<FactTopic> = new Set([
  'general_public_revenue', 'general_public_expenditure', 'government_fund_revenue', 'government_fund_expenditure', 'state_capital_revenue',
  'state_capital_expenditure', 'fiscal_revenue', 'fiscal_expenditure', 'basic', 'project', 'personnel', 'public_operating', 'meeting', 'training',
]);
const WHOLE_WORDS = /一般公共预算|政府性?基金|国有资本经营|财政拨款|拨款|基本支出|项目支出|人员(?:经费|支出)|日常|公用|会议费|培训费|补助|经费/g;

/** Words that define 基本支出 or 项目支出 instead of naming it: 用于保障X正常运转的日常支出, 用于专项业务工作的经费支出. */
const DEFINED = /^.{0,12}用于保障.{0,60}?正常运转的(?=日常支出)|^用于专项业务工作的(?=经费支出)/;
/** 基本工资、津贴补贴等人员经费 of 基本支出: some of what 人员经费 is for, before its name. */
const EXAMPLES = /^[^，。]{2,40}等(?=人员(?:经费|支出)|(?:日常)?公用(?:经费|支出))/;

/** Whether the words say nothing beyond the topic itself, its fund and the publisher. */
function wholly(words: string, organisation: string): boolean {
  const bare = words.replace(/^.{0,40}?20\d\d年(?:度)?/, '').replace(/（[^）]*）/g, '').replace(/(?:本|我|全)(?:[局委办厅院会市区县]|部(?!门))/g, '').replace(/财政安排|上年|涉及|纳入|相应|同比|用于|实际|主要|完成/g, '').replace(WHOLE_WORDS, '');
  return saysNothing(bare, organisation);
}

/** The side that words or the figures around them stand on. */
function sideOf(words: string, around: Surroundings): 'revenue' | 'expenditure' | '' {
  const own = sideOfWords(words);
  if (own !== '') return own;
  if (around.whole) {
    if (REVENUE.includes(around.whole.topic)) return 'revenue';
    if (EXPENDITURE.includes(around.whole.topic)) return 'expenditure';
  }
  for (const heading of around.passage.path.toReversed()) if (sideOfWords(heading) !== '') return sideOfWords(heading);
  return '';
}

/** The fund that the headings put the passage under. */
export function sectionFund(passage: Passage): Fact['fund'] {
  for (const heading of passage.path.toReversed()) {
    const fund = fundOf(heading);
    if (fund !== '') return fund;
  }
  return '';
}

/** Names of class and section that the headings give (（一）社会保障和就业支出（类）). */
function classesAbove(passage: Passage): string[] {
  return passage.path.slice(0, -1).flatMap((heading) => [...heading.matchAll(/([^（）；。，]{2,30})（\d{0,7}(?:类|款)）/g)].map((match) => match[1] ?? ''));
}

/** Topic of words that name one by themselves. */
function named(words: string, around: Surroundings): Omit<Subject, 'own'> | undefined {
  const item = itemOf(words, around.itemByName, classesAbove(around.passage), around.passage.path);
  const tail = words.slice(Math.max(...['科目', '）', '”', '」'].map((mark) => words.lastIndexOf(mark) + mark.length)));
  // “行政运行”科目中安排办公费: a part of the item, not the item.
  if (item && /科目|）|”|」/.test(words) && !saysNothing(tail.replace(/^科|^中(?=.{2})/, ''), around.organisation) && !tail.includes(item.name)) return { ...OTHER, fund: fundOf(words), words };
  if (item) return { topic: 'item', measure: 'total', fund: fundOf(words), words, item };
  const match = topicOf(withoutPublisher(words, around.organisation));
  const fund = fundOf(words);
  const side = sideOf(words, around);
  if (match && !match.weak) {
    // 一般公共预算收支: of one fund only; its tables print it as spending.
    const both = match.topic === 'revenue_expenditure_total' ? BY_FUND[fund] : undefined;
    if (both) return { topic: both[1], measure: both[2], fund, words };
    const own = around.whole?.topic === 'basic' ? words.replace(EXAMPLES, '') : words.replace(DEFINED, '');
    if (WHOLES.has(match.topic) && !wholly(own, around.organisation)) return { ...OTHER, fund, words };
    if (/^(?:general_public|government_fund|state_capital|fiscal)_expenditure$/.test(match.topic) && !/支出/.test(words) && side === 'revenue') {
      const [revenue, , measure] = BY_FUND[match.fund] ?? ['other', 'other', ''];
      return { topic: revenue, measure, fund: match.fund, words };
    }
    return { topic: match.topic, measure: match.measure, fund: match.fund === '' ? fund : match.fund, words };
  }
  const klass = bareClass(remainderName(words, around.organisation), around.itemByName);
  if (klass) return { topic: 'item', measure: 'total', fund, words, item: klass };
  if (fund !== '' && side !== '' && /^(?:补助)?$/.test(remainder(words.replace(/一般公共预算|政府性?基金|国有资本经营/g, ''), around.organisation))) {
    const [revenue, expenditure, measure] = BY_FUND[fund] ?? ['other', 'other', ''];
    return { topic: side === 'revenue' ? revenue : expenditure, measure, fund, words };
  }
  return undefined;
}

/** The words without the publisher's name: 收入预算 of X办事处收入预算. */
function withoutPublisher(words: string, organisation: string): string {
  return organisation === '' ? words : words.replaceAll(organisation, '');
}

function remainderName(words: string, organisation: string): string {
  const name = words.replace(organisation, '').replace(/^20\d\d年(?:度)?/, '').replace(/^(?:安排|用于|其中|、|和|及)+/, '');
  const bare = name.replace(/(?<=支出)类?(?:科目)?$/, '').replace(/(?<=支出[”"]?)(?:20\d\d年(?:度)?)?(?:年初|全年|当年)?(?:支出)?(?:预算|决算)(?:数|安排|支出)*为?$/, '').replace(/(?:预算|决算)?(?:数)?为?$/, '');
  return bare.replace(/^[“"]|[”"]$/g, '');
}

/** A weak total (收入预算, 支出合计) under the fund of its section: 财政拨款 makes it the fund's own total. */
function total(words: string, around: Surroundings): Omit<Subject, 'own'> | undefined {
  const match = topicOf(withoutPublisher(words, around.organisation));
  if (!match?.weak) return undefined;
  const fund = around.whole && around.whole.fund !== 'all' && around.whole.fund !== '' ? around.whole.fund : sectionFund(around.passage);
  const byFund = BY_FUND[fund];
  if (!byFund) return { topic: match.topic, measure: match.measure, fund: match.fund, words };
  return { topic: match.topic === 'revenue_total' ? byFund[0] : byFund[1], measure: byFund[2], fund, words };
}

/** 收入 or 支出 said under a heading that speaks of both. */
function oneSided(subject: Omit<Subject, 'own'>, words: string): Omit<Subject, 'own'> {
  const side = sideOfWords(words);
  if (side === '') return subject;
  if (subject.topic === 'revenue_expenditure_total') return { ...subject, topic: `${side}_total` };
  return subject.topic === 'fiscal_total' ? { ...subject, topic: `fiscal_${side}` } : subject;
}

/** The side of the accounts that a topic stands on; '' for those of both or none. */
export function topicSide(topic: FactTopic): 'revenue' | 'expenditure' | '' {
  if (/_revenue$|^revenue_total$|_income$|^unit_funds$|^superior_subsidy$|^subordinate_remittance$/.test(topic)) return 'revenue';
  if (/_expenditure$|^expenditure_total$/.test(topic) && topic !== 'revenue_expenditure_total') return 'expenditure';
  return /^(?:basic|project|personnel|public_operating|item|remittance_to_superior|subsidy_to_subordinate)$/.test(topic) ? 'expenditure' : '';
}


/** Says what a figure speaks of; `other` where the words name something that isn't known. */
export function subjectOf(words: string, around: Surroundings): Subject {
  const own = named(words, around);
  if (own) return { ...own, own: true };
  const empty = saysNothing(words, around.organisation);
  const weak = total(words, around);
  if (!empty && !weak) return { ...OTHER, fund: fundOf(words), words, own: true };
  // 支出决算为 after an item's own figure, 预算安排 under 公务接待费: the words around name it.
  const inherits = !weak || /^(?:支出|收入)决算(?:数)?(?:为)?$/.test(words);
  const before = around.before.slice(-60);
  const lastClause = before.split(/[。；]/).at(-1) ?? '';
  if (inherits && lastClause !== '' && !around.head) {
    const near = named(lastClause.replace(/[，：]$/, ''), around) ;
    if (near && near.topic !== 'other') return { ...near, words: `${lastClause}${words}`, own: false };
  }
  if (inherits && around.head && /决算|预算|执行|完成|支出为|金额为/.test(words)) {
    const { topic, measure, fund, subject, name, path, code, classification } = around.head;
    const side = sideOfWords(words);
    if (topic !== 'other' && (side === '' || topicSide(topic) === '' || topicSide(topic) === side)) {
      const item = name === undefined ? undefined : { name, path: path ?? [name], code, classification };
      return { topic, measure: measure.replace(/_(?:budget|final|previous)$/, ''), fund, words: words === '' ? subject : words, own: false, ...(item ? { item } : {}) };
    }
  }
  if (inherits) {
    const labels = around.passage.path.toReversed();
    for (const [depth, label] of labels.entries()) {
      const above = named(label, around) ?? total(label, around);
      if (above && above.topic !== 'other') return { ...oneSided(above, words), words: words === '' ? label : `${label}：${words}`, own: false };
      if (depth >= 2 || !saysNothing(label.replace(/说明|情况|总体|具体|方面|关于/g, ''), around.organisation)) break;
    }
  }
  if (weak) return { ...weak, own: true };
  return { ...OTHER, words, own: false };
}

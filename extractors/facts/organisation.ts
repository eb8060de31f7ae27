/**
 * The publishing organisation (编制部门, 单位名称), by votes: cover and captions weigh most, the file name least.
 */

export interface OrganisationEvidence {
  /** Plain lines of the cover. */
  readonly cover: readonly string[];
  readonly texts: readonly string[];
  readonly notes: readonly string[];
  readonly fileTitle: string;
  readonly disclosure: boolean;
}

const WEIGHTS = { coverLabel: 9, coverTitle: 6, caption: 2, captionCap: 8, prose: 1, proseCap: 3, fileName: 0.5 } as const;

const ENDING = '(?:局|委员会|委|办公室|办公厅|厅|部|院|所|中心|站|队|会|处|校|学|馆|台|社|政府|公司|园|段|组|团|镇|乡|街道|基地|场|系|库|署|办|党校|银行|医院|城|室|科|军|支行)';
const SUFFIX = '(?:机关)?(?:（[^）]{1,8}）)?';
const ORGANISATION = new RegExp(`^[\\u4e00-\\u9fffA-Za-z·、“”（）]{2,40}?${ENDING}${SUFFIX}$`);
const NO_ORGANISATION = /、|年度|情况说明|编制|公开|预算|决算|目录|支出|收入|主要|职责|部门概况|区级|市级|省级|名词|下列|其他|XX|××|某|^(?:本|我|各|该|[省市县区旗州](?!.{0,3}[省市县区]))/;
const LABEL = /(?:预算主管部门|编制(?:部门|单位)|填报(?:部门|单位)|部门名称|单位名称|部门（单位）(?:名称)?|单位（部门）(?:名称)?|部门[/／]单位(?:名称)?|单位[/／]部门(?:名称)?|(?<![\u4e00-\u9fff）])(?:部门|单位|公开部门|公开单位))[:：]([^:：，。；]{3,48})/g;
const YEAR = '20\\d\\d年?度?';
const BUDGET = '(?:（(?:汇总|部门)）)?(?:部门|单位|区级|市级|省级|县级)*(?:综合|收支)?[预决]算';
/** A part of them that is published by itself: 行政经费及“三公”经费, 一般公共预算财政拨款“三公”经费, 政府采购. */
const PART = '(?:行政经费[及和])?(?:用?一般公共预算)?(?:财政拨款)?(?:[“"]?三公[”"]?经费|政府采购|机关运行经费)';

/** Strips what is no part of the name: units and aggregation marks, 部门 after the name, numbering before it. */
function trim(name: string): string {
  return name
    .replace(/(?:金额)?单位[:：]?.*$/, (tail) => (/^(?:金额)?单位(?:[:：]|$)/.test(tail) ? '' : tail))
    .replace(/^(?:年度?(?=.{3})|附件\d*[:：]?|第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[、.．]|关于|现将|[-—]+)+/, '')
    .replace(/（(?:[万千亿]?元|汇总|部门|单位)）$/, '')
    .replace(/(?<=.{3})(?:部门|单位)$/, '')
    .replace(/[_\-—]+$/, '');
}

function organisationOf(text: string): string {
  const name = trim(text);
  return ORGANISATION.test(name) && !NO_ORGANISATION.test(name) ? name : '';
}

const NAME = '[^\\d，。：:；_]{4,44}';
/** Titles that name their publisher: X2024年度部门预算, 2024年度X部门预算, X关于2024年度部门预算, X2024年“三公”经费. */
const TITLES: readonly RegExp[] = [
  new RegExp(`(${NAME})${YEAR}${BUDGET}`, 'g'),
  new RegExp(`${YEAR}(${NAME}?)${BUDGET}`, 'g'),
  new RegExp(`^(${NAME})关于${YEAR}${BUDGET}`, 'g'),
];
const PART_TITLE = new RegExp(`([^\\d，。：:；_>]{4,44}?)(?:${YEAR})?${PART}`, 'g');

/** Names that a title gives. */
function titled(text: string): string[] {
  const names = TITLES.flatMap((title) => [...text.matchAll(title)].map((match) => match[1] ?? ''));
  const parts = [...text.matchAll(PART_TITLE)].map((match) => (match[1] ?? '').replace(/^(?:.*关于|年度?)/, ''));
  return [...names, ...parts].map(organisationOf).filter((name) => name !== '');
}

function labelled(text: string): string[] {
  return [...text.matchAll(LABEL)].map((match) => organisationOf(match[1] ?? '')).filter((name) => name !== '');
}

/** Full name of the publisher as printed, '' if nothing says it. */
export function findOrganisation(evidence: OrganisationEvidence): string {
  const votes = new Map<string, number>();
  const vote = (name: string, weight: number, cap: number): void => {
    const now = votes.get(name) ?? 0;
    votes.set(name, now >= cap ? now : now + weight);
  };
  for (const line of evidence.cover) for (const name of labelled(line)) vote(name, WEIGHTS.coverLabel, 99);
  for (const name of titled(evidence.cover.join(''))) vote(name, WEIGHTS.coverTitle, 99);
  const captions = new Map<string, number>();
  for (const text of [...evidence.notes, ...evidence.texts.filter((t) => t.length <= 80)])
    for (const name of labelled(text)) captions.set(name, (captions.get(name) ?? 0) + 1);
  for (const [name, count] of captions) vote(name, Math.min(count * WEIGHTS.caption, WEIGHTS.captionCap), 99);
  const prose = new Map<string, number>();
  for (const text of evidence.texts) for (const name of titled(text.slice(0, 400))) prose.set(name, (prose.get(name) ?? 0) + 1);
  for (const [name, count] of prose) vote(name, Math.min(count * WEIGHTS.prose, WEIGHTS.proseCap), 99);
  if (evidence.disclosure) for (const name of titled(`${evidence.fileTitle}`)) vote(name, WEIGHTS.fileName, 99);
  const best = [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  if (best !== '') return best;
  // A paper of another kind, or a bare cover: the first line of the cover that is a name and nothing else.
  return evidence.cover.map(organisationOf).find((name) => /^.{2,6}[省市县区州旗]/.test(name)) ?? '';
}

/**
 * A consistent budget (预算) or final account (决算) of a made organisation: amounts by functional item and fund,
 * the economic break-down of the basic expenditure, and the “三公” figures. Every total is a sum of its parts.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Random } from './random.js';

export interface Code { readonly code: string; readonly level: string; readonly name: string; readonly parent: string; readonly budget?: string; readonly evidence: string }
export type Fund = 'general' | 'fund' | 'soe';

/** One functional item with its expenditure; amounts in fen. */
export interface Item { readonly code: string; readonly fund: Fund; readonly source: 'fiscal' | 'business' | 'other'; readonly basic: bigint; readonly project: bigint }
export interface EconomicItem { readonly code: string; readonly amount: bigint; readonly personnel: boolean }

export interface Model {
  readonly seed: number;
  readonly year: number;
  readonly stage: 'budget' | 'final';
  readonly organisation: string;
  readonly items: readonly Item[];
  readonly economic: readonly EconomicItem[];
  readonly threePublic: { readonly overseas: bigint; readonly reception: bigint; readonly purchase: bigint; readonly operation: bigint };
  readonly nameOf: (code: string) => string;
}

const list = (file: string): Code[] => parse(readFileSync(new URL(`../../schemas/codes/${file}`, import.meta.url)), { columns: true, bom: true });
const functional = list('functional.csv');
const economic = list('economic.csv');
const names = new Map([...functional, ...economic].map((code) => [code.code, code.name]));

const PLACES = ['河北省石家庄市', '山西省太原市', '辽宁省沈阳市', '黑龙江省哈尔滨市', '安徽省合肥市', '江西省南昌市', '河南省郑州市', '湖北省武汉市', '湖南省长沙市', '四川省成都市', '贵州省贵阳市', '云南省昆明市', '甘肃省兰州市', '青海省西宁市'];
const OFFICES = ['财政局', '教育局', '水利局', '民政局', '审计局', '农业农村局', '文化和旅游局', '卫生健康委员会', '生态环境局', '统计局', '林业局', '体育局'];

/** Amounts are multiples of `grain` fen, so that the layout's unit and decimals print them exactly. */
export function makeModel(seed: number, stage: 'budget' | 'final', grain: bigint): Model {
  const random = new Random(seed);
  const amount = (low: number, high: number): bigint => (BigInt(Math.round(10 ** (low + random.next() * (high - low)))) / grain + 1n) * grain;
  const trusted = functional.filter((code) => code.level === 'item' && /^(document|official)$/.test(code.evidence));
  const general = trusted.filter((code) => code.budget === 'general' && !/^(208|210|221|230|227|23)/.test(code.code));
  const home = random.pick([...new Set(general.map((code) => code.code.slice(0, 3)))]);
  const own = general.filter((code) => code.code.startsWith(home));
  const chosen = [
    ...random.sample(own, Math.min(own.length, random.integer(3, 14))),
    ...random.sample(general.filter((code) => !code.code.startsWith(home)), random.integer(0, 6)),
  ];
  const welfare = ['2080501', '2080505', '2080506', '2101101', '2101102', '2101103', '2210201', '2210203'].filter((code) => names.has(code) && random.chance(0.85));
  const items: Item[] = [];
  for (const { code } of chosen) {
    const source = random.chance(0.88) ? 'fiscal' : random.pick(['business', 'other'] as const);
    const shape = random.integer(0, 2);
    items.push({ code, fund: 'general', source, basic: shape === 1 ? 0n : amount(6, 10), project: shape === 0 ? 0n : amount(6, 10.5) });
  }
  for (const code of welfare) items.push({ code, fund: 'general', source: 'fiscal', basic: amount(6, 9), project: 0n });
  if (random.chance(0.35)) {
    for (const { code } of random.sample(trusted.filter((entry) => entry.budget === 'fund'), random.integer(1, 3))) {
      items.push({ code, fund: 'fund', source: 'fiscal', basic: 0n, project: amount(7, 10) });
    }
  }
  items.sort((a, b) => (a.code < b.code ? -1 : 1));

  // The fiscal basic expenditure of the general budget is broken down by economic items.
  const basic = items.filter((item) => item.fund === 'general' && item.source === 'fiscal').reduce((sum, item) => sum + item.basic, 0n);
  const sections = economic.filter((code) => code.level === 'section' && code.evidence === 'document' && /^30[123]|^310/.test(code.code));
  const drawn = random.sample(sections, random.integer(14, Math.min(36, sections.length)));
  const units = basic / grain;
  const weights = drawn.map(() => BigInt(random.integer(1, 1000)));
  const weight = weights.reduce((sum, value) => sum + value, 0n);
  const parts = weights.map((value) => ((units * value) / weight) * grain);
  parts[0]! += basic - parts.reduce((sum, value) => sum + value, 0n);
  const economicItems = drawn
    .map((code, index) => ({ code: code.code, amount: parts[index]!, personnel: /^30[13]/.test(code.code) }))
    .filter((item) => item.amount > 0n);

  const inBasic = (code: string): bigint => economicItems.find((item) => item.code === code)?.amount ?? 0n;
  const more = (): bigint => (random.chance(0.4) ? amount(5, 7) : 0n);
  return {
    seed, stage, year: random.integer(2022, 2026),
    organisation: random.pick(PLACES) + random.pick(OFFICES),
    items, economic: economicItems,
    threePublic: { overseas: inBasic('30212') + more(), reception: inBasic('30217') + more(), purchase: more(), operation: inBasic('30231') + more() },
    nameOf: (code) => {
      const name = names.get(code);
      if (name === undefined) throw new Error(`no name for code ${code}`);
      return name;
    },
  };
}

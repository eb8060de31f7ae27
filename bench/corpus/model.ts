/**
 * A consistent budget (预算) or final account (决算) of a made organisation: its spending by functional item, fund, unit
 * and economic item, what it carries over, last year's figures, and the “三公” figures. Every total is a sum of its parts.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Random } from './random.js';

interface Code { readonly code: string; readonly level: string; readonly name: string; readonly budget?: string; readonly evidence: string }
export type Fund = 'general' | 'fund' | 'soe';
export type Source = 'fiscal' | 'business' | 'other';

/** One functional item of one unit; amounts in fen. Revenue of the item = basic + project + closing − opening. */
export interface Item {
  readonly code: string;
  readonly fund: Fund;
  readonly source: Source;
  /** Index of the unit that spends it. */
  readonly unit: number;
  readonly basic: bigint;
  readonly project: bigint;
  /** Part of `basic` that is 人员经费; the rest is 公用经费. */
  readonly personnel: bigint;
  /** 年初 (上年) and 年末结转和结余. */
  readonly opening: bigint;
  readonly closing: bigint;
  /** Last year's expenditure. */
  readonly previous: bigint;
}
/** Spending of an item on one economic item. */
export interface Spending { readonly item: Item; readonly economic: string; readonly basic: bigint; readonly project: bigint }
export interface EconomicItem { readonly code: string; readonly amount: bigint; readonly personnel: boolean }
export interface ThreePublic { readonly overseas: bigint; readonly reception: bigint; readonly purchase: bigint; readonly operation: bigint }

export interface Model {
  readonly seed: number;
  readonly year: number;
  readonly stage: 'budget' | 'final';
  readonly organisation: string;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly items: readonly Item[];
  readonly spending: readonly Spending[];
  /** Fiscal basic expenditure of the general budget by economic item. */
  readonly economic: readonly EconomicItem[];
  readonly threePublic: ThreePublic;
  readonly threePublicBefore: ThreePublic;
  readonly nameOf: (code: string) => string;
}

const list = (file: string): Code[] => parse(readFileSync(new URL(`../../schemas/codes/${file}`, import.meta.url)), { columns: true, bom: true });
const functional = list('functional.csv');
const economic = list('economic.csv');
const names = new Map([...functional, ...economic, ...list('government_economic.csv')].map((code) => [code.code, code.name]));

const PLACES = ['河北省石家庄市', '山西省太原市', '辽宁省沈阳市', '黑龙江省哈尔滨市', '安徽省合肥市', '江西省南昌市', '河南省郑州市', '湖北省武汉市', '湖南省长沙市', '四川省成都市', '贵州省贵阳市', '云南省昆明市', '甘肃省兰州市', '青海省西宁市'];
const OFFICES = ['财政局', '教育局', '水利局', '民政局', '审计局', '农业农村局', '文化和旅游局', '卫生健康委员会', '生态环境局', '统计局', '林业局', '体育局'];
const BRANCHES = ['信息中心', '综合服务中心', '机关后勤事务保障中心', '综合行政执法支队', '发展研究与培训中心'];

/** Department and government economic classifications say the same twice (经济分类对照表): 30101 is 50101, of the general kind 50199. */
export function governmentCode(code: string): string {
  const known: Readonly<Record<string, string>> = { 30101: '50101', 30102: '50101', 30103: '50101', 30108: '50102', 30109: '50102', 30110: '50102', 30111: '50102', 30112: '50102', 30113: '50103', 30215: '50202', 30216: '50203', 30218: '50204', 30224: '50204', 30203: '50205', 30226: '50205', 30227: '50205', 30217: '50206', 30212: '50207', 30231: '50208', 30213: '50209', 30299: '50299', 30301: '50905', 30302: '50905', 30303: '50905', 30308: '50902', 30310: '50903', 30399: '50999', 31001: '50301', 31013: '50303', 31002: '50306', 31003: '50306' };
  return known[code] ?? { 301: '50199', 302: '50201', 303: '50901', 310: '50399' }[code.slice(0, 3)] ?? '50299';
}

/** Splits an amount into `count` parts by chance, each a multiple of `grain`; their sum is the amount. */
function split(random: Random, amount: bigint, count: number, grain: bigint): bigint[] {
  const weights = Array.from({ length: count }, () => BigInt(random.integer(1, 1000)));
  const weight = weights.reduce((a, b) => a + b, 0n);
  const parts = weights.map((w) => (((amount / grain) * w) / weight) * grain);
  parts[0]! += amount - parts.reduce((a, b) => a + b, 0n);
  return parts;
}

export interface ModelOptions {
  /** Whether resources are carried over from the year before (上年结转), and at final accounts to the next. */
  readonly carryover?: boolean;
}

/** Amounts are multiples of `grain` fen, so that the layout's unit and decimals print them exactly. */
export function makeModel(seed: number, stage: 'budget' | 'final', grain: bigint, options: ModelOptions = {}): Model {
  const random = new Random(seed);
  const amount = (low: number, high: number): bigint => (BigInt(Math.round(10 ** (low + random.next() * (high - low)))) / grain + 1n) * grain;
  const place = random.pick(PLACES);
  const organisation = place + random.pick(OFFICES);
  const department = String(random.integer(101, 199));
  const count = random.chance(0.4) ? 1 : random.integer(2, 6);
  const units = [organisation, ...random.sample(BRANCHES, count - 1).map((branch) => organisation.replace(/^.*省/, '') + branch)]
    .map((name, index) => ({ code: `${department}${String(index + 1).padStart(3, '0')}`, name: index === 0 && count > 1 ? `${name}（本级）` : name }));

  const codes = drawCodes(random);
  const drawn = random.sample(economic.filter((code) => code.level === 'section' && code.evidence === 'document' && /^30[123]|^310/.test(code.code)), random.integer(14, 36)).map((code) => code.code);
  const forStaff = drawn.filter((code) => /^30[13]/.test(code)), forOffice = drawn.filter((code) => /^30[2]|^310/.test(code));
  const items: Item[] = [];
  const spending: Spending[] = [];
  for (const { code, fund, basicOnly } of codes) {
    const source: Source = fund === 'general' && !basicOnly && random.chance(0.12) ? random.pick(['business', 'other'] as const) : 'fiscal';
    const shape = basicOnly ? 0 : fund === 'fund' ? 1 : random.integer(0, 2);
    for (const unit of random.sample(units.map((_, index) => index), random.chance(0.7) ? 1 : Math.min(2, units.length))) {
      const staff = shape === 1 || forStaff.length === 0 ? 0n : amount(6, basicOnly ? 9 : 10);
      const office = shape === 1 || (basicOnly && staff > 0n) || forOffice.length === 0 ? 0n : amount(5, 9);
      const project = shape === 0 ? 0n : amount(fund === 'fund' ? 7 : 6, fund === 'fund' ? 10 : 10.5);
      const total = staff + office + project;
      const opening = options.carryover && random.chance(0.25) ? (total / grain / 20n) * grain : 0n;
      const closing = options.carryover && stage === 'final' && random.chance(0.2) ? (total / grain / 50n) * grain : 0n;
      const item: Item = { code, fund, source, unit, basic: staff + office, project, personnel: staff, opening, closing, previous: random.chance(0.8) ? amount(6, 9) : 0n };
      items.push(item);
      const shares = new Map<string, [bigint, bigint]>();
      const spend = (pool: readonly string[], value: bigint, column: 0 | 1): void => {
        if (value === 0n) return;
        const chosen = random.sample(pool, Math.min(pool.length, random.integer(1, 9)));
        split(random, value, chosen.length, grain).forEach((part, index) => {
          const sums = shares.get(chosen[index]!) ?? [0n, 0n];
          sums[column] += part;
          shares.set(chosen[index]!, sums);
        });
      };
      spend(forStaff, staff, 0);
      spend(forOffice, office, 0);
      spend(forOffice.length > 0 ? forOffice : drawn, project, 1);
      for (const [key, [basic, projects]] of [...shares].toSorted(([a], [b]) => (a < b ? -1 : 1))) if (basic + projects > 0n) spending.push({ item, economic: key, basic, project: projects });
    }
  }

  const sums = new Map<string, bigint>();
  for (const { item, economic: code, basic } of spending) if (item.fund === 'general' && item.source === 'fiscal' && basic > 0n) sums.set(code, (sums.get(code) ?? 0n) + basic);
  const economicItems = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([code, value]) => ({ code, amount: value, personnel: /^30[13]/.test(code) }));
  const inBasic = (code: string): bigint => sums.get(code) ?? 0n;
  const more = (): bigint => (random.chance(0.4) ? amount(5, 7) : 0n);
  return {
    seed, stage, year: random.integer(2022, 2026), organisation, units, items, spending, economic: economicItems,
    threePublic: { overseas: inBasic('30212') + more(), reception: inBasic('30217') + more(), purchase: more(), operation: inBasic('30231') + more() },
    threePublicBefore: { overseas: more(), reception: more(), purchase: more(), operation: more() },
    nameOf: (code) => {
      const name = names.get(code);
      if (name === undefined) throw new Error(`no name for code ${code}`);
      return name;
    },
  };
}

/** Functional items: those of the office's own class, some of others, the usual ones of staff, now and then of a fund; in order. */
function drawCodes(random: Random): { code: string; fund: Fund; basicOnly: boolean }[] {
  const trusted = functional.filter((code) => code.level === 'item' && /^(document|official)$/.test(code.evidence));
  const general = trusted.filter((code) => code.budget === 'general' && !/^(208|210|221|230|227|23)/.test(code.code));
  const home = random.pick([...new Set(general.map((code) => code.code.slice(0, 3)))]);
  const own = general.filter((code) => code.code.startsWith(home));
  const chosen = [
    ...random.sample(own, Math.min(own.length, random.integer(3, random.chance(0.25) ? 40 : 14))),
    ...random.sample(general.filter((code) => !code.code.startsWith(home)), random.integer(0, 6)),
  ];
  const welfare = ['2080501', '2080505', '2080506', '2101101', '2101102', '2101103', '2210201', '2210203'].filter((code) => names.has(code) && random.chance(0.85));
  const fund = random.chance(0.35) ? random.sample(trusted.filter((entry) => entry.budget === 'fund'), random.integer(1, 3)) : [];
  return [
    ...chosen.map(({ code }) => ({ code, fund: 'general' as const, basicOnly: false })),
    ...welfare.map((code) => ({ code, fund: 'general' as const, basicOnly: true })),
    ...fund.map(({ code }) => ({ code, fund: 'fund' as const, basicOnly: false })),
  ].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/**
 * Year, organisation, stage (预算/决算) and scope (部门/单位) as cover, contents, headings and captions state them.
 */
import { yearIn } from '../../../extractors/tables/column-measures.js';
import { flat } from '../../../extractors/tables/vocabulary.js';
import { looksLikeOrganisation } from '../../normalise/code-reading.js';
import type { Finding } from '../../../schemas/finding.js';
import type { Counter } from '../../normalise/observations.js';
import { findingOf, matches, slipAt, type Slip } from './slips.js';
import type { Line, TextView } from './view.js';

/** 202 年度, 2026A年, 20266年: a year that lost or gained a character. Amounts and decimals are no years. */
const MALFORMED = /(?<![\d.,\-—/第])(?:20\d(?=\s*年度)|20\d\d[A-Za-z](?=\s*年)|20\d{3}(?=\s*年度?(?!限))|2[1-9]0\d(?=\s*年度))/u;
/** A heading that speaks of the document or its tables: 2024年度部门预算表, 2024年度收支预算总表. */
const TITLE = /^.{0,40}?(20\d\d)\s*年度?(?!.*(?:比|较|执行|完成|决算数|预算数)).{0,40}?(?:[预决]算|表)(?:公开|安排|编制)?(?:情况)?(?:的)?(?:总体)?(?:说明|信息公开|公开)?(?:[(（].*[)）])?$/u;
/** Words of other years that a heading may rightly hold: last year's work, carry-overs, plans. */
const OTHER_YEAR = /上年|结转|工作总结|工作完成|执行情况|绩效评价|绩效自评|规划|结果|资产|车辆|债务|余额|截至|[〔［[]20\d\d|20\d\d年?[-—–~至]20\d\d/u;

/** 部门概况, 部门收支总表: names of the Ministry's model, which units often keep. */
const MILD_SCOPE = /^(?:部门|单位)$/u;

/** Lines that name the document rather than tell something. */
function titles(view: TextView): Line[] {
  return [...view.cover, ...view.contents, ...view.headings];
}

/** Checks that the document speaks of itself with one year, name, stage and scope. */
export function checkSelfReference(view: TextView, counter: Counter): Finding[] {
  const { fiscalYear, organisation, stage, scope } = view.document.identity;
  const everything = [...titles(view), ...view.captions, ...view.prose];
  const check = (rule: string, possible: boolean, reason: string, slips: () => readonly Slip[], params: Readonly<Record<string, string>> = {}, mild?: RegExp): Finding[] => {
    if (!possible) {
      counter.cannot(rule, reason);
      return [];
    }
    const found = slips();
    counter.applies(rule);
    if (found.length > 0) counter.fails(rule);
    return findingOf(rule, found, { params, ...(mild !== undefined && found.every((slip) => mild.test(slip.published ?? '')) ? { severity: 'info' as const } : {}) });
  };
  return [
    ...check('structure/year-malformed', true, '', () => matches(everything, MALFORMED)),
    ...check('structure/year', fiscalYear > 0, 'year unknown', () => otherYears(view, fiscalYear), { year: String(fiscalYear) }),
    ...check('structure/stage', stage !== '', 'stage unknown', () => otherStage(view), { stage: stage === 'final' ? '决算' : '预算', stageEn: stage === 'final' ? 'final account' : 'budget' }),
    ...check('structure/scope', scope !== '' && view.volumes.length === 1, scope === '' ? 'scope unknown' : 'several documents in one file', () => otherScope(view), { scope: scope === 'unit' ? '单位' : '部门', scopeEn: scope === 'unit' ? 'unit' : 'department' }, MILD_SCOPE),
    ...check('structure/scope-prose', scope !== '' && view.volumes.length === 1, scope === '' ? 'scope unknown' : 'several documents in one file', () => otherScopeProse(view), { scope: scope === 'unit' ? '单位' : '部门', scopeEn: scope === 'unit' ? 'unit' : 'department' }),
    ...check('structure/organisation', organisation !== '', 'organisation unknown', () => otherOrganisations(view), { organisation }),
    ...check('structure/name-doubled', true, '', () => doubledNames(everything)),
  ];
}

function otherYears(view: TextView, fiscalYear: number): Slip[] {
  const stage = view.document.identity.stage === 'final' ? '决算' : '预算';
  const slips = titles(view).flatMap((line) => {
    const match = TITLE.exec(line.text);
    if (match === null || match[1] === String(fiscalYear) || OTHER_YEAR.test(line.text)) return [];
    // A heading of the other stage (2023年决算 in a budget of 2024) speaks of another document.
    if (/[预决]算/u.test(line.text) && !line.text.includes(stage)) return [];
    return [slipAt(line, line.text.indexOf(match[1] ?? ''), 4, String(fiscalYear))];
  });
  // 注：本部门2023年无政府性基金预算: what a note of an empty table says, it says of the document's year.
  const notes = view.captions.flatMap((line) => {
    const match = /^[(（]?备?注.{0,30}?(20\d\d)\s*年度?(?:没有|无|未)/u.exec(line.text);
    return match === null || match[1] === String(fiscalYear) ? [] : [slipAt(line, line.text.indexOf(match[1] ?? ''), 4, String(fiscalYear))];
  });
  return [...slips, ...notes, ...(view.volumes.length === 1 ? headingsOfOtherYears(view, fiscalYear) : [])];
}

/** Tables whose headings name one year, and not the document's: an old form, or the columns of last year without those of this one. */
function headingsOfOtherYears({ document }: TextView, fiscalYear: number): Slip[] {
  return document.tables.flatMap(({ table }): Slip[] => {
    const headings = table.grid.cells.filter(({ row, text }) => row < table.headerRows && yearIn(flat(text)) > 0);
    const [first] = headings;
    const year = yearIn(flat(first?.text ?? ''));
    const amounts = table.entries.flatMap((entry) => entry.cells.filter(({ reading }) => reading.state === 'amount').map(({ measure }) => `${table.tableId}:${entry.row}:${measure}`));
    if (first === undefined || year === fiscalYear || headings.some(({ text }) => yearIn(flat(text)) !== year) || amounts.length === 0) return [];
    return [{ statement: `“${table.title || table.tableId}”的栏目“${flat(first.text)}”`, tableId: table.tableId, tableKind: table.kind, ...(first.page === undefined ? {} : { page: first.page }), cells: amounts, published: String(year), expected: String(fiscalYear) }];
  });
}

function otherStage(view: TextView): Slip[] {
  const final = view.document.identity.stage === 'final';
  const year = String(view.document.identity.fiscalYear);
  const wrong = final
    ? /(?:部门|单位)预算(?=(?:公开)?(?:表|报表|情况说明|说明)$)|(?:收支|收入|支出)预算(?=(?:总)?表$)/u
    : /(?:部门|单位)决算(?=(?:公开)?(?:表|报表|情况说明|说明)$)|(?:收入支出|收入|支出)决算(?=(?:总)?表$)/u;
  const right = final ? '决算' : '预算';
  // The account of the year that a budget is for is yet to come.
  const sentences = final || year === '0' ? [] : matches(view.prose, new RegExp(`${year}年(?:度)?(?:部门|单位)决算(?!公开|编制)`, 'u'));
  const named = titles(view).flatMap((line) => {
    const match = wrong.exec(line.flat);
    const others = /20\d\d/u.exec(line.flat)?.[0];
    if (match === null || line.flat.includes(right) || (others !== undefined && others !== year)) return [];
    return [slipAt(line, Math.max(0, line.text.indexOf(match[0])), match[0].length)];
  });
  return [...named, ...sentences];
}

function otherScope(view: TextView): Slip[] {
  const unit = view.document.identity.scope === 'unit';
  // 部门预算绩效, 部门预算编制, 部门预算单位 are terms; 单位名称 and (部门)单位 are labels.
  const wrong = unit
    ? /(?<!主管)部门(?:[预决]算(?=(?:公开)?(?:表|报表|情况说明|说明|收支|$))|(?=(?:概况|基本情况|收支总|收入总|支出总)))/u
    : /(?<!部门|[(（/、])单位(?:[预决]算(?=(?:公开)?(?:表|报表|情况说明|说明|收支|$))|(?=概况$|收支总|收入总|支出总))/u;
  return titles(view).flatMap((line) => {
    const match = wrong.exec(line.text);
    return match === null || /部门[(（/]单位|单位[(（/]部门/u.test(line.text) || (!unit && isOfUnit(line.text, view.document.identity.organisation)) ? [] : [slipAt(line, match.index, match[0].length)];
  });
}

/** 某局本级2024年单位预算表 in the document of a department: the title of a unit's own tables. */
function isOfUnit(text: string, organisation: string): boolean {
  const name = TITLED.exec(text)?.[1] ?? '';
  return name !== organisation && looksLikeOrganisation(name);
}

/** So often a document calls itself by its own word, against once by the other, before the other is a slip: many places mix them. */
const OWN_WORDS = 4;
/** What a glossary explains, it explains in general: 基本支出：指本单位为保障机构正常运转…. */
const GLOSS = /^[^，。]{2,30}?[:：，]?\s*(?:主要)?(?:是)?指/u;

/** 本部门 in the prose of a unit, 本单位 in that of a department, where nearly all of it has the right word. */
function otherScopeProse(view: TextView): Slip[] {
  const unit = view.document.identity.scope === 'unit';
  const lines = view.prose.filter((line) => !GLOSS.test(line.text));
  const own = matches(lines, unit ? /本单位/u : /本部门/u).length;
  const other = matches(lines, unit ? /本部门/u : /(?<!各)本单位/u);
  return own >= OWN_WORDS * other.length ? other : [];
}

const LABEL = /^(?:编制|填报|预算)?(?:部门|单位)(?:名称)?(?:[(（](?:部门|单位|公章|盖章)[)）])?[:：]\s*([^:：，。；\s]{4,40})/u;

/** 某市民政局2025年部门预算: whose document it is, at the head of a title or of a sentence. */
const TITLED = /^(?:附件\d*[:：]?|[一二三四五六七八九十]+、)?([\u4e00-\u9fff（）()]{4,40}?)\s*20\d\d年(?:度)?(?:部门|单位)(?:综合)?[预决]算/u;

/** A name over so many tables is that of a unit whose own set the document holds. */
const SET = 5;

/** Captions over tables, titles and sentences with another publisher than the document's; of each kind only where most agree. */
function otherOrganisations(view: TextView): Slip[] {
  const { organisation, region } = view.document.identity;
  // Of several units in one file each has its own titles.
  const titled = view.volumes.length > 1 ? [] : [...titles(view), ...view.prose].flatMap((line) => {
    const name = TITLED.exec(line.text)?.[1] ?? '';
    return looksLikeOrganisation(name) ? [{ line, name }] : [];
  });
  const named = view.captions.flatMap((line) => {
    const name = LABEL.exec(line.text)?.[1]?.replace(/(?:金额)?单位$/u, '') ?? '';
    return name === '' || /元/u.test(name) ? [] : [{ line, name }];
  });
  const isUnit = (name: string): boolean => named.filter((one) => one.name === name).length >= SET;
  return [named, titled].flatMap((list) => {
    const other = list.filter(({ name }) => !sameOrganisation(name, organisation, region) && !isUnit(name));
    return other.length * 3 > list.length ? [] : other.map(({ line, name }) => slipAt(line, line.text.indexOf(name), name.length, organisation));
  });
}

/** Whether two names may mean one organisation: one holds the other once region, brackets and party prefixes are gone. */
function sameOrganisation(a: string, b: string, region: string): boolean {
  const core = (name: string): string => name.replaceAll(/[(（][^)）]*[)）]|[\s_-]|\d+/gu, '').replace(/^(?:中国共产党|中共)/u, '').replace(/^.{2,12}[省市区县州](?=.{2})/u, '').replace(/(?:机关|本级|本部)$/u, '') || name;
  const [x, y] = [core(a), core(b)];
  return x.includes(y) || y.includes(x) || a.includes(b) || b.includes(a) || (region !== '' && region.endsWith(a)) || shared(x, y) >= 0.6;
}

/** Share of the shorter name's characters that stand in the longer one. */
function shared(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short === '' ? 1 : [...short].filter((c) => long.includes(c)).length / short.length;
}

/** 某某省某某省…, 某某局某某局: a region or an organisation set twice in a row. */
const DOUBLED_REGION = /([\u4e00-\u9fff]{2,7}[省市区县州盟旗镇乡])\1/u;
const DOUBLED_NAME = /([\u4e00-\u9fff]{2,20}(?:局|委员会|办公室|办公厅|中心|研究院|研究所|街道|法院|检察院))\1/u;

function doubledNames(lines: readonly Line[]): Slip[] {
  const regions = matches(lines, DOUBLED_REGION);
  const places = new Set(regions.map((slip) => slip.statement));
  return [...regions, ...matches(lines, DOUBLED_NAME).filter((slip) => !places.has(slip.statement))];
}

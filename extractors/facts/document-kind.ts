/**
 * Whether a document is a disclosure (部门预决算公开) or something else: a notice, a work report, a list.
 */

export interface KindEvidence {
  readonly cover: string;
  readonly title: string;
  readonly texts: readonly string[];
  readonly tableTitles: readonly string[];
  /** Text in the cells of the tables whose kind is known, blanks left out; 0 where there are none. */
  readonly tableText: number;
  readonly fileTitle: string;
}

/** A title that says so: 部门预算, 单位决算, 部门综合预算 … */
const DISCLOSURE_TITLE = /(?:部门|单位|本级|街道|镇|乡)(?:（[^）]*）)?(?:综合|收支)?[预决]算(?!绩效|执行|管理|编制工作|评审|批复)|20\d\d年(?:度)?[预决]算(?:信息)?(?:公开|(?:情况)?说明)/;
/** A title of one part that is published by itself, of an office or of a whole county: “三公”经费, 机关运行经费, 政府采购, 转移支付, 政府债务. */
const PART_TITLE = /(?:三公[“”"]?经费|(?:机关)?运行经费|行政经费|政府采购|转移支付|政府性?债[务券]).{0,24}(?:[预决]算|支出|公开|情况|说明)|[预决]算.{0,20}(?:三公[“”"]?经费|政府采购)/;
/** A figure of money in a sentence: 12.5万元. */
const MONEY = /\d(?:万|亿)?元/;
/** A title of another kind of paper. */
const OTHER_TITLE = /通知|总结|工作思路|评价报告|工作报告|建设报告|规范$|办法$|意见$|方案$|标准$|(?<!^)目录$|检查|年度报表|公告|批复|规划$|〔20\d\d〕\d+号/;
/** The heading of a table of contents: it ends no title. */
const CONTENTS_HEADING = /^(?:目录|目次)$/;
const BUDGET_TABLE = /(?:收支|收入|支出|财政拨款|一般公共预算|政府性基金|国有资本经营|“?三公”?经费).{0,24}(?:总表|情况表|预算表|决算表|明细表|说明表)/;
const NARRATIVE_HEADING = /(?:收支|收入|支出)(?:预算|决算)?(?:总体)?情况(?:的)?(?:总体)?说明|三公[”"]?经费.{0,16}(?:情况|说明)|机关运行经费.{0,12}(?:情况|说明|安排)|^.{0,8}名词解释|政府采购.{0,8}情况/;

/**
 * General rule: a title that says 部门预算, or the tables and sections that the law asks for; or a part of them that was
 * published as a file of its own. A notice is never one.
 */
export function isDisclosure(evidence: KindEvidence): boolean {
  const heading = evidence.cover.slice(0, 160) + evidence.title;
  const opening = evidence.texts.slice(0, 4).filter((text) => !CONTENTS_HEADING.test(text)).join('').slice(0, 60);
  const other = OTHER_TITLE.test(evidence.title) || OTHER_TITLE.test(opening);
  if (DISCLOSURE_TITLE.test(heading) && !other) return true;
  if (PART_TITLE.test(heading) && !other && (evidence.tableText > 0 || evidence.texts.some((text) => MONEY.test(text)))) return true;
  const tables = new Set([...evidence.tableTitles, ...evidence.texts.filter((text) => text.length <= 40)].filter((text) => BUDGET_TABLE.test(text)));
  if (tables.size >= 3) return true;
  const headings = new Set(evidence.texts.filter((text) => text.length <= 40 && NARRATIVE_HEADING.test(text)));
  if (headings.size >= 3 && !other) return true;
  if (!other && isTablesAlone(evidence)) return true;
  const silent = !other && evidence.texts.join('').length < 100 && evidence.tableTitles.length === 0;
  return silent && /(?:部门|单位).{0,6}[预决]算/.test(evidence.fileTitle) && !OTHER_TITLE.test(evidence.fileTitle);
}

/** Whether a title names one part of a disclosure alone (2025年“三公”经费预算), of which no other section is to be expected. */
export const isPartTitle = (title: string): boolean => PART_TITLE.test(title) && !DISCLOSURE_TITLE.test(title);

/** Longest text beside the tables that still is captions and notes, where the tables are small. */
const CAPTIONS = 200;

/** Whether tables of known kinds are what there is: more text stands in them than around them. */
function isTablesAlone({ tableText, texts }: KindEvidence): boolean {
  return tableText > 0 && texts.join('').length <= Math.max(CAPTIONS, tableText);
}

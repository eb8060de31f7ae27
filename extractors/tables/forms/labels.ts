/**
 * Labels of the head of a form (表头): project, units, dates, goals; and titles.
 */
import type { TextKey } from './draft.js';
import { label } from './slots.js';

const HEAD: readonly (readonly [TextKey | 'period', RegExp])[] = [
  ['project', /^(?:项目|专项(?:资金)?|政策|转移支付|项目\(政策\)|政策\(项目\)|政策和项目)名称$/u],
  ['supervisor', /^(?:中央|省级|市级|区级|县级|项目)?主管(?:部门|单位)(?:及代码|名称|\(单位\)|\(盖章\))?$/u],
  ['implementer', /^(?:项目)?(?:实施|承担|执行|申报|资金使用|用款|预算)(?:单位|部门|主体)(?:及代码|名称)?$|^(?:部门|单位)(?:\(单位\)|\(部门\))?名称$/u],
  ['nature', /^项目(?:性质|属性)$/u],
  ['category', /^(?:支出)?项目(?:类别|类型|分类)$/u],
  ['start', /^(?:项目)?(?:计划)?(?:开始|起始)(?:日期|时间|年月|年度)$/u],
  ['end', /^(?:项目)?(?:计划)?(?:完成|结束|终止)(?:日期|时间|年月|年度)$/u],
  ['period', /^(?:项目)?(?:实施|执行|起止)(?:期限|周期|期|时间|日期|年限)$|^项目期限?$/u],
];

/** The field of the head that a cell names; undefined for anything else. */
export const headLabel = (text: string): TextKey | 'period' | undefined => HEAD.find(([, words]) => words.test(label(text)))?.[0];

/** Whether a label begins a form: its project, or the unit of an overall form. */
export const beginsForm = (text: string): boolean => headLabel(text) === 'project' || /^(?:部门|单位)(?:\(单位\)|\(部门\))?名称$/u.test(label(text));

/** The goal that a label names: the year's (年度总体目标) or the project's (项目总目标, 实施期目标). */
export function goalLabel(text: string): 'goalTotal' | 'goalAnnual' | undefined {
  const bare = label(text).replaceAll(/\(.*?\)/gu, '');
  if (bare.length > 12 || !/目标(?:内容|描述)?$/u.test(bare) || /指标/u.test(bare)) return undefined;
  if (/年度|当年|本年|全年|年总|整体|预期/u.test(bare)) return 'goalAnnual';
  if (/总|实施期|项目期|长期|中期|规划期|三年/u.test(bare)) return 'goalTotal';
  return /^(?:项目|支出|部门|单位|政策)*(?:绩效)?目标$/u.test(bare) ? 'goalAnnual' : undefined;
}

/** Labels of a form that are kept as details. */
export const detailLabel = (text: string): boolean =>
  /^(?:项目(?:概况|概述|编码|代码|负责人|内容|级次|总体情况|资金用途|申请理由|前两年预算.*)|立项依据|资金用途|其他说明|备注|说明|联系(?:人|电话)|负责人|是否.*|.*分值(?:\(\d+分\))?|总分|自评(?:得分|结论|等级)|填报人|项目绩效自评结论)$/u.test(label(text));

/** What a final account says of its goals. */
export const isResultLabel = (text: string): boolean => /^(?:全年|年度)?(?:目标)?实际完成情况$/u.test(label(text));

/** Notes and sums of scores below the indicators. */
export const isFooter = (text: string): boolean => /^(?:备?注|其他说明|说明|总分|合计|总计|填报人|填表(?:人|说明|日期)|联系(?:人|电话)|自评(?:得分|结论|等级|总分))(?:[:：(.、].*)?$/u.test(label(text)) || /^(?:备?注|填报?说明)[:：]/u.test(text.trim());

export const isTitle = (text: string): boolean => /绩效(?:目标|自评|评价)?(?:申报|填报|批复|情况)?表(?:\(.*\))?$/u.test(label(text)) && label(text).length < 60;

/** The project that a title names: `女子看守所保障经费项目绩效目标表`; '' where it names none. */
export function projectOfTitle(title: string): string {
  const name = /^(.+?)(?:项目)?(?:支出)?绩效(?:目标|自评)(?:申报|填报|批复)?表$/u.exec(label(title))?.[1] ?? '';
  return /^(?:财政|部门|单位|本级|市级|区级|省级|县级|重点|专项|\d{4}年(?:度)?|预算|政策和|政策|年度|项目|支出|业务|经费|资金|整体|总体|转移支付|附件?\d*|表\d*[、.]?|公开)*$/u.test(name) || /(?:部门|整体|专项资金|单位)$/u.test(name) ? '' : name;
}

/**
 * The framework of performance indicators (绩效指标体系) of the Ministry of Finance: first-level indicators (一级指标)
 * and the second-level indicators (二级指标) that belong to them (财预〔2020〕10号, 财预〔2021〕101号). Each decides the other.
 */
import { label } from './slots.js';

/** First level → second levels. 成本指标 stood under 产出指标 in the edition of 2020 and is a first level since 2021. */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  成本指标: ['经济成本指标', '社会成本指标', '生态环境成本指标'],
  产出指标: ['数量指标', '质量指标', '时效指标'],
  效益指标: ['经济效益指标', '社会效益指标', '生态效益指标', '可持续影响指标'],
  满意度指标: ['服务对象满意度指标', '社会公众满意度指标'],
};
/** Other spellings that places print, without 指标. */
const SPELLINGS: Readonly<Record<string, string>> = {
  生态成本: '生态环境成本指标', 环境成本: '生态环境成本指标', 生态环境效益: '生态效益指标', 环境效益: '生态效益指标', 可持续性影响: '可持续影响指标', 可持续发展影响: '可持续影响指标', 可持续发展: '可持续影响指标',
  服务对象满意: '服务对象满意度指标', 受益对象满意度: '服务对象满意度指标', 社会公众或服务对象满意度: '服务对象满意度指标', 服务对象或社会公众满意度: '服务对象满意度指标', 满意: '满意度指标', 效果: '效益指标',
};

const FIRST = new Set(Object.keys(LEVELS));
const OWNER = new Map(Object.entries(LEVELS).flatMap(([first, seconds]) => seconds.map((second) => [second, first] as const)));

/** A label of a level. 成本指标 counts as a first level; where it stands says whether it is a second one. */
export interface LevelLabel {
  readonly name: string;
  readonly level: 'first' | 'second';
}

/**
 * The level that a cell names, in the framework's spelling; undefined where its text is no such label.
 * @param loose the cell stands in a column of levels: 服务对象满意度 is a label there and an indicator's name elsewhere
 */
export function levelLabel(text: string, loose = false): LevelLabel | undefined {
  const bare = label(text).replaceAll(/[、,;()%\d.]/gu, '');
  if (bare === '' || bare.length > 14) return undefined;
  const stem = bare.replace(/指标$/u, '');
  if (stem === bare && !loose && /满意/u.test(stem)) return undefined;
  const name = SPELLINGS[stem] ?? `${stem}指标`;
  if (FIRST.has(name)) return { name, level: 'first' };
  return OWNER.has(name) ? { name, level: 'second' } : undefined;
}

/** First level of a second level of the framework; '' where the framework doesn't know it. */
export const ownerOf = (second: string): string => OWNER.get(second) ?? '';

/** Whether a first and a second level go together; 成本指标 is a second level of 产出指标 in older forms. */
export function belongTogether(first: string, second: string): boolean {
  const owner = ownerOf(second);
  return owner === '' || owner === first;
}

export const isFirstLevel = (name: string): boolean => FIRST.has(name);

/** Something that was plainly meant as a label of a level (`双星指标`), though none of the framework. */
export function looksLikeLevel(text: string): boolean {
  const bare = label(text);
  return bare.length <= 12 && bare.endsWith('指标') && !isFrame(text) && !/^[一二三]级指标$/u.test(bare);
}

/** The label down the left edge of a form, whole or cut over pages: 绩效指标, 绩效, 指标, 年度绩效指标, 项目绩效目标, 基本信息. */
export function isFrame(text: string): boolean {
  return /^(?:(?:项目|年度|部门|单位|整体|本年|当年)*(?:绩效)?(?:目标)?(?:指标)?|(?:项目)?基本(?:情况|信息)|绩|效|指|标)$/u.test(label(text)) && label(text) !== '';
}

/**
 * Levels that are printed in front of an indicator's name in one cell: `产出指标数量指标培训次数`.
 * @returns levels ('' where none) and the name that remains
 */
export function splitLevels(text: string): { readonly level1: string; readonly level2: string; readonly name: string } {
  let rest = text.trim();
  let level1 = '';
  let level2 = '';
  for (;;) {
    const head = HEADS.find((words) => rest.startsWith(words));
    if (head === undefined || rest.length === head.length) break;
    if (FIRST.has(head)) level1 ||= head;
    else level2 ||= head;
    rest = rest.slice(head.length).replace(/^[-—:：/、\s]+/u, '');
  }
  return { level1: level1 || ownerOf(level2), level2, name: rest };
}

const HEADS = [...OWNER.keys(), ...FIRST].toSorted((a, b) => b.length - a.length);

import { describe, expect, it } from 'vitest';
import { checked, counted, message, told } from './documents.js';

const RULE = 'narrative/restated';
const first = '某市司法局（本级）预算3,364.83万元，包括在职人员经费1,864.00万元、公用经费234.61万元、对个人和家庭的补助支出83.40万元、增人增资186.00万元、项目支出996.82万元。';
const again = ([staff, office, families]: readonly [string, string, string]): string[] => [`（一）在职人员经费${staff}万元，主要是在职人员工资福利和社保缴费等相关支出。`, `（二）公用经费${office}万元，主要包括水电费、物业管理费等公用经费。`, `（三）对个人和家庭补助支出${families}万元，主要是离退休人员经费。`];
const restated = (texts: readonly string[]): string[] => told(checked(texts)).filter((line) => line.includes(RULE));

describe('narrative/restated: a list that a text gives twice', () => {
  it('holds where all figures agree, whatever small words stand between', () => {
    const result = checked([first, ...again(['1,864.00', '234.61', '83.40'])]);
    expect([told(result), counted(result, RULE)]).toEqual([[], '3 3 0 0']);
  });

  it('names the one figure that differs', () => {
    const result = checked([first, ...again(['1,864.00', '234.61', '88.40'])]);
    expect(told(result)).toEqual(['warning narrative/restated 88.40万元 → 83.40万元']);
    expect(message(result.findings[0])).toBe(`同一事项“对个人和家庭的补助支出”前后数字不一致：83.40万元（${first.slice(0, 79)}…）；88.40万元（${again(['', '', '88.40'])[2]}）`);
    expect(restated([first, ...again(['1,846.00', '234.61', '83.40'])])).toEqual(['warning narrative/restated 1,846.00万元 → 1,864.00万元']);
  });

  it('of a figure that means the same of several funds only where a slip lies between', () => {
    expect(restated([first, ...again(['1,864.00', '234.16', '83.40'])])).toEqual(['warning narrative/restated 234.16万元 → 234.61万元']);
    expect(restated([first, ...again(['1,864.00', '310.05', '83.40'])])).toEqual([]);
  });

  it('finds it in the parts of wholes that agree, and not where the wholes differ', () => {
    const income = (whole: string, other: string): string => `2024年本部门收入${whole}万元，其中：一般公共预算拨款4,005.29万元、上年实户资金余额98.18万元、捐赠资金${other}万元。`;
    expect(restated([`${income('4,203.47', '100.00')}`, `按来源分，${income('4,203.47', '160.00')}`])).toEqual(['warning narrative/restated 160.00万元 → 100.00万元']);
    expect(restated([`${income('4,203.47', '100.00')}`, `按来源分，${income('4,263.47', '160.00')}`])).toEqual([]);
  });

  it('says nothing of lists that agree in one figure only, or differ in several', () => {
    expect(restated([first, ...again(['1,864.00', '310.05', '99.00'])])).toEqual([]);
    expect(restated(['2023年：', '某街道预算，包括日常管理业务265.25万元、社会调查86.28万元、宣传活动30.00万元。', '某中心预算，包括日常管理业务120.00万元、社会调查44.00万元、宣传活动30.00万元。'])).toEqual([]);
  });
});

describe('narrative/parts: 部门整体支出', () => {
  it('is 基本支出 and 项目支出', () => {
    const say = (basic: string): string => `纳入2024年部门整体支出绩效目标的金额为1935.36万元，其中，基本支出${basic}万元，项目支出417.41万元。`;
    expect(told(checked(say('1517.95')))).toEqual([]);
    expect(told(checked(say('1507.95')))).toEqual(['warning narrative/parts 1935.36万元 → 1925.36万元']);
  });
});

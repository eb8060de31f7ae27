import { describe, expect, it } from 'vitest';
import { contentsRange, entryText } from '../../../../pipeline/reconcile/text/contents.js';
import { check, NINE, paragraph } from './documents.js';

/** Number of findings of a rule over a body. */
const found = (rule: string, ...body: string[]): number => check(rule, { body }).findings.length;

describe('template text', () => {
  it('text/placeholder: finds XX, ××, 某某 in text and tables, as one finding', () => {
    const { findings, list } = check('text/placeholder', { cover: ['上海市XX局2024年度部门预算'], body: ['收入XXX万元，支出××万元。', '某某单位负责。'], tables: [...NINE, { kind: 'other', title: '构成', cells: ['上海市XX中心'] }] });
    expect(findings).toHaveLength(1);
    expect(findings[0]?.params.count).toBe('5');
    expect(list).toContain('XX局');
  });

  it('text/placeholder: lets Latin words and multiplications be', () => {
    expect(found('text/placeholder', '采购MAXXUS系统和XP终端，尺寸3×4×5米，共20套。')).toBe(0);
  });

  it('text/choice-left: finds a choice nobody made', () => {
    expect(found('text/choice-left', '比上年增加（减少）0万元，增长/下降0%。')).toBe(1);
    expect(found('text/choice-left', '收入增加（财政拨款）10万元，支出减少（含结转）3万元。')).toBe(0);
    expect(found('text/choice-left', '“三公”经费决算数比上年减增加21.90万元。', '决算数大小于预算数的主要原因：厉行节约。')).toBe(1);
    expect(found('text/choice-left', '因收入减少增加财政补助，核减增加人员经费10万元，决算数小于预算数。')).toBe(0);
  });

  it('text/reason-empty: finds a reason that is not given', () => {
    expect(found('text/reason-empty', '比上年增加10万元，主要原因是。')).toBe(1);
    expect(found('text/reason-empty', '安排经费10万元，主要用于；其余为零。')).toBe(1);
    expect(found('text/reason-empty', '增加的主要原因，一是人员增加；主要原因是新增项目；主要用于会议。')).toBe(0);
  });

  it('text/number-left-out: finds a unit without its number', () => {
    expect(found('text/number-left-out', '支出预算比上年增加万元，增长%。')).toBe(1);
    expect(found('text/number-left-out', '本表金额单位为万元，增加3万元，减少0.5%。')).toBe(0);
  });
});

describe('text/percent-missing', () => {
  it('finds a share, a growth or a rate without its percent sign', () => {
    expect(found('text/percent-missing', '基本支出300万元，占支出合计的45.3，项目支出占54.7%。')).toBe(1);
    expect(found('text/percent-missing', '比上年增加10万元，增长12.5。')).toBe(1);
    expect(found('text/percent-missing', '城乡社区支出（类）15411.43万元，占76.23；住房保障支出（类）1076.78万元，占5.33%。')).toBe(1);
    expect(found('text/percent-missing', '公务接待费完成预算的74，小于预算数。')).toBe(1);
  });

  it('takes other numbers for what they are', () => {
    expect(found('text/percent-missing', '占支出合计的45.3%，增长12个百分点；占地面积为120平方米，增长3万元，完成预算的1/3。')).toBe(0);
  });
});

describe('text/unit-left-out', () => {
  it('finds an amount without its unit', () => {
    expect(found('text/unit-left-out', '年初预算为0.00万元，支出决算为4.19。决算数大于预算数。')).toBe(1);
    expect(found('text/unit-left-out', '年初预算为0，支出决算为150万元。')).toBe(0);
  });
});

describe('text/paragraph-doubled', () => {
  const item = '7.“社会保障和就业支出（类）机关事业单位职业年金缴费支出（项）”87.42万元，主要用于缴纳职业年金支出。';

  it('finds a numbered item that stands twice', () => {
    expect(found('text/paragraph-doubled', '二、预算编制说明', item, '其余各项支出与上年相同，不再逐项说明，均为保障运转。', item)).toBe(1);
  });

  it('lets two sections say the same', () => {
    expect(found('text/paragraph-doubled', '二、财政拨款支出', item, '三、一般公共预算支出', item)).toBe(0);
  });
});

describe('words and marks', () => {
  it('text/word-doubled: finds doubled words, not words that are so', () => {
    expect(found('text/word-doubled', '主要用于于单位的的正常运转。')).toBe(1);
    expect(found('text/word-doubled', '本年收入合计为12万元万元。')).toBe(1);
    expect(found('text/word-doubled', '上年结转1837600元元，占16.15%。')).toBe(1);
    expect(found('text/word-doubled', '发放500元元旦慰问金。')).toBe(0);
    expect(found('text/word-doubled', '以人为目的的服务，促进文化和和谐社会建设，为了了解情况，各各尽责，资产的的确权，列入其他支出其他支出。')).toBe(0);
  });

  it('text/mark-doubled: finds doubled punctuation', () => {
    expect(found('text/mark-doubled', '人数800人，；培训费163万元。。')).toBe(1);
    expect(found('text/mark-doubled', '收入合计，其中：财政拨款……以及“甲”、“乙”。')).toBe(0);
  });

  it('text/mark-half-width: finds half-width marks between Chinese characters', () => {
    expect(found('text/mark-half-width', '按照综合预算的原则,所有收入和支出均纳入预算管理。')).toBe(1);
    expect(found('text/mark-half-width', '收入1,234.50万元，占比3:2，见 www.gov.cn:80。')).toBe(0);
  });

  it('text/brackets: finds what has no partner', () => {
    expect(found('text/brackets', '一切照旧。与上年持平，无增减变化）；购置费0万元。')).toBe(1);
    expect(found('text/brackets', '购置费（含税0万元，比上年增加0万元。')).toBe(1);
    expect(found('text/brackets', '公务用车（含购置（市级）费）12万元。', '1）人员经费；2）公用经费；a）其他。', '目标为“减少”和《办法》(试行）。')).toBe(0);
  });

  it('text/brackets: is silent where a paragraph was cut', () => {
    expect(found('text/brackets', '其中预留给企业的资金（含小型', '微型企业）为预估金额，以实际支出为准。')).toBe(0);
  });

  it('leaves marks of recognised text open', () => {
    expect(check('text/mark-half-width', { extraction: 'ocr', body: ['按照综合预算的原则,所有收入和支出均纳入。'] })).toMatchObject({ findings: [], count: { notCheckable: 1 } });
  });
});

describe('contents', () => {
  it('end where their first part comes again', () => {
    const lines = ['封面', '目 录', '第一部分 部门概况.....1', '一、主要职责……2', '第二部分 预算表 5', '第一部分', '部门概况'];
    expect(contentsRange(lines.map((text) => paragraph(text)))).toEqual([2, 5]);
  });

  it('end on a new page with a line that is no entry', () => {
    expect(contentsRange([paragraph('目录', 2), paragraph('一、部门主要职能', 2), paragraph('五、“三公”经费', 2), paragraph('预算情况说明', 2), paragraph('福州市民政局（部门）主要职能', 3)])).toEqual([1, 4]);
  });

  it('lose their dots and page numbers', () => {
    expect(entryText('一、收支总表………………12')).toBe('一、收支总表');
    expect(entryText('一、收支总表 PAGEREF _Toc25831 h 3')).toBe('一、收支总表');
    expect(entryText('一、收支总表')).toBe('一、收支总表');
  });
});

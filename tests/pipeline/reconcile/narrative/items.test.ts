/** What prose says of items, goals, staff and administrative organisations, against the tables and against itself. */
import { describe, expect, it } from 'vitest';
import { checked, counted, table, told } from './documents.js';

describe('narrative/name-differs', () => {
  const spent = [table('general_public_expenditure', [{ cells: { total: '960.00' } }, { code: '213', name: '农林水支出', cells: { total: '960.00' } }, { code: '21303', name: '水利', cells: { total: '960.00' } }, { code: '2130305', name: '水利工程建设', cells: { total: '420.00' } }, { code: '2130306', name: '水利工程运行与维护', cells: { total: '540.00' } }], { unit: '万元' })];
  it('finds an item that no line is called, where one line of its section has its amount', () => {
    expect(told(checked('“农林水支出（类）水利（款）水利设施建造（项）”420.00万元。', spent))).toEqual(['info narrative/name-differs 2130305 水利设施建造 → 水利工程建设']);
  });
  it('finds a code with the name of something else', () => {
    expect(told(checked('河湖治理专项（2130305）420.00万元。', spent))).toEqual(['info narrative/name-differs 2130305 河湖治理专项 → 水利工程建设']);
  });
  it('says nothing of names that agree, that are cut, or that no amount ties to a line', () => {
    for (const text of ['“农林水支出（类）水利（款）水利工程建设（项）”420.00万元。', '水利工程建设（2130305）420.00万元。', '“农林水支出（类）水利（款）水利设施建造（项）”77.00万元。']) {
      expect(told(checked(text, spent)), text).toEqual([]);
    }
    expect(counted(checked('水利工程建设（2130305）420.00万元。', spent), 'narrative/name-differs')).toBe('1 1 0 0');
  });
});

describe('narrative/amount of an item that the table lists under each unit', () => {
  const units = (second: string) => [table('general_public_expenditure', [
    { cells: { total: '50.00' } }, { code: '361001', name: '某县卫生健康局', classification: 'organisation', cells: { total: '30.00' } }, { code: '2080505', name: '机关事业单位基本养老保险缴费支出', cells: { total: '30.00' } },
    { code: '361002', name: '某县人民医院', classification: 'organisation', cells: { total: '20.00' } }, { code: '2080505', name: '机关事业单位基本养老保险缴费支出', cells: { total: second } },
  ], { unit: '万元' })];
  const text = '一般公共预算支出中，社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）50.00万元。';
  it('is held against the lines of all units together', () => {
    expect(told(checked(text, units('20.00')))).toEqual([]);
    expect(told(checked(text, units('10.00')))).toEqual(['error narrative/amount 2080505 50.00万元 → 40万元']);
  });
});

describe('narrative/projects-covered', () => {
  const spent = [table('expenditure_summary', [{ cells: { total: '960.00', basic: '420.00', project: '540.00' } }], { unit: '万元' }), table('general_public_expenditure', [{ cells: { total: '900.00', basic: '420.00', project: '480.00' } }], { unit: '万元', id: 't2' })];
  it('holds the funds of goals against 项目支出 where they are said to cover all projects', () => {
    expect(told(checked('2024年项目支出均实行绩效目标管理，涉及资金540.00万元。', spent))).toEqual([]);
    expect(told(checked('2024年所有项目支出预算纳入部门预算绩效管理，涉及一般公共预算资金480.00万元。', spent))).toEqual([]);
    expect(told(checked('2024年项目支出均实行绩效目标管理，涉及资金530.00万元。', spent))).toEqual(['warning narrative/projects-covered 530.00万元 → 540.00万元']);
  });
  it('and against all of a fund where they cover it', () => {
    expect(told(checked('本部门绩效目标管理全覆盖，涉及当年一般公共预算拨款900.00万元。', spent))).toEqual([]);
    expect(told(checked('本部门绩效目标管理全覆盖，涉及当年一般公共预算拨款909.00万元。', spent))).toEqual(['warning narrative/projects-covered 909.00万元 → 900.00万元']);
  });
  it('but those of a fund only against its own table', () => {
    const unread = [spent[0] as (typeof spent)[0], table('general_public_expenditure', [{ cells: { total: '900.00', basic: '420.00', project: '' } }], { unit: '万元', id: 't2' })];
    expect(told(checked('2024年项目支出均实行绩效目标管理，涉及一般公共预算财政拨款480.00万元。', unread))).toEqual([]);
  });
  it('but not where the words leave open what they cover', () => {
    expect(told(checked('2024年对重点项目开展绩效评价，涉及资金100.00万元。', spent))).toEqual([]);
    expect(told(checked('编报绩效目标的项目3个，涉及资金100.00万元。', spent))).toEqual([]);
  });
});

describe('staff (编制, 实有, 离退休)', () => {
  it('离休 and 退休 are all of 离退休, whatever the words leave open', () => {
    expect(told(checked('单位管理的离退休人员78人，其中：离休3人，退休75人。'))).toEqual([]);
    expect(told(checked('单位管理的离退休人员78人，其中：离休3人，退休72人。'))).toEqual(['warning narrative/count-parts 78人 → 75人']);
  });
  it('of one kind has one number', () => {
    expect(told(checked(['本部门人员编制52人，实有人员50人。', '截至上年底，本部门人员编制54人。']))).toEqual([]);
    expect(told(checked(['本部门人员编制52人，实有人员50人。', '本部门人员编制54人。']))).toEqual(['warning narrative/restated 54人 → 52人']);
    expect(told(checked(['本部门人员编制52人，实有人员50人。', '某市法律援助中心人员编制12人，实有人员12人。']))).toEqual([]);
  });
});

describe('narrative/agency-operation in an administrative organisation', () => {
  const basic = table('basic_expenditure_economic', [{ cells: { total: '45,669,427', personnel: '39,124,110', public_operating: '6,545,317' } }]);
  const spent = (code: string) => table('general_public_expenditure', [{ cells: { total: '45,669,427', basic: '45,669,427' } }, { code, name: '', cells: { total: '40,000,000', basic: '40,000,000' } }, { code: '2080505', name: '', cells: { total: '5,669,427', basic: '5,669,427' } }], { id: 't2' });
  it('is no less than 公用经费', () => {
    expect(told(checked('机关运行经费预算为300万元。', [basic, spent('2040601')]))).toEqual(['info narrative/agency-operation 300万元 → 6,545,317元']);
    expect(told(checked('机关运行经费预算为655万元。', [basic, spent('2040601')]))).toEqual([]);
    expect(told(checked('机关运行经费预算为300万元。', [basic, spent('2040650')]))).toEqual([]);
  });
  it('in a column of the “三公” table, too', () => {
    const three = (amount: string) => table('three_public', [{ name: '某市司法局', cells: { total: '21.5', agency_operation: amount } }], { unit: '万元', id: 't3' });
    expect(told(checked('', [basic, spent('2040601'), three('300')]))).toEqual(['info narrative/agency-operation 300万元 → 6,545,317元']);
    expect(counted(checked('', [basic, spent('2040601'), three('655')]), 'narrative/agency-operation')).toBe('1 1 0 0');
  });
});

describe('减少为0…持平', () => {
  it('contradicts itself', () => {
    expect(told(checked('会议费预算0万元，比上年减少为0万元，与上年持平。'))).toEqual(['warning narrative/direction']);
    expect(told(checked('会议费预算0万元，与上年持平。'))).toEqual([]);
  });
});

describe('an item that its own table does not print', () => {
  const general = table('general_public_expenditure', [{ cells: { total: '9,000,000' } }, { code: '2080501', name: '行政单位离退休', cells: { total: '9,000,000' } }], { id: 't5' });
  const all = table('expenditure_summary', [{ cells: { total: '9,000,000' } }, { code: '2080505', name: '机关事业单位基本养老保险缴费支出', cells: { total: '1,410,886' } }], { id: 't3' });
  const said = (text: string): string[] => told(checked(['三、一般公共预算支出情况', `“机关事业单位基本养老保险缴费支出”科目${text}万元，主要用于基本养老保险费的支出。`], [all, general]));
  it('is held against other tables for slips of a digit alone', () => {
    expect(said('141.09')).toEqual([]);
    expect(said('141.06')).toEqual(['error narrative/amount 2080505 141.06万元 → 1,410,886元']);
    expect(said('99.20')).toEqual([]);
  });
});

describe('an item of a name that other sections have', () => {
  it('is shown against its own code, though the other is nearer', () => {
    const rows = [{ code: '2040602', name: '一般行政管理事务', cells: { total: '214.07' } }, { code: '2040802', name: '一般行政管理事务', cells: { total: '4119.77' } }];
    const wrong = checked('公共安全支出（类）强制隔离戒毒（款）一般行政管理事务（项）143.47万元，主要用于项目支出。', [table('general_public_expenditure', [{ cells: { total: '5000.00' } }, ...rows], { unit: '万元' })]);
    expect(wrong.findings.flatMap(({ cells }) => cells)).toContain('t1:3:total');
  });
});

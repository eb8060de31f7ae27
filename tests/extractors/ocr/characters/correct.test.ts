import { describe, expect, it } from 'vitest';
import { rebracketed } from '../../../../extractors/ocr/characters/brackets.js';
import { charsOf } from '../../../../extractors/ocr/cells.js';
import { corrected } from '../../../../extractors/ocr/characters/correct.js';
import { alphabetOf, decode, stepsOf } from '../../../../extractors/ocr/engines/ctc.js';
import type { LineReading } from '../../../../extractors/ocr/engines/engine.js';
import { renumbered } from '../../../../extractors/ocr/characters/numbering.js';
import { cutLike, nearPhrases } from '../../../../extractors/ocr/characters/lexicon.js';

/** A line whose steps show `text`; `also` gives what a step may show as well, by position: at 2i the character i, at 2i + 1 the gap behind it. */
function line(text: string, also: Readonly<Record<number, readonly [string, number]>> = {}): LineReading {
  const characters = ['', ...new Set([...text, ...Object.values(also).map(([c]) => c)])];
  const data = new Float32Array(text.length * 2 * characters.length);
  for (let t = 0; t < text.length * 2; t++) {
    const [other, p] = also[t] ?? ['', 0];
    data[t * characters.length + (t % 2 === 0 ? characters.indexOf(text[t / 2] as string) : 0)] = 1 - p;
    if (p > 0) data[t * characters.length + characters.indexOf(other)] = p;
  }
  return decode(stepsOf(data, text.length * 2, characters.length, 0, 1), alphabetOf(characters));
}
const read = (lines: readonly LineReading[]): readonly string[] => corrected(lines.map(l => l.chars.map(c => c.text).join('')), lines);

describe('characters of a line', () => {
  it('are those of its words where grain before them was read as dots; figures and dashes keep theirs', () => {
    const texts = ['·…......-.. ·?合计', '—…··——·政府性基金预算', '——其中', '...12', '、、结余', '2.5 合计'];
    expect(texts.map(text => charsOf(line(text)).map(c => c.text).join(''))).toEqual(['合计', '政府性基金预算', '——其中', '...12', '、、结余', '2.5 合计']);
  });
});

describe('numerals before the labels of a column', () => {
  it('are told by those before and behind them where they were lost, or read in part', () => {
    expect(renumbered(['一、教育支出', '普通教育', '、卫生健康支出', '三、农林水支出'])).toEqual(['一、教育支出', '普通教育', '二、卫生健康支出', '三、农林水支出']);
    expect(renumbered(['、教育支出', '、卫生健康支出'])).toEqual(['一、教育支出', '二、卫生健康支出']);
    expect(renumbered(['十、节能环保支出', '一、城乡社区支出', '二、农林水支出', '十三、交通运输支出'])[1]).toBe('十一、城乡社区支出');
    expect(renumbered(['一、教育支出', '一、卫生健康支出', '三、农林水支出'])[1]).toBe('二、卫生健康支出');
    expect(renumbered(['十、节能环保支出', '十"、城乡社区支出', '十“-、农林水支出', '十三、交通运输支出', '二十"-、其他支出'])).toEqual(['十、节能环保支出', '十一、城乡社区支出', '十二、农林水支出', '十三、交通运输支出', '二十一、其他支出']);
  });
  it('are told before 一般公共, too, where they were lost, or read as marks', () => {
    expect(renumbered(['项目', '一般公共预算拨款', '二、政府性基金预算拨款', '三、国有资本经营预算拨款'])).toEqual(['项目', '一、一般公共预算拨款', '二、政府性基金预算拨款', '三、国有资本经营预算拨款']);
    expect(renumbered(['支出', '一般公共服务支出', '社会保障和就业支出', '三、卫生健康支出'])).toEqual(['支出', '一、一般公共服务支出', '二、社会保障和就业支出', '三、卫生健康支出']);
    expect(renumbered(['（-）一般公共预算拨款收入', '（二）政府性基金预算拨款收入', '(…-)一般公共服务支出'])).toEqual(['（一）一般公共预算拨款收入', '（二）政府性基金预算拨款收入', '(一)一般公共服务支出']);
    for (const labels of [['一般公共预算拨款', '其中：上年结转', '二、政府性基金'], ['一般公共预算拨款', '一、教育支出'], ['本年收入', '二、上年结转']]) expect(renumbered(labels)).toEqual(labels);
  });
  it('stay as they are where they begin anew, or leave some out', () => {
    for (const labels of [['十、其他支出', '一、结转下年'], ['一、收入', '二、支出', '一、收入'], ['一、教育支出', '四、农林水支出'], ['十、其他支出', '一、收入', '二、支出', '三、结余'], ['四十五、其他支出']]) expect(renumbered(labels)).toEqual(labels);
  });
});

describe('brackets of the codes of a column', () => {
  const column = ['[301]工资福利支出', '30101)基本工资', '[30102]津贴补贴', '|30103]奖金', '[30106}伙食补助费', '[30107]绩效工资', '[30108]机关事业单位基本养老保险缴费', '合计'];
  it('are those of most, where they were lost or read as others', () => {
    expect(rebracketed(column)).toEqual(['[301]工资福利支出', '[30101]基本工资', '[30102]津贴补贴', '[30103]奖金', '[30106]伙食补助费', '[30107]绩效工资', '[30108]机关事业单位基本养老保险缴费', '合计']);
  });
  it('stay as they are where too few tell them', () => {
    expect(rebracketed(column.slice(0, 4))).toEqual(column.slice(0, 4));
  });
});

describe('words of the field', () => {
  it('put right a letter where the recogniser thought of the right one', () => {
    expect(read([line('顷目支出', { 0: ['项', 0.01] })])).toEqual(['项目支出']);
    expect(read([line('2024年顷目支出表', { 10: ['项', 0.01] })])).toEqual(['2024年项目支出表']);
  });
  it('leave what is clearly printed, though it is misspelt', () => {
    expect(read([line('顷目支出')])).toEqual(['顷目支出']);
    expect(read([line('合理')])).toEqual(['合理']);
  });
  it('give a numeral the mark that was lost, and take specks from behind a phrase', () => {
    expect(read([line('二事业收入', { 1: ['、', 0.05] })])).toEqual(['二、事业收入']);
    expect(read([line('住房保障支出.')])).toEqual(['住房保障支出']);
    expect(['基本支出-', '某某支出-'].map(text => read([line(text)]))).toEqual([['基本支出'], ['某某支出-']]);
    expect(['j预算改革业务', 'A类预算改革业务'].map(text => read([line(text)]))).toEqual([['预算改革业务'], ['A类预算改革业务']]);
    expect(read([line('一般公共预算')])).toEqual(['一般公共预算']);
    expect(['·（六）住房保障支出', '′二、住房保障支出', '（四）城乡社区支出"'].map(text => read([line(text)]))).toEqual([['（六）住房保障支出'], ['二、住房保障支出'], ['（四）城乡社区支出']]);
  });
  it('leave a text alone that begins within another: 0 三、社会保障和就业支出 is not 其他社会保障和就业支出', () => {
    const also = { 0: ['其', 0.1], 2: ['他', 0.1], 4: ['', 0] } as const;
    expect(read([line('〇三、社会保障和就业支出', also)])).toEqual(['〇三、社会保障和就业支出']);
  });
  it('lose a speck between the mark behind a code and a name of the lists', () => {
    expect(['20406-i司法', '20139-:社会工作事务', '20406-i某某事务'].map(text => read([line(text)]))).toEqual([['20406-司法'], ['20139-社会工作事务'], ['20406-i某某事务']]);
    expect(read([line('2010602-·般行政管理事务')])).toEqual(['2010602-一般行政管理事务']);
  });
  it('are put right behind a code, too', () => {
    expect(read([line('22102-住房改革支H', { 22: ['出', 0.01] })])).toEqual(['22102-住房改革支出']);
    expect(read([line('[22102]住房改革支H')])).toEqual(['[22102]住房改革支H']);
  });
  it('have their code in both brackets where the first was lost', () => {
    expect(['22102]住房改革支出', '2210201】住房公积金', '[201]一般公共服务支出', '2024]某某'].map(text => read([line(text)]))).toEqual([['[22102]住房改革支出'], ['【2210201】住房公积金'], ['[201]一般公共服务支出'], ['2024]某某']]);
  });
  it('begin with 一 where that is lost before 般公共', () => {
    expect(read([line('般公共预算')])).toEqual(['一般公共预算']);
    expect(read([line('、-般公共服务支出')])).toEqual(['、一般公共服务支出']);
    expect(read([line('、一-般公共服务支出')])).toEqual(['、一般公共服务支出']);
    expect(read([line('一一般公共服务支出')])).toEqual(['一、一般公共服务支出']);
    expect(read([line('“、“-般公共预算拨款收入')])).toEqual(['、一般公共预算拨款收入']);
    expect(read([line('其他一般公共服务支出')])).toEqual(['其他一般公共服务支出']);
    expect(read([line('本年一'), line('般公共预算')])).toEqual(['本年一', '般公共预算']);
  });
  it('are found over the lines of a cell', () => {
    expect(cutLike('机关事业单位基本养老保险缴费支出', ['机关事业单位基本养者', '保险缴费支出'])).toEqual(['机关事业单位基本养老', '保险缴费支出']);
    expect(read([line('机关事业单位基本养者', { 18: ['老', 0.1] }), line('保险缴费支出')])).toEqual(['机关事业单位基本养老', '保险缴费支出']);
  });
  it('are near a text by few letters, and none is near a text that is one itself', () => {
    expect(nearPhrases('公务按待费').map(n => n.phrase)).toContain('公务接待费');
    expect(nearPhrases('行政运行')).toEqual([]);
  });
});

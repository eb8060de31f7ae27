/** Tables of any kind with random texts and figures, as cells; what they say adds up to nothing. */
import type { Random } from '../corpus/random.js';

export interface ShapeCell { readonly text: string; readonly rows: number; readonly columns: number; readonly align: 'left' | 'right' | 'center' }
/** Rows of cells as in HTML; the first `head` of them are headings. */
export interface Shape { readonly rows: readonly (readonly ShapeCell[])[]; readonly head: number }
export interface Words { readonly chinese: boolean; phrase(least: number, most: number): string }

const ENGLISH = 'federal state program agency fiscal year data survey household report total percent average number children school district county public health services income population change grants water energy forest vehicle safety labor wage benefits housing mortgage loan credit bank insurance hospital university'.split(' ');
const CHINESE = '行政运行 机关服务 一般行政管理事务 专项业务活动 事业运行 教育支出 社会保障和就业支出 卫生健康支出 住房公积金 购房补贴 培训支出 行政单位医疗 公务员医疗补助 机关事业单位基本养老保险缴费支出 职业年金缴费支出 基本工资 津贴补贴 奖金 绩效工资 办公费 印刷费 差旅费 会议费 公务接待费 公务用车运行维护费 劳务费 工会经费 信息化建设 人员经费 公用经费 基本支出 项目支出 财政拨款 上年结转 政府性基金 单位资金'.split(' ');

export function wordsOf(random: Random, chinese: boolean): Words {
  const phrase = (least: number, most: number): string => {
    const words = Array.from({ length: random.integer(least, most) }, () => random.pick(chinese ? CHINESE : ENGLISH));
    if (chinese) return words.slice(0, Math.ceil(words.length / 2)).join('');
    const text = words.join(' ');
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  return { chinese, phrase };
}

const cell = (text: string, align: ShapeCell['align'] = 'left', rows = 1, columns = 1): ShapeCell => ({ text, rows, columns, align });
const head = (text: string, rows = 1, columns = 1): ShapeCell => cell(text, 'center', rows, columns);

function figure(random: Random, { chinese }: Words, missing: number): string {
  if (random.chance(missing)) return random.pick(chinese ? ['', '', '-', '0.00'] : ['—', '–', '(NA)', '*', '(X)', '-']);
  const whole = random.integer(1, 99_999).toLocaleString('en');
  return chinese ? `${whole}.${String(random.integer(0, 99)).padStart(2, '0')}` : random.pick([whole, (random.next() * 99).toFixed(1)]);
}
const figures = (random: Random, words: Words, count: number, missing = 0.08): ShapeCell[] => Array.from({ length: count }, () => cell(figure(random, words, missing), 'right'));

/** A stub of names or years beside columns of figures, below one or two rows of headings. */
function statistics(random: Random, words: Words): Shape {
  const columns = random.integer(3, 9);
  const spans: number[] = [];
  for (let left = columns; left > 0; left -= spans.at(-1)!) spans.push(Math.min(left, random.chance(0.5) ? 1 : random.pick([2, 3])));
  const deep = spans.some((n) => n > 1);
  const stub = (i: number): string => (years ? String(1985 + i) : words.phrase(1, 4));
  const years = random.chance(0.25);
  return {
    head: deep ? 2 : 1,
    rows: [
      [head(words.phrase(1, 2), deep ? 2 : 1), ...spans.map((n) => head(words.phrase(1, n > 1 ? 3 : 2), deep && n === 1 ? 2 : 1, n))],
      ...(deep ? [spans.flatMap((n) => (n === 1 ? [] : Array.from({ length: n }, () => head(words.phrase(1, 2)))))] : []),
      ...Array.from({ length: random.integer(6, 24) }, (_, i) => [cell(stub(i)), ...figures(random, words, columns)]),
      [cell(words.chinese ? '合计' : 'Total'), ...figures(random, words, columns, 0)],
    ],
  };
}

/** Codes, names and amounts; the codes in one column or in three (类, 款, 项). */
function codes(random: Random, words: Words): Shape {
  const columns = random.integer(2, 6);
  const split = random.chance(0.5);
  const titles = Array.from({ length: columns }, () => head(words.phrase(1, 1), split ? 2 : 1));
  const digits = (most: number): string => String(random.integer(1, most)).padStart(2, '0');
  const line = (i: number): ShapeCell[] => {
    const parts = [String(201 + random.integer(0, 28)), ...[digits(30), digits(60)].slice(0, i % 3)];
    const name = cell(words.phrase(1, random.chance(0.3) ? 6 : 2));
    return [...(split ? [0, 1, 2].map((n) => head(parts[n] ?? '')) : [cell(parts.join(''))]), name, ...figures(random, words, columns, 0.2)];
  };
  return {
    head: split ? 2 : 1,
    rows: [
      ...(split ? [[head('科目编码', 1, 3), head('科目名称', 2), ...titles], ['类', '款', '项'].map((text) => head(text))] : [[head('科目编码'), head('科目名称'), ...titles]]),
      [...(split ? [head('合计', 1, 4)] : [cell(''), head('合计')]), ...figures(random, words, columns, 0)],
      ...Array.from({ length: random.integer(8, 60) }, (_, i) => line(i)),
    ],
  };
}

/** Income beside expenditure. */
function sides(random: Random, words: Words): Shape {
  const numerals = '一二三四五六七八九十';
  const amount = (there: boolean): ShapeCell => cell(there && random.chance(0.7) ? figure(random, words, 0) : '', 'right');
  return {
    head: 2,
    rows: [
      [head('收入', 1, 2), head('支出', 1, 2)], ['项目', '预算数', '项目', '预算数'].map((text) => head(text)),
      ...Array.from({ length: random.integer(6, 10) }, (_, i) => [cell(i < 6 ? `${numerals[i]}、${words.phrase(1, 2)}` : ''), amount(i < 6), cell(`${numerals[i]}、${words.phrase(1, 2)}`), amount(true)]),
      [head('收入总计'), cell(figure(random, words, 0), 'right'), head('支出总计'), cell(figure(random, words, 0), 'right')],
    ],
  };
}

/** Indicators of three levels with their values (绩效指标). */
function indicators(random: Random, words: Words): Shape {
  const groups = [['产出指标', '数量指标', '质量指标', '时效指标'], ['效益指标', '社会效益指标', '可持续影响指标'], ['满意度指标', '服务对象满意度指标']];
  return {
    head: 1,
    rows: [['一级指标', '二级指标', '三级指标', '指标值'].map((text) => head(text)), ...groups.flatMap(([group = '', ...seconds]) => {
      const counts = seconds.map(() => random.integer(1, 3));
      return seconds.flatMap((second, s) => Array.from({ length: counts[s]! }, (_, k) => [
        ...(s === 0 && k === 0 ? [head(group, counts.reduce((a, b) => a + b))] : []), ...(k === 0 ? [head(second, counts[s])] : []),
        cell(words.phrase(2, 4)), head(random.pick(['≥95%', '100%', '≤3次', '优良', '≥12人次'])),
      ]));
    })],
  };
}

/** Columns of texts. */
function prose(random: Random, words: Words): Shape {
  const lengths = random.pick([[[1, 2], [5, 16], [3, 9]], [[1, 3], [6, 18]], [[1, 2], [5, 14], [3, 9], [1, 2]]] as const);
  return { head: 1, rows: [lengths.map(() => head(words.phrase(1, 2))), ...Array.from({ length: random.integer(4, 8) }, () => lengths.map(([a, b]) => cell(words.phrase(a, b))))] };
}

/** Marks in some of the columns. */
function marks(random: Random, words: Words): Shape {
  const columns = random.integer(3, 6);
  return { head: 1, rows: [[head(words.phrase(1, 2)), ...Array.from({ length: columns }, () => head(words.phrase(1, 2)))], ...Array.from({ length: random.integer(6, 12) }, () => [cell(words.phrase(2, 4)), ...Array.from({ length: columns }, () => head(random.chance(0.4) ? random.pick(['X', '√']) : ''))])] };
}

export const CHINESE_SHAPES = { statistics, codes, sides, indicators, prose, marks };
export const ENGLISH_SHAPES = { statistics, prose, marks };

/** Tables without rules whose texts stand at the bottoms of their cells, as spreadsheets print them. */
import { describe, expect, it } from 'vitest';
import { gridsOf, rowsOf, text } from '../pages.js';

/** The lines of a name, 14.5 points apart, the last beside its amounts. */
const row = (y: number, number: string, name: readonly string[], ...amounts: readonly string[]) => [
  ...text(60, y, number), ...name.flatMap((line, i) => text(100, y - 14.5 * (name.length - 1 - i), line)), ...amounts.flatMap((amount, i) => text(240 + 80 * i - 5 * amount.length, y, amount)),
];
const header = [...text(50, 100, '序号'), ...text(105, 100, '单位名称'), ...text(205, 100, '合计'), ...text(280, 100, '接待费')];
const names = [['县人民法院'], ['县人民检察', '院'], ['县农业农村', '局'], ['县旅游和文', '化广电体育', '局'], ['县综合行政', '执法局'], ['县水务局']];
const amounts = names.map((_, i) => [`${i + 1}7.10`, `${i + 1}1.60`] as const);

describe('rows whose texts stand at the bottoms of their cells', () => {
  it('end with the line of their figures, though the next name begins nearer to it than its own lines are to each other', () => {
    let y = 106;
    const body = names.flatMap((name, i) => row(y += name.length === 1 ? 13 : 9.3 + 14.5 * (name.length - 1), String(i + 1), name, ...amounts[i] ?? []));
    expect(rowsOf(gridsOf([...header, ...body])[0]).slice(1)).toEqual(names.map((name, i) => [String(i + 1), name.join(''), ...amounts[i] ?? []]));
  });
});

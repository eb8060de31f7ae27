/** Parts of tables that nothing ties to their title: kept as they stand, and said louder than a chart's data. */
import { describe, expect, it } from 'vitest';
import { processDocument } from '../../pipeline/document.js';
import { severityOf } from '../../schemas/rules.js';

async function unknown(rows: readonly string[]): Promise<string[]> {
  const table = `<table>${rows.map((row) => `<tr>${row.split(' | ').map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
  const { findings } = await processDocument(new TextEncoder().encode(`<p>某县水利局2025年部门预算</p><p>本局预算如下。</p>${table}`), '某县水利局2025年部门预算.html');
  return findings.filter((finding) => finding.rule === 'table/unknown-kind').map((finding) => severityOf(finding));
}

describe('a grid without title and header', () => {
  it('is a warning where its rows begin with official codes and have amounts', async () => {
    expect(await unknown(['20805 | 行政事业单位养老支出 | 120.50', '2080505 | 机关事业单位基本养老保险缴费支出 | 80.50', '2080506 | 机关事业单位职业年金缴费支出 | 40.00'])).toEqual(['warning']);
  });
  it('is a warning where the unit stands before its codes', async () => {
    expect(await unknown(['某局（本级） | 20805 | 行政事业单位养老支出 | 120.50', ' | 2080505 | 机关事业单位基本养老保险缴费支出 | 80.50', ' | 2080506 | 机关事业单位职业年金缴费支出 | 40.00'])).toEqual(['warning']);
  });
  it('is a warning where codes stand with their names', async () => {
    expect(await unknown(['2101101 行政单位医疗 | 711.17', '221 住房保障支出 | 851.23', '221-02 住房改革支出 | 851.23'])).toEqual(['warning']);
  });
  it('is a warning where its rows are items of a summary', async () => {
    expect(await unknown(['一、一般公共预算拨款收入 | 120.50', '二、政府性基金预算拨款收入 | 80.50', '三、国有资本经营预算拨款收入 | 40.00'])).toEqual(['warning']);
  });
  it('is mentioned only where it holds other figures', async () => {
    expect(await unknown(['1月 | 降水量 | 120.50', '2月 | 降水量 | 80.50', '3月 | 降水量 | 40.00'])).toEqual(['info']);
  });
});

describe('a title of a known kind', () => {
  const severities = async (html: string): Promise<string[]> => {
    const { findings } = await processDocument(new TextEncoder().encode(`<p>某县水利局2025年部门预算</p>${html}`), '某县水利局2025年部门预算.html');
    return findings.filter((finding) => finding.rule === 'table/unknown-kind').map((finding) => severityOf(finding));
  };
  const table = (...rows: readonly string[]): string => `<table>${rows.map((row) => `<tr>${row.split(' | ').map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
  const title = '<p>表2 部门收入预算总表</p>', rows = ['某某中心 | 20.00 | 20.00 | 40.00', '某某大队 | 30.00 | 30.00 | 60.00'];
  it('makes a warning where the rows stand apart from what is left of the header', async () => {
    expect(await severities(`${title}${table('甲甲 | 乙乙', '丙丙 | 丁丁')}${table(...rows)}`)).toEqual(['warning', 'info']);
  });
  it('makes a warning where lines of headings stand between it and the grid', async () => {
    expect(await severities(`<p>表7 一般公共预算“三公”经费预算表</p><p>单位：万元</p><p>注：不含学术交流的费用。</p><p>公务用车购置及运行费</p><p>“三公”经费因公出国(境)</p>${table('甲 | 乙 | 丙 | 丁', ...rows)}`)).toEqual(['warning']);
  });
  it('makes none of a grid without amounts', async () => {
    expect(await severities(title + table('甲甲 | 乙乙', '子 | 丑'))).toEqual(['info']);
  });
});

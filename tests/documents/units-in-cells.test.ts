/** A table that prints the unit behind each of its amounts, and none above it. */
import { expect, it } from 'vitest';
import { processDocument } from '../../pipeline/document.js';
import { recordsOf } from '../../pipeline/write/records.js';

const TABLE = `<html><body><h1>某市文化和旅游局2025年部门预算</h1><p>2025年一般公共预算拨款支出预算表</p><table>
<tr><td>科目编码</td><td>科目名称</td><td>2025年预算数</td></tr>
<tr><td></td><td>合计</td><td>18356.00万元</td></tr>
<tr><td>201</td><td>一般公共服务支出</td><td>13947.72万元</td></tr>
<tr><td>221</td><td>住房保障支出</td><td>4408.28万元</td></tr>
</table></body></html>`;

it('is read in that unit, and lacks none', async () => {
  const file = recordsOf(await processDocument(new TextEncoder().encode(TABLE), '预算.html'));
  expect(file.line_items.map(({ table_kind: kind, code, amount_yuan: amount }) => [kind, code, amount])).toEqual([
    ['general_public_expenditure', '', '183560000'], ['general_public_expenditure', '201', '139477200'], ['general_public_expenditure', '221', '44082800'],
  ]);
  expect(file.findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('table/un'))).toEqual([]);
});

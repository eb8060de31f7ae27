/** Balance of a fund's table in final accounts. */
import { Identity, judge } from '../identity.js';
import type { List } from './rows.js';
import { lineName } from './words.js';

/** Rows of a table up to which the sums are held against each, though most break them. */
const FEW = 3;

/** Balance of a fund's table in final accounts: 年初结转 + 本年收入 = 本年支出 + 年末结转. */
export function balanceIdentities(lists: readonly List[]): Identity[] {
  return lists.flatMap((list) => {
    const rows = list.rows.flatMap((row) => {
      const { figures } = row;
      const [opening, income, closing] = [figures.get('opening_carryover'), figures.get('income'), figures.get('closing_carryover')];
      const spent = figures.get('expenditure') ?? figures.get('total');
      if (!opening || !income || !closing || !spent) return [];
      const terms = [{ figure: spent, sign: 1n as const }, { figure: closing, sign: 1n as const }, { figure: opening, sign: -1n as const }, { figure: income, sign: -1n as const }];
      const name = lineName(row.line);
      return [new Identity('sum/balance', '=', terms, () => ({ zh: `${name}：年初结转结余 + 本年收入 = 本年支出 + 年末结转结余`, en: `${name}: opening + income = expenditure + closing` }))];
    });
    const failing = rows.filter((i) => judge(i) === 'fails').length;
    return failing * 2 > rows.length && rows.length > FEW ? [] : rows;
  });
}

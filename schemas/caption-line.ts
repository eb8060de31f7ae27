/** Lines that stand above a table beside its title: who made it (编制单位), and the unit of its amounts. */

const NAMED = '(?:金额|计量)?单位';
const YUAN = String.raw`(?:人民币)?\s*[:：,，]?\s*[十百千万亿]*\s*元\s*[)）]?\s*$`;
const UNIT = String.raw`${NAMED}\s*(?:为|[:：;；])\s*${YUAN}`;
const AT_END = new RegExp(UNIT, 'u');
const ALONE = new RegExp(String.raw`^\s*[（(]?${NAMED}\s*(?:为|[:：;；])?\s*${YUAN}`, 'u');
const BEHIND = new RegExp(String.raw`(?:\s*[(（]|\s+)${UNIT}`, 'u');
const MAKER = /^\s*[（(]?(?:编制|填报|预算|公开|报送)?(?:部门|单位)(?:[（(](?:单位|部门)[)）]|[/／](?:部门|单位))?(?:(?:编码|代码)[及和、/]?)?(?:名称)?(?:[(（](?:单位|部门|公章|盖章)[)）])?\s*[:：]/u;

/** Whether a line names who made the table: 编制单位：…, 公开部门：…, 单位名称：…. `单位：万元` begins alike. */
export const namesMaker = (line: string): boolean => MAKER.test(line);

/** Whether a line ends with the unit of the amounts below it: 单位：万元, 编制单位：…局 金额单位：人民币元. */
export const endsWithUnit = (line: string): boolean => AT_END.test(line);

/** The unit that a line ends with, as printed: 单位：万元 of 部门预算公开表 单位：万元. */
export const unitAtEnd = (line: string): string | undefined => AT_END.exec(line)?.[0];

/** Whether a line states a unit and nothing else: 金额单位：元, （单位万元）. */
export const isUnit = (line: string): boolean => ALONE.test(line);

/** A title without the unit that its line states as well: 收入总表 单位：万元. */
export const withoutUnit = (line: string): string => line.replace(BEHIND, '');

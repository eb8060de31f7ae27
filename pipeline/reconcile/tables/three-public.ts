/** “三公”经费 as lines: 合计 = 出国 + 公务用车 (购置 + 运行) + 接待, 会议费 and 培训费 beside them. */
import { NUMERAL } from '../../../schemas/numbering.js';
import { numberingLevel } from './ranks.js';
import type { List, Row } from './rows.js';
import { isFilled, isWhole } from './rows.js';
import { Relation } from './relations.js';
import type { Structure } from './structures.js';

const PARTS = ['overseas', 'vehicle_subtotal', 'vehicle_purchase', 'vehicle_operation', 'reception', 'meeting', 'training'];

/** Structures of a list that has these lines; none where it hasn't. */
export function threePublic(list: readonly Row[]): Structure[] {
  const named = list.filter((r) => r.line.code === '' && PARTS.includes(r.line.entry.item) && isFilled(r));
  const has = new Set(named.map((r) => r.line.entry.item));
  if (PARTS.slice(0, 5).filter((p) => has.has(p)).length < 2) return [];
  // 支出合计 and 机关运行经费 stand beside the kinds of cost, whatever else the table lists.
  const others = list.filter((r) => isFilled(r) && !isWhole(r.line) && r.line.entry.item !== 'agency_operation');
  if (named.length * 2 < others.length) return [];
  const groups: Row[][] = [];
  for (const row of list) {
    const item = row.line.entry.item;
    const last = groups.at(-1);
    if (last === undefined || (PARTS.includes(item) && last.some((r) => r.line.entry.item === item))) groups.push([row]);
    else last.push(row);
  }
  // Where the three and what they make are all there, in lines that are numbered, the law says what adds up, whatever the figures do.
  const official = ['three_public', 'overseas', 'vehicle_subtotal', 'reception'].every((item) => list.some((r) => r.line.entry.item === item && isFilled(r) && (item === 'three_public' || numberingLevel(r.line) >= 0)));
  return [false, true].map((withMeetings) => ({ name: 'summary', official, relations: groups.flatMap((g) => relationsOf(g, withMeetings)) }));
}

/** The list of “三公”经费, and the sections (一、 二、) that speak of something else, each a list of its own: 机构运行信息表 goes on with 机关运行经费, 国有资产占用情况, 政府采购支出信息. */
export function sectionsOf(list: List): readonly List[] {
  const sections: Row[][] = [[]];
  for (const row of list.rows) {
    if (numberingLevel(row.line) === NUMERAL) sections.push([row]);
    else sections.at(-1)?.push(row);
  }
  const isOfThree = (section: readonly Row[], at: number): boolean => at === 0 || section.some(({ line }) => PARTS.includes(line.entry.item) || line.entry.item === 'three_public' || isWhole(line));
  const own = sections.filter(isOfThree).flat();
  return [own, ...sections.filter((section, at) => !isOfThree(section, at))].filter((rows) => rows.length > 0).map((rows) => ({ ...list, rows }));
}

function relationsOf(rows: readonly Row[], withMeetings: boolean): Relation[] {
  const of = (item: string): Row | undefined => rows.find((r) => r.line.entry.item === item);
  const relations: Relation[] = [];
  const [subtotal, purchase, operation] = [of('vehicle_subtotal'), of('vehicle_purchase'), of('vehicle_operation')];
  const ofVehicles = [purchase, operation].filter((r) => r !== undefined);
  // Of a single line below it that has no number the subtotal may hold more, where the other line is left out though it is not zero.
  if (subtotal && ofVehicles.length > 0) relations.push(new Relation('sum/lines', subtotal, ofVehicles, '=', ofVehicles.length === 1 && ofVehicles.every(({ line }) => numberingLevel(line) < 0)));
  const vehicles = subtotal ? [subtotal] : [purchase, operation];
  const parts = [of('overseas'), ...vehicles, of('reception')].filter((r) => r !== undefined);
  // A line of dashes (一、“三公”经费支出 — —) is a heading over the lines below it.
  const three = rows.find((r) => r.line.entry.item === 'three_public' && isFilled(r));
  const whole = rows.find((r) => isWhole(r.line));
  if (three && parts.length > 1) relations.push(new Relation('sum/lines', three, parts));
  const meetings = withMeetings ? [of('meeting'), of('training')].filter((r) => r !== undefined) : [];
  // The only kind that is printed, by its number (3、公务用车购置及运行费), is one of several.
  const isSeveral = parts.length > 1 || parts.some(({ line }) => numberingLevel(line) >= 0);
  if (whole && isSeveral) relations.push(new Relation('sum/lines', whole, [...(three ? [three] : parts), ...meetings]));
  return relations;
}

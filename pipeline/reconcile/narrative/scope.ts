/**
 * Whose figure it is: a department's prose may speak of one of its units (所属单位), whose figures are not the document's.
 */
import type { Identity } from '../../../schemas/document.js';
import { headingsOf, type Fact } from '../../../schemas/fact.js';

const UNIT = /[\u4e00-\u9fff]{2,30}?(?:局|委员会|委|办公室|办公厅|厅|部|院|所|中心|站|大队|支队|总队|队|处|校|[中小]学|学院|大学|馆|社|公司|园|团|医院|幼儿园|监狱|基地)(?:（本级）|本级|机关)?(?=20\d\d年|$|收入|支出|预算|决算|财政|一般|政府|“?三公|机关运行)/;
const OWN = /本部门|本单位|我部门|我单位|本委|本局|我局|我委|全局|全委|部门|单位|所属|下属|各/g;
/** The department's own office as one of its units: “三公”经费8.50万元，其中本级4.50万元. */
const OWN_OFFICE = /(?:^|：)(?:其中)?(?:[局委厅部院办](?:本级|机关)(?=$|收入|支出|预算|决算|财政|一般|“?三公|机关运行)|(?:本级|机关)$)/;

/** Whether the figure's own words, those of a figure that it is a part of, or the headings above it name an organisation that isn't the publisher. */
export function speaksOfUnit(fact: Fact, byId: ReadonlyMap<string, Fact>, { organisation, scope }: Pick<Identity, 'organisation' | 'scope'>): boolean {
  if (organisation === '') return false;
  const headings = headingsOf(fact);
  return (fact.topic === 'item' ? headings.slice(0, -1) : [fact.subject, ...wholesOf(fact, byId).map((whole) => whole.subject), ...headings]).some((words) => namesAnother(words, organisation, scope));
}

/** The figures that a figure is a part of, its own whole first. */
function wholesOf(fact: Fact, byId: ReadonlyMap<string, Fact>): Fact[] {
  const whole = byId.get(fact.partOf ?? '');
  return whole === undefined ? [] : [whole, ...wholesOf(whole, byId)];
}

function namesAnother(words: string, organisation: string, scope: Identity['scope']): boolean {
  const bare = organisation.replace(/（[^）]*）/g, '');
  const text = words.replace(/20\d\d年(?:度)?/g, '').replace(/“[^”]*”科目|（\d{0,7}[类款项]）/g, '');
  if (scope === 'department' && !organisation.includes('本级') && (OWN_OFFICE.test(text) || ['（本级）', '本级', '机关'].some((own) => text.includes(`${bare}${own}`)))) return true;
  const rest = text.replaceAll(organisation, '').replaceAll(bare, '').replace(OWN, '');
  const named = UNIT.exec(rest)?.[0];
  // A short form of the publisher (市教育局) is the publisher.
  return named !== undefined && named.length >= 4 && !bare.endsWith(named.replace(/（本级）|本级|机关/g, '').slice(-4)) && !/情况|说明|支出|收入|职能|机构|概况|科目/.test(named);
}

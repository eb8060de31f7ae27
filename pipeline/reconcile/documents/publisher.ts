/**
 * Who published: what makes two documents one publication, or those of two years of one publisher. By region, organisation
 * and scope; nothing is guessed where a name differs by more than its spelling.
 */
import type { Identity } from '../../../schemas/document.js';

/** An organisation's name without blanks, brackets and the names of its regions: 海淀区财政局, 北京市海淀区财政局 → 财政局. */
export function nameOf(organisation: string, region: string): string {
  let name = organisation.replaceAll(/[\s（）()［］〔〕“”"·]/g, '').replace(/^(?:中国共产党|中共)/, '中共');
  const parts = region.match(/.{1,12}?(?:特别行政区|自治区|自治州|自治县|地区|省|市|区|县|旗|盟|州)/g) ?? [];
  const head = name.startsWith('中共') ? '中共' : '';
  name = name.slice(head.length);
  for (const part of parts) if (name.startsWith(part) && name.length > part.length + 1) name = name.slice(part.length);
  return head + name;
}

/** Key of everything that one publisher publishes of one stage in one scope. */
const publisherOf = ({ regionCode, organisation, region, scope }: Identity): string => `${regionCode}|${nameOf(organisation, region)}|${scope}`;

/** Key of one publication: publisher, year and stage. */
export const publicationOf = (identity: Identity): string => `${publisherOf(identity)}|${identity.fiscalYear}|${identity.stage}`;

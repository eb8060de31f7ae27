/** What a document publishes, in words: 2024年部门预算. */
import type { DocumentRow } from '../schemas/dataset.js';

export const STAGES = { budget: '预算', final: '决算', '': '' } as const;
const SCOPES = { department: '部门', unit: '单位', '': '' } as const;

/** Scope and stage: 部门预算. */
export const publicationKind = ({ scope, stage }: Pick<DocumentRow, 'scope' | 'stage'>): string => `${SCOPES[scope]}${STAGES[stage]}`;

/** Publisher, year and kind of a publication: 某区财政局2024年部门预算. `year` is null where it is not known. */
export const publicationName = (organisation: string, year: number | null, what: Pick<DocumentRow, 'scope' | 'stage'>): string => `${organisation}${year === null ? '' : `${year}年`}${publicationKind(what)}`;

/** Relations between the parts of an office file (Open Packaging Conventions): a part names others by ids. */
import { childrenOf, type Xml } from './xml.js';

/** Targets of relations by their ids, as names of parts. @param folder that of the part whose relations they are, with a slash at its end */
export function relationsOf(relations: Xml | undefined, folder: string): Map<string, string> {
  return new Map(childrenOf(relations, 'Relationship').map(({ attributes: { Id = '', Target = '' } }) => [Id, resolved(folder, Target)]));
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}

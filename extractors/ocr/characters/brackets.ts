/** Brackets around the codes before names ([30101]基本工资): those of a column are of one kind, which tells those that were lost or read as others. */

const CLOSING: ReadonlyMap<string, string> = new Map([['[', ']'], ['【', '】'], ['(', ')'], ['（', '）']]);
/** A code in brackets of which the first may be lost. */
const CODED = /^([[【(（{|]?)(\d{7}|\d{5}|\d{3})([\]】)）}|])(?=\p{Script=Han})/u;
/** Labels of a column that tell its brackets, at least. */
const FEWEST = 3;

/** The labels of a column with the brackets that most of their codes have. */
export function rebracketed(labels: readonly string[]): string[] {
  const coded = labels.map(label => CODED.exec(label));
  const whole = coded.flatMap(found => (found !== null && CLOSING.get(found[1] as string) === found[3] ? [found[1] as string] : []));
  const own = [...CLOSING].find(([opening]) => whole.filter(o => o === opening).length * 2 > coded.filter(found => found !== null).length);
  if (own === undefined || whole.length < FEWEST) return [...labels];
  return labels.map((label, i) => { const found = coded[i]; return found ? `${own[0]}${found[2] as string}${own[1]}${label.slice(found[0].length)}` : label; });
}

/** Numerals before the labels of a column (一、二、三…): they follow each other, which tells those that were read in part or not at all. */

const DIGITS = '一二三四五六七八九';
const HIGHEST = 39;

/** 23 → 二十三. */
function numeralOf(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? DIGITS[tens - 1] as string : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones - 1] as string : ''}`;
}

const NUMERALS = Array.from({ length: HIGHEST }, (_, i) => numeralOf(i + 1));
/** What the strokes of 一, 二 and 三 behind a 十 are read as where they are broken. */
const STROKES = /(?<=十)["“”'‘’—–-]{1,2}$/u;
/** A label with its numeral, or with the mark behind it alone. */
const LABEL = /^([一二三四五六七八九十]{0,3}(?:(?<=十)["“”'‘’—–-]{1,2})?)、(?=\p{Script=Han})/u;

/** What it costs to take a numeral for one of which strokes or its first characters were lost, to begin anew, and to leave out some. */
const COST = { lost: 1, anew: 0.9, jump: 3 } as const;

/** What a numeral as read costs if `meant` was printed. */
function costOf(read: string, meant: string): number {
  if (read === '' || read === meant) return 0;
  const strokes = '一二三';
  const tens = read.replace(STROKES, '');
  if (tens !== read) return [...strokes].some(ones => tens + ones === meant) ? COST.lost : Infinity;
  const isPart = meant.endsWith(read) || (strokes.includes(read) && strokes.indexOf(meant) > strokes.indexOf(read));
  return isPart ? COST.lost : Infinity;
}

/** The labels of a column, top down, with the numerals that follow each other best. */
export function renumbered(labels: readonly string[]): string[] {
  const own = begun(labels);
  const read = own.map(label => LABEL.exec(label)?.[1]);
  const numerals = likeliest(read.filter(numeral => numeral !== undefined));
  let next = 0;
  return own.map((label, i) => (read[i] === undefined ? label : `${numerals[next++] as string}${label.slice(read[i].length)}`));
}

/** 一般公共 (general public), with which lists begin, behind a numeral that was not read, or whose stroke was read as marks: 一、一 and （一）一 are strokes alone. */
const GENERAL = /^一般公共/u;
const BRACKETED = /^([（(])[-—–―·.…]{1,3}([）)])(?=一般公共)/u;

/** Labels whose first numeral was lost, with it: as many lines before the first that has one as it tells, beginning with 一般公共. */
function begun(labels: readonly string[]): string[] {
  const out = labels.map(label => label.replace(BRACKETED, '$1一$2'));
  const first = out.findIndex(label => LABEL.test(label));
  const before = first < 0 ? 0 : NUMERALS.indexOf(LABEL.exec(out[first] as string)?.[1] ?? '');
  const lost = before > 0 && before <= first ? out.slice(first - before, first) : [];
  if (!GENERAL.test(lost[0] ?? '') || !lost.every(label => /^\p{Script=Han}/u.test(label))) return out;
  return out.map((label, i) => (i >= first - before && i < first ? `、${label}` : label));
}

/** A way to read the numerals so far: what it costs, and the numbers that they are. */
interface Way { readonly cost: number; readonly numbers: readonly number[] }

function likeliest(read: readonly string[]): string[] {
  let ways: Way[] = [{ cost: 0, numbers: [] }];
  for (const numeral of read) {
    const next: Way[] = [];
    for (let n = 1; n <= HIGHEST; n++) {
      const own = costOf(numeral, NUMERALS[n - 1] as string);
      if (own === Infinity) continue;
      const [best] = ways.map(({ cost, numbers }) => ({ cost: cost + own + stepCost(numbers.at(-1) ?? 0, n), numbers })).toSorted((a, b) => a.cost - b.cost) as [Way];
      next.push({ cost: best.cost, numbers: [...best.numbers, n] });
    }
    if (next.length === 0) return [...read];
    ways = next;
  }
  const [best] = ways.toSorted((a, b) => a.cost - b.cost) as [Way];
  return best.numbers.map(n => NUMERALS[n - 1] as string);
}

const stepCost = (from: number, to: number): number => (to === from + 1 ? 0 : to === 1 ? COST.anew : COST.jump);

/** Damage as files suffer it, or as attackers do it: seeded, so that every finding can be made again. */
import { Random } from './corpus/random.js';

/** Keywords whose numbers and names steer a reader. */
const KEYWORDS = ['/Length', '/Kids', '/Count', '/Filter', '/W', '/Index', '/Size', '/Prev', '/First', '/N', '/Parent', '/Contents', '/MediaBox', '/DescendantFonts', '/ToUnicode', 'endstream', 'endobj', 'xref', 'startxref', 'obj'];

/** A damaged copy of `bytes`. */
export function mutate(bytes: Uint8Array, seed: number): Uint8Array {
  const random = new Random(seed);
  const pick = (n: number): number => Math.floor(random.next() * n);
  let out = Uint8Array.from(bytes);
  const rounds = 1 + pick(4);
  for (let round = 0; round < rounds; round++) {
    switch (pick(7)) {
      case 0: // flipped bytes
        for (let i = 0, n = 1 + pick(200); i < n; i++) out[pick(out.length)] = pick(256);
        break;
      case 1: // cut off
        out = out.slice(0, 1 + pick(out.length));
        break;
      case 2: { // a stretch is missing
        const from = pick(out.length);
        out = Uint8Array.from([...out.subarray(0, from), ...out.subarray(Math.min(out.length, from + 1 + pick(4000)))]);
        break;
      }
      case 3: { // a stretch is there twice
        const from = pick(out.length);
        const part = out.slice(from, from + 1 + pick(4000));
        const at = pick(out.length);
        const joined = new Uint8Array(out.length + part.length);
        joined.set(out.subarray(0, at));
        joined.set(part, at);
        joined.set(out.subarray(at), at + part.length);
        out = joined;
        break;
      }
      case 4: { // zeros
        const from = pick(out.length);
        out.fill(0, from, from + pick(2000));
        break;
      }
      case 5: // numbers behind keywords
        digits(out, pick, KEYWORDS[pick(KEYWORDS.length)] ?? 'obj');
        break;
      default: // every number of a kind
        for (let i = 0; i < 20; i++) digits(out, pick, KEYWORDS[pick(KEYWORDS.length)] ?? 'obj');
    }
    if (out.length === 0) out = Uint8Array.of(0);
  }
  return out;
}

function digits(out: Uint8Array, pick: (n: number) => number, keyword: string): void {
  const view = Buffer.from(out.buffer, out.byteOffset, out.length);
  const at = view.indexOf(keyword, pick(out.length), 'latin1');
  if (at < 0) return;
  for (let i = at + keyword.length; i < Math.min(out.length, at + keyword.length + 16); i++) {
    const code = out[i] ?? 0;
    if (code >= 48 && code <= 57) out[i] = 48 + pick(10);
  }
}

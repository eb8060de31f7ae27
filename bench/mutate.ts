/** Damage as files suffer it, or as attackers do it: seeded, so that every finding can be made again. */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';
import { containerOf, startOf } from '../extractors/read/formats.js';
import { Random } from './corpus/random.js';

/** Keywords of PDF whose numbers and names steer a reader. */
const PDF_KEYWORDS = ['/Length', '/Kids', '/Count', '/Filter', '/W', '/Index', '/Size', '/Prev', '/First', '/N', '/Parent', '/Contents', '/MediaBox', '/DescendantFonts', '/ToUnicode', 'endstream', 'endobj', 'xref', 'startxref', 'obj'];
/** Those of web pages, of the XML of office files and of RTF: spans, repetitions, places, styles, lengths. */
const TEXT_KEYWORDS = ['colspan="', 'rowspan="', 'columns-repeated="', 'rows-repeated="', 'columns-spanned="', 'rows-spanned="', ' r="', ' s="', 'ref="', 'spans="', 'count="', 'gridSpan w:val="', 'numFmtId="', 'Index="', 'MergeAcross="', 'MergeDown="', '\\cellx', '\\trgaph', '\\uc', '\\u', '\\bin', '\\clmgf', '\\row', 'boundary='];
/** What counts, sizes and places of binary records are when they lie. */
const LIES = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff];

/** A damaged copy of a file. Of a ZIP container parts are damaged and packed anew, in two of three cases: damage to the container itself is seen by its checksums. */
export async function mutateFile(bytes: Uint8Array, seed: number): Promise<Uint8Array> {
  const kind = containerOf(startOf(bytes));
  if (kind === 'compound') return mutate(bytes, seed, []);
  if (kind === undefined || seed % 3 === 0) return mutate(bytes, seed, startOf(bytes).includes('%PDF-') ? PDF_KEYWORDS : TEXT_KEYWORDS);
  const random = new Random(seed), written = new ZipWriter(new Uint8ArrayWriter());
  const entries = (await new ZipReader(new Uint8ArrayReader(bytes)).getEntries()).filter((entry) => !entry.directory);
  const hit = random.integer(0, entries.length - 1);
  for (const [i, entry] of entries.entries()) {
    const part = await entry.getData(new Uint8ArrayWriter());
    const isHit = i === hit || /(?:document|content|sheet\d+)\.xml$/u.test(entry.filename) && random.chance(0.5);
    await written.add(entry.filename, new Uint8ArrayReader(isHit && part.length > 0 ? mutate(part, seed + i, TEXT_KEYWORDS, random.chance(0.7)) : part));
  }
  return written.close();
}

/** A damaged copy of `bytes`, which has numbers behind `keywords`; without any, numbers of two and four bytes. `inNumbers` alone where other damage would make every reader refuse it, as in XML. */
export function mutate(bytes: Uint8Array, seed: number, keywords: readonly string[] = PDF_KEYWORDS, inNumbers = false): Uint8Array {
  const random = new Random(seed);
  const pick = (n: number): number => Math.floor(random.next() * n);
  let out = Uint8Array.from(bytes);
  const number = (): void => {
    if (keywords.length > 0) digits(out, pick, random.pick(keywords));
    else lie(out, pick);
  };
  const rounds = 1 + pick(4);
  for (let round = 0; round < rounds; round++) {
    switch (inNumbers ? 6 : pick(7)) {
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
      case 5: // a number that steers the reader
        number();
        break;
      default: // many
        for (let i = 0; i < 20; i++) number();
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

/** Two or four bytes at an even place become a number that no count, size or place is, or the one beside it. */
function lie(out: Uint8Array, pick: (n: number) => number): void {
  const size = pick(2) === 0 ? 2 : 4, at = pick(Math.floor(out.length / 2)) * 2;
  if (at + size > out.length) return;
  const view = new DataView(out.buffer, out.byteOffset, out.length);
  const value = pick(2) === 0 ? LIES[pick(LIES.length)] ?? 0 : (size === 2 ? view.getUint16(at, true) : view.getUint32(at, true)) + (pick(2) === 0 ? 1 : -1);
  if (size === 2) view.setUint16(at, value & 0xffff, true);
  else view.setUint32(at, value >>> 0, true);
}

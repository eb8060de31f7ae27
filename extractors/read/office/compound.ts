/** Compound files (OLE), in which office programs before 2007 keep their streams: a small file system of sectors. */
import { ReadError } from '../../../schemas/block.js';

const FREE = 0xfffffffa;
const damaged = (): ReadError => new ReadError('Expected a whole file, got one that is cut off or damaged — download or export it again');

interface Entry { readonly name: string; readonly start: number; readonly size: number; readonly isRoot: boolean; /** Entries by number: its neighbours, and the first of those inside it. */ readonly left: number; readonly right: number; readonly child: number }

/** A stream by the first of some names that the file itself has, not one of the files inside it; undefined where it has none. */
export function streamOf(bytes: Uint8Array, names: readonly string[]): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 512) throw damaged();
  const sector = 1 << Math.min(view.getUint16(30, true), 16);
  const small = 1 << Math.min(view.getUint16(32, true), 16);
  const cutoff = view.getUint32(56, true);
  const at = (index: number): number => (index + 1) * sector;
  const table = allocation(view, sector, at);
  const chain = (start: number): Uint8Array => joined(start, table, (index) => bytes.subarray(at(index), at(index) + sector));
  const entries = entriesOf(chain(view.getUint32(48, true)));
  const root = entries.find((one) => one.isRoot);
  const own = inside(entries, root);
  const entry = names.map((name) => own.find((one) => one.name.toLowerCase() === name.toLowerCase())).find((one) => one !== undefined);
  if (entry === undefined) return undefined;
  if (entry.size >= cutoff) return sized(chain(entry.start), entry.size);
  const smallTable = new Uint32Array(words(chain(view.getUint32(60, true))));
  const within = root === undefined ? new Uint8Array() : chain(root.start);
  return sized(joined(entry.start, smallTable, (index) => within.subarray(index * small, (index + 1) * small)), entry.size);
}

function sized(data: Uint8Array, size: number): Uint8Array {
  if (data.length < size) throw damaged();
  return data.subarray(0, size);
}

/** Which sector follows which, gathered from the sectors that the header and its continuations name. */
function allocation(view: DataView, sector: number, at: (index: number) => number): Uint32Array {
  const parts: number[] = [];
  for (let i = 0; i < 109; i += 1) parts.push(view.getUint32(76 + i * 4, true));
  let next = view.getUint32(68, true);
  for (let left = view.getUint32(72, true); left > 0 && next < FREE && at(next) + sector <= view.byteLength; left -= 1) {
    for (let i = 0; i < sector / 4 - 1; i += 1) parts.push(view.getUint32(at(next) + i * 4, true));
    next = view.getUint32(at(next) + sector - 4, true);
  }
  const table: number[] = [];
  for (const part of parts.filter((index) => index < FREE)) {
    if (at(part) + sector > view.byteLength) throw damaged();
    for (let i = 0; i < sector / 4; i += 1) table.push(view.getUint32(at(part) + i * 4, true));
  }
  return new Uint32Array(table);
}

function joined(start: number, table: Uint32Array, part: (index: number) => Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let index = start; index < FREE; index = table[index] ?? FREE) {
    // a chain that is longer than all sectors runs in a circle
    if (parts.length > table.length) throw damaged();
    parts.push(part(index));
  }
  return new Uint8Array(Buffer.concat(parts));
}

const words = (data: Uint8Array): number[] => Array.from({ length: Math.floor(data.length / 4) }, (_, i) => new DataView(data.buffer, data.byteOffset).getUint32(i * 4, true));

function entriesOf(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  return Array.from({ length: Math.floor(directory.length / 128) }, (_, i): Entry => {
    const at = i * 128;
    const length = view.getUint16(at + 64, true);
    const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + Math.min(64, Math.max(0, length - 2))));
    const number = (offset: number): number => view.getUint32(at + offset, true);
    return { name, start: number(116), size: number(120), isRoot: view.getUint8(at + 66) === 5, left: number(68), right: number(72), child: number(76) };
  });
}

/** Entries of a folder, which are a tree of neighbours. */
function inside(entries: readonly Entry[], folder: Entry | undefined): Entry[] {
  const found = new Set<Entry>();
  const stack = [folder?.child ?? FREE];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const entry = entries[next];
    if (entry === undefined || found.has(entry)) continue;
    found.add(entry);
    stack.push(entry.left, entry.right);
  }
  return [...found];
}

/** ZIP containers, as far as office files need them: the central directory, stored and deflated entries. */
import { crc32, inflateRawSync } from 'node:zlib';
import { ReadError } from '../../schemas/block.js';

const END = 0x06054b50, ENTRY = 0x02014b50;
/** An entry that inflates to more is no document. Bytes. */
const LARGEST = 128 * 1024 * 1024;
const ENTRIES = 20_000;

interface Entry {
  readonly offset: number;
  readonly packed: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly checksum: number;
}

/** The entries of a container by name; `text` unpacks one, undefined where there is none. */
export interface Container {
  readonly names: readonly string[];
  text(name: string): string | undefined;
}

/** @throws ReadError where the container is cut off or has more than any document */
export function openContainer(bytes: Uint8Array): Container {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directoryOf(view, bytes);
  return {
    names: [...entries.keys()],
    text: (name) => {
      const entry = entries.get(name);
      return entry === undefined ? undefined : new TextDecoder().decode(unpacked(entry, view, bytes, name));
    },
  };
}

function directoryOf(view: DataView, bytes: Uint8Array): Map<string, Entry> {
  const end = endOf(view);
  const count = end < 0 ? 0 : view.getUint16(end + 10, true);
  let at = end < 0 ? -1 : view.getUint32(end + 16, true);
  if (end < 0 || count > ENTRIES) throw new ReadError('Expected a whole file, got one that is cut off or damaged — download or export it again');
  const entries = new Map<string, Entry>();
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) throw new ReadError('Expected a whole file, got one that is cut off or damaged — download or export it again');
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.set(name, { offset: view.getUint32(at + 42, true), packed: view.getUint32(at + 20, true), method: view.getUint16(at + 10, true), encrypted: (view.getUint16(at + 8, true) & 1) === 1, checksum: view.getUint32(at + 16, true) });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Where the end record begins: it is the last thing but a comment. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) if (view.getUint32(at, true) === END) return at;
  return -1;
}

function unpacked({ offset, packed, method, encrypted, checksum }: Entry, view: DataView, bytes: Uint8Array, name: string): Uint8Array {
  const damaged = new ReadError(`Expected a whole file, got damaged data in ${name} — download or export it again`);
  if (encrypted) throw new ReadError('Expected a file without a password, got an encrypted one — save it without');
  if (offset + 30 > bytes.length) throw damaged;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const data = bytes.subarray(start, start + packed);
  try {
    const content = method === 0 ? data : inflateRawSync(data, { maxOutputLength: LARGEST });
    // A damaged figure must not pass for a printed one.
    if (crc32(content) !== checksum) throw damaged;
    return content;
  } catch (error) {
    if (error instanceof RangeError) throw new ReadError(`Expected parts of at most ${LARGEST / 1024 / 1024} MB, got a larger one (${name}) — split the file`);
    throw damaged;
  }
}

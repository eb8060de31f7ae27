/** ZIP containers, as far as office files need them: entries by name, as text. */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { ReadError } from '../../../schemas/block.js';

/** An entry that inflates to more is no document. Bytes. */
const LARGEST = 128 * 1024 * 1024;
const ENTRIES = 20_000;
/** A damaged figure must not pass for a printed one. The directory says what an entry is; names are looked up only. */
const OPTIONS = { checkCrc32: true, checkLocalDirectory: false, filenameValidation: 'tolerant', useWebWorkers: false } as const;

/** The entries of a container by name; `text` and `bytes` unpack one, undefined where there is none. */
export interface Container {
  readonly names: readonly string[];
  text(name: string): Promise<string | undefined>;
  bytes(name: string): Promise<Uint8Array | undefined>;
}

/** @throws ReadError where the container is cut off or has more than any document */
export async function openContainer(bytes: Uint8Array): Promise<Container> {
  const entries = await entriesOf(bytes);
  const bytesOf = async (name: string): Promise<Uint8Array | undefined> => {
    const entry = entries.get(name);
    return entry === undefined ? undefined : unpacked(entry);
  };
  return {
    names: [...entries.keys()],
    bytes: bytesOf,
    text: async (name) => {
      const found = await bytesOf(name);
      return found === undefined ? undefined : new TextDecoder().decode(found);
    },
  };
}

async function entriesOf(bytes: Uint8Array): Promise<Map<string, FileEntry>> {
  const entries = new Map<string, FileEntry>();
  try {
    for await (const entry of new ZipReader(new Uint8ArrayReader(bytes), OPTIONS).getEntriesGenerator()) {
      if (!entry.directory) entries.set(entry.filename, entry);
      if (entries.size > ENTRIES) break;
    }
  } catch {
    entries.clear();
  }
  if (entries.size === 0 || entries.size > ENTRIES) throw new ReadError('Expected a whole file, got one that is cut off or damaged — download or export it again');
  return entries;
}

async function unpacked(entry: FileEntry): Promise<Uint8Array> {
  if (entry.encrypted) throw new ReadError('Expected a file without a password, got an encrypted one — save it without');
  if (entry.uncompressedSize > LARGEST) throw new ReadError(`Expected parts of at most ${LARGEST / 1024 / 1024} MB, got a larger one (${entry.filename}) — split the file`);
  try {
    return await entry.getData(new Uint8ArrayWriter());
  } catch {
    // Also where it inflates to more than the directory says.
    throw new ReadError(`Expected a whole file, got damaged data in ${entry.filename} — download or export it again`);
  }
}

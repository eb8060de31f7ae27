/**
 * What an engine made of a page, kept on disk by the page's image: reading it again costs nothing. Kept is the network's
 * answer for each line, not the page's text, so that nothing is stale when the code around it changes. The folder is
 * that of the environment variable MINGXI_OCR_CACHE; without it, what was read is kept until the page is done.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Raster } from '../image/pixels.js';

export interface PageCache {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  /** Writes what is new. */
  save(): Promise<void>;
}

/** For one reading of a page: crops that are the same are read once. */
function inMemory(): PageCache {
  const entries = new Map<string, unknown>();
  return { get: key => entries.get(key), set: (key, value) => { entries.set(key, value); }, save: () => Promise.resolve() };
}

/** Key of an image of given size. */
export function imageKey(image: { readonly width: number; readonly height: number; readonly data: Uint8Array }, more = ''): string {
  return createHash('sha1').update(`${image.width} ${image.height} ${more} `).update(image.data).digest('base64');
}

/** The cache of a page for an engine; a damaged file counts as none. */
export async function pageCache(engine: string, page: Raster, folder = process.env['MINGXI_OCR_CACHE']): Promise<PageCache> {
  if (folder === undefined || folder === '') return inMemory();
  const path = join(folder, `${createHash('sha256').update(engine).update(imageKey(page)).digest('hex').slice(0, 32)}.ocr`);
  let entries = new Map<string, unknown>();
  try {
    entries = deserialize(gunzipSync(await readFile(path))) as Map<string, unknown>;
  } catch {
    entries = new Map();
  }
  const before = entries.size;
  return {
    get: key => entries.get(key),
    set: (key, value) => { entries.set(key, value); },
    save: async () => {
      if (entries.size === before) return;
      await mkdir(folder, { recursive: true });
      const part = `${path}.${process.pid}`;
      await writeFile(part, gzipSync(serialize(entries), { level: 1 }));
      await rename(part, path);
    },
  };
}

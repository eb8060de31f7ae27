/** What a document is read from, and what it is known by. */
import { createHash } from 'node:crypto';
import type { PageImage } from '../extractors/read/image.js';

/** The bytes of a file, or the images of a folder, which are the pages of one document. */
export type Source = Uint8Array | readonly PageImage[];

/** Digest and size of a source: of a folder, of the digests of its images in their order. */
export function fingerprint(source: Source): { readonly sha256: string; readonly bytes: number } {
  if (source instanceof Uint8Array) return { sha256: createHash('sha256').update(source).digest('hex'), bytes: source.length };
  const whole = createHash('sha256');
  for (const { bytes } of source) whole.update(createHash('sha256').update(bytes).digest());
  return { sha256: whole.digest('hex'), bytes: source.reduce((sum, { bytes }) => sum + bytes.length, 0) };
}

/** Documents of word processors put together: what each format's reader finds in its file, with what the pictures show. */
import type { Block, ReadResult } from '../../../schemas/block.js';
import type { ImageOptions } from '../image.js';
import { isBlock, withPictures } from '../pictures.js';
import { underHeads, unreadNotes, wordFlow, type WordItem } from './word-blocks.js';

/** What a reader finds in a file. */
export interface WordDocument {
  readonly mediaType: string;
  readonly items: readonly WordItem[];
  /** What page headers say: a unit there stands over every table. */
  readonly heads: readonly Block[];
  /** Footnotes, which come last. */
  readonly notes: readonly Block[];
  /** Places with hidden text, and pictures. */
  readonly hidden: number;
  readonly pictures: number;
  /** The file of a picture, by its part. */
  readonly picture: (part: string) => Promise<Uint8Array | undefined>;
}

/** Blocks of a document, pictures in their places. */
export async function wordDocument({ mediaType, items, heads, notes, hidden, pictures, picture }: WordDocument, options: ImageOptions): Promise<ReadResult> {
  const flow = wordFlow(items);
  const { blocks, looked, read, notes: told } = await withPictures(underHeads(flow, heads), picture, options);
  return {
    mediaType, extraction: read === 0 ? 'text' : flow.some(isBlock) ? 'mixed' : 'ocr',
    blocks: [...blocks, ...notes], notes: [...unreadNotes(hidden, pictures - looked), ...told],
  };
}

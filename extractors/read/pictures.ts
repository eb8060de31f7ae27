/**
 * Pictures in the text of office files: scans of pages and screenshots of tables that somebody pasted in. Where they show
 * tables or pages of text, what recognition reads of them stands in their place. Such a file has no pages, so a picture's
 * number in the text is the page of what it shows.
 */
import { type Block, ReadError, type ReadNote } from '../../schemas/block.js';
import type { OpenTable } from '../layout/aligned/open-table.js';
import { joinPageBreaks } from '../layout/lines/page-breaks.js';
import { dropRunningTitles } from '../layout/lines/running-titles.js';
import { DEFAULT_SETTINGS } from '../layout/settings.js';
import { ocrEngine } from '../ocr/engines/engine.js';
import { scanNotes } from '../ocr/notes.js';
import type { ScanReading } from '../ocr/page.js';
import type { ImageOptions } from './image.js';
import { isTable } from './picture-tables.js';

/** A picture among the blocks of a document. */
export interface Picture {
  readonly type: 'picture';
  /** Where its file holds it. */
  readonly part: string;
}

/** Blocks of a document with its pictures, in order. */
export type Flow = readonly (Block | Picture)[];

export const isBlock = (item: Block | Picture): item is Block => item.type !== 'picture';

/** Pictures of less (shorter and longer side, in pixels) are icons, signatures and lines. A photograph shows hardly any text. */
const LEAST = { shorter: 200, longer: 500 } as const;
/** Characters from which a picture without tables is a page of text. */
const PAGE_OF_TEXT = 100;
const MOST = 500;

interface Laid {
  readonly n: number;
  readonly height: number;
  readonly blocks: readonly Block[];
  readonly openTable: OpenTable | undefined;
}

/**
 * The blocks of a document, with those of its pictures in their places; how many pictures were looked at, and how many of
 * them show tables or text.
 * @param bytesOf the file of a picture; undefined where there is none
 */
export async function withPictures(flow: Flow, bytesOf: (part: string) => Promise<Uint8Array | undefined>, { ocr = 'auto', ocrEngine: asked, watch }: ImageOptions): Promise<{ blocks: Block[]; looked: number; read: number; notes: ReadNote[] }> {
  const engine = ocr === 'never' || flow.every(isBlock) ? undefined : await ocrEngine(asked);
  if (engine === undefined) return { blocks: flow.filter(isBlock), looked: 0, read: 0, notes: [] };
  // most documents have no picture to recognise
  const [{ decodedImage, scanOf }, { readScan }] = await Promise.all([import('./image.js'), import('../ocr/page.js')]);
  const out: Block[] = [];
  const notes: ReadNote[] = [];
  let run: Laid[] = [];
  let n = 0;
  let looked = 0;
  let read = 0;
  const endRun = (): void => {
    out.push(...joinPageBreaks(dropRunningTitles(run)));
    run = [];
  };
  for (const item of flow) {
    if (isBlock(item)) {
      endRun();
      out.push(item);
      continue;
    }
    n += 1;
    const bytes = n > MOST ? undefined : await bytesOf(item.part);
    const image = bytes === undefined ? undefined : await decodedImage({ name: item.part, bytes }).catch(undecodable);
    if (image === undefined || watch?.skip.has(n) === true) continue;
    looked += 1;
    if (isSmall(image.raster)) continue;
    watch?.begin('recognise', n);
    const scan = scanOf(image);
    const reading = await readScan(scan, n, engine, DEFAULT_SETTINGS, run.at(-1)?.n === n - 1 ? run.at(-1)?.openTable : undefined);
    if (!showsPage(reading)) continue;
    read += 1;
    notes.push(...scanNotes(reading, n));
    run.push({ n, height: scan.height, blocks: reading.blocks, openTable: reading.openTable });
  }
  endRun();
  return { blocks: out, looked, read, notes: read === 0 ? [] : [{ rule: 'document/picture-read', params: { count: String(read) } }, ...notes] };
}

const isSmall = ({ width, height }: { readonly width: number; readonly height: number }): boolean => Math.min(width, height) < LEAST.shorter || Math.max(width, height) < LEAST.longer;

const showsPage = ({ blocks, characters }: ScanReading): boolean => blocks.some(isTable) || characters >= PAGE_OF_TEXT;

/** A picture that can't be decoded counts as unread. */
function undecodable(error: unknown): undefined {
  if (!(error instanceof ReadError)) throw error;
  return undefined;
}

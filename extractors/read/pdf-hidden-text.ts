/**
 * Text that nobody sees. Programs that recognise a scan lay what they read under or invisibly over its picture, so that
 * it can be searched; such text is their reading and not what is printed. A page is drawn with its text and without:
 * characters where nothing changes are not seen, whatever the way in which they are hidden.
 */
import type { WrappedPdfiumModule } from '@embedpdf/pdfium';
import { ReadError, type Box } from '../../schemas/block.js';
import { LibraryError, onPage } from './pdf-library.js';
import { drawPage, type PageImage } from './pdf-render.js';
import { OBJECT, PAGE_LIMITS } from './pdf-source.js';

const DPI = 72;
/** A pixel changes if a colour does by more than this of 255: drawing again may round otherwise. */
const CHANGES = 8;

/** Share (0..1) of characters of page `n` that are not seen; 0 where the page can't be drawn. `boxes` are theirs, in points from the top left. */
export async function hiddenShare(bytes: Uint8Array, n: number, password: string | undefined, boxes: readonly Box[]): Promise<number> {
  if (boxes.length === 0) return 0;
  try {
    const [whole, textless] = await onPage(bytes, n, password, (m, page) => {
      const drawn = drawPage(m, page, DPI);
      removeText(m, m.FPDFPage_CountObjects(page), (i) => m.FPDFPage_GetObject(page, i), (object) => m.FPDFPage_RemoveObject(page, object), 0);
      return [drawn, drawPage(m, page, DPI)] as const;
    });
    return boxes.filter((box) => !changes(box, whole, textless)).length / boxes.length;
  } catch (error) {
    if (error instanceof ReadError || error instanceof LibraryError) return 0;
    throw error;
  }
}

/** Takes the text objects out of a loaded page or form; the file is not changed. */
function removeText(m: WrappedPdfiumModule, count: number, at: (i: number) => number, remove: (object: number) => boolean, depth: number): void {
  if (depth > PAGE_LIMITS.depth) return;
  for (let i = Math.min(count, PAGE_LIMITS.objects) - 1; i >= 0; i--) {
    const object = at(i);
    const type = object ? m.FPDFPageObj_GetType(object) : 0;
    if (type === OBJECT.text && remove(object)) m.FPDFPageObj_Destroy(object);
    else if (type === OBJECT.form) removeText(m, m.FPDFFormObj_CountObjects(object), (k) => m.FPDFFormObj_GetObject(object, k), (inner) => m.FPDFFormObj_RemoveObject(object, inner), depth + 1);
  }
}

function changes(box: Box, a: PageImage, b: PageImage): boolean {
  const scale = DPI / 72;
  const [x0, y0] = [Math.max(0, Math.floor(box.x0 * scale)), Math.max(0, Math.floor(box.y0 * scale))];
  const [x1, y1] = [Math.min(a.width, Math.ceil(box.x1 * scale)), Math.min(a.height, Math.ceil(box.y1 * scale))];
  for (let y = y0; y < y1; y++) {
    for (let i = (y * a.width + x0) * 4; i < (y * a.width + x1) * 4; i++) {
      if (Math.abs((a.pixels[i] as number) - (b.pixels[i] as number)) > CHANGES) return true;
    }
  }
  return false;
}

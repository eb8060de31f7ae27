/**
 * The PDFium library (WebAssembly), once per thread. A module that has trapped (out of its memory, a broken invariant)
 * is in an unknown state: it is dropped, and the next call loads a fresh one.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { ReadError } from '../../../schemas/block.js';

const ERROR = { password: 4, security: 5 } as const;

/** Emscripten's views on the library's memory; they are replaced when memory grows, so never keep one. */
interface Heap {
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  readonly HEAPU32: Uint32Array;
  readonly HEAPF32: Float32Array;
  readonly HEAPF64: Float64Array;
}
export const heap = (m: WrappedPdfiumModule): Heap => m.pdfium as unknown as Heap;

/** The library's functions as they are. All of them take and give numbers, a truth value is 0 or 1. */
export type DirectCalls = { readonly [K in keyof WrappedPdfiumModule as K extends `FPDF${string}` ? K : never]: (...args: number[]) => number };

/** For what is called ten thousands of times a page: the wrapper that converts arguments takes longer than most calls. */
export const direct = (m: WrappedPdfiumModule): DirectCalls => m.pdfium.wasmExports as unknown as DirectCalls;

let binary: Promise<object> | undefined;
let library: Promise<WrappedPdfiumModule> | undefined;

/** Loads the library once per thread. */
export function pdfium(): Promise<WrappedPdfiumModule> {
  library ??= load();
  return library;
}

type Imports = Record<string, Record<string, unknown>>;
interface WebAssemblyApi {
  compile(bytes: ArrayBuffer): Promise<object>;
  instantiate(module: object, imports: Imports): Promise<unknown>;
}
// part of Node, but not of its type declarations
const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;

/** Memory that the library may take: a file that needs more is an attack. */
const MEMORY_LIMIT = 1 << 30;
/** Time for one call into the library. Milliseconds. */
const TIME_LIMIT = 20_000;
let deadline = Infinity;

/**
 * Compiles and links the library. A call into it cannot be interrupted from outside, but it comes out by itself when it
 * needs memory or the clock: there its bounds are checked.
 */
function instantiate(imports: Imports, done: (instance: unknown) => void): object {
  const env = imports['env'] ?? {};
  for (const [name, call] of Object.entries(env)) {
    if (typeof call !== 'function') continue;
    env[name] = (...args: unknown[]): unknown => {
      if (deadline !== Infinity && Date.now() > deadline) throw new LibraryError('PDFium took too long', true);
      if (name === 'emscripten_resize_heap' && (args[0] as number) >>> 0 > MEMORY_LIMIT) throw new LibraryError('PDFium needs too much memory', true);
      return (call as (...all: unknown[]) => unknown)(...args);
    };
  }
  void compiled().then(module => webAssembly.instantiate(module, imports)).then(done);
  return {};
}

async function compiled(): Promise<object> {
  binary ??= readFile(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'))
    .then(wasm => webAssembly.compile(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer));
  return binary;
}

async function load(): Promise<WrappedPdfiumModule> {
  // what the library prints is about its own insides and not for users
  const silent = { print: () => undefined, printErr: () => undefined };
  const known = new Set(Object.getOwnPropertyNames(globalThis));
  const module = await init({ ...silent, instantiateWasm: (imports: Imports, done: (instance: unknown) => void) => instantiate(imports, done) } as Parameters<typeof init>[0]);
  // the library hangs hints for its own developers on the global object (getters); they would hold its memory for ever
  for (const [name, { get, set }] of Object.entries(Object.getOwnPropertyDescriptors(globalThis))) {
    if (get !== undefined && set === undefined && !known.has(name)) Reflect.deleteProperty(globalThis, name);
  }
  module.PDFiumExt_Init();
  return module;
}

const dead = new WeakSet<WrappedPdfiumModule>();

/** The library itself broke down: whatever was open in it is lost. */
export class LibraryError extends Error {
  override readonly name = 'LibraryError';

  /** @param tooMuch it was ended because it went beyond its bounds of time or memory */
  constructor(message: string, readonly tooMuch = false, options?: ErrorOptions) {
    super(message, options);
  }
}

/** Calls into a module. A trap makes the module unusable for every document that is open in it: LibraryError. */
export function guarded<T>(m: WrappedPdfiumModule, call: () => T): T {
  if (dead.has(m)) throw new LibraryError('PDFium broke down');
  const outer = deadline;
  deadline = Math.min(outer, Date.now() + TIME_LIMIT);
  try {
    return call();
  } catch (error) {
    if (!isTrap(error)) throw error;
    dead.add(m);
    library = undefined;
    throw error instanceof LibraryError ? error : new LibraryError('PDFium broke down', false, { cause: error });
  } finally {
    deadline = outer;
  }
}

/** Memory of a document that is kept for the next one. */
const MEMORY_KEPT = 1 << 26;

/**
 * Lets go of a module whose memory a large document has grown: WebAssembly memory never shrinks, and the stages after
 * reading need theirs. What is open in it stays usable; the next document gets a fresh one.
 */
export async function releaseMemory(m: WrappedPdfiumModule): Promise<void> {
  if (heap(m).HEAPU8.length > MEMORY_KEPT && library !== undefined && (await library) === m) library = undefined;
}

/**
 * Clears what nobody uses any more. V8 does not see how much memory a module without users holds, and would leave it
 * until its own heap has grown, while the stages after reading need theirs. A module is gone two turns of the event
 * loop after its last call, so never call this from a function that holds one.
 */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 2; turn++) {
    await setImmediate();
    collect();
  }
}

const isTrap = (error: unknown): boolean => error instanceof LibraryError || error instanceof Error && (error.name === 'RuntimeError' || error instanceof RangeError);

export interface OpenHandle {
  readonly handle: number;
  close(): void;
}

/** Opens a document in the library's memory. Throws ReadError with one line for people. */
export function openHandle(m: WrappedPdfiumModule, bytes: Uint8Array, password: string | undefined): OpenHandle {
  const pointer = m.pdfium.wasmExports.malloc(bytes.length);
  if (!pointer) throw new ReadError(`PDF of ${bytes.length} bytes does not fit into memory.`);
  heap(m).HEAPU8.set(bytes, pointer);
  const handle = m.FPDF_LoadMemDocument(pointer, bytes.length, password ?? '');
  if (!handle) {
    const code = m.FPDF_GetLastError();
    m.pdfium.wasmExports.free(pointer);
    throw openError(code, password);
  }
  let open = true;
  return {
    handle,
    close() {
      if (!open) return;
      open = false;
      m.FPDF_CloseDocument(handle);
      m.pdfium.wasmExports.free(pointer);
    },
  };
}

/**
 * Opens a document for one of its pages (1-based), and closes both behind it.
 * @throws ReadError for a file that can't be opened or a page that can't be loaded, LibraryError where PDFium breaks down
 */
export async function onPage<T>(bytes: Uint8Array, n: number, password: string | undefined, use: (m: WrappedPdfiumModule, page: number, document: number) => T): Promise<T> {
  const m = await pdfium();
  return guarded(m, () => {
    const opened = openHandle(m, bytes, password);
    try {
      const count = m.FPDF_GetPageCount(opened.handle);
      if (n < 1 || n > count) throw new ReadError(`PDF has ${count} pages, there is no page ${n}.`);
      const page = m.FPDF_LoadPage(opened.handle, n - 1);
      if (!page) throw new ReadError(`Page ${n} cannot be drawn: it is damaged.`);
      try {
        return use(m, page, opened.handle);
      } finally {
        m.FPDF_ClosePage(page);
      }
    } finally {
      opened.close();
    }
  });
}

function openError(code: number, password: string | undefined): ReadError {
  if (code === ERROR.password) {
    return new ReadError(password === undefined
      ? 'PDF is encrypted: a password is needed (give it with --password).'
      : 'PDF is encrypted: the password is wrong.');
  }
  if (code === ERROR.security) return new ReadError('PDF is encrypted with a scheme that cannot be read.');
  return new ReadError('PDF is damaged: no pages can be read from it.');
}

/** The visible box of a loaded page in user space. `scratch` has room for four floats. */
export function pageBox(m: WrappedPdfiumModule, page: number, scratch: number): { left: number; bottom: number; right: number; top: number } {
  // FS_RECTF: left, top, right, bottom
  if (m.FPDF_GetPageBoundingBox(page, scratch)) {
    const [left, top, right, bottom] = heap(m).HEAPF32.subarray(scratch >> 2, (scratch >> 2) + 4) as unknown as [number, number, number, number];
    if (right > left && top > bottom) return { left, bottom, right, top };
  }
  return { left: 0, bottom: 0, right: m.FPDF_GetPageWidthF(page), top: m.FPDF_GetPageHeightF(page) };
}

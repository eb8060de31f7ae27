/**
 * A batch of files: several at once, results handed on in input order.
 */
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import PQueue from 'p-queue';
import type { Artefacts } from '../write/artefacts.js';
import type { FileOptions } from './file.js';
import type { InputFile } from './inputs.js';
import { WorkerPool } from './pool.js';

export interface BatchOptions extends FileOptions {
  /** Documents at once; the number of cores where not given. */
  readonly workers?: number;
}

/** Who wants to know how far a batch is. */
export interface BatchWatcher {
  /** Called when a file is done, in whatever order. */
  readonly onDone?: (done: number, input: InputFile) => void;
  /** Called while scans are read, which takes a second or more a page. */
  readonly onScan?: (input: InputFile, page: number) => void;
}

/** What a worker thread runs. The sources run by a loader, which does not reach into threads: each loads it for itself. */
export const WORKER = import.meta.url.endsWith('.js') ? new URL('worker.js', import.meta.url) : fromSources(new URL('worker.ts', import.meta.url));

function fromSources(script: URL): URL {
  const loader = import.meta.resolve('tsx/esm/api');
  return new URL(`data:text/javascript,${encodeURIComponent(`import { register } from '${loader}'; register(); await import('${script.href}');`)}`);
}

/**
 * How V8 works in the threads: a heap grows to twice its contents, not four times, before it is cleared, 100 MB less for a
 * document of 1,000 pages. And in Node 20 it optimises a function after about four times as many calls as by default: every
 * thread optimises for itself, on cores that the others need, which took four seconds of ten for twenty documents. Later
 * ones optimise in smaller steps, and do not know that flag.
 */
export const ENGINE: readonly string[] = ['--heap-growing-percent=100', ...(Number.parseInt(process.versions.v8, 10) < 12 ? ['--interrupt-budget=600000'] : [])];

/** So many files in a row are started in the order of their size. */
const WINDOW = 32;

/**
 * Indices of the files in the order in which they are started: larger ones first, so that none of them is left over for
 * the end. Only within a window, because results wait in memory for those before them.
 */
export async function startOrder(files: readonly InputFile[]): Promise<number[]> {
  const sizes = await Promise.all(files.map(async ({ path, images = [path] }) => (await Promise.all(images.map((one) => stat(one).then(({ size }) => size, () => 0)))).reduce((sum, size) => sum + size, 0)));
  const windowOf = (index: number): number => Math.floor(index / WINDOW);
  return files.map((_, index) => index).toSorted((a, b) => windowOf(a) - windowOf(b) || (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
}

/** Threads for a batch: as many documents at once. */
export interface Workers {
  readonly pool: WorkerPool;
  readonly count: number;
}

/** Starts the threads for a batch of so many files. */
export function startWorkers(files: number, { workers = availableParallelism(), ...options }: BatchOptions): Workers {
  const count = Math.max(1, Math.min(workers, files));
  ENGINE.forEach((flag) => setFlagsFromString(flag));
  const pool = new WorkerPool(WORKER, { ...options, ocrThreads: Math.max(1, Math.floor(availableParallelism() / count)) });
  pool.start(count);
  return { pool, count };
}

/**
 * Processes the files and hands their artefacts on, one call after another in input order.
 * Every file is processed in a worker thread, so that one that runs out of memory or never ends costs a line and not the run.
 * Only `handle` can make it reject. The threads are ended with it.
 */
export async function runBatch(files: readonly InputFile[], { pool, count }: Workers, handle: (artefacts: Artefacts, input: InputFile) => Promise<void>, { onDone, onScan }: BatchWatcher = {}): Promise<void> {
  const queue = new PQueue({ concurrency: count });
  let done = 0;
  const results: (Promise<Artefacts> | undefined)[] = [];
  for (const index of await startOrder(files)) {
    const input = files[index] as InputFile;
    results[index] = queue.add(async () => {
      const artefacts = await pool.run(input, (page) => onScan?.(input, page));
      done += 1;
      onDone?.(done, input);
      return artefacts;
    });
  }
  try {
    for (const [index, input] of files.entries()) {
      const artefacts = await results[index];
      // What was handed on must not stay in memory.
      results[index] = undefined;
      if (artefacts !== undefined) await handle(artefacts, input);
    }
  } finally {
    queue.clear();
    await pool.close();
    await queue.onIdle();
  }
}

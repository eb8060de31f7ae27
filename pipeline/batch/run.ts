/**
 * A batch of files: several at once, results handed on in input order.
 */
import { availableParallelism } from 'node:os';
import PQueue from 'p-queue';
import type { Artefacts } from '../write/artefacts.js';
import { processFile, type FileOptions } from './file.js';
import type { InputFile } from './inputs.js';
import { WorkerPool } from './pool.js';

export interface BatchOptions extends FileOptions {
  /** Documents at once; the number of cores where not given. */
  readonly workers?: number;
  /** Called when a file is done, in whatever order. */
  readonly onDone?: (done: number, input: InputFile) => void;
}

/** Whether threads can be started: the sources run by a loader have no worker.js. */
const threadsAvailable = import.meta.url.endsWith('.js');

/**
 * Processes the files and hands their artefacts on, one call after another in input order.
 * Every file is processed in a worker thread, so that one that runs out of memory or never ends costs a line and not the run.
 * Only `handle` can make it reject.
 */
export async function runBatch(files: readonly InputFile[], options: BatchOptions, handle: (artefacts: Artefacts, input: InputFile) => Promise<void>): Promise<void> {
  const { workers = availableParallelism(), onDone, ...fileOptions } = options;
  const pool = threadsAvailable ? new WorkerPool(new URL('worker.js', import.meta.url), fileOptions) : undefined;
  const queue = new PQueue({ concurrency: Math.max(1, Math.min(workers, files.length)) });
  let done = 0;
  const results: (Promise<Artefacts> | undefined)[] = files.map((input) =>
    queue.add(async () => {
      const artefacts = await (pool === undefined ? processFile(input, fileOptions) : pool.run(input));
      done += 1;
      onDone?.(done, input);
      return artefacts;
    }),
  );
  try {
    for (const [index, input] of files.entries()) {
      const artefacts = await results[index];
      // What was handed on must not stay in memory.
      results[index] = undefined;
      if (artefacts !== undefined) await handle(artefacts, input);
    }
  } finally {
    queue.clear();
    await pool?.close();
    await queue.onIdle();
  }
}

/**
 * Worker threads for a batch. A thread that dies (out of memory) or hangs fails its document only; the next one gets a new thread.
 */
import { Worker } from 'node:worker_threads';
import type { Artefacts } from '../write/artefacts.js';
import { failed, type FileOptions } from './file.js';
import type { InputFile } from './inputs.js';

/** Heap of one thread. */
const HEAP_MEGABYTES = 3072;
/** Time for one document, far beyond what any takes: a bound on hangs. */
const LONGEST_MINUTES = 15;

export interface PoolLimits {
  readonly heapMegabytes?: number;
  readonly milliseconds?: number;
}

export class WorkerPool {
  readonly #all = new Set<Worker>();
  readonly #idle: Worker[] = [];

  /** @param script module of the worker thread: takes an InputFile a message, answers with Artefacts */
  constructor(private readonly script: URL, private readonly options: FileOptions, private readonly limits: PoolLimits = {}) {}

  /** Processes a file in a thread that has nothing else to do. Never rejects. */
  run(input: InputFile): Promise<Artefacts> {
    const worker = this.#idle.pop() ?? this.#start();
    return new Promise((resolve) => {
      const end = (artefacts: Artefacts, reusable: boolean): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        if (reusable) this.#idle.push(worker);
        else void worker.terminate();
        resolve(artefacts);
      };
      const onMessage = (artefacts: Artefacts): void => end(artefacts, true);
      const onError = (error: Error): void => end(failed(input, this.#deathLine(error)), false);
      const onExit = (code: number): void => end(failed(input, internal(`the worker ended with code ${code}`)), false);
      const milliseconds = this.limits.milliseconds ?? LONGEST_MINUTES * 60_000;
      const timer = setTimeout(() => end(failed(input, `Expected a document that is done in ${Math.round(milliseconds / 60_000)} minutes, got no end — split the file`), false), milliseconds);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(input);
    });
  }

  /** Ends all threads; documents under way fail. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = new Worker(this.script, { workerData: this.options, resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMegabytes ?? HEAP_MEGABYTES } });
    this.#all.add(worker);
    worker.on('exit', () => {
      this.#all.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    // A thread that dies between two documents takes none with it: its exit removes it above.
    worker.on('error', () => undefined);
    return worker;
  }

  #deathLine(error: Error): string {
    const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    if (outOfMemory) return `Expected a document that fits into ${this.limits.heapMegabytes ?? HEAP_MEGABYTES} MB of memory, got more — split the file`;
    return internal(error.message.split('\n')[0] ?? '');
  }
}

const internal = (what: string): string => `internal error: ${what} — please report it with the file`;

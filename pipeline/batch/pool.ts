/**
 * Worker threads for a batch. Each says which step of its document it is at (extractors/read/watch.ts); a page that has
 * no end or uses up the memory costs its thread, and the document is read anew without that page. Any other thread that
 * dies or hangs fails its document only; the next one gets a new thread.
 */
import { setTimeout as after } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { askToStop, readBeat, sharedBeat, waitForStop, type Step } from '../../extractors/read/watch.js';
import type { Artefacts } from '../write/artefacts.js';
import type { FileOptions } from './file.js';
import type { InputFile } from './inputs.js';

/** Heap of one thread. */
const HEAP_MEGABYTES = 3072;
/** Time for a step, far beyond what any takes: a bound on hangs. Seconds. */
const LONGEST: Readonly<Record<Step, number>> = { open: 30, page: 30, recognise: 180, rest: 900 };
/** A document with more pages that have no end is given up. */
const MOST_SKIPPED = 3;

/** Milliseconds between two looks at a thread that is to end. */
const POLL = 20;
/** What the end of the process waits for threads at most. Milliseconds. */
const LONGEST_EXIT = 10_000;

export interface PoolLimits {
  readonly heapMegabytes?: number;
  /** Time for any step. */
  readonly milliseconds?: number;
}

/** What a worker thread is started with. */
export interface WorkerData {
  readonly options: FileOptions;
  readonly beat: Int32Array;
}

/** What it is sent: a file, and pages to leave out, with the reason. */
export interface Job extends InputFile {
  readonly skip: ReadonlyMap<number, string>;
}

interface Thread {
  readonly worker: Worker;
  readonly beat: Int32Array;
}

/** A thread that ended before its document did. */
interface Death {
  readonly step: Step;
  readonly page: number;
  readonly cause: 'time' | 'memory' | 'fault';
  readonly what: string;
}

export class WorkerPool {
  readonly #all = new Set<Thread>();
  readonly #idle: Thread[] = [];

  /** The end of the process ends all threads. */
  readonly #onExit = (): void => {
    const until = Date.now() + LONGEST_EXIT;
    for (const { beat } of this.#all) askToStop(beat);
    for (const { beat } of this.#all) waitForStop(beat, Math.max(0, until - Date.now()));
  };

  /** @param script module of the worker thread: takes a Job as message, answers with Artefacts */
  constructor(private readonly script: URL, private readonly options: FileOptions, private readonly limits: PoolLimits = {}) {
    process.on('exit', this.#onExit);
  }

  /** Starts threads before there is work for them: they load what they work with while the caller does so, too. */
  start(count: number): void {
    for (let i = 0; i < count; i += 1) this.#idle.push(this.#start());
  }

  /**
   * Processes a file in a thread that has nothing else to do. Never rejects.
   * @param onScan told at intervals which page is being recognised
   */
  async run(input: InputFile, onScan?: (page: number) => void): Promise<Artefacts> {
    const skip = new Map<number, string>();
    for (;;) {
      const end = await this.#attempt({ ...input, skip }, onScan);
      if (!('cause' in end)) return end;
      const isPage = end.page > 0 && end.cause !== 'fault' && !skip.has(end.page);
      if (!isPage || skip.size === MOST_SKIPPED) return (await import('./failed.js')).failed(input, line(end));
      skip.set(end.page, end.what);
    }
  }

  #attempt(job: Job, onScan?: (page: number) => void): Promise<Artefacts | Death> {
    const thread = this.#idle.pop() ?? this.#start();
    const { worker, beat } = thread;
    return new Promise((resolve) => {
      const end = (result: Artefacts | Death): void => {
        clearInterval(timer);
        worker.off('message', end).off('error', onError).off('exit', onExit);
        if ('cause' in result) void this.#end(thread);
        else this.#idle.push(thread);
        resolve(result);
      };
      const die = (cause: Death['cause'], what: string): void => {
        const { step, page } = readBeat(beat);
        end({ step, page: step === 'page' || step === 'recognise' ? page : 0, cause, what });
      };
      const onError = (error: Error): void => {
        if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') die('memory', `more than ${this.limits.heapMegabytes ?? HEAP_MEGABYTES} MB of memory`);
        else die('fault', error.message.split('\n')[0] ?? '');
      };
      const onExit = (code: number): void => die('fault', `the worker ended with code ${code}`);
      let [last, since] = [readBeat(beat).count, Date.now()];
      const look = (): void => {
        const { count, step, page } = readBeat(beat);
        const longest = this.limits.milliseconds ?? LONGEST[step] * 1000;
        if (count !== last) {
          [last, since] = [count, Date.now()];
          if (step === 'recognise') onScan?.(page);
        } else if (Date.now() - since > longest) die('time', `no end within ${Math.ceil(longest / 1000)} seconds`);
      };
      const timer = setInterval(look, Math.min(500, (this.limits.milliseconds ?? Infinity) / 4));
      worker.on('message', end).on('error', onError).on('exit', onExit);
      worker.postMessage(job);
    });
  }

  /** Ends all threads; documents under way fail. */
  async close(): Promise<void> {
    process.off('exit', this.#onExit);
    await Promise.all([...this.#all].map((thread) => this.#end(thread)));
  }

  /** Ends a thread as soon as it is out of native code. */
  async #end(thread: Thread): Promise<void> {
    const { worker, beat } = thread;
    while (this.#all.has(thread) && !askToStop(beat)) await after(POLL);
    await worker.terminate();
  }

  #start(): Thread {
    const beat = sharedBeat();
    const workerData: WorkerData = { options: this.options, beat };
    const worker = new Worker(this.script, { workerData, resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMegabytes ?? HEAP_MEGABYTES } });
    const thread = { worker, beat };
    this.#all.add(thread);
    worker.on('exit', () => {
      this.#all.delete(thread);
      const at = this.#idle.indexOf(thread);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    // A thread that dies between two documents takes none with it: its exit removes it above.
    worker.on('error', () => undefined);
    return thread;
  }
}

const PARTS: Readonly<Record<Step, string>> = { open: 'a PDF that can be opened', page: 'pages that can be read', recognise: 'scans that can be read', rest: 'a document that can be processed' };

/** One line for a document that is given up. */
function line({ step, page, cause, what }: Death): string {
  if (cause === 'fault') return `internal error: ${what} — please report it with the file`;
  const advice = step === 'rest' ? 'split the file' : 'the file is damaged or made to do harm; print it to a new PDF';
  return `Expected ${PARTS[step]}, got ${what}${page > 0 ? ` on page ${page}` : ''} — ${advice}`;
}

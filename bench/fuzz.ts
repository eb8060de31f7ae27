/**
 * Fuzz test: damaged copies of files of all formats must become a dataset or be refused in one line, never crash, hang or
 * throw anything else. Seconds are of processor time, so that other work on the machine makes no faults.
 *   tsx bench/fuzz.ts FOLDER [--count 2000] [--seed 1] [--seconds 30]
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { EXTENSIONS } from '../pipeline/batch/inputs.js';
import type { Outcome } from './fuzz-worker.js';
import { mutateFile } from './mutate.js';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { count: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' }, seconds: { type: 'string', default: '30' } } });
const folder = positionals[0];
if (!folder) throw new Error('Expected FOLDER');
const limit = Number(values.seconds);
/** How often a thread that works is looked at. Milliseconds. */
const LOOK = 200;
/** So many times as long it may take by the clock: a thread that waits for ever takes no processor time. */
const BY_CLOCK = 20;
const files = (readdirSync(folder, { recursive: true }) as string[]).filter(f => EXTENSIONS.some(ending => f.toLowerCase().endsWith(ending))).map(f => path.join(folder, f)).filter(f => statSync(f).size < 3_000_000).sort();

// A thread does not inherit the loader of TypeScript.
const startThread = (): Worker => new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('fuzz-worker.ts', import.meta.url).href)}); })`, { eval: true });
let worker = startThread();
/** Processor time since `began`, of all threads: one file is read at a time. */
const secondsSince = (began: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
};

function attempt(bytes: Uint8Array, name: string): Promise<Outcome> {
  return new Promise(resolve => {
    const end = (outcome: Outcome, usable: boolean): void => {
      clearInterval(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      if (!usable) {
        void worker.terminate();
        worker = startThread();
      }
      resolve(outcome);
    };
    const onMessage = (outcome: Outcome): void => end(outcome, true);
    const onError = (error: Error): void => end({ fault: `thread died: ${error.message}` }, false);
    const onExit = (code: number): void => end({ fault: `thread ended with ${code}` }, false);
    const [began, start] = [process.cpuUsage(), Date.now()];
    const timer = setInterval(() => {
      if (secondsSince(began) > limit || Date.now() - start > limit * BY_CLOCK * 1000) end({ fault: `no end after ${values.seconds} s` }, false);
    }, LOOK);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage({ bytes, name });
  });
}

const tally = { read: 0, refused: 0, fault: 0 };
let slowest = { seconds: 0, seed: 0, name: '' };
for (let i = 0; i < Number(values.count); i++) {
  const seed = Number(values.seed) + i;
  const file = files[(seed - 1) % files.length] as string;
  const began = process.cpuUsage();
  const outcome = await attempt(await mutateFile(readFileSync(file), seed), path.basename(file));
  const seconds = secondsSince(began);
  if (seconds > slowest.seconds) slowest = { seconds, seed, name: path.basename(file) };
  if (typeof outcome === 'string') tally[outcome]++;
  else {
    tally.fault++;
    console.log(`seed ${seed} ${path.basename(file)}: ${outcome.fault}`);
  }
}
await worker.terminate();
console.log(`${values.count} files: ${tally.read} read, ${tally.refused} refused, ${tally.fault} faults; slowest ${slowest.seconds.toFixed(1)} s (seed ${slowest.seed}, ${slowest.name}), memory ${Math.round(process.memoryUsage().rss / 1048576)} MB`);
process.exitCode = tally.fault > 0 ? 1 : 0;

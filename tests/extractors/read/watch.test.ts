import { Worker } from 'node:worker_threads';
import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { askToStop, computingInto, readBeat, sharedBeat, waitForStop } from '../../../extractors/read/watch.js';

/** A thread that does what its watched side does: says that it computes, for so many milliseconds at a time. */
const thread = (beat: Int32Array, milliseconds: number): Worker => new Worker(`
  const { workerData: { beat, milliseconds } } = require('node:worker_threads');
  const idle = new Int32Array(new SharedArrayBuffer(4));
  const step = (from, to) => {
    if (Atomics.compareExchange(beat, 3, from, to) === from) return;
    Atomics.store(beat, 3, 3);
    Atomics.notify(beat, 3);
    Atomics.wait(beat, 3, 3);
  };
  for (;;) { step(0, 1); Atomics.add(beat, 0, 1); Atomics.wait(idle, 0, 0, milliseconds); step(1, 0); }
`, { eval: true, workerData: { beat, milliseconds } });

describe('a thread that computes in native code', () => {
  it('gives a sign of life with each step, and can be ended between two', () => {
    const beat = sharedBeat();
    const { enter, leave } = computingInto(beat);
    enter();
    leave();
    expect(readBeat(beat).count).toBe(2);
    expect(askToStop(beat)).toBe(true);
  });
  it('is not to be ended before its step is done', () => {
    const beat = sharedBeat();
    computingInto(beat).enter();
    expect([askToStop(beat), askToStop(beat)]).toEqual([false, false]);
  });
  it('comes to rest when it is asked to', async () => {
    const beat = sharedBeat();
    const worker = thread(beat, 200);
    while (readBeat(beat).count === 0) await after(5);
    const before = readBeat(beat).count;
    waitForStop(beat, 5_000);
    expect(askToStop(beat)).toBe(true);
    expect(readBeat(beat).count - before).toBeLessThanOrEqual(1);
    await worker.terminate();
  });
});

/**
 * Watching a reader from another thread. A call into a PDF library cannot be interrupted where it runs, so the reader
 * says which step begins, and who watches ends the thread where a step has no end and has the document read anew
 * without that page.
 */

/** Steps of reading; `rest` is all that comes after it. */
export type Step = 'open' | 'page' | 'recognise' | 'rest';

export interface Watch {
  /** Pages that are left out, with the reason. */
  readonly skip: ReadonlyMap<number, string>;
  /** Called as a step begins; `page` is 0 where the step is no page's. */
  begin(step: Step, page: number): void;
}

const STEPS: readonly Step[] = ['open', 'page', 'recognise', 'rest'];
/** Places in the shared memory. */
const COUNT = 0;
const STEP = 1;
const PAGE = 2;
const STATE = 3;

/** States of the watched thread: whether it is in native code, and whether it is to end. */
const FREE = 0;
const COMPUTING = 1;
const STOPPING = 2;
const STOPPED = 3;

/** What the watched thread is at. `count` rises with every step. */
export interface Beat {
  readonly count: number;
  readonly step: Step;
  readonly page: number;
}

/** Memory that both threads share. */
export const sharedBeat = (): Int32Array => {
  const beat = new Int32Array(new SharedArrayBuffer(16));
  beat[STEP] = STEPS.indexOf('rest');
  return beat;
};

/** The watched side. */
export function watchInto(beat: Int32Array, skip: ReadonlyMap<number, string>): Watch {
  return {
    skip,
    begin(step, page) {
      Atomics.store(beat, STEP, STEPS.indexOf(step));
      Atomics.store(beat, PAGE, page);
      Atomics.add(beat, COUNT, 1);
    },
  };
}

/**
 * What the watched thread calls before and after it computes in native code, which must not be cut off: the end of a
 * thread in the middle of it is the end of the process. A thread that is to end comes to rest here. Each call is a sign of life.
 */
export function computingInto(beat: Int32Array): { enter(): void; leave(): void } {
  const step = (from: number, to: number): void => {
    Atomics.add(beat, COUNT, 1);
    if (Atomics.compareExchange(beat, STATE, from, to) === from) return;
    Atomics.store(beat, STATE, STOPPED);
    Atomics.notify(beat, STATE);
    Atomics.wait(beat, STATE, STOPPED);
  };
  return { enter: () => step(FREE, COMPUTING), leave: () => step(COMPUTING, FREE) };
}

/** Asks the thread to rest before it next computes. True where it computes no more and can be ended. */
export function askToStop(beat: Int32Array): boolean {
  Atomics.compareExchange(beat, STATE, FREE, STOPPED);
  Atomics.compareExchange(beat, STATE, COMPUTING, STOPPING);
  return Atomics.load(beat, STATE) === STOPPED;
}

/** Waits until the thread can be ended, blocking this one. @param most milliseconds */
export function waitForStop(beat: Int32Array, most: number): void {
  if (!askToStop(beat)) Atomics.wait(beat, STATE, STOPPING, most);
}

/** The watching side. */
export const readBeat = (beat: Int32Array): Beat =>
  ({ count: Atomics.load(beat, COUNT), step: STEPS[Atomics.load(beat, STEP)] ?? 'rest', page: Atomics.load(beat, PAGE) });

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

/** What the watched thread is at. `count` rises with every step. */
export interface Beat {
  readonly count: number;
  readonly step: Step;
  readonly page: number;
}

/** Memory that both threads share. */
export const sharedBeat = (): Int32Array => {
  const beat = new Int32Array(new SharedArrayBuffer(12));
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

/** The watching side. */
export const readBeat = (beat: Int32Array): Beat =>
  ({ count: Atomics.load(beat, COUNT), step: STEPS[Atomics.load(beat, STEP)] ?? 'rest', page: Atomics.load(beat, PAGE) });

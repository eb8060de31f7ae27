import { expect, it } from 'vitest';
import { collectGarbage } from '../../../extractors/read/pdf/pdf-library.js';

/** Bytes outside of V8's heap, which only it knows to be without users. */
const unused = (): WeakRef<Uint8Array> => new WeakRef(new Uint8Array(100e6).fill(1));

it('memory that nobody uses is given back when it is asked for', async () => {
  const before = process.memoryUsage().arrayBuffers;
  const bytes = unused();
  await collectGarbage();
  expect(bytes.deref()).toBeUndefined();
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(before + 50e6);
});

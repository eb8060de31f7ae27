/** One thread of the fuzz test: reads the bytes that it is sent and says how that ended. */
import { parentPort } from 'node:worker_threads';
import { readPdf } from '../extractors/read/pdf/pdf.js';
import { ReadError } from '../schemas/block.js';

export type Outcome = 'read' | 'refused' | { readonly fault: string };

async function outcomeOf(bytes: Uint8Array): Promise<Outcome> {
  try {
    await readPdf(bytes, { ocr: 'never' });
    return 'read';
  } catch (error) {
    if (error instanceof ReadError) return error.message.includes('\n') ? { fault: 'message of several lines' } : 'refused';
    return { fault: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}

parentPort?.on('message', (bytes: Uint8Array) => {
  void outcomeOf(bytes).then(outcome => parentPort?.postMessage(outcome));
});

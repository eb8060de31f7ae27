/** One thread of the fuzz test: makes a dataset of the bytes that it is sent and says how that ended. */
import { parentPort } from 'node:worker_threads';
import { processDocument } from '../pipeline/document.js';
import { ReadError } from '../schemas/block.js';

export type Outcome = 'read' | 'refused' | { readonly fault: string };
/** What a thread is sent: a file's bytes and its name. */
export interface Sent { readonly bytes: Uint8Array; readonly name: string }

async function outcomeOf({ bytes, name }: Sent): Promise<Outcome> {
  try {
    await processDocument(bytes, name, { ocr: 'never' });
    return 'read';
  } catch (error) {
    if (error instanceof ReadError) return error.message.includes('\n') ? { fault: 'message of several lines' } : 'refused';
    return { fault: error instanceof Error ? error.stack ?? error.message : String(error) };
  }
}

parentPort?.on('message', (sent: Sent) => {
  void outcomeOf(sent).then(outcome => parentPort?.postMessage(outcome));
});

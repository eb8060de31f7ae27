/**
 * A worker thread: takes one file at a time, answers with its artefacts.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { processFile, type FileOptions } from './file.js';
import type { InputFile } from './inputs.js';

const options = workerData as FileOptions;

parentPort?.on('message', (input: InputFile) => {
  void processFile(input, options).then((artefacts) => parentPort?.postMessage(artefacts));
});

/**
 * A worker thread: takes one file at a time, answers with its artefacts.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { computeWith } from '../../extractors/ocr/engines/engine.js';
import { computingInto, watchInto } from '../../extractors/read/watch.js';
import { buffersOf } from '../write/artefacts.js';
import { processFile } from './file.js';
import type { Job, WorkerData } from './pool.js';

const { options, beat } = workerData as WorkerData;
computeWith(computingInto(beat));

parentPort?.on('message', ({ skip, ...input }: Job) => {
  void processFile(input, { ...options, watch: watchInto(beat, skip) }).then((artefacts) => parentPort?.postMessage(artefacts, buffersOf(artefacts)));
});

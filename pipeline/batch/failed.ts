/**
 * The document of a file that could not be processed: a row in documents.csv with one line that says why.
 */
import { createHash } from 'node:crypto';
import type { ProcessedDocument } from '../../schemas/document.js';
import { fingerprint, type Source } from '../source.js';
import { artefactsOf, type Artefacts } from '../write/artefacts.js';
import { recordsOf } from '../write/records.js';
import type { InputFile } from './inputs.js';

/** A failed document. The id of a file that could not be opened comes from its path. */
export function failed(input: InputFile, error: string, source?: Source): Artefacts {
  const { sha256, bytes } = source === undefined ? { sha256: '', bytes: 0 } : fingerprint(source);
  const processed: ProcessedDocument = {
    documentId: (sha256 || createHash('sha256').update(`unopened\u0000${input.sourceFile}`).digest('hex')).slice(0, 16),
    sha256, bytes, sourceFile: input.sourceFile, mediaType: '',
    findings: [], checks: [], proposals: [], cover: new Map(), status: 'failed', error,
  };
  return artefactsOf(recordsOf(processed));
}

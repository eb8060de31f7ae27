/** Office files by what their container holds: workbooks and documents are read, the others refused by name. */
import { ReadError, type ReadResult } from '../../../schemas/block.js';
import { streamOf } from './compound.js';
import { readOldWordDocument } from './doc.js';
import { readWordDocument } from './docx.js';
import { readOpenDocument } from './open-document.js';
import type { ImageOptions } from '../image.js';
import { readOldWorkbook } from './xls.js';
import { readWorkbook } from './xlsx.js';
import { openContainer, type Container } from './zip.js';

/** What other containers are, by a file that only they hold. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^OFD\.xml$/u, 'an OFD file: not read; export it as PDF'],
  [/^xl\/workbook\.bin$/u, 'a binary workbook (.xlsb): not read; save it as .xlsx'],
  [/^ppt\//u, 'a presentation: not read; export it as PDF'],
];

/**
 * Reads a file that is a compound file (OLE): a workbook of Excel or a document of Word 97 to 2003.
 * @throws ReadError with one line: what it is and what to do
 */
export async function readOldOfficeFile(bytes: Uint8Array, name: string, options: ImageOptions = {}): Promise<ReadResult> {
  try {
    if (streamOf(bytes, ['EncryptedPackage']) !== undefined) throw new ReadError('an Excel or Word file with a password: save it without');
    const workbook = streamOf(bytes, ['Workbook', 'Book']);
    if (workbook !== undefined) return readOldWorkbook(workbook);
    if (streamOf(bytes, ['WordDocument']) !== undefined) return await readOldWordDocument((stream) => streamOf(bytes, [stream]), options);
    throw new ReadError('an old office file (OLE): not read; save it as .xlsx or .docx, or export it as PDF');
  } catch (error) {
    if (error instanceof ReadError) throw new ReadError(`${name}: ${error.message}`);
    if (error instanceof RangeError) throw new ReadError(`${name}: Expected a whole file, got one that is cut off or damaged — download or export it again`);
    throw error;
  }
}

/**
 * Reads a file that is a ZIP container.
 * @throws ReadError with one line: what it is and what to do
 */
export async function readOfficeFile(bytes: Uint8Array, name: string, options: ImageOptions = {}): Promise<ReadResult> {
  try {
    const container = await openContainer(bytes);
    if (container.names.includes('xl/workbook.xml')) return await readWorkbook(container);
    if (container.names.includes('word/document.xml')) return await readWordDocument(container, options);
    if (container.names.includes('content.xml')) return await readOpenDocument(container, options);
    throw new ReadError(otherFormat(container));
  } catch (error) {
    if (error instanceof ReadError) throw new ReadError(`${name}: ${error.message}`);
    throw error;
  }
}

const otherFormat = ({ names }: Container): string => OTHERS.find(([file]) => names.some((name) => file.test(name)))?.[1] ?? 'an archive (ZIP): unpack it and give the files inside';

/**
 * Web pages with their parts in one file (MHTML, RFC 2557), as Word and Excel save documents (.mht, often named .doc or
 * .xls). Excel puts each sheet in a part of its own, which a page of frames names.
 */
import PostalMime from 'postal-mime';
import { ReadError, type ReadResult } from '../../../schemas/block.js';
import { textResult } from './text-file.js';

/**
 * Blocks of all pages of an archive, in order.
 * @throws ReadError where there is none
 */
export async function readWebArchive(bytes: Uint8Array, name: string): Promise<ReadResult> {
  const { html } = await PostalMime.parse(bytes).catch((): { html?: string } => ({}));
  if (html === undefined) throw new ReadError(`${name}: Expected a web page in one file (.mht), got one without a page that can be read — save it as .docx, .xlsx or PDF`);
  return textResult(html.replaceAll(/<frameset\b.*?<\/frameset>/gisu, ''), [], name);
}

/** Small files that ask for more time or memory than any reader has, as bytes. */
import { deflateSync } from 'node:zlib';
import { at } from './tiny-pdf.js';

/** A PDF of the given objects, numbered from 1; the first is the catalogue. */
export function pdfOf(objects: readonly (string | Buffer)[], catalogue = 1): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  let length = 9;
  const offsets = objects.map((body, i) => {
    const begin = length;
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
    return begin;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root ${catalogue} 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`)]);
}

/** A stream object. */
export const stream = (data: string | Buffer, entries = ''): Buffer =>
  Buffer.concat([Buffer.from(`<< /Length ${Buffer.byteLength(data)} ${entries} >>\nstream\n`), Buffer.from(data), Buffer.from('\nendstream')]);

const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
export const honestText = [at(50, 250, 'A line of text that is long enough to be a text layer'), at(50, 230, 'and another one below it, on the page')].join('\n');

/** Three pages: an honest one, one of the given content and resources, another honest one. `more` objects are numbered from 9. */
export function between(content: Buffer, resources = '', more: readonly (string | Buffer)[] = []): Buffer {
  const page = (contents: number, extra = ''): string => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents ${contents} 0 R /Resources << /Font << /F 8 0 R >> ${extra} >> >>`;
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R 4 0 R 5 0 R] /Count 3 >>',
    page(6), page(7, resources), page(6), stream(honestText), content, FONT, ...more,
  ]);
}

/** Forms of which each draws the next one ten times: ten to the power of the depth. The last one is empty: nothing but time is used. */
export function nestedForms(depth: number, leaf = ''): Buffer {
  const forms = Array.from({ length: depth }, (_, i) => {
    const last = i === depth - 1;
    return stream(last ? leaf : '/X Do '.repeat(10), `/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F 8 0 R >> ${last ? '' : `/XObject << /X ${10 + i} 0 R >>`} >>`);
  });
  return between(stream('/X Do'), '/XObject << /X 9 0 R >>', forms);
}

/** A content stream of so many megabytes of blanks, packed twice. */
export const packedTwice = (megabytes: number, filler = ' '): Buffer =>
  between(stream(deflateSync(deflateSync(Buffer.alloc(megabytes << 20, filler))), '/Filter [/FlateDecode /FlateDecode]'));

/** An image of 60,000 by 60,000 points of colour with a few bytes of data. */
export const hugeImage = (): Buffer => between(stream('400 0 0 300 0 0 cm /I Do'), '/XObject << /I 9 0 R >>',
  [stream(deflateSync(Buffer.alloc(1 << 16)), '/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode')]);

/** Arrays within arrays in a content stream. */
export const deepArrays = (depth: number): Buffer => between(stream(`${'['.repeat(depth)}${']'.repeat(depth)} TJ ${honestText}`));

/** Dictionaries within dictionaries in a page's resources. */
export const deepDictionaries = (depth: number): Buffer => between(stream(honestText), `/Properties ${'<< /A '.repeat(depth)} 1 ${'>> '.repeat(depth)}`);

/** So many strokes on one page. */
export const manyOperators = (count: number): Buffer =>
  between(stream(`${honestText}\n${Array.from({ length: count / 4 }, (_, i) => `${i % 400} ${i % 300} m ${(i * 7) % 400} ${(i * 3) % 300} l S`).join('\n')}`));

/** A page tree whose only kid is itself. */
export const circularPages = (): Buffer => pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 1 >>']);

/** So many pages with the same content. */
export function manyPages(count: number): Buffer {
  const pages = Array.from({ length: count }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>');
  return pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Count ${count} /Kids [${pages.map((_, i) => `${i + 5} 0 R`).join(' ')}] >>`, stream(honestText), FONT, ...pages]);
}

/** A character map that gives a text to every one of four thousand million codes. */
export const endlessCharacterMap = (): Buffer => between(stream('BT /G 10 Tf 50 200 Td <0001000200030004> Tj ET'), '/Font << /F 8 0 R /G 9 0 R >>', [
  '<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [10 0 R] /ToUnicode 11 0 R >>',
  '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>',
  stream('begincmap 1 begincodespacerange <00000000> <ffffffff> endcodespacerange 2 beginbfrange <00000000> <ffffffff> <4e00> <0000> <ffff> <4e00> endbfrange endcmap'),
]);

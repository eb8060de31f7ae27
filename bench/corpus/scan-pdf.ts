/** A PDF of page images, as scanners write it: one image a page, no text. */
import { deflateSync } from 'node:zlib';
import type { Scan } from './scan-kinds.js';

/** Pixels of black and white, eight to a byte. */
function packed(bits: Uint8Array, width: number, height: number): Buffer {
  const stride = Math.ceil(width / 8);
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (bits[y * width + x] !== 0) out[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
  }
  return out;
}

/** The file's bytes. */
export function scanPdf(pages: readonly Scan[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n%\xb5\xb6\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]!.length;
  const write = (...chunks: (string | Buffer)[]): void => {
    for (const chunk of chunks) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk;
      parts.push(bytes);
      length += bytes.length;
    }
  };
  const object = (...body: (string | Buffer)[]): void => {
    offsets.push(length);
    write(`${offsets.length} 0 obj\n`, ...body, '\nendobj\n');
  };
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object(`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${3 + 3 * i} 0 R`).join(' ')}] >>`);
  pages.forEach((scan, i) => {
    const [w, h] = [scan.width, scan.height].map((n) => (n / scan.dpi * 72).toFixed(2)) as [string, string];
    const id = 3 + 3 * i;
    const content = `q ${w} 0 0 ${h} 0 0 cm /Im Do Q`;
    const data = scan.bits ? deflateSync(packed(scan.bits, scan.width, scan.height)) : scan.image;
    object(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${id + 1} 0 R /Resources << /XObject << /Im ${id + 2} 0 R >> >> >>`);
    object(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    object(`<< /Type /XObject /Subtype /Image /Width ${scan.width} /Height ${scan.height} ${scan.bits ? '/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode' : '/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode'} /Length ${data.length} >>\nstream\n`, data, '\nendstream');
  });
  const start = length;
  write(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`, ...offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`), `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}

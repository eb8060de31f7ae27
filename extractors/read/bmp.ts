/** Windows bitmaps without compression: 1, 4, 8, 24 and 32 bits per pixel. */
import { ReadError } from '../../schemas/block.js';
import type { Raster } from '../ocr/image/pixels.js';

const MOST_PIXELS = 160_000_000;
const INCH = 0.0254;

/** Decodes a bitmap to RGB; `density` in dots per inch, 0 where the file does not say. Throws ReadError. */
export function decodeBmp(bytes: Uint8Array, name: string): { readonly raster: Raster; readonly density: number } {
  const fault = (what: string): ReadError => new ReadError(`${name}: an image (BMP) ${what} — save it as PNG`);
  if (bytes.length < 54) throw fault('that is cut off');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = view.getUint32(14, true);
  const [start, width, signedHeight, bits, compression] = [view.getUint32(10, true), view.getInt32(18, true), view.getInt32(22, true), view.getUint16(28, true), view.getUint32(30, true)];
  const height = Math.abs(signedHeight);
  if (header < 40 || ![1, 4, 8, 24, 32].includes(bits) || (compression !== 0 && !(compression === 3 && bits === 32))) throw fault('of a kind that is not read');
  if (width <= 0 || height === 0 || width * height > MOST_PIXELS) throw fault(`of ${width} × ${height} pixels`);
  const stride = Math.ceil(width * bits / 32) * 4;
  const palette = 14 + header;
  if (start + stride * height > bytes.length) throw fault('that is cut off');
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = start + (signedHeight > 0 ? height - 1 - y : y) * stride;
    for (let x = 0, to = y * width * 3; x < width; x++, to += 3) {
      const at = bits >= 24 ? row + x * (bits / 8) : palette + 4 * paletteIndex(bytes, row, x, bits);
      data[to] = bytes[at + 2] ?? 0;
      data[to + 1] = bytes[at + 1] ?? 0;
      data[to + 2] = bytes[at] ?? 0;
    }
  }
  return { raster: { width, height, channels: 3, data }, density: Math.round(view.getInt32(38, true) * INCH) };
}

function paletteIndex(bytes: Uint8Array, row: number, x: number, bits: number): number {
  if (bits === 8) return bytes[row + x] ?? 0;
  const perByte = 8 / bits;
  const byte = bytes[row + Math.floor(x / perByte)] ?? 0;
  return (byte >> (8 - bits * (x % perByte + 1))) & ((1 << bits) - 1);
}

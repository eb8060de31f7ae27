/**
 * Eight kinds of scans made of a clean picture of a page: what printers, stamps, scanners and compression do to it. The
 * same picture, kind and seed give the same scan on every machine with the same sharp.
 */
import sharp from 'sharp';
import type { Random } from './random.js';
import { foldAndBend, noise, shade, stampOver, streaks, turned, type Picture } from './scan-effects.js';

/** Kinds with their resolution. `hard`: faint broken lines, two skews on one page, a fold, a stamp, uneven paper. */
export const SCAN_KINDS = { c150: 150, c200: 200, c300: 300, skew200: 200, noisy200: 200, stamp200: 200, bw200: 200, hard150: 150 } as const;
export type ScanKind = keyof typeof SCAN_KINDS;

export interface Scan {
  readonly kind: ScanKind;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  /** Angle (radians, clockwise) by which the page lies turned about its centre. */
  readonly angle: number;
  /** An encoded image: JPEG, or PNG of one bit. */
  readonly image: Buffer;
  readonly format: 'jpeg' | 'png';
  /** Black and white pixels of `bw200`, one byte each. */
  readonly bits?: Uint8Array;
}

const DEGREE = Math.PI / 180;

/** Makes a scan of a page drawn at the kind's resolution (RGB, row by row). */
export async function scanOf(page: Picture, kind: ScanKind, random: Random): Promise<Scan> {
  const base = { kind, width: page.width, height: page.height, dpi: SCAN_KINDS[kind], angle: 0, format: 'jpeg' as const };
  const jpeg = (p: Picture, quality: number): Promise<Buffer> => sharp(p.data, { raw: { width: p.width, height: p.height, channels: 3 } }).jpeg({ quality }).toBuffer();
  const blurred = async (p: Picture, sigma: number): Promise<Picture> => ({ ...p, data: await sharp(p.data, { raw: { width: p.width, height: p.height, channels: 3 } }).blur(sigma).raw().toBuffer() });
  const lean = (): number => (random.chance(0.5) ? 1 : -1) * (0.4 + 1.4 * random.next()) * DEGREE;
  switch (kind) {
    case 'c150': case 'c200': case 'c300':
      return { ...base, image: await jpeg(await blurred(page, 0.4 + 0.2 * random.next()), random.integer(78, 92)) };
    case 'skew200': {
      const angle = lean();
      return { ...base, angle, image: await jpeg(await blurred(turned(page, angle), 0.5), random.integer(70, 88)) };
    }
    case 'noisy200':
      return { ...base, image: await jpeg(noise(shade(await blurred(page, 0.6), random, 0.82), random, random.integer(14, 22)), random.integer(55, 70)) };
    case 'stamp200':
      return { ...base, image: await jpeg(noise(await blurred(stampOver(page, random, random.integer(1, 3)), 0.5), random, 4), random.integer(70, 85)) };
    case 'bw200': {
      const grey = noise(await blurred(page, 0.5), random, random.integer(18, 30));
      const level = random.integer(120, 165);
      const bits = new Uint8Array(page.width * page.height);
      for (let i = 0; i < bits.length; i++) bits[i] = (grey.data[i * 3] as number) < level || random.chance(0.0012) ? 0 : 255;
      const image = await sharp(bits, { raw: { width: page.width, height: page.height, channels: 1 } }).toColourspace('b-w').png({ palette: true, colours: 2 }).toBuffer();
      return { ...base, image, bits, format: 'png' };
    }
    case 'hard150': {
      const angle = lean() / 2;
      const worn = streaks(stampOver(page, random, 1), random);
      const bent = foldAndBend(turned(worn, angle), random);
      return { ...base, angle, image: await jpeg(noise(shade(await blurred(bent, 0.6), random, 0.85), random, 9), random.integer(50, 68)) };
    }
  }
}

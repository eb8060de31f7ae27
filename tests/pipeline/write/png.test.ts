import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodePng } from '../../../pipeline/write/png.js';

describe('PNG', () => {
  it('holds size and pixels', () => {
    const png = encodePng(2, 1, Uint8Array.of(255, 0, 0, 255, 0, 0, 255, 255));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 1]);
    const data = png.subarray(png.indexOf('IDAT') + 4, png.indexOf('IEND') - 8);
    expect([...inflateSync(data)]).toEqual([0, 255, 0, 0, 255, 0, 0, 255, 255]);
  });

  it('refuses pixels that are not as many as the size says', () => {
    expect(() => encodePng(2, 2, new Uint8Array(4))).toThrow('Expected 16 bytes of pixels, got 4');
  });
});

import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../pipeline/write/utf8.js';

describe('a text in pieces', () => {
  it('is the text, and each piece can go to another thread without the others', () => {
    const parts = Array.from({ length: 30_000 }, (_, i) => `${i}，一般公共预算𠮷\n`);
    const pieces = utf8(parts);
    expect(Buffer.concat(pieces).toString()).toBe(parts.join(''));
    expect(pieces.length).toBeGreaterThan(3);
    expect(new Set(pieces.map(({ buffer }) => buffer)).size).toBe(pieces.length);
    expect(pieces.every(({ buffer, byteLength }) => buffer.byteLength === byteLength)).toBe(true);
  });
  it('has no piece where there is no text', () => expect(utf8(['', ''])).toEqual([]));
});

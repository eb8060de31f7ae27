import { describe, expect, it } from 'vitest';
import { withDoubt } from '../../../../extractors/ocr/characters/unit-line.js';

const EM = 20;

/** A line of characters one em wide; those in brackets leave ink, but are not read. */
function lineOf(text: string): Parameters<typeof withDoubt>[0] {
  const signs = [...text.matchAll(/\[(.)\]|(.)/gu)].map(([, unread, sign], i) => ({ text: unread ?? sign ?? '', unread: unread !== undefined, x0: i * EM }));
  const runs = signs.map(({ text: sign, x0 }) => ({ x0: x0 + 2, x1: x0 + (sign === '：' ? 6 : 18), y0: 0, y1: EM }));
  return { box: { x0: 0, x1: signs.length * EM, y0: 0, y1: EM }, runs, chars: signs.filter(s => !s.unread).map(({ text: sign, x0 }) => ({ text: sign, confidence: 0.99, at: x0 + EM / 2 })) };
}

const read = (text: string): string => withDoubt(lineOf(text)).map(c => c.text).join('');

describe('the unit above a table', () => {
  it('is not told where ink before 元 was not read', () => {
    expect(read('金额单位：[万]元')).toBe('金额单位：？元');
    expect(read('单位[万]元')).toBe('单位？元');
  });

  it.each(['单位：元', '单位：万元', '单位元', '单位[：]元', '编制单位：[某]局'])('stays as it was read: %s', text => expect(read(text)).toBe(text.replace(/\[.\]/u, '')));
});

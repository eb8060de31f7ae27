/**
 * Texts of any length as UTF-8 in pieces: a long text is never one string (which takes two bytes a character with
 * Chinese in it, and as much again to be sent to another thread), and its pieces pass between threads without a copy.
 */

/** A text; its pieces end between characters and each has memory of its own. */
export type Utf8 = readonly Uint8Array[];

/** Characters of a piece, about. */
const PIECE = 1 << 16;

/** Encodes a text given in parts. */
export function utf8(parts: Iterable<string>): Utf8 {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < PIECE) continue;
    pieces.push(encoder.encode(text));
    text = '';
  }
  if (text !== '') pieces.push(encoder.encode(text));
  return pieces;
}

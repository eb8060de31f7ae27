/** What is laid upon a page: its subtype, flags and text, in a box of 100 by 20 points whose bottom left corner is given. */
interface Annotation { readonly subtype: string; readonly flags?: number; readonly x: number; readonly y: number; readonly text: string }

/** Builds one-page PDFs as byte strings: Helvetica text and drawing operators, nothing compressed. */
export function tinyPdf(content: string, options: { rotate?: number; mediaBox?: string; annotations?: readonly Annotation[]; attachment?: string; toUnicode?: string; form?: { content: string; matrix: string } } = {}): Uint8Array {
  const map = 6 + 2 * (options.annotations ?? []).length + (options.attachment === undefined ? 0 : 1);
  const form = map + (options.toUnicode === undefined ? 0 : 1);
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${options.attachment === undefined ? '' : `/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec /F (a.txt) /EF << /F ${6 + 2 * (options.annotations ?? []).length} 0 R >> >>] >> >>`} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox ${options.mediaBox ?? '[0 0 400 300]'} /Rotate ${options.rotate ?? 0} /Contents 4 0 R /Annots [${(options.annotations ?? []).map((_, i) => `${6 + 2 * i} 0 R`).join(' ')}] /Resources << /Font << /F 5 0 R >> ${options.form === undefined ? '' : `/XObject << /X ${form} 0 R >>`} >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding ${options.toUnicode === undefined ? '' : `/ToUnicode ${map} 0 R`} >>`,
    ...(options.annotations ?? []).flatMap(({ subtype, flags = 4, x, y, text }, i) => {
      const drawn = at(2, 6, text);
      return [
        `<< /Type /Annot /Subtype /${subtype} /FT /Tx /F ${flags} /Rect [${x} ${y} ${x + 100} ${y + 20}] /AP << /N ${7 + 2 * i} 0 R >> >>`,
        `<< /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F 5 0 R >> >> /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
    ...(options.attachment === undefined ? [] : [`<< /Type /EmbeddedFile /Length ${options.attachment.length} >>\nstream\n${options.attachment}\nendstream`]),
    ...(options.toUnicode === undefined ? [] : [`<< /Length ${options.toUnicode.length} >>\nstream\n${options.toUnicode}\nendstream`]),
    ...(options.form === undefined ? [] : [`<< /Type /XObject /Subtype /Form /BBox [-900 -900 900 900] /Matrix [${options.form.matrix}] /Resources << /Font << /F 5 0 R >> >> /Length ${options.form.content.length} >>\nstream\n${options.form.content}\nendstream`]),
  ];
  let out = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map(o => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return new TextEncoder().encode(out);
}

/** Text at a place, 10 pt. */
export const at = (x: number, y: number, text: string): string => `BT /F 10 Tf ${x} ${y} Td (${text}) Tj ET`;

/** A stroked line. */
export const line = (x0: number, y0: number, x1: number, y1: number): string => `${x0} ${y0} m ${x1} ${y1} l S`;

/** A filled rectangle. */
export const fill = (x: number, y: number, w: number, h: number): string => `${x} ${y} ${w} ${h} re f`;

/** A grey picture (8 bit, row by row) in a box of points from the bottom left. */
export const picture = (x: number, y: number, w: number, h: number, grey: { width: number; height: number; data: Uint8Array } = { width: 1, height: 1, data: Uint8Array.of(128) }): string =>
  `q ${w} 0 0 ${h} ${x} ${y} cm BI /W ${grey.width} /H ${grey.height} /BPC 8 /CS /G /F /AHx ID ${Buffer.from(grey.data).toString('hex')}> EI Q`;

/** A filled shape with curves, as characters drawn as outlines are. */
export const outline = (x: number, y: number): string => `${x} ${y} m ${x + 2} ${y + 6} ${x + 6} ${y + 6} ${x + 8} ${y} c f`;

/** Pictures in the text of office files: what scans of pages and screenshots of tables show stands in their place. */
import { describe, expect, it } from 'vitest';
import { ocrInstalled } from '../../../../extractors/ocr/engines/engine.js';
import { readFile, type ReadOptions } from '../../../../extractors/read/index.js';
import type { ReadResult } from '../../../../schemas/block.js';
import { AMOUNTS, pngOf, tableContent } from '../../ocr/made-scan.js';
import { openDocument, paragraph, wordDocument } from '../office-files.js';
import { at } from '../tiny-pdf.js';

const possible = ocrInstalled();
const why = possible ? '' : ' (skipped: the optional packages are not here)';

const blip = (id: string): string => `<w:p><w:r><w:drawing><a:blip r:embed="${id}"/></w:drawing></w:r></w:p>`;
const relations = (targets: Readonly<Record<string, string>>): string => `<Relationships>${Object.entries(targets).map(([id, target]) => `<Relationship Id="${id}" Target="${target}"/>`).join('')}</Relationships>`;
const scan = (rows: readonly (readonly string[])[]): Promise<Buffer> => pngOf(tableContent(rows));
const read = (bytes: Buffer, options: ReadOptions = {}): Promise<ReadResult> => readFile(bytes, 'a.docx', options);
const shape = ({ blocks }: ReadResult): unknown[] => blocks.map((block) => (block.type === 'grid' ? [block.source, block.pages?.[0], ...block.cells.map((cell) => cell.text)] : block.text));
const rules = ({ notes }: ReadResult): unknown[] => notes.map(({ rule, params: { count } }) => (count === undefined ? rule : `${rule} ${count}`));

describe.skipIf(!possible)(`pictures of an office file${why}`, () => {
  it('are read into their places where they show tables; what is small or shows none is no table', async () => {
    const words = wordDocument(`${paragraph('Above')}${blip('r1')}${blip('r2')}${paragraph('Between')}${blip('r3')}${paragraph('Below')}`, {
      'word/_rels/document.xml.rels': relations({ r1: 'media/table.png', r2: 'media/seal.png', r3: '/word/media/photo.png' }),
      'word/media/table.png': await scan(AMOUNTS), 'word/media/seal.png': await pngOf(at(40, 40, 'Seal')), 'word/media/photo.png': await pngOf(''),
    });
    const result = await read(words);
    expect(shape(result)).toEqual(['Above', ['ocr', 1, ...AMOUNTS.flat()], 'Between', 'Below']);
    expect([result.extraction, ...rules(result)]).toEqual(['mixed', 'document/picture-read 1', 'page/ocr-read']);
  });

  it('that are all that a text holds are its pages', async () => {
    const picture = (name: string): string => `<text:p><draw:frame><draw:image xlink:href="Pictures/${name}"/></draw:frame></text:p>`;
    const result = await read(openDocument(`<office:text>${picture('1.png')}${picture('2.png')}</office:text>`, '', { 'Pictures/1.png': await scan(AMOUNTS), 'Pictures/2.png': await scan(AMOUNTS.toReversed()) }));
    expect(shape(result)).toEqual([['ocr', 1, ...AMOUNTS.flat()], ['ocr', 2, ...AMOUNTS.toReversed().flat()]]);
    expect(result.extraction).toBe('ocr');
  });

  it('are told to be unread where they are in a format that is not read, are missing, or recognition is off', async () => {
    const words = wordDocument(`${paragraph('Above')}${blip('r1')}${blip('r2')}${blip('r3')}`, {
      'word/_rels/document.xml.rels': relations({ r1: 'media/table.png', r2: 'media/drawing.emf', r3: 'media/gone.png' }),
      'word/media/table.png': await scan(AMOUNTS), 'word/media/drawing.emf': 'x',
    });
    expect(rules(await read(words))).toEqual(['document/picture-unread 2', 'document/picture-read 1', 'page/ocr-read']);
    const unread = await read(words, { ocr: 'never' });
    expect([unread.extraction, ...shape(unread), ...rules(unread)]).toEqual(['text', 'Above', 'document/picture-unread 3']);
  });
});

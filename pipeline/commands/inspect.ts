/**
 * `mingxi inspect FILE --page N`: what the reader sees on a page. Whoever debugs a layout works with this.
 */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { OcrMode } from '../../extractors/ocr/engines/engine.js';

export interface InspectOptions {
  readonly page: number;
  readonly out?: string;
  readonly dpi: number;
  readonly password?: string;
  readonly ocr: OcrMode;
}

export function register(program: Command): void {
  program
    .command('inspect')
    .description('print what the reader sees on a page of a PDF, and draw words, rules, cells and kinds of tables on a picture of it')
    .argument('<file>', 'a PDF')
    .requiredOption('--page <n>', 'page, from 1', wholeNumber)
    .option('--out <png>', 'picture to write')
    .option('--dpi <n>', 'resolution of the picture', wholeNumber, 144)
    .option('--password <password>', 'opens an encrypted PDF')
    .addOption(new Option('--ocr <when>', 'character recognition, of the whole document').choices(['auto', 'always', 'never']).default('auto'))
    .action(async (file: string, options: InspectOptions) => {
      const { inspect } = await import('./inspect-page.js');
      await inspect(file, options);
    });
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/u.test(text)) throw new InvalidArgumentError('Expected a whole number from 1 to 99999.');
  return Number(text);
}

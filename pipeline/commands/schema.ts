/**
 * `mingxi schema [NAME]`: JSON Schemas of the records, made from the Zod schemas that every record passes.
 */
import type { Command } from 'commander';
import { UsageError } from '../errors.js';

export function register(program: Command): void {
  program
    .command('schema')
    .description('print the JSON Schema of a record (line_items, findings …) or of all')
    .argument('[name]', 'a file of the dataset without its ending, or document for documents/<id>.json')
    .option('--markdown', 'print the files and columns as Markdown instead')
    .action(async (name: string | undefined, { markdown }: { markdown?: boolean }) => {
      const [{ jsonSchemas }, { datasetMarkdown }] = await Promise.all([import('../../schemas/dataset-files.js'), import('../write/describe.js')]);
      if (markdown === true) {
        process.stdout.write(datasetMarkdown());
        return;
      }
      const schemas = jsonSchemas();
      const chosen = name === undefined ? schemas : schemas[name];
      if (chosen === undefined) throw new UsageError(`${name ?? ''}: Expected one of ${Object.keys(schemas).join(', ')}`);
      process.stdout.write(`${JSON.stringify(chosen, undefined, 2)}\n`);
    });
}

/**
 * `mingxi rules`: every rule that documents are checked for.
 */
import type { Command } from 'commander';

export function register(program: Command): void {
  program
    .command('rules')
    .description('list the rules that documents are checked for')
    .option('--json', 'print the rules as JSON, wording included')
    .option('--markdown', 'print the rules as Markdown (docs/rules.md)')
    .action(async ({ json, markdown }: { json?: boolean; markdown?: boolean }) => {
      const [{ rules }, { rulesMarkdown }] = await Promise.all([import('../../schemas/rules.js'), import('../write/describe-rules.js')]);
      if (markdown === true) {
        process.stdout.write(rulesMarkdown());
        return;
      }
      const all = [...rules().values()];
      if (json === true) process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
      else for (const { id, severity, example } of all) process.stdout.write(`${id.padEnd(34)} ${severity.padEnd(8)} ${example}\n`);
    });
}

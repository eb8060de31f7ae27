/**
 * `mingxi codes QUERY`: what the official lists know of a code or a name, with its history.
 */
import type { Command } from 'commander';

export function register(program: Command): void {
  program
    .command('codes')
    .description('look up a code (2080505) or a name (行政运行) in the official lists')
    .argument('<query>', 'a code, with or without blanks, or a name or part of one')
    .option('--json', 'print the entries as JSON')
    .action(async (query: string, { json }: { json?: boolean }) => {
      const { explainCode, renderExplanations } = await import('../../schemas/code-explain.js');
      const explanations = explainCode(query);
      if (json === true) process.stdout.write(`${JSON.stringify(explanations, undefined, 2)}\n`);
      else if (explanations.length > 0) process.stdout.write(renderExplanations(query, explanations));
      if (explanations.length > 0) return;
      process.stderr.write(`${query}: Expected a code or a name of the lists, found none — try a part of the name\n`);
      process.exitCode = 1;
    });
}

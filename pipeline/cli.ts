#!/usr/bin/env node
/**
 * The command line: `mingxi <command>`. Data goes to files or stdout, everything else to stderr.
 * Exit codes: 0 done, 1 something failed (a file, the output), 2 wrong usage, 3 findings that --fail-on names.
 */
import { CommanderError } from 'commander';
import { ReadError } from '../schemas/block.js';
import { OutputError, UsageError } from './errors.js';
import { program } from './program.js';

async function main(): Promise<void> {
  // A reader that closes early (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    await program().parseAsync();
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** Prints an error in one line and gives the exit code. */
function report(error: unknown): number {
  // Commander has printed its own: --help and --version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError || error instanceof OutputError || error instanceof ReadError) {
    process.stderr.write(`mingxi: ${error.message}\n`);
    return 2;
  }
  if (error instanceof Error && 'path' in error && 'code' in error) {
    process.stderr.write(`mingxi: ${String(error.path)}: Expected a file that can be opened, got ${String(error.code)} — check the path\n`);
    return 2;
  }
  process.stderr.write(`mingxi: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

await main();

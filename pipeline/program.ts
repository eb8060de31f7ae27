/**
 * The commands of `mingxi`, registered one by one. Each loads what it works with when it is run: loading takes longer
 * than most of them do.
 */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { assetPath } from '../schemas/assets.js';
import * as codes from './commands/codes.js';
import * as extract from './commands/extract.js';
import * as inspect from './commands/inspect.js';
import * as rules from './commands/rules.js';
import * as schema from './commands/schema.js';

/** The program with all its commands; parsing errors are thrown, not exited on. */
export function program(): Command {
  const { version } = JSON.parse(readFileSync(assetPath('package.json'), 'utf8')) as { version: string };
  const root = new Command('mingxi')
    .description('明细: Chinese government budget and final-account disclosures (部门预决算公开) as clean, checked datasets')
    .version(version)
    .exitOverride();
  for (const command of [extract, inspect, codes, rules, schema]) command.register(root);
  for (const command of root.commands) command.exitOverride();
  return root;
}

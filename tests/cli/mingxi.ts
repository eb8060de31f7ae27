/** Runs the built command line as a user does. `npm test` builds it first. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { assetPath } from '../../schemas/assets.js';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function mingxi(args: readonly string[], cwd = assetPath('.')): Outcome {
  const script = assetPath('dist/pipeline/cli.js');
  if (!existsSync(script)) throw new Error('Expected dist/, found none — run npm run build');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: status, stdout, stderr };
}

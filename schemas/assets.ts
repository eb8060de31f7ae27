/**
 * Files that ship with the package (schemas/…), found from the sources as well as from dist/.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the package: the nearest one above `from` that has a package.json. */
export function packageRoot(from: string = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); folder !== dirname(folder); folder = dirname(folder)) if (existsSync(join(folder, 'package.json'))) return folder;
  throw new Error(`Expected a package.json above ${from}, found none`);
}

/** Absolute path of a packaged file, given relative to the package: `schemas/rules.yaml`. */
export function assetPath(relative: string): string {
  return join(packageRoot(), relative);
}

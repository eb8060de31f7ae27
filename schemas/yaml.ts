/**
 * YAML files as values. Reading YAML takes longer than all else that a thread needs before its first document, so the
 * build leaves the value of each file that ships with the package as JSON in dist/ (its twin), which the built code
 * reads in its place. Run from the sources, the code reads YAML.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from './assets.js';

/** The library, loaded where it is needed only. */
export const yaml = (): typeof import('yaml') => createRequire(import.meta.url)('yaml') as typeof import('yaml');

/**
 * The value of a YAML file.
 * @throws YAMLParseError (with `linePos`) when it is no YAML
 */
export function readYaml(path: string): unknown {
  const twin = twinOf(path);
  return twin !== undefined && existsSync(twin) ? JSON.parse(readFileSync(twin, 'utf8')) : yaml().parse(readFileSync(path, 'utf8'));
}

/** Where the twin of a file of the package stands, or would stand, beside this module; undefined for a file of a user. */
export function twinOf(path: string): string | undefined {
  const within = relative(packageRoot(), path);
  return within.startsWith('schemas') ? join(dirname(fileURLToPath(import.meta.url)), '..', within.replace(/\.yaml$/u, '.json')) : undefined;
}

/** YAML files that ship with the package. */
export const packagedYaml = (): string[] =>
  readdirSync(join(packageRoot(), 'schemas'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).map((file) => join(packageRoot(), 'schemas', file)).toSorted();

/** Writes the twins of all files, with the folders that hold YAML alone and that the compiler therefore does not make. */
export function writeTwins(): void {
  for (const path of packagedYaml()) {
    const twin = twinOf(path) as string;
    mkdirSync(dirname(twin), { recursive: true });
    writeFileSync(twin, JSON.stringify(yaml().parse(readFileSync(path, 'utf8'))));
  }
}

/**
 * Inputs: files, folders and globs as a sorted list of files, each once.
 */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { groupBy } from '../../schemas/groups.js';

/** Endings of the files that a folder is searched for; any other file is read if it is given by name. */
export const EXTENSIONS = ['.pdf', '.xlsx', '.xls', '.et', '.ods', '.docx', '.doc', '.wps', '.rtf', '.odt', '.html', '.htm', '.mht', '.mhtml', '.csv', '.md', '.txt'] as const;

/** Endings of page images, which a folder is searched for where recognition is installed. */
export const IMAGE_EXTENSIONS = ['.png', '.jpg', '.jpeg', '.tif', '.tiff', '.webp', '.bmp'] as const;

export interface InputFile {
  /** Absolute path. */
  readonly path: string;
  /** Relative to the input root, `/` as separator. */
  readonly sourceFile: string;
  /** Where `path` is a folder of page images that is one document: their absolute paths, in the order of pages. */
  readonly images?: readonly string[];
}

export interface Inputs {
  readonly files: readonly InputFile[];
  /** Number of files in folders that were left out, by ending (`''` for none). */
  readonly skipped: ReadonlyMap<string, number>;
  /** Those files, relative to the input root, sorted. */
  readonly leftOut: readonly string[];
}

interface Candidate {
  readonly path: string;
  /** Folder that counts as the root of this file. */
  readonly root: string;
  readonly images?: readonly string[];
}

export interface Search {
  /** A folder that is never searched: the output. */
  readonly exclude?: string | undefined;
  /** Endings of the files that folders are searched for. Default: `EXTENSIONS`. */
  readonly endings?: readonly string[];
  /** Whether the page images of a folder that is searched are one document. Default: each is one. */
  readonly imageFolders?: boolean;
}

const hasEnding = (path: string, endings: readonly string[]): boolean => endings.includes(extname(path).toLowerCase());
/** Lock files of office programs. */
const isLock = (path: string): boolean => basename(path).startsWith('~$');

/**
 * Expands files, folders (searched through) and globs. The input root is the deepest folder above all that was given,
 * so source files are told apart and do not depend on where the program was started.
 * A path that does not exist is kept: it becomes a failed document, and the others go on. The order is that of the source files.
 */
export async function expandInputs(paths: readonly string[], { exclude, endings = EXTENSIONS, imageFolders = false }: Search = {}): Promise<Inputs> {
  const search = { exclude: exclude === undefined ? undefined : resolve(exclude), endings, imageFolders };
  const leftOut = new Set<string>();
  const candidates: Candidate[] = [];
  for (const path of paths) candidates.push(...(await expand(path, search, leftOut)));
  const root = commonFolder(candidates.map((c) => c.root));
  const byFile = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const { path } = candidate;
    const real = await realpath(path).catch(() => path);
    // Of several ways to one file the one without links counts, else the first by name.
    const other = byFile.get(real)?.path;
    if (other === undefined || path === real || (other !== real && path < other)) byFile.set(real, candidate);
  }
  const fromRoot = (path: string): string => relative(root, path).split(sep).join('/');
  const files = [...byFile.values()].map(({ path, images }): InputFile => ({ path, sourceFile: fromRoot(path), ...(images === undefined ? {} : { images }) }));
  const skipped = new Map<string, number>();
  for (const path of leftOut) {
    const ending = extname(path).toLowerCase();
    skipped.set(ending, (skipped.get(ending) ?? 0) + 1);
  }
  return { files: files.toSorted((a, b) => (a.sourceFile < b.sourceFile ? -1 : 1)), skipped, leftOut: [...leftOut].map(fromRoot).toSorted() };
}

async function expand(path: string, search: Required<Search>, leftOut: Set<string>): Promise<Candidate[]> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return inFolder(resolve(path), search, leftOut);
  if (found === undefined && isDynamicPattern(path)) return matching(path, search.exclude);
  return [{ path: resolve(path), root: dirname(resolve(path)) }];
}

async function inFolder(folder: string, { exclude, endings, imageFolders }: Required<Search>, leftOut: Set<string>): Promise<Candidate[]> {
  const closed: string[] = [];
  // Folders behind links come last, so that a folder goes by its own path.
  const links = [folder];
  const search: Walk = { exclude, seen: new Set(), closed, links };
  const found: string[] = [];
  for (let next = links.shift(); next !== undefined; next = links.shift()) found.push(...(await filesBelow(next, search)));
  const paths = found.filter((path) => !isLock(path));
  const isReadable = (path: string): boolean => hasEnding(path, endings) || closed.includes(path);
  for (const path of paths) if (!isReadable(path)) leftOut.add(await realpath(path).then((real) => (isInside(real, folder) ? real : path), () => path));
  const isPage = (path: string): boolean => imageFolders && hasEnding(path, IMAGE_EXTENSIONS);
  const readable = paths.filter(isReadable);
  return [...readable.filter((path) => !isPage(path)).map((path) => ({ path, root: folder })), ...documentsOfImages(readable.filter(isPage), folder)];
}

/** Page 2 before page 10. */
const byName = new Intl.Collator('en', { numeric: true });

/** The folders that page images lie in, each with its images in the order of their names. */
const documentsOfImages = (images: readonly string[], searched: string): Candidate[] => [...groupBy(images, dirname)].map(([folder, pages]) => ({
  path: folder, root: folder === searched ? dirname(searched) : searched, images: pages.toSorted((a, b) => byName.compare(basename(a), basename(b)) || (a < b ? -1 : 1)),
}));

interface Walk {
  readonly exclude: string | undefined;
  readonly seen: Set<string>;
  /** Folders that can't be searched. */
  readonly closed: string[];
  /** Folders behind links, still to be searched. */
  readonly links: string[];
}

/**
 * Files below a folder, through links, each folder once. Datasets (a folder with datapackage.json) and hidden files are
 * no input. A link that leads nowhere and a folder that can't be searched are kept as files: they fail by name.
 */
async function filesBelow(folder: string, search: Walk): Promise<string[]> {
  const real = await realpath(folder);
  if (search.seen.has(real) || folder === search.exclude) return [];
  search.seen.add(real);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) {
    search.closed.push(folder);
    return [folder];
  }
  if (entries.some(({ name }) => name === 'datapackage.json') && entries.some(({ name }) => name === 'line_items.csv')) return [];
  const files: string[] = [];
  for (const entry of entries.filter(({ name }) => !name.startsWith('.'))) {
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => entry) : entry;
    if (kind.isDirectory() && entry.isSymbolicLink()) search.links.push(path);
    else if (kind.isDirectory()) files.push(...(await filesBelow(path, search)));
    else if (kind.isFile() || kind.isSymbolicLink()) files.push(path);
  }
  return files;
}

async function matching(pattern: string, exclude: string | undefined): Promise<Candidate[]> {
  const paths = await glob(pattern.split(sep).join('/'), { dot: false, onlyFiles: true, expandDirectories: false, absolute: true });
  return paths.map((path) => resolve(path)).filter((path) => !isLock(path) && !isInside(path, exclude)).map((path) => ({ path, root: dirname(path) }));
}

const isInside = (path: string, folder: string | undefined): boolean => folder !== undefined && path.startsWith(folder + sep);

function commonFolder(folders: readonly string[]): string {
  const [first, ...rest] = folders.map((folder) => folder.split(sep));
  if (first === undefined) return resolve('.');
  let length = first.length;
  for (const other of rest) while (first.slice(0, length).some((part, i) => part !== other[i])) length -= 1;
  return first.slice(0, length).join(sep) || sep;
}

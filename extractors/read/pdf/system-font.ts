/**
 * A font of the system that has Chinese characters, for labels on pictures. None comes with the program: they are large.
 */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const FOLDERS: readonly string[] = [
  '/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.fonts'), join(homedir(), '.local/share/fonts'),
  '/System/Library/Fonts', '/Library/Fonts', join(homedir(), 'Library/Fonts'), 'C:\\Windows\\Fonts',
];
/** TrueType faces, the likeliest first. */
const FACES: readonly RegExp[] = [/^wqy-.*\.ttc$/iu, /^droidsansfallback.*\.ttf$/iu, /^(?:simhei|msyh|simsun)\.tt[fc]$/iu, /^(?:noto ?sans ?sc|source ?han ?sans).*\.ttf$/iu, /^(?:stheiti|songti|arial unicode).*\.tt[fc]$/iu];

/** Path of a font, undefined where the system has none that is known. */
export function chineseFont(): string | undefined {
  const files = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) => filesIn(folder, 4));
  for (const face of FACES) {
    const found = files.filter(({ name }) => face.test(name)).sort((a, b) => (a.path < b.path ? -1 : 1))[0];
    if (found) return found.path;
  }
  return undefined;
}

function filesIn(folder: string, depth: number): { name: string; path: string }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return depth > 0 ? filesIn(path, depth - 1) : [];
      return [{ name: entry.name, path }];
    });
  } catch {
    return []; // a folder that nobody may read has no font for us
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { assetPath, packageRoot } from '../../schemas/assets.js';
import { packagedYaml, readYaml, twinOf } from '../../schemas/yaml.js';

describe('YAML files of the package', () => {
  it('have twins in dist that say the same', () => {
    const files = packagedYaml();
    expect(files.length).toBeGreaterThan(20);
    for (const path of files) {
      const twin = path.replace(packageRoot(), `${packageRoot()}/dist`).replace(/\.yaml$/u, '.json');
      if (!existsSync(twin)) throw new Error(`Expected ${twin}, found none — run npm run build`);
      expect(JSON.parse(readFileSync(twin, 'utf8')), path).toEqual(parse(readFileSync(path, 'utf8')));
    }
  });

  it('are read themselves from the sources, as are files of a user', () => {
    const path = assetPath('schemas/rules.yaml');
    expect(existsSync(twinOf(path) ?? '')).toBe(false);
    expect(readYaml(path)).toEqual(parse(readFileSync(path, 'utf8')));
    expect(twinOf('/elsewhere/schemas/kind.yaml')).toBeUndefined();
  });
});

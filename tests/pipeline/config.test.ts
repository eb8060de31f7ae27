import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../pipeline/config.js';
import { UsageError } from '../../pipeline/errors.js';

let folder = '';
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'mingxi-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (text: string) => {
  writeFileSync(join(folder, 'mingxi.yaml'), text);
  return readConfig(join(folder, 'mingxi.yaml'));
};

describe('the configuration file', () => {
  it('takes the options of the command line, its paths relative to itself', () => {
    expect(read('out: data\ntables: [kinds, /etc/kinds]\nworkers: 2\nfail-on: error\npassword: "1234"\n')).toEqual({ out: join(folder, 'data'), tables: [join(folder, 'kinds'), '/etc/kinds'], workers: 2, 'fail-on': 'error', password: '1234' });
    expect(read('tables: kinds')).toEqual({ tables: [join(folder, 'kinds')] });
    expect(read('')).toEqual({});
  });
  it.each([
    ['an unknown option', 'out: x\n\nworker: 2\n', /mingxi\.yaml:3: Expected one of out, tables, password, ocr, ocr-engine, image-folders, review, publishers, workers, fail-on, got worker/u],
    ['a wrong value', 'out: x\nworkers: many\n', /mingxi\.yaml:2: workers: .*number/u],
    ['a wrong choice', '# first\nfail-on: info\n', /mingxi\.yaml:2: fail-on: .*"error"\|"warning"/u],
    ['a wrong list', 'tables:\n  - a: b\n', /mingxi\.yaml:2: tables: Expected a folder or a list of folders/u],
    ['no mapping', '- out\n', /mingxi\.yaml:1: Expected options/u],
    ['no YAML', 'out: x\nworkers: [1\n', /mingxi\.yaml:\d: Expected YAML, got/u],
  ])('says where %s stands', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(UsageError);
  });
  it('says that it is missing', () => {
    expect(() => readConfig(join(folder, 'none.yaml'))).toThrow(/none\.yaml: Expected a configuration file, got ENOENT — check the path of --config/u);
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandInputs } from '../../../pipeline/batch/inputs.js';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'mingxi-'));
  for (const folder of ['a', 'b', 'b/深', '.hidden', 'out']) mkdirSync(join(root, folder));
  for (const file of ['a/x.pdf', 'a/说明.MD', 'a/x.xlsb', 'a/README', 'a/.secret.md', 'a/~$x.md', 'b/x.pdf', 'b/深/y.html', 'b/[2024]预算.txt', '.hidden/z.md', 'out/w.md']) writeFileSync(join(root, file), '');
  symlinkSync(join(root, 'a/x.pdf'), join(root, 'b/link.pdf'));
  symlinkSync(root, join(root, 'b/loop'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const names = async (...paths: string[]): Promise<string[]> => (await expandInputs(paths.map((p) => join(root, p)), { exclude: join(root, 'out') })).files.map((f) => f.sourceFile);

describe('inputs', () => {
  it('searches folders for files that can be read; hidden files and lock files are left out, others counted', async () => {
    const { files, skipped, leftOut } = await expandInputs([join(root, 'a')]);
    expect(files.map((f) => f.sourceFile)).toEqual(['x.pdf', '说明.MD']);
    expect([...skipped].toSorted()).toEqual([['', 1], ['.xlsb', 1]]);
    expect(leftOut).toEqual(['README', 'x.xlsb']);
  });
  it('takes any file by name, once, in an order that does not depend on the arguments', async () => {
    expect(await names('b/x.pdf', 'a/x.xlsb', 'a', 'a/x.pdf')).toEqual(['a/x.pdf', 'a/x.xlsb', 'a/说明.MD', 'b/x.pdf']);
    expect(await names('a', 'a/x.pdf', 'a/x.xlsb', 'b/x.pdf')).toEqual(['a/x.pdf', 'a/x.xlsb', 'a/说明.MD', 'b/x.pdf']);
  });
  it('gives a single file its bare name', async () => {
    expect(await names('b/深/y.html')).toEqual(['y.html']);
  });
  it('takes the same file through a link once, and does not run in circles', async () => {
    const all = await names('.');
    expect(all).toContain('b/深/y.html');
    expect(all.filter((name) => name.endsWith('x.pdf') || name.endsWith('link.pdf'))).toEqual(['a/x.pdf', 'b/x.pdf']);
    expect(all.some((name) => name.startsWith('out/') || name.includes('.hidden'))).toBe(false);
  });
  it('leaves out datasets, counts a file behind several links once, and keeps links that lead nowhere', async () => {
    for (const file of ['b/data/line_items.csv', 'b/data/datapackage.json', 'b/深/notes.ofd']) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), '');
    }
    symlinkSync(join(root, 'nowhere'), join(root, 'b/broken.pdf'));
    const { files, leftOut } = await expandInputs([join(root, 'b')]);
    expect(files.some((f) => f.sourceFile.includes('data/'))).toBe(false);
    expect(files.map((f) => f.sourceFile)).toContain('broken.pdf');
    expect(leftOut.filter((name) => name.endsWith('.ofd') && name.includes('notes'))).toHaveLength(1);
    rmSync(join(root, 'b/broken.pdf'));
    rmSync(join(root, 'b/data'), { recursive: true });
    rmSync(join(root, 'b/深/notes.ofd'));
  });
  it('expands globs, and takes brackets in the name of a file that exists as they are', async () => {
    expect(await names('*/*.pdf')).toEqual(['a/x.pdf', 'b/x.pdf']);
    expect(await names('b/[2024]预算.txt')).toEqual(['[2024]预算.txt']);
  });
  it('takes the page images of a folder as one document where asked to, page 2 before page 10, beside the other files', async () => {
    const scans = join(root, 'scans');
    for (const file of ['司法局/page 10.png', '司法局/page 2.PNG', '司法局/page 1.jpg', '司法局/预算.pdf', '司法局/附件/1.tif', '封面.png']) {
      mkdirSync(dirname(join(scans, file)), { recursive: true });
      writeFileSync(join(scans, file), '');
    }
    const found = async (...paths: string[]): Promise<unknown> => (await expandInputs(paths, { endings: ['.pdf', '.png', '.jpg', '.tif'], imageFolders: true })).files.map(({ sourceFile, images }) => (images === undefined ? sourceFile : [sourceFile, ...images.map((image) => basename(image))]));
    expect(await found(join(scans, '司法局'))).toEqual([['司法局', 'page 1.jpg', 'page 2.PNG', 'page 10.png'], ['司法局/附件', '1.tif'], '司法局/预算.pdf']);
    expect(await found(scans)).toEqual([['scans', '封面.png'], ['scans/司法局', 'page 1.jpg', 'page 2.PNG', 'page 10.png'], ['scans/司法局/附件', '1.tif'], 'scans/司法局/预算.pdf']);
    expect(await found(join(scans, '司法局/page 1.jpg'))).toEqual(['page 1.jpg']);
    expect((await expandInputs([scans], { endings: ['.pdf', '.png'] })).files.map(({ sourceFile }) => sourceFile)).toEqual(['司法局/page 10.png', '司法局/page 2.PNG', '司法局/预算.pdf', '封面.png']);
    rmSync(scans, { recursive: true });
  });
  it('keeps a path that does not exist', async () => {
    expect(await names('a/x.pdf', 'a/nowhere.pdf')).toEqual(['nowhere.pdf', 'x.pdf']);
  });
});

/** Prints HTML through one headless Chromium and spreadsheets through one run of LibreOffice. */
import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export interface PrintJob { readonly source: string; readonly pdf: string }

interface Reply { readonly id?: number; readonly method?: string; readonly params?: unknown; readonly sessionId?: string; readonly result?: Record<string, string>; readonly error?: { readonly message: string } }

/** Prints HTML files, all with one browser, over its DevTools protocol on file descriptors 3 and 4. */
export async function printHtml(jobs: readonly PrintJob[], profile: string): Promise<void> {
  if (jobs.length === 0) return;
  const browser = spawn('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--disable-component-update', '--no-first-run', `--user-data-dir=${profile}`, '--remote-debugging-pipe'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const to = browser.stdio[3] as Writable, from = browser.stdio[4] as Readable;
  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners = new Map<string, () => void>();
  const ended = new Promise<never>((_, reject) => {
    browser.on('error', reject);
    browser.on('exit', (code) => reject(new Error(`chromium ended with ${code}`)));
  });
  ended.catch(() => undefined);
  let rest = '';
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const reply = JSON.parse(part) as Reply;
      if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
      else listeners.get(`${reply.sessionId} ${reply.method}`)?.();
    }
  });
  let next = 0;
  const call = (method: string, params: object, sessionId?: string): Promise<Record<string, string>> => Promise.race([ended, new Promise<Record<string, string>>((resolve, reject) => {
    const id = ++next;
    waiting.set(id, ({ result, error }) => (waiting.delete(id), error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result ?? {})));
    to.write(`${JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) })}\0`);
  })]);
  try {
    for (const { source, pdf } of jobs) {
      const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
      await call('Page.enable', {}, sessionId);
      const loaded = new Promise<void>((resolve) => listeners.set(`${sessionId} Page.loadEventFired`, resolve));
      await call('Page.navigate', { url: pathToFileURL(source).href }, sessionId);
      await Promise.race([ended, loaded]);
      const { data } = await call('Page.printToPDF', { preferCSSPageSize: true, printBackground: true }, sessionId);
      await writeFile(pdf, Buffer.from(data!, 'base64'));
      await call('Target.closeTarget', { targetId });
    }
  } finally {
    browser.kill();
  }
}

/** Prints flat spreadsheets; their PDFs get the names of the sources. */
export async function printSpreadsheets(sources: readonly string[], folder: string, profile: string): Promise<void> {
  if (sources.length === 0) return;
  await promisify(execFile)('soffice', [`-env:UserInstallation=${pathToFileURL(join(profile, 'office')).href}`, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...sources], { maxBuffer: 1 << 26 });
}

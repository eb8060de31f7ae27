/**
 * A file of texts that are read again one by one while it grows: what is written in one order and needed in another.
 */
import { open, type FileHandle } from 'node:fs/promises';
import type { Utf8 } from './utf8.js';

/** Where a text stands in the file. */
export interface Mark {
  readonly start: number;
  readonly bytes: number;
}

export class Spool {
  #end = 0;

  private constructor(private readonly handle: FileHandle) {}

  static async create(path: string): Promise<Spool> {
    return new Spool(await open(path, 'w+'));
  }

  async add(text: Utf8): Promise<Mark> {
    const start = this.#end;
    for (const bytes of text) {
      const at = this.#end;
      this.#end += bytes.length;
      for (let done = 0; done < bytes.length; ) done += (await this.handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    }
    return { start, bytes: this.#end - start };
  }

  async read({ start, bytes }: Mark): Promise<Buffer> {
    const buffer = Buffer.alloc(bytes);
    for (let done = 0; done < bytes; ) {
      const { bytesRead } = await this.handle.read(buffer, done, bytes - done, start + done);
      if (bytesRead === 0) throw new Error(`Expected ${bytes} bytes at ${start}, got ${done}`);
      done += bytesRead;
    }
    return buffer;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

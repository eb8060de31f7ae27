/**
 * A file of texts that are read again one by one while it grows: what is written in one order and needed in another.
 */
import { open, type FileHandle } from 'node:fs/promises';

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

  async add(bytes: Buffer): Promise<Mark> {
    const mark = { start: this.#end, bytes: bytes.length };
    this.#end += bytes.length;
    for (let done = 0; done < bytes.length; ) done += (await this.handle.write(bytes, done, bytes.length - done, mark.start + done)).bytesWritten;
    return mark;
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

/** sharp (libvips), an optional package that decodes images. */

/** The parts of sharp that are used; its own types are there only where the package is. */
export interface Sharp {
  metadata(): Promise<{ readonly width?: number; readonly height?: number; readonly pages?: number; readonly density?: number; readonly orientation?: number }>;
  rotate(): Sharp;
  resize(options: { width: number; height: number; fit: 'inside'; withoutEnlargement: boolean }): Sharp;
  flatten(options: { background: string }): Sharp;
  toColourspace(space: 'srgb'): Sharp;
  raw(): Sharp;
  toBuffer(options: { resolveWithObject: true }): Promise<{ readonly data: Uint8Array; readonly info: { readonly width: number; readonly height: number; readonly channels: number } }>;
}
export type OpenSharp = (bytes: Uint8Array, options: { page?: number; limitInputPixels: number; failOn: 'error' }) => Sharp;

const SHARP: string = 'sharp';
/** Larger pictures are no pages. */
const MOST_PIXELS = 160_000_000;
/** A JPEG is looked through at an eighth of its size at least: all of its data are read, at a fraction of the time. */
const GLANCE = 200;

/** How images are opened: damaged ones and such as are too large are errors. */
export const OPEN_OPTIONS = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const;

/** The package's function; undefined where it is not installed. */
export const sharp = (): Promise<OpenSharp | undefined> => import(SHARP).then((m: { default: OpenSharp }) => m.default, () => undefined);

/** What is wrong with the data of a JPEG: one line of the decoder; undefined where nothing is, or nothing that decodes is installed. */
export async function jpegFault(bytes: Uint8Array): Promise<string | undefined> {
  const open = await sharp();
  if (open === undefined) return undefined;
  try {
    await open(bytes, { ...OPEN_OPTIONS, limitInputPixels: 0 }).resize({ width: GLANCE, height: GLANCE, fit: 'inside', withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true });
    return undefined;
  } catch (error) {
    return firstLine(error);
  }
}

/** An error of the decoder in one line. */
export const firstLine = (error: unknown): string => (error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error));

/** What an HTML file says of itself in its first bytes. */
import { startOf } from '../formats.js';

/** Whether a text starts as an HTML document. */
export function looksLikeHtml(start: string): boolean {
  return /^[\s\ufeff]*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b/is.test(start.slice(0, 4096));
}

/** The charset that an HTML file declares in its first bytes; '' where it doesn't. */
export function declaredCharset(bytes: Uint8Array): string {
  const start = startOf(bytes);
  return /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1] ?? /<\?xml[^>]{0,100}encoding=["']([\w-]+)/i.exec(start)?.[1] ?? '';
}

/** The date of publication that a government's page declares (`PubDate`, 政府网站发展指引); '' where it doesn't. */
export function declaredDate(html: string): string {
  const tags = html.slice(0, 100_000).match(/<meta\b[^>]{0,500}>/gi) ?? [];
  const tag = tags.find((one) => /\bname\s*=\s*["']?pubdate["'\s>/]/i.test(one)) ?? '';
  return /\bcontent\s*=\s*["']?([^"'>]{1,40})/i.exec(tag)?.[1]?.trim() ?? '';
}

/** XML as office files hold it: elements, attributes, texts. Prefixes of namespaces are left out. */
import { ReadError } from '../../schemas/block.js';

export interface Xml {
  /** Without its prefix: `t` of `w:t`. */
  readonly name: string;
  /** By name without prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Xml | string)[];
}

const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!(?:[^>[]|\[[^\]]*\])*>|<(\/?)([\w.:-]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/gu;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
/** Deeper nesting is no document. */
const DEPTH = 1_000;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The root element. @throws ReadError where elements are not closed */
export function parseXml(text: string): Xml {
  const root: Xml & { children: (Xml | string)[] } = { name: '', attributes: {}, children: [] };
  const open = [root];
  for (const [, data, slash, name, attributes = '', empty, plain] of text.matchAll(TOKEN)) {
    const parent = open.at(-1) as typeof root;
    if (plain !== undefined) parent.children.push(decoded(plain));
    else if (data !== undefined) parent.children.push(data);
    else if (name !== undefined && slash === '/') {
      if (open.length > 1) open.pop();
    } else if (name !== undefined) {
      const element = { name: local(name), attributes: attributesOf(attributes), children: [] };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
      if (open.length > DEPTH) throw new ReadError(`Expected elements nested at most ${DEPTH} deep, got more: the file is damaged — export it again`);
    }
  }
  const first = root.children.find((child): child is Xml => typeof child !== 'string');
  if (first === undefined || open.length > 1) throw new ReadError('Expected whole XML inside the file, got a part that is cut off — download or export it again');
  return first;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(ATTRIBUTE)) attributes[local(name)] = decoded(double ?? single ?? '');
  return attributes;
}

const decoded = (text: string): string => (text.includes('&') ? text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/giu, (whole, decimal?: string, hex?: string, name?: string) => {
  if (name !== undefined) return ENTITIES[name] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
}) : text);

/** Child elements, those of a name where one is given. */
export const childrenOf = (element: Xml | undefined, name?: string): Xml[] => (element?.children ?? []).filter((child): child is Xml => typeof child !== 'string' && (name === undefined || child.name === name));

/** The first child of a name. */
export const childOf = (element: Xml | undefined, name: string): Xml | undefined => element?.children.find((child): child is Xml => typeof child !== 'string' && child.name === name);

/** Elements of a name at any depth, in order, without those inside `except`. */
export function descendants(element: Xml, name: string, except: ReadonlySet<string> = new Set()): Xml[] {
  const found: Xml[] = [];
  const stack = childrenOf(element).reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.name === name) found.push(next);
    if (!except.has(next.name)) stack.push(...childrenOf(next).reverse());
  }
  return found;
}

/** The text directly inside an element. */
export const ownText = (element: Xml | undefined): string => (element?.children ?? []).filter((child) => typeof child === 'string').join('');

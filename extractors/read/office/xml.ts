/** XML as office files hold it: elements, attributes, texts. Prefixes of namespaces are left out. */
import { SaxesParser } from 'saxes';
import { ReadError } from '../../../schemas/block.js';
import type { Container } from './zip.js';

export interface Xml {
  /** Without its prefix: `t` of `w:t`. */
  readonly name: string;
  /** By name without prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Xml | string)[];
}

/** Deeper nesting is no document. */
const DEPTH = 1_000;

/**
 * The root element. Entities are XML's own five and numbers of characters: none is defined by a file.
 * @throws ReadError where the text is no well-formed XML
 */
export function parseXml(text: string): Xml {
  const root = { name: '', attributes: {}, children: [] as (Xml | string)[] };
  const open = [root];
  const parser = new SaxesParser({ position: false });
  const add = (child: Xml | string): void => void open.at(-1)?.children.push(child);
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name: local(name), attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value])), children: [] };
    add(element);
    if (open.push(element) > DEPTH) throw new ReadError(`Expected elements nested at most ${DEPTH} deep, got more: the file is damaged — export it again`);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('error', ({ message }) => {
    throw new ReadError(`Expected whole XML inside the file, got a part that is cut off or damaged (${message.replaceAll(/\s+/gu, ' ').slice(0, 80)}) — download or export it again`);
  });
  parser.write(text).close();
  return childrenOf(root)[0] as Xml;
}

/** The root element of a container's entry, undefined where there is none. */
export async function xmlPart(container: Container, name: string): Promise<Xml | undefined> {
  const text = await container.text(name);
  return text === undefined ? undefined : parseXml(text);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

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

/** All text inside an element, at any depth. */
export const allText = (element: Xml): string => element.children.map((child) => (typeof child === 'string' ? child : allText(child))).join('');

/** The text directly inside an element. */
export const ownText = (element: Xml | undefined): string => (element?.children ?? []).filter((child) => typeof child === 'string').join('');

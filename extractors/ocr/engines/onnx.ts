/**
 * ONNX models as data: the nodes of a graph with their constants, read from a model file and written back. Only what
 * `fold.ts` works on is understood (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); everything else is kept
 * byte for byte.
 */

/** One field of a protobuf message: a varint as its bytes, a string or message as its content. */
interface Field {
  readonly number: number;
  readonly wire: number;
  readonly bytes: Uint8Array;
}

const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];
/** Numbers of the fields that are read, by message. */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, initializer: 5, output: 12 } as const;
const VALUE = { name: 1 } as const;
const NODE = { input: 1, output: 2, op: 4, attribute: 5 } as const;
const ATTRIBUTE = { name: 1, float: 2, int: 3, tensor: 5, ints: 8, type: 20 } as const;
const ATTRIBUTE_TYPE = { float: 1, int: 2 } as const;
const TENSOR = { dims: 1, type: 2, floats: 4, name: 8, raw: 9 } as const;
const FLOAT32 = 1;

/** Constant numbers of a graph. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** A step of the computation. */
export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Attributes and whatever else the file says of it. */
  readonly rest: readonly Field[];
}

export interface Graph {
  /** In an order in which they can be computed; constants are none of them. */
  readonly nodes: readonly Node[];
  /** Numbers that do not depend on the input, by name; those of other types than 32-bit floats are among `rest`. */
  readonly constants: ReadonlyMap<string, Tensor>;
  /** Names of what is computed in the end. */
  readonly outputs: readonly string[];
}

/** The graph of a model. Throws RangeError for bytes that are no model. */
export function graphOf(model: Uint8Array): Graph {
  const fields = fieldsOf(only(fieldsOf(model), MODEL.graph));
  const all = contents(fields, GRAPH.node).map(nodeOf);
  const constants = new Map(contents(fields, GRAPH.initializer).flatMap(namedTensor));
  for (const node of all) for (const entry of constantOf(node)) constants.set(...entry);
  return { nodes: all.filter(n => !n.outputs.some(name => constants.has(name))), constants, outputs: contents(fields, GRAPH.output).map(bytes => utf8(only(fieldsOf(bytes), VALUE.name))) };
}

/** The model with another graph of the same inputs and outputs. Constants are written that a node takes. */
export function withGraph(model: Uint8Array, { nodes, constants }: Graph): Uint8Array {
  const taken = new Set(nodes.flatMap(n => n.inputs));
  return encoded(fieldsOf(model).map(field => field.number !== MODEL.graph ? field : message(MODEL.graph, [
    ...nodes.map(node => message(GRAPH.node, encodedNode(node))),
    ...[...constants].filter(([name]) => taken.has(name)).map(([name, tensor]) => message(GRAPH.initializer, encodedTensor(name, tensor))),
    ...fieldsOf(field.bytes).filter(f => f.number !== GRAPH.node && (f.number !== GRAPH.initializer || namedTensor(f.bytes).length === 0)),
  ])));
}

/** A node with attributes that are numbers: whole ones are integers. */
export function node(op: string, inputs: readonly string[], output: string, attributes: { readonly ints?: Readonly<Record<string, number>>; readonly floats?: Readonly<Record<string, number>> }): Node {
  const ints = Object.entries(attributes.ints ?? {}).map(([name, value]) => message(NODE.attribute, [text(ATTRIBUTE.name, name), integer(ATTRIBUTE.int, value), integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.int)]));
  const floats = Object.entries(attributes.floats ?? {}).map(([name, value]) => message(NODE.attribute, [text(ATTRIBUTE.name, name), { number: ATTRIBUTE.float, wire: FIXED32, bytes: bytesOf(Float32Array.of(value)) }, integer(ATTRIBUTE.type, ATTRIBUTE_TYPE.float)]));
  return { op, inputs, outputs: [output], rest: [...ints, ...floats] };
}

/** The integers of an attribute; empty where the node does not have it. */
export function ints({ rest }: Node, name: string): number[] {
  return attribute(rest, name).flatMap(f => (f.number === ATTRIBUTE.ints || f.number === ATTRIBUTE.int ? varints(f.bytes) : []));
}

/** The number of an attribute. */
export function float({ rest }: Node, name: string): number | undefined {
  return attribute(rest, name).flatMap(f => (f.number === ATTRIBUTE.float ? [floatsOf(f.bytes)[0] as number] : []))[0];
}

function attribute(rest: readonly Field[], name: string): Field[] {
  return contents(rest, NODE.attribute).map(fieldsOf).find(fields => utf8(only(fields, ATTRIBUTE.name)) === name) ?? [];
}

function nodeOf(bytes: Uint8Array): Node {
  const fields = fieldsOf(bytes);
  const names = (number: number): string[] => contents(fields, number).map(utf8);
  return {
    op: names(NODE.op)[0] ?? '', inputs: names(NODE.input), outputs: names(NODE.output),
    rest: fields.filter(({ number }) => number !== NODE.op && number !== NODE.input && number !== NODE.output),
  };
}

function encodedNode({ op, inputs, outputs, rest }: Node): Field[] {
  return [...inputs.map(name => text(NODE.input, name)), ...outputs.map(name => text(NODE.output, name)), text(NODE.op, op), ...rest];
}

/** What a node stands for that gives a constant. */
function constantOf({ op, outputs, rest }: Node): [name: string, tensor: Tensor][] {
  if (op !== 'Constant') return [];
  const tensor = attribute(rest, 'value').find(f => f.number === ATTRIBUTE.tensor);
  const value = tensor && tensorOf(fieldsOf(tensor.bytes));
  return value === undefined ? [] : [[outputs[0] as string, value]];
}

function namedTensor(bytes: Uint8Array): [name: string, tensor: Tensor][] {
  const fields = fieldsOf(bytes);
  const tensor = tensorOf(fields);
  return tensor === undefined ? [] : [[utf8(only(fields, TENSOR.name)), tensor]];
}

/** Undefined for another type than 32-bit floats. */
function tensorOf(fields: readonly Field[]): Tensor | undefined {
  if (contents(fields, TENSOR.type, VARINT).flatMap(varints)[0] !== FLOAT32) return undefined;
  const dims = fields.filter(f => f.number === TENSOR.dims).flatMap(f => varints(f.bytes));
  const [raw] = contents(fields, TENSOR.raw);
  const data = raw ?? joined(fields.filter(f => f.number === TENSOR.floats).map(f => f.bytes));
  return { dims, data: floatsOf(data) };
}

function encodedTensor(name: string, { dims, data }: Tensor): Field[] {
  return [...dims.map(n => integer(TENSOR.dims, n)), integer(TENSOR.type, FLOAT32), text(TENSOR.name, name), { number: TENSOR.raw, wire: BYTES, bytes: bytesOf(data) }];
}

/** Little-endian floats at any place. */
const floatsOf = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);
const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Splits a protobuf message into its fields. */
function fieldsOf(bytes: Uint8Array): Field[] {
  const out: Field[] = [];
  for (let at = 0; at < bytes.length;) {
    const [tag, start] = varint(bytes, at);
    const wire = tag & 7;
    const [length, from] = wire === BYTES ? varint(bytes, start) : [wire === FIXED64 ? 8 : wire === FIXED32 ? 4 : varint(bytes, start)[1] - start, start];
    at = from + length;
    if (at > bytes.length) throw new RangeError('no protobuf message');
    out.push({ number: Math.floor(tag / 8), wire, bytes: bytes.subarray(from, at) });
  }
  return out;
}

function encoded(fields: readonly Field[]): Uint8Array {
  return joined(fields.flatMap(({ number, wire, bytes }) => [asVarint(number * 8 + wire), ...(wire === BYTES ? [asVarint(bytes.length)] : []), bytes]));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { out.set(part, at); at += part.length; }
  return out;
}

const message = (number: number, fields: readonly Field[]): Field => ({ number, wire: BYTES, bytes: encoded(fields) });
const text = (number: number, value: string): Field => ({ number, wire: BYTES, bytes: new TextEncoder().encode(value) });
const integer = (number: number, value: number): Field => ({ number, wire: VARINT, bytes: asVarint(value) });

const contents = (fields: readonly Field[], number: number, wire = BYTES): Uint8Array[] => fields.filter(f => f.number === number && f.wire === wire).map(f => f.bytes);

function only(fields: readonly Field[], number: number): Uint8Array {
  const [bytes] = contents(fields, number);
  if (bytes === undefined) throw new RangeError(`no field ${number}`);
  return bytes;
}

/** The number at a place, and where it ends. */
function varint(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let i = 0; ; i++) {
    const byte = bytes[at + i];
    if (byte === undefined || i > 9) throw new RangeError('no number');
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, at + i + 1];
  }
}

function varints(bytes: Uint8Array): number[] {
  const out: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const [value, end] = varint(bytes, at);
    out.push(value);
    at = end;
  }
  return out;
}

function asVarint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) out.push((rest % 128) | 0x80);
  return Uint8Array.from([...out, rest]);
}

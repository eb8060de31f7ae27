/**
 * The networks as the engine computes them fastest: the same function in fewer steps. PP-OCRv4's backbone (PP-LCNetV3)
 * was exported with every scaling by learnt constants and every hard swish (Howard et al. 2019) as steps of their own,
 * which take as long as a third of the convolutions. ONNX Runtime does not put them together, so that it is done here:
 *
 *     x · clip(x + 3, 0, 6) / 6     →  x · HardSigmoid(x)
 *     Conv, a · x + b               →  Conv with other weights
 *     a · x + b, Conv without edges →  Conv with other weights
 *     a · x + b                     →  Conv channel by channel (as others are laid out, so that nothing is copied)
 */
import { float, type Graph, graphOf, ints, node, type Node, type Tensor, withGraph } from './onnx.js';

/** The same model in fewer steps. Throws RangeError for bytes that are no model. */
export function folded(model: Uint8Array): Uint8Array {
  const graph = new Folding(graphOf(model));
  graph.hardSwishes();
  graph.scalings();
  return withGraph(model, graph.result());
}

/** a · x + b, by two nodes. */
interface Scaling {
  readonly a: number;
  readonly b: number;
  readonly from: string;
  readonly to: string;
  readonly nodes: readonly Node[];
}

class Folding {
  private nodes: Node[];
  private readonly constants: Map<string, Tensor>;
  /** Nodes by what they give, and by what they take. */
  private readonly makers = new Map<string, Node>();
  private readonly takers = new Map<string, Set<Node>>();

  constructor(private readonly graph: Graph) {
    this.nodes = [...graph.nodes];
    this.constants = new Map(graph.constants);
    this.nodes.forEach(n => this.enter(n));
  }

  private enter(entered: Node): void {
    for (const name of entered.outputs) this.makers.set(name, entered);
    for (const name of entered.inputs) this.takers.set(name, (this.takers.get(name) ?? new Set()).add(entered));
  }

  result(): Graph {
    return { ...this.graph, nodes: this.nodes, constants: this.constants };
  }

  hardSwishes(): void {
    for (const clip of this.nodes.filter(n => n.op === 'Clip')) {
      const shift = this.maker(clip.inputs[0]);
      const product = this.onlyTaker(clip.outputs[0]);
      const share = product && this.onlyTaker(product.outputs[0]);
      const x = shift?.inputs.find(name => !this.constants.has(name));
      if (shift?.op !== 'Add' || product?.op !== 'Mul' || share?.op !== 'Div' || x === undefined || !product.inputs.includes(x)) continue;
      if (this.number(shift) !== 3 || this.number(share) !== 6 || !this.clips(clip, 0, 6) || this.onlyTaker(shift.outputs[0]) !== clip) continue;
      const gate = node('HardSigmoid', [x], clip.outputs[0] as string, { floats: { alpha: 1 / 6, beta: 0.5 } });
      this.replace([shift, clip, product, share], [gate, { ...product, outputs: share.outputs }]);
    }
  }

  scalings(): void {
    for (const first of this.nodes.filter(n => n.op === 'Mul')) {
      const scaling = this.scalingAt(first);
      if (scaling !== undefined && !this.intoConvBefore(scaling) && !this.intoConvBehind(scaling)) this.asConv(scaling);
    }
  }

  private scalingAt(first: Node): Scaling | undefined {
    const second = this.onlyTaker(first.outputs[0]);
    const [a, b] = [this.number(first), second?.op === 'Add' ? this.number(second) : undefined];
    const from = first.inputs.find(name => !this.constants.has(name));
    return a === undefined || b === undefined || from === undefined || second === undefined ? undefined : { a, b, from, to: second.outputs[0] as string, nodes: [first, second] };
  }

  private intoConvBefore({ a, b, from, to, nodes }: Scaling): boolean {
    const conv = this.maker(from);
    const weights = this.weights(conv);
    if (conv === undefined || weights === undefined || this.onlyTaker(from) !== nodes[0]) return false;
    const bias = weights.bias.map(value => a * value + b);
    this.replace([conv, ...nodes], [this.convWith(conv, { ...weights.kernel, data: weights.kernel.data.map(w => a * w) }, bias, conv.inputs[0] as string, to)]);
    return true;
  }

  private intoConvBehind({ a, b, from, to, nodes }: Scaling): boolean {
    const conv = this.onlyTaker(to);
    const weights = this.weights(conv);
    // edges are filled with zeros behind the scaling
    if (conv === undefined || weights === undefined || ints(conv, 'pads').some(pad => pad !== 0)) return false;
    const { dims, data } = weights.kernel;
    const size = data.length / (dims[0] as number);
    const bias = weights.bias.map((value, i) => value + b * data.subarray(i * size, (i + 1) * size).reduce((sum, w) => sum + w, 0));
    this.replace([...nodes, conv], [this.convWith(conv, { dims, data: data.map(w => a * w) }, bias, from, conv.outputs[0] as string)]);
    return true;
  }

  private asConv({ a, b, from, to, nodes }: Scaling): void {
    const channels = this.channelsOf(from);
    if (channels === undefined) return;
    const conv = node('Conv', [], to, { ints: { group: channels } });
    this.replace(nodes, [this.convWith(conv, { dims: [channels, 1, 1, 1], data: new Float32Array(channels).fill(a) }, new Float32Array(channels).fill(b), from, to)]);
  }

  /** Channels of what comes of a convolution without a change of shape. */
  private channelsOf(name: string): number | undefined {
    const made = this.maker(name);
    if (made === undefined) return undefined;
    if (made.op === 'Conv') return this.weights(made)?.kernel.dims[0];
    return made.op === 'Mul' || made.op === 'HardSigmoid' || made.op === 'Relu' ? this.channelsOf(made.inputs[0] as string) : undefined;
  }

  private weights(conv: Node | undefined): { kernel: Tensor; bias: Float32Array } | undefined {
    const kernel = conv?.op === 'Conv' ? this.constants.get(conv.inputs[1] as string) : undefined;
    if (conv === undefined || kernel === undefined) return undefined;
    const bias = conv.inputs[2] === undefined ? new Float32Array(kernel.dims[0] as number) : this.constants.get(conv.inputs[2])?.data;
    return bias && { kernel, bias };
  }

  private convWith(conv: Node, kernel: Tensor, bias: Float32Array, from: string, to: string): Node {
    const names = [`${to}/kernel`, `${to}/bias`] as const;
    this.constants.set(names[0], kernel).set(names[1], { dims: [bias.length], data: bias });
    return { ...conv, inputs: [from, ...names], outputs: [to] };
  }

  /** The only number among the inputs of a node that takes two. */
  private number({ inputs }: Node): number | undefined {
    const values = inputs.flatMap(name => this.constants.get(name) ?? []).filter(({ data }) => data.length === 1);
    return inputs.length === 2 && values.length === 1 ? values[0]?.data[0] : undefined;
  }

  private clips(clip: Node, least: number, most: number): boolean {
    // before version 11 of the operators the bounds are attributes
    const bounds = clip.inputs.length > 1 ? clip.inputs.slice(1).map(name => this.constants.get(name)?.data[0]) : [float(clip, 'min'), float(clip, 'max')];
    return bounds[0] === least && bounds[1] === most;
  }

  private maker(name: string | undefined): Node | undefined {
    return this.makers.get(name ?? '');
  }

  private onlyTaker(name: string | undefined): Node | undefined {
    const [first, ...others] = this.takers.get(name ?? '') ?? [];
    return others.length === 0 && !this.graph.outputs.includes(name ?? '') ? first : undefined;
  }

  /** Puts nodes in the place of the last of others: by then all that they take is there. */
  private replace(old: readonly Node[], by: readonly Node[]): void {
    const last = Math.max(...old.map(n => this.nodes.indexOf(n)));
    this.nodes = [...this.nodes.slice(0, last + 1), ...by, ...this.nodes.slice(last + 1)].filter(n => !old.includes(n));
    for (const gone of old) for (const name of gone.inputs) this.takers.get(name)?.delete(gone);
    by.forEach(n => this.enter(n));
  }
}

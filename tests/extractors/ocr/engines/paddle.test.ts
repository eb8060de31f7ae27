import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../../../extractors/ocr/engines/paddle.js';

describe('batches of lines', () => {
  it('are of four at most and of like width, in the order of their widths', () => {
    expect(batchesOf([300, 100, 105, 100, 102, 101, 900])).toEqual([[1, 3, 5, 4], [2], [0], [6]]);
    expect(batchesOf([])).toEqual([]);
  });
});

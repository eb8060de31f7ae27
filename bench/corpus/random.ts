/** A seeded generator of pseudo-random numbers (mulberry32), so that anyone makes the same files. */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  /** An integer from low to high, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }
  chance(probability: number): boolean {
    return this.next() < probability;
  }
  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)]!;
  }
  /** `count` different elements, in their original order. */
  sample<T>(list: readonly T[], count: number): T[] {
    const indexes = list.map((_, index) => index);
    for (let i = indexes.length - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [indexes[i], indexes[j]] = [indexes[j]!, indexes[i]!];
    }
    return indexes.slice(0, count).toSorted((a, b) => a - b).map((index) => list[index]!);
  }
}

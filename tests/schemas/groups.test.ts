import { describe, expect, it } from 'vitest';
import { addTo, groupBy, runsOf } from '../../schemas/groups.js';

describe('groups', () => {
  it('keep the order of their first items, and of the items', () => {
    expect([...groupBy(['b1', 'a1', 'b2'], (item) => item.charAt(0))]).toEqual([['b', ['b1', 'b2']], ['a', ['a1']]]);
  });

  it('tell keys apart that are objects, and take items one by one or several', () => {
    const [one, other] = [{}, {}];
    const groups = new Map<object, number[]>();
    addTo(groups, one, 1);
    addTo(groups, other, 2, 3);
    addTo(groups, one, 4);
    expect([groups.get(one), groups.get(other)]).toEqual([[1, 4], [2, 3]]);
  });

  it('hold lists of their own, not those that were added', () => {
    const given = [1];
    const groups = new Map<string, number[]>();
    addTo(groups, 'a', ...given);
    addTo(groups, 'a', 2);
    expect(given).toEqual([1]);
  });
});

it('parts items into runs, each item judged by the one before it', () => {
  expect(runsOf([1, 2, 3, 7, 8, 1], (before, item) => item === before + 1)).toEqual([[1, 2, 3], [7, 8], [1]]);
  expect(runsOf([], () => true)).toEqual([]);
});

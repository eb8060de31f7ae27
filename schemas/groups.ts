/** Items in groups, in the order in which they come: by a key, or in runs. */

/** The items of each key: keys in the order of their first items. */
export function groupBy<K, T>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) addTo(groups, key(item), item);
  return groups;
}

/** Adds items to the group of their key. */
export function addTo<K, T>(groups: Map<K, T[]>, key: K, ...items: T[]): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, items);
  else group.push(...items);
}

/** Items in runs: each goes on the run of the item before it, or begins another. */
export function runsOf<T>(items: Iterable<T>, goesOn: (before: T, item: T) => boolean): T[][] {
  const runs: T[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    if (run !== undefined && goesOn(run.at(-1) as T, item)) run.push(item);
    else runs.push([item]);
  }
  return runs;
}

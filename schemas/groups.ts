/** Items by a key, in the order in which they come. */

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

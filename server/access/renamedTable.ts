/** Renames keys all the way down through plain objects and lists; other values stay what they are. */
export function renameKeys(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, names));
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [names.get(key) ?? key, renameKeys(inner, names)]),
  );
}

/**
 * A table under other names of its fields, `names` from theirs to ours. The library's own mapping of names reads joined
 * rows by the mapped name, which fails where our `accountId` is one field and the library's is another.
 */
export function renamedTable(table: object, names: ReadonlyMap<string, string>): object {
  const back = new Map([...names].map(([theirs, ours]) => [ours, theirs]));
  return new Proxy(table, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (asked: unknown) => {
        const answer: unknown = await Reflect.apply(method, target, [renameKeys(asked, names)]);
        return renameKeys(answer, back);
      };
    },
  });
}

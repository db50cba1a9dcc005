/** The query of a page with some values set, and those that are null taken out. */
export function queryWith(params: URLSearchParams, set: Record<string, string | null>): URLSearchParams {
  const query = new URLSearchParams(params);
  for (const [key, value] of Object.entries(set)) {
    if (value === null) query.delete(key);
    else query.set(key, value);
  }
  return query;
}

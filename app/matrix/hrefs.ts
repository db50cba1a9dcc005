type Version = { name: string; version: string };

/** Page of a model version, at one finding, its findings in an order. */
export function modelHref({ name, version }: Version, finding?: string, sort?: string): string {
  const query = new URLSearchParams({ ...(finding !== undefined && { finding }), ...(sort !== undefined && { sort }) });
  const path = `/models/${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The cases that one version read for one finding, with more conditions. */
export function casesHref({ name, version }: Version, finding: string, more: Record<string, string> = {}): string {
  return `/cases?${new URLSearchParams({ model: `${name}@${version}`, finding, ...more })}`;
}

/** Page of one finding of a version: everything statistical about it. */
export function findingHref({ name, version }: Version, finding: string): string {
  return `/findings/${encodeURIComponent(`${name}@${version}`)}/${encodeURIComponent(finding)}`;
}

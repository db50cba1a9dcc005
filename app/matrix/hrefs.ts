type Version = { name: string; version: string };

/** Page of a model version, at one finding. */
export function modelHref({ name, version }: Version, finding?: string): string {
  const query = finding === undefined ? '' : `?${new URLSearchParams({ finding })}`;
  return `/models/${encodeURIComponent(name)}/${encodeURIComponent(version)}${query}`;
}

/** The cases that one version read for one finding, with more conditions. */
export function casesHref({ name, version }: Version, finding: string, more: Record<string, string> = {}): string {
  return `/cases?${new URLSearchParams({ model: `${name}@${version}`, finding, ...more })}`;
}

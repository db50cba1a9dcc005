/** The path of this installation behind a reverse proxy, put before a path of our own; next/link does it by itself. */
export function withBase(path: `/${string}`): string {
  return path;
}

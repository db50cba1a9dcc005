/** Put here by the build (next.config.js), out of SIGHTLINE_BASE_PATH. */
declare const SIGHTLINE_BUILT_BASE_PATH: string;

const basePath = typeof SIGHTLINE_BUILT_BASE_PATH === 'undefined' ? '' : SIGHTLINE_BUILT_BASE_PATH;

/** The path of this installation behind a reverse proxy, put before a path of our own; next/link does it by itself. */
export function withBase(path: `/${string}`): string {
  return path === '/' && basePath !== '' ? basePath : `${basePath}${path}`;
}

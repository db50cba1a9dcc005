import { withBase } from '@/app/shell/basePath';

/** A path that the server named, as the browser asks for it. Throws RangeError when it is not a path of ours. */
export function ownPath(path: string): string {
  if (!path.startsWith('/') || path.startsWith('//')) throw new RangeError(`not a path of ours: ${path.slice(0, 80)}`);
  return withBase(`/${path.slice(1)}`);
}

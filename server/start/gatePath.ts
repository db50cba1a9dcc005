import { pathInside } from './pathInside';

/**
 * The decoded, normalised path of a request without the base path; null when it cannot be one. The gate must see what
 * the router will see: `//x/signin` would be read as host and path, and so would what is read as it.
 */
export function gatePath(url: string, basePath: string): string | null {
  if (/^[/\\]{2}|\s/.test(url)) return null;
  try {
    const inside = pathInside(new URL(url, 'http://gate').pathname, basePath);
    const path = inside === null ? null : decodeURIComponent(inside);
    return path === null || path.includes('\\') || path.includes('\0') || path.includes('//') ? null : path;
  } catch {
    return null;
  }
}

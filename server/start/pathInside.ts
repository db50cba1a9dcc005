/**
 * What is left of a URL (path, perhaps with a query) after `basePath` (`''` or as `/sightline`): always with a slash in
 * front. Null when the URL is not below it.
 */
export function pathInside(url: string, basePath: string): string | null {
  if (!url.startsWith(basePath)) return null;
  const rest = url.slice(basePath.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : null;
}

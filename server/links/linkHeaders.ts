/** Headers of every answer below /l/: kept nowhere, found nowhere, and telling nobody where the reader came from. */
export const LINK_HEADERS = {
  'cache-control': 'no-store, private',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Whether a decoded path is of a shared link. */
export const isLinkPath = (path: string): boolean => path === '/l' || path.startsWith('/l/');

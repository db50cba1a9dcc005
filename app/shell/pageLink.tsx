import Link from 'next/link';
import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<typeof Link>, 'prefetch'>;

/**
 * A link to another page, never fetched ahead: pages are made anew for every reader, and each live refresh would fetch
 * all visible links again (about 80 requests a refresh on the overview).
 */
export function PageLink(props: Props) {
  return <Link {...props} prefetch={false} />;
}

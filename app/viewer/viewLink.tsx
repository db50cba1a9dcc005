'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { PageLink } from '@/app/shell/pageLink';
import { queryWith } from './queryWith';

type Props = {
  /** null takes a value out of the address. */
  set: Record<string, string | null>;
  instanceId?: string;
  className?: string;
  current?: boolean;
  children: ReactNode;
};

/** A link that changes some of the address (or the case) and keeps the rest: overlay, zoom, list. */
export function ViewLink({ set, instanceId, className, current = false, children }: Props) {
  const [params, path] = [useSearchParams(), usePathname()];
  const query = queryWith(params, set);
  const target = instanceId === undefined ? path : `/cases/${encodeURIComponent(instanceId)}`;
  return (
    <PageLink
      href={query.size === 0 ? target : `${target}?${query}`}
      className={className}
      aria-current={current ? 'true' : undefined}
      scroll={false}
    >
      {children}
    </PageLink>
  );
}

'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { PageLink } from '@/app/shell/pageLink';

type Props = {
  set: Record<string, string>;
  instanceId?: string;
  className?: string;
  current?: boolean;
  children: ReactNode;
};

/** A link that changes some of the address (or the case) and keeps the rest: overlay, zoom, list. */
export function ViewLink({ set, instanceId, className, current = false, children }: Props) {
  const [params, path] = [useSearchParams(), usePathname()];
  const query = new URLSearchParams(params);
  for (const [key, value] of Object.entries(set)) query.set(key, value);
  const target = instanceId === undefined ? path : `/cases/${encodeURIComponent(instanceId)}`;
  return (
    <PageLink
      href={`${target}?${query}`}
      className={className}
      aria-current={current ? 'true' : undefined}
      scroll={false}
    >
      {children}
    </PageLink>
  );
}

'use client';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { PageLink } from './pageLink';

type Props = { href: string; className: string; children: ReactNode; onClick?: () => void };

/** A link that says when it is the current page or an ancestor of it. */
export function NavLink({ href, className, children, ...more }: Props) {
  const path = usePathname();
  const current = href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
  return (
    <PageLink href={href} className={className} aria-current={current ? 'page' : undefined} {...more}>
      {children}
    </PageLink>
  );
}

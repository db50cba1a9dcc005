'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

type Props = { href: string; className: string; children: ReactNode };

/** A link that says when it is the current page or an ancestor of it. */
export function NavLink({ href, className, children }: Props) {
  const path = usePathname();
  const current = href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
  return (
    <Link href={href} className={className} aria-current={current ? 'page' : undefined} prefetch={false}>
      {children}
    </Link>
  );
}

import type { ReactNode } from 'react';
import { ConnectionStrip } from '@/app/live/connection';
import { PageLink } from '@/app/shell/pageLink';
import { PrintHead } from './printHead';

type Props = {
  crumbs: { name: string; href?: string }[];
  /** When the page's numbers were read; without it, it has none. */
  asOf?: string;
  children: ReactNode;
};

/** Header with the way back and the stream's state, then the page. */
export function PageFrame({ crumbs, asOf, children }: Props) {
  return (
    <>
      <header className="top">
        <nav className="crumb" aria-label="Breadcrumb">
          {crumbs.map(({ name, href }, i) => (
            <span key={name} className="crumb">
              {i > 0 && <span aria-hidden="true">/</span>}
              {href === undefined ? <b aria-current="page">{name}</b> : <PageLink href={href}>{name}</PageLink>}
            </span>
          ))}
        </nav>
        <ConnectionStrip />
      </header>
      <main className="content" id="content" tabIndex={-1}>
        <PrintHead title={crumbs.map(({ name }) => name).join(' / ')} asOf={asOf ?? new Date().toISOString()} />
        {children}
      </main>
    </>
  );
}

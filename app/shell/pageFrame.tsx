import type { ReactNode } from 'react';
import { ConnectionStrip } from '@/app/live/connection';
import { PageLink } from '@/app/shell/pageLink';

type Props = { crumbs: { name: string; href?: string }[]; children: ReactNode };

/** Header with the way back and the stream's state, then the page. */
export function PageFrame({ crumbs, children }: Props) {
  return (
    <>
      <header className="top">
        <div className="crumb">
          {crumbs.map(({ name, href }, i) => (
            <span key={name} className="crumb">
              {i > 0 && <span aria-hidden="true">/</span>}
              {href === undefined ? <b>{name}</b> : <PageLink href={href}>{name}</PageLink>}
            </span>
          ))}
        </div>
        <ConnectionStrip />
      </header>
      <main className="content" id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { PageLink } from '@/app/shell/pageLink';
import { tourHref } from './tourQuery';

/** Opens the tour from any page; on the overview the filters stay. `leave` runs as it is followed. */
export function TourLink({ leave }: { leave: () => void }) {
  const [path, params] = [usePathname(), useSearchParams()];
  const href = tourHref('/', path === '/' ? params.toString() : '', 0);
  return (
    <PageLink className="btn" href={href} scroll={path !== '/'} onClick={leave}>
      Show the tour
    </PageLink>
  );
}

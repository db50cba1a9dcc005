import { PageLink } from '@/app/shell/pageLink';

type Props = { name: string | undefined; path: string; all: string };

/** Says that a list is of one maker alone, and leads to all. `name` undefined: the account is gone. */
export function MadeBy({ name, path, all }: Props) {
  return (
    <p className="dim made-by">
      Made by {name ?? 'an account that is gone'}.{' '}
      <PageLink className="link" href={path}>
        {all}
      </PageLink>
    </p>
  );
}

type NextProps = { path: string; cursor: string | null; by: string | undefined };

/** Leads to the next page of such a list; nothing on the last one. */
export function NextPage({ path, cursor, by }: NextProps) {
  if (cursor === null) return null;
  const query = new URLSearchParams({ cursor, ...(by !== undefined && { by }) });
  return (
    <nav aria-label="Pages">
      <PageLink className="btn" href={`${path}?${query}`}>
        Next page
      </PageLink>
    </nav>
  );
}

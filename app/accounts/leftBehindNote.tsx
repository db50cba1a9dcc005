import { plural } from '@/app/format/number';
import { PageLink } from '@/app/shell/pageLink';

type Props = { accountId: string; name: string; liveKeys: number; liveLinks: number };

/** What a disabled account made that goes on without it, with the way to revoke it; nothing where there is none. */
export function LeftBehindNote({ accountId, name, liveKeys, liveLinks }: Props) {
  if (liveKeys + liveLinks === 0) return null;
  return (
    <span className="small left-behind">
      still working:{' '}
      {liveKeys > 0 && (
        <PageLink className="link" href={`/settings/keys?by=${accountId}`} aria-label={`API keys that ${name} made`}>
          {plural(liveKeys, 'API key')}
        </PageLink>
      )}
      {liveKeys > 0 && liveLinks > 0 && ', '}
      {liveLinks > 0 && (
        <PageLink className="link" href={`/links?by=${accountId}`} aria-label={`Audit links that ${name} made`}>
          {plural(liveLinks, 'audit link')}
        </PageLink>
      )}
    </span>
  );
}

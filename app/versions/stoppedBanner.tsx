import { PageLink } from '@/app/shell/pageLink';

type Stopped = { name: string; version: string; reason: string | null };

/** Versions that read nothing any more because a check failed, or somebody stopped them; nothing where there are none. */
export function StoppedBanner({ stopped }: { stopped: readonly Stopped[] }) {
  if (stopped.length === 0) return null;
  return (
    <div className="problem" role="status">
      {stopped.map(({ name, version, reason }) => (
        <span key={`${name}@${version}`}>
          <b>
            {name}@{version} is stopped
          </b>{' '}
          and reads no new image: {reason ?? 'no reason was kept'}.{' '}
          <PageLink className="link" href={`/models/${encodeURIComponent(name)}`}>
            Look at its versions
          </PageLink>
        </span>
      ))}
    </div>
  );
}

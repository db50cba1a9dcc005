import { PageLink } from '@/app/shell/pageLink';

/** Candidates that read beside the live versions and are in none of the numbers above; nothing where there are none. */
export function CandidatesLine({ candidates }: { candidates: readonly { name: string; version: string }[] }) {
  if (candidates.length === 0) return null;
  return (
    <p className="small dim candidates">
      In shadow, and in none of these numbers:{' '}
      {candidates.map(({ name, version }, i) => (
        <span key={`${name}@${version}`}>
          {i > 0 && ', '}
          <PageLink className="link" href={`/models/${encodeURIComponent(name)}`}>
            {name}@{version}
          </PageLink>
        </span>
      ))}
    </p>
  );
}

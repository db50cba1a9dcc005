import type { Metadata } from 'next';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { withBase } from '@/app/shell/basePath';
import { Mark } from '@/app/shell/icons';

export const metadata: Metadata = { title: 'Sign in', referrer: 'no-referrer' };

/** The link's page. A button, not the visit, uses the link up, so that previews of mail programs do not. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { token, next, problem } = single(await searchParams);
  return (
    <main className="entry" id="content" tabIndex={-1}>
      <span className="brand">
        <Mark />
        Sightline
      </span>
      {problem === undefined && token !== undefined ? (
        <WithToken token={token} next={next} />
      ) : (
        <WithoutToken failed={problem !== undefined} />
      )}
      <p className="small faint">Not for diagnostic use.</p>
    </main>
  );
}

function WithToken({ token, next }: { token: string; next: string | undefined }) {
  return (
    <>
      <h1>Sign in to this browser</h1>
      <p className="dim">The link works once. The browser stays signed in for two weeks.</p>
      <form method="post" action={withBase('/api/v1/signin')}>
        <input type="hidden" name="token" value={token} />
        {next !== undefined && <input type="hidden" name="next" value={next} />}
        <button type="submit" className="btn primary">
          Sign in
        </button>
      </form>
    </>
  );
}

function WithoutToken({ failed }: { failed: boolean }) {
  return (
    <>
      <h1>{failed ? 'The link does not work any more' : 'Sign in with a link'}</h1>
      {failed && (
        <p role="alert">It was used already, or it is over: each link signs one browser in, once, within an hour.</p>
      )}
      <p className="dim">
        The start of the server prints a link. For a new one, run this where the server runs, and open what it prints:
      </p>
      <pre className="snippet">npm run signin</pre>
    </>
  );
}

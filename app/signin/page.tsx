import type { Metadata } from 'next';
import { LinkForm } from '@/app/accounts/linkForm';
import { ROLE_NAMES } from '@/app/accounts/roleNames';
import { SignInForm } from '@/app/accounts/signInForm';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { withBase } from '@/app/shell/basePath';
import { Mark } from '@/app/shell/icons';
import { type OneTimeLink, readLink } from '@/server/access/oneTimeLink';
import { db } from '@/server/db/client';
import { settings } from '@/server/settings';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Sign in', referrer: 'no-referrer' };

const PROBLEMS: Record<string, { title: string; text: string }> = {
  link: {
    title: 'The link does not work any more',
    text: 'It was used already, withdrawn, or it is over: each link works once. Ask for a new one, or sign in below.',
  },
  many: { title: 'Too many tries', text: 'From this address sign-ins wait for a while. Try again in 15 minutes.' },
  provider: { title: 'Your organisation did not sign you in', text: 'It was cancelled there, or it did not answer.' },
  collision: {
    title: 'There is an account with this e-mail already',
    text: 'It is not linked to your organisation’s sign-in. Sign in as before, or ask an administrator.',
  },
  disabled: { title: 'This account is disabled', text: 'An administrator can enable it again.' },
};

/** The one page for strangers. A button, not the visit, uses a link up, so that previews of mail programs do not. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { token, next, problem } = single(await searchParams);
  const link = token === undefined ? null : await readLink(db(), token, new Date());
  const known = PROBLEMS[token !== undefined && link === null ? 'link' : (problem ?? '')];
  return (
    <main className="entry" id="content" tabIndex={-1}>
      <span className="brand">
        <Mark />
        Sightline
      </span>
      {known !== undefined && (
        <div className="problem" role="alert">
          <b>{known.title}</b>
          <span>{known.text}</span>
        </div>
      )}
      {link !== null && token !== undefined ? (
        <WithLink link={link} token={token} next={next} />
      ) : (
        <>
          <h1>Sign in</h1>
          <SignInForm next={next} singleSignOn={settings().oidc !== null} />
          <details className="entry-help small">
            <summary>No way in?</summary>
            <p className="dim">
              An administrator can send a new link. Who runs the server gets one with <code>npm run signin</code>.
            </p>
          </details>
        </>
      )}
      <p className="small faint">Not for diagnostic use.</p>
    </main>
  );
}

type LinkProps = { link: OneTimeLink; token: string; next: string | undefined };

function WithLink({ link, token, next }: LinkProps) {
  const { purpose, email, role } = link;
  if (purpose === 'sign-in') return <OneClick token={token} next={next} />;
  const form = { token, next, email, purpose };
  if (purpose === 'first-admin')
    return (
      <>
        <h1>Make the first account</h1>
        <p className="dim">It administers Sightline: it invites everybody else, and makes keys for other systems.</p>
        <LinkForm {...form} purpose={purpose} button="Make the account" />
      </>
    );
  if (purpose === 'reset')
    return (
      <>
        <h1>Choose a new password</h1>
        <p className="dim">Every other browser that is signed in to this account is signed out.</p>
        <LinkForm {...form} purpose={purpose} button="Set the password" />
      </>
    );
  return (
    <>
      <h1>You are invited</h1>
      <p className="dim">
        {role === null
          ? 'An account was made ready for you.'
          : `Your role: ${ROLE_NAMES[role].name}. ${ROLE_NAMES[role].may}`}
      </p>
      <LinkForm {...form} purpose={purpose} button="Make the account" />
    </>
  );
}

function OneClick({ token, next }: { token: string; next: string | undefined }) {
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

import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { callerOf } from '@/app/accounts/callerOf';
import { Elsewhere } from '@/app/accounts/elsewhere';
import { NameForm } from '@/app/accounts/nameForm';
import { PasskeyPanel } from '@/app/accounts/passkeyPanel';
import { PasswordForm } from '@/app/accounts/passwordForm';
import { ROLE_NAMES } from '@/app/accounts/roleNames';
import { SessionList } from '@/app/accounts/sessionList';
import { SettingsNav } from '@/app/accounts/settingsNav';
import { PageFrame } from '@/app/shell/pageFrame';
import { whoAmI } from '@/server/access/ownAccount';
import { mayHaveOwnWays } from '@/server/access/ownWays';
import { listPasskeys } from '@/server/access/passkeys';
import { listSessions } from '@/server/access/sessions';
import { db } from '@/server/db/client';
import '@/app/styles/accounts.css';

export const metadata: Metadata = { title: 'Settings' };

const ORGANISATION =
  'Your organisation signs you in, so a passkey of your own would go on working after it has let you go. An administrator can make you a link for a password; with that you may add one.';

/** One's own account: name, ways to sign in, and browsers that are signed in. */
export default async function SettingsPage() {
  const caller = await callerOf();
  const now = new Date();
  const [self, passkeys, sessions] = await Promise.all([
    whoAmI(db(), caller),
    caller.kind === 'session' ? listPasskeys(db(), caller.id) : [],
    caller.kind === 'session' ? listSessions(db(), caller.id, caller, now) : [],
  ]);
  return (
    <PageFrame crumbs={[{ name: 'Settings' }]}>
      <div className="page-head">
        <h1 className="page-title">{self.name}</h1>
        <span className="faint small">
          {self.email} · {self.role === null ? 'key' : `${ROLE_NAMES[self.role].name}. ${ROLE_NAMES[self.role].may}`}
        </span>
      </div>
      <SettingsNav here="/settings" scopes={caller.scopes} />
      {self.methods === null ? (
        <p className="dim">A key has no account: sign in to see one.</p>
      ) : (
        <div className="settings-grid">
          <Part title="Name">
            <NameForm name={self.name} />
          </Part>
          <Part title="Password">
            {self.methods.singleSignOn && (
              <p className="dim">You are signed in by your organisation; a password is not needed.</p>
            )}
            {mayHaveOwnWays(self.methods) && <PasswordForm present={self.methods.password} />}
          </Part>
          <Part title="Passkeys">
            {mayHaveOwnWays(self.methods) || passkeys.length > 0 ? (
              <PasskeyPanel
                mayAdd={mayHaveOwnWays(self.methods)}
                passkeys={passkeys.map((key) => ({ ...key, createdAt: key.createdAt?.toISOString() ?? null }))}
              />
            ) : (
              <p className="dim">{ORGANISATION}</p>
            )}
          </Part>
          <Part title="Browsers that are signed in">
            <SessionList
              asOf={now.toISOString()}
              sessions={sessions.map(({ sessionId, method, address, userAgent, createdAt, seenAt, current }) => ({
                ...{ sessionId, method, address, userAgent, current },
                createdAt: createdAt.toISOString(),
                seenAt: seenAt?.toISOString() ?? null,
              }))}
            />
          </Part>
          <Part title="Settings elsewhere">
            <Elsewhere scopes={caller.scopes} />
          </Part>
        </div>
      )}
    </PageFrame>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel settings-part" aria-label={title}>
      <h2 className="panel-title">{title}</h2>
      {children}
    </section>
  );
}

import type { Metadata } from 'next';
import { callerOf } from '@/app/accounts/callerOf';
import { InvitationList } from '@/app/accounts/invitationList';
import { InviteForm } from '@/app/accounts/inviteForm';
import { PersonRow } from '@/app/accounts/personRow';
import { SessionList } from '@/app/accounts/sessionList';
import { SettingsNav } from '@/app/accounts/settingsNav';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { count } from '@/app/format/number';
import { withBase } from '@/app/shell/basePath';
import { PageFrame } from '@/app/shell/pageFrame';
import { PageLink } from '@/app/shell/pageLink';
import { type AccountRow, listAccounts } from '@/server/access/accounts';
import { listInvitations } from '@/server/access/invitations';
import type { Principal } from '@/server/access/principal';
import { listSessions } from '@/server/access/sessions';
import { db } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import '@/app/styles/accounts.css';

export const metadata: Metadata = { title: 'People' };

const PAGE_SIZE = 50;
const HEADS = ['Person', 'Role', 'Signs in by', 'State', 'Last seen', 'Browsers', ''];

/** Who may sign in, as what, and who is invited. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor, sessions } = single(await searchParams);
  const caller = await callerOf();
  const now = new Date();
  const [page, invitations] = await Promise.all([
    listAccounts(db(), isUuid(cursor ?? '') ? cursor : undefined, PAGE_SIZE, now),
    listInvitations(db(), now),
  ]);
  const asOf = now.toISOString();
  return (
    <PageFrame crumbs={[{ name: 'Settings', href: '/settings' }, { name: 'People' }]} asOf={asOf}>
      <div className="page-head">
        <h1 className="page-title">People</h1>
        <span className="faint small">Who may sign in, and as what</span>
        <span className="right">
          <a className="btn" href={withBase('/api/v1/accounts?format=csv')}>
            CSV
          </a>
        </span>
      </div>
      <SettingsNav here="/settings/people" scopes={caller.scopes} />
      {isUuid(sessions ?? '') && <Sessions accountId={sessions ?? ''} caller={caller} rows={page.rows} now={now} />}
      <div className="panel table-box account-table">
        <div className="scroll-x">
          <table className="plain-table tall-table stack-table" aria-label={`${count(page.rows.length)} accounts`}>
            <thead>
              <tr>
                {HEADS.map((head) => (
                  <th
                    key={head}
                    scope="col"
                    className={head === 'Last seen' || head === 'Browsers' ? 'num' : undefined}
                  >
                    {head === '' ? <span className="sr">Changes</span> : head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.rows.map((row) => (
                <PersonRow key={row.accountId} person={personOf(row)} own={row.accountId === caller.id} asOf={asOf} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {page.nextCursor !== null && (
        <PageLink className="btn" href={`/settings/people?cursor=${page.nextCursor}`}>
          Next page
        </PageLink>
      )}
      <div className="settings-grid">
        <section className="panel settings-part" aria-label="Invite somebody">
          <h2>Invite somebody</h2>
          <InviteForm />
        </section>
        <section className="panel settings-part" aria-label="Invitations">
          <h2>Open invitations</h2>
          <InvitationList
            invitations={invitations.map(({ invitationId, email, role, expiresAt }) => ({
              ...{ invitationId, email, role },
              expiresAt: expiresAt.toISOString(),
            }))}
          />
        </section>
      </div>
    </PageFrame>
  );
}

type SessionsProps = { accountId: string; caller: Principal; rows: readonly AccountRow[]; now: Date };

async function Sessions({ accountId, caller, rows, now }: SessionsProps) {
  const sessions = await listSessions(db(), accountId, caller, now);
  const name = rows.find((row) => row.accountId === accountId)?.name ?? 'this account';
  return (
    <section className="panel settings-part" aria-label={`Browsers of ${name}`}>
      <h2>Browsers of {name}</h2>
      <SessionList
        accountId={accountId}
        asOf={now.toISOString()}
        sessions={sessions.map(({ sessionId, method, address, userAgent, createdAt, seenAt, current }) => ({
          ...{ sessionId, method, address, userAgent, current },
          createdAt: createdAt.toISOString(),
          seenAt: seenAt?.toISOString() ?? null,
        }))}
      />
      <PageLink className="btn quiet" href="/settings/people">
        Close
      </PageLink>
    </section>
  );
}

function personOf(row: AccountRow) {
  const { password, passkeys, singleSignOn } = row.methods;
  const ways = [password && 'password', passkeys > 0 && 'passkey', singleSignOn && 'single sign-on'].filter(Boolean);
  const { accountId, name, email, role, sessions, liveKeys, liveLinks } = row;
  return {
    ...{ accountId, name, email, role, sessions, liveKeys, liveLinks },
    methods: ways.length === 0 ? 'links alone' : ways.join(', '),
    disabled: row.disabledAt !== null,
    lockedUntil: row.lockedUntil?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  };
}

import type { Metadata } from 'next';
import { AskName } from '@/app/accounts/askName';
import { callerOf } from '@/app/accounts/callerOf';
import { KeyForm } from '@/app/accounts/keyForm';
import { MadeBy, NextPage } from '@/app/accounts/madeBy';
import { SettingsNav } from '@/app/accounts/settingsNav';
import { type SearchParams, single } from '@/app/caseList/caseQuery';
import { day, minute, since } from '@/app/format/time';
import { EmptyState } from '@/app/panel/emptyState';
import { withBase } from '@/app/shell/basePath';
import { PageFrame } from '@/app/shell/pageFrame';
import { type KeyRow, listKeys } from '@/server/access/apiKey';
import { SCOPE_WORDS } from '@/server/access/principal';
import { makersOf } from '@/server/access/whoNames';
import { db } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import '@/app/styles/accounts.css';

export const metadata: Metadata = { title: 'API keys' };

const PAGE_SIZE = 50;
const HEADS = ['Key', 'May', 'Made', 'Last used', 'Ends', ''];

/** Keys of other systems. */
export default async function KeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor, by: asked } = single(await searchParams);
  const by = isUuid(asked ?? '') ? asked : undefined;
  const caller = await callerOf();
  const page = await listKeys(db(), isUuid(cursor ?? '') ? cursor : undefined, PAGE_SIZE, by);
  const names = await makersOf(db(), [
    ...page.rows.flatMap(({ createdBy }) => (createdBy === null ? [] : [createdBy])),
    ...(by === undefined ? [] : [`account ${by}`]),
  ]);
  const now = new Date();
  return (
    <PageFrame crumbs={[{ name: 'Settings', href: '/settings' }, { name: 'API keys' }]} asOf={now.toISOString()}>
      <div className="page-head">
        <h1 className="page-title">API keys</h1>
        <span className="faint small">For other systems: archives, models, scripts</span>
        <span className="right">
          <a className="btn" href={withBase('/api/v1/keys?format=csv')}>
            CSV
          </a>
        </span>
      </div>
      <SettingsNav here="/settings/keys" scopes={caller.scopes} />
      {by !== undefined && <MadeBy name={names.get(`account ${by}`)} path="/settings/keys" all="All keys" />}
      {page.rows.length === 0 ? (
        <div className="panel">
          <EmptyState title={by === undefined ? 'No key yet' : 'No key of theirs'}>
            <p>A system that sends images or reads figures needs one. Make it below.</p>
          </EmptyState>
        </div>
      ) : (
        <div className="panel table-box account-table">
          <div className="scroll-x">
            <table className="plain-table tall-table stack-table" aria-label="Keys">
              <thead>
                <tr>
                  {HEADS.map((head) => (
                    <th key={head} scope="col">
                      {head === '' ? <span className="sr">Changes</span> : head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {page.rows.map((row) => (
                  <Row key={row.keyId} row={row} by={names.get(row.createdBy ?? '') ?? null} now={now} />
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
      <NextPage path="/settings/keys" cursor={page.nextCursor} by={by} />
      <section className="panel settings-part" aria-label="New key">
        <h2>New key</h2>
        <KeyForm />
      </section>
    </PageFrame>
  );
}

function Row({ row, by, now }: { row: KeyRow; by: string | null; now: Date }) {
  const { name, hint, scopes, createdAt, lastUsedAt, expiresAt, revokedAt } = row;
  return (
    <tr>
      <th scope="row">
        <span className="person-name">{name}</span>
        {hint !== null && <code className="small dim person-mail">{hint}…</code>}
      </th>
      <td data-label="May">{scopes.map((scope) => SCOPE_WORDS[scope]).join(', ')}</td>
      <td data-label="Made">
        {day(createdAt.toISOString())}
        {by === null ? '' : ` by ${by}`}
      </td>
      <td data-label="Last used" className="key-when">
        {lastUsedAt === null ? 'never' : `${since(now.getTime() - lastUsedAt.getTime())} ago`}
      </td>
      <td data-label="Ends" className="key-when">
        {endOf(expiresAt, revokedAt, now)}
      </td>
      <td>
        {revokedAt === null && (
          <AskName
            verb="Revoke"
            name={name}
            warning="Whatever uses this key is turned away from now on. It does not come back; a new key can be made."
            path={`/api/v1/keys/${row.keyId}`}
          />
        )}
      </td>
    </tr>
  );
}

function endOf(expiresAt: Date | null, revokedAt: Date | null, now: Date): string {
  if (revokedAt !== null) return `Revoked on ${minute(revokedAt.toISOString())} UTC`;
  if (expiresAt === null) return 'Never';
  const when = day(expiresAt.toISOString());
  return expiresAt <= now ? `Ended on ${when}` : when;
}

import type { AccountPage, AccountRow } from '@/server/access/accounts';
import type { KeyRow } from '@/server/access/apiKey';
import { csvPages, csvResponse } from './csv';

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

const accountCells = (row: AccountRow) => [
  row.accountId,
  row.name,
  row.email,
  row.role,
  row.disabledAt === null ? 'enabled' : 'disabled',
  row.methods.password,
  row.methods.passkeys,
  row.methods.singleSignOn,
  row.sessions,
  row.liveKeys,
  row.liveLinks,
  time(row.lastSeenAt),
  time(row.createdAt),
];

/** All accounts, without a secret. `page`: the rows at a cursor. */
export const accountsCsv = (page: (cursor: string | undefined) => Promise<AccountPage>): Response =>
  csvResponse(
    'accounts.csv',
    csvPages(
      [
        'id',
        'name',
        'email',
        'role',
        'state',
        'password',
        'passkeys',
        'single_sign_on',
        'sessions',
        'live_keys',
        'live_links',
        'last_seen',
        'created',
      ],
      async (cursor) => {
        const { rows, nextCursor } = await page(cursor);
        return { rows: rows.map(accountCells), nextCursor };
      },
    ),
  );

const keyCells = (row: KeyRow) => [
  row.keyId,
  row.name,
  row.hint,
  row.scopes.join(' '),
  row.createdBy,
  time(row.createdAt),
  time(row.expiresAt),
  time(row.lastUsedAt),
  time(row.revokedAt),
];

/** All keys, without the keys. */
export const keysCsv = (
  page: (cursor: string | undefined) => Promise<{ rows: KeyRow[]; nextCursor: string | null }>,
): Response =>
  csvResponse(
    'keys.csv',
    csvPages(
      ['id', 'name', 'hint', 'scopes', 'created_by', 'created', 'expires', 'last_used', 'revoked'],
      async (cursor) => {
        const { rows, nextCursor } = await page(cursor);
        return { rows: rows.map(keyCells), nextCursor };
      },
    ),
  );

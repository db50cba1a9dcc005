import { PrismaPg } from '@prisma/adapter-pg';
import { settings } from '@/server/settings';
import { type Prisma, PrismaClient } from './generated/client';

/** The database as the product sees it; also inside a transaction. */
export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

/** Opens a client of its own; the caller disconnects it. */
export function openDb(url: string, applicationName = 'sightline'): Db {
  return new PrismaClient({
    adapter: new PrismaPg({
      connectionString: url,
      max: 10,
      application_name: applicationName,
      // A process that stands still in the middle of a transaction holds the counter of the events, and with it
      // everybody who writes: its connection is cut as late as its own limit below would end it.
      idle_in_transaction_session_timeout: 60_000,
    }),
    // Inference blocks the worker for a while, and a busy machine is no error: the 5 s of the default were too few.
    transactionOptions: { maxWait: 20_000, timeout: 60_000 },
  });
}

// Next compiles each route on its own, and reloads modules in development: one client for the process all the same.
const shared = globalThis as typeof globalThis & { sightlineDb?: Db };

/** The process's client, opened at first use on DATABASE_URL. */
export function db(): Db {
  shared.sightlineDb ??= openDb(databaseUrl());
  return shared.sightlineDb;
}

/** Makes an opened client the process's own, as a test of queries needs it. */
export function adoptDb(client: Db): void {
  shared.sightlineDb = client;
}

/** DATABASE_URL; the supervisor hands it to every process that it starts. */
export function databaseUrl(): string {
  const { databaseUrl: url } = settings();
  if (url === undefined) throw new RangeError('DATABASE_URL: not set; start the product with npm start');
  return url;
}

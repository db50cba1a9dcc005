import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, openDb } from '@/server/db/client';
import { inspectModel } from '@/server/inference/inspectModel';
import type { Delivery } from '@/server/ingest/delivery';
import { installationHash } from '@/server/ingest/keyedHash';
import { receiveInstance } from '@/server/ingest/receiveInstance';
import { type ModelUpload, receiveModel } from '@/server/ingest/receiveModel';
import { auditInstance, type PipelineContext } from '@/server/pipeline/auditInstance';
import { openClassifierSpecs } from '@/server/pipeline/classifierSpecs';
import { openCommitter } from '@/server/pipeline/committer';
import { openComputer } from '@/server/pipeline/compute/openComputer';
import { registerModel } from '@/server/pipeline/registerModel';
import { openFileStore } from '@/server/store/fileStore';
import { testDatabase } from './database';

/** Everything below the HTTP edge, on a real database and a store of its own; jobs are run by hand. */
export type Product = PipelineContext & {
  /** Of the database. */
  url: string;
  register(upload: ModelUpload): Promise<void>;
  /** Takes an image in and runs its job; answers the instance's id. */
  send(delivery: Partial<Delivery> & { image: Buffer }): Promise<string>;
  /** The store's folder. */
  folder: string;
  /** Number of files in the store. */
  files(): Promise<number>;
  close(): Promise<void>;
};

export async function openProduct(now: () => Date = () => new Date()): Promise<Product> {
  const url = await testDatabase();
  const db: Db = openDb(url);
  const folder = await mkdtemp(join(tmpdir(), 'sightline-test-'));
  const store = openFileStore(folder);
  const context: PipelineContext = {
    db,
    store,
    specs: openClassifierSpecs(db),
    // Two files run side by side: more threads each only wait for one another.
    computer: openComputer(store, 1),
    committer: openCommitter({ db, store, now }),
    now,
  };
  return {
    ...context,
    url,
    folder,
    async register(upload) {
      const receipt = await receiveModel(db, store, upload);
      if (receipt.state === 'registered') return;
      await registerModel(db, store, receipt.registrationId, inspectModel);
      const row = await db.registration.findUniqueOrThrow({ where: { id: receipt.registrationId } });
      if (row.status !== 'done') throw new Error(`not registered: ${JSON.stringify(row.problem)}`);
    },
    async send(delivery) {
      const whole = { metadata: {}, masks: [], ...delivery };
      const { instanceId } = await receiveInstance(db, store, await installationHash(db), whole, now());
      await auditInstance(context, instanceId);
      return instanceId;
    },
    async files() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).length;
    },
    async close() {
      await db.$disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

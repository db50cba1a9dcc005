import type { Db } from '@/server/db/client';
import type { FileStore } from '@/server/store/fileStore';

/** What the demonstration's jobs work with. */
export type DemonstrationContext = {
  db: Db;
  store: FileStore;
  now: () => Date;
  /** SIGHTLINE_DEMO: when off nothing is started and nothing is sent. */
  enabled: boolean;
  /** Where the shipped models lie, each in a folder of its own. */
  models: string;
  /** Studies that are sent at once, and in all. */
  burst: number;
  most: number;
};

import type { Db } from '@/server/db/client';
import type { ClassifierSpecs } from '@/server/pipeline/classifierSpecs';
import type { Computer } from '@/server/pipeline/compute/task';
import type { FileStore } from '@/server/store/fileStore';

/** What jobs that run models on changed images work with. */
export type EditContext = {
  db: Db;
  store: FileStore;
  computer: Pick<Computer, 'edit' | 'perturb'>;
  specs: ClassifierSpecs;
  now: () => Date;
};

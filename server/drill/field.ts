import type { Disk } from './disk';
import type { Feed } from './feed';
import type { Listener } from './listener';
import type { PlannedFault } from './plan';
import type { Subject } from './subject';

/** What a fault may lay hands on. */
export type Field = {
  subject: Subject;
  disk: Disk;
  feed: Feed;
  listeners: Listener[];
  seed: number;
  /** Which fault of the drill it is, from 0 on. */
  index: number;
  /** Keys of the jobs that were poisoned. */
  poisoned: string[];
};

/** Does the harm; resolves when it is done, not when the product has recovered. */
export type Inject = (field: Field, fault: PlannedFault) => Promise<void>;

import type { FaultKind } from '@/server/drill/faultKind';
import type { Inject } from '@/server/drill/field';
import { cutDatabase, cutSockets } from './cutConnections';
import { fillDisk } from './fillDisk';
import { freeze } from './freeze';
import { killBackend } from './killBackend';
import { killProcesses, killSupervisor } from './killProcess';
import { poisonJob } from './poisonJob';
import { killAtLastTry, spoilFile } from './underWaiting';
import { halfUploads, sameAtOnce } from './uploads';

/** How each kind of fault is done. */
export const INJECT: Record<FaultKind, Inject> = {
  'kill-worker': killProcesses('worker'),
  'kill-web': killProcesses('web'),
  'kill-postgres': killProcesses('postgres'),
  'kill-backend': killBackend,
  'kill-all': killProcesses('worker', 'web', 'postgres'),
  'kill-supervisor': killSupervisor,
  'kill-at-last-try': killAtLastTry,
  'freeze-worker': freeze('worker'),
  'freeze-web': freeze('web'),
  'freeze-postgres': freeze('postgres'),
  'full-disk': fillDisk,
  'cut-database': cutDatabase,
  'cut-sockets': cutSockets,
  'half-uploads': halfUploads,
  'poison-job': poisonJob,
  'truncated-file': spoilFile('truncate'),
  'removed-file': spoilFile('remove'),
  'same-at-once': sameAtOnce,
};

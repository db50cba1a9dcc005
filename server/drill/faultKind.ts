/** Every kind of fault, with the words of the report. */
export const FAULTS = {
  'kill-worker': 'kill -9 of the worker',
  'kill-web': 'kill -9 of the web process',
  'kill-postgres': 'kill -9 of the Postgres postmaster',
  'kill-backend': 'kill -9 of one Postgres backend',
  'kill-all': 'kill -9 of worker, web and postmaster at once',
  'kill-supervisor': 'kill -9 of the supervisor, then a new start',
  'kill-at-last-try': 'kill -9 of the worker during the last try of a job',
  'freeze-worker': 'SIGSTOP of the worker for some seconds',
  'freeze-web': 'SIGSTOP of the web process for some seconds',
  'freeze-postgres': 'SIGSTOP of postmaster and backends for some seconds',
  'full-disk': 'no byte free on the data disk for some seconds',
  'cut-database': 'pg_terminate_backend of every connection',
  'cut-sockets': 'every live socket cut without a word',
  'half-uploads': 'eight uploads broken off half-way',
  'poison-job': 'a job whose handler always throws',
  'truncated-file': 'the stored file cut short under a waiting image',
  'removed-file': 'the stored file removed under a waiting image',
  'same-at-once': 'one request eight times at once',
} as const;

export type FaultKind = keyof typeof FAULTS;

/** Their names, in the order of the report. */
export const FAULT_KINDS = Object.keys(FAULTS).filter((name): name is FaultKind => name in FAULTS);

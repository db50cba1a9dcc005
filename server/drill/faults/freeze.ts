import type { Inject } from '@/server/drill/field';
import { childrenOf, pause, type Role } from '@/server/drill/subject';
import { signal } from '@/server/start/processes';

/** Stops a process (the postmaster with its backends) for a while and lets it go on. */
export function freeze(role: Role): Inject {
  return async ({ subject }, { holdMs }) => {
    const pid = await subject.pidOf(role);
    const all = role === 'postgres' ? [pid, ...childrenOf(pid)] : [pid];
    try {
      for (const one of all) signal(one, 'SIGSTOP');
      await pause(holdMs);
    } finally {
      for (const one of all) signal(one, 'SIGCONT');
    }
  };
}

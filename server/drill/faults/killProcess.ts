import type { Field, Inject } from '@/server/drill/field';
import type { Role } from '@/server/drill/subject';
import { isAlive, signal, waitUntil } from '@/server/start/processes';

/** kill -9 of these at once; each that does not run just now is waited for first. */
export function killProcesses(...roles: Role[]): Inject {
  return async ({ subject }: Field) => {
    const pids = await Promise.all(roles.map((role) => subject.pidOf(role)));
    for (const pid of pids) signal(pid, 'SIGKILL');
    await waitUntil(() => !pids.some(isAlive), 5_000);
  };
}

/** kill -9 of the supervisor, and a new start by the operator. */
export const killSupervisor: Inject = async ({ subject }) => {
  signal(await subject.pidOf('supervisor'), 'SIGKILL');
  await subject.start();
};

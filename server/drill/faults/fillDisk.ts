import type { Inject } from '@/server/drill/field';
import { pause } from '@/server/drill/subject';

/** Leaves not one free page on the disk of database and store for a while. */
export const fillDisk: Inject = async ({ disk }, { holdMs }) => {
  if (disk.problem !== null) throw new RangeError(disk.problem);
  try {
    const end = Date.now() + holdMs;
    // What the product frees meanwhile is taken, too.
    for (disk.fill(); Date.now() < end; disk.fill()) await pause(200);
  } finally {
    disk.empty();
  }
};

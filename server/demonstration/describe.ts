import { z } from 'zod';
import type { Tx } from '@/server/db/client';
import { BURST, MOST } from './limits';
import { removableVersions } from './removableVersions';
import { hourOf, partOfDay, perMinute, wallOffset } from './rhythm';
import { readState, SPEEDS, STATUSES } from './state';

const time = z.iso.datetime().nullable();

/** `GET /api/v1/demonstration`. */
export const demonstrationSchema = z.object({
  /** `none`: it was never started here. `removed`: it was, and may be started again. */
  status: z.enum(['none', ...STATUSES]),
  /** SIGHTLINE_DEMO: when false nothing is sent. */
  enabled: z.boolean(),
  /** How many times faster than life. */
  speed: z.literal(SPEEDS),
  /** Studies sent, and how many are sent in all. */
  sent: z.int(),
  most: z.int(),
  /** Of these, how many are sent at once at the beginning. */
  burst: z.int(),
  /** Mean rate at this hour and speed while it runs, and the part of the hospital's day. */
  perMinute: z.number(),
  partOfDay: z.enum(['night', 'morning', 'midday', 'afternoon', 'evening']),
  /** Why it was paused by itself. */
  problem: z.string().nullable(),
  /** What a removal takes away beside the studies. */
  classifiers: z.array(z.string()),
  segmenters: z.array(z.string()),
  /** How far a removal is; null when none is under way. */
  removal: z.object({ studies: z.int(), removed: z.int(), files: z.int() }).nullable(),
  startedAt: time,
  updatedAt: time,
});

export type DemonstrationStatus = z.infer<typeof demonstrationSchema>;

/** What the banner and the interface say of the demonstration. */
export async function describeDemonstration(tx: Tx, now: Date, enabled: boolean): Promise<DemonstrationStatus> {
  const state = await readState(tx);
  const hour = hourOf(now.getTime(), wallOffset(now));
  const speed = state?.speed ?? 1;
  const versions = await removableVersions(tx, state?.versions ?? []);
  const named = (kind: string) => versions.filter((version) => version.kind === kind).map(({ name }) => name);
  return {
    status: state?.status ?? 'none',
    enabled,
    speed,
    sent: state?.sent ?? 0,
    most: MOST,
    burst: BURST,
    perMinute: perMinute(hour, speed),
    partOfDay: partOfDay(hour),
    problem: state?.problem ?? null,
    classifiers: named('classifier'),
    segmenters: named('segmenter'),
    removal:
      state?.status === 'removing'
        ? { studies: state.removing, removed: state.removed, files: await tx.looseFile.count() }
        : null,
    startedAt: state?.startedAt.toISOString() ?? null,
    updatedAt: state?.updatedAt.toISOString() ?? null,
  };
}

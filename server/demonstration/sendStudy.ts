import { renderPng } from '@/server/image/render';
import { SENT } from '@/server/ingest/delivery';
import type { KeyedHash } from '@/server/ingest/keyedHash';
import { receiveInstance } from '@/server/ingest/receiveInstance';
import { renderPhantom } from '@/server/phantom/renderPhantom';
import { PRIORITY } from '@/server/queue/job';
import type { DemonstrationContext } from './context';
import { planStudy } from './plan';
import { backdated, wallOffset } from './rhythm';
import type { State } from './state';

/** Pixels a side: enough for the viewer. 384 took half as long again to draw, read and keep. */
export const SIDE = 320;

/** The first studies were taken in the day and a half before the start, so that trends by the hour have a past. */
const PAST_MS = 36 * 3_600_000;

/** Thrown when the demonstration is removed while a study is on its way. */
export class Removed extends Error {}

/** Sends study `state.sent` as any sender would; the same study again changes nothing. @throws Removed */
export async function sendStudy(context: DemonstrationContext, hash: KeyedHash, state: State): Promise<void> {
  const { study, patientId, patientAge } = planStudy(state.seed, state.sent);
  const { site, department, scanner, viewPosition, portable, patientSex, truths } = study;
  const { pixels, height, width, lesions } = renderPhantom(study, SIDE);
  const metadata = {
    site: `Phantom ${site}`,
    department,
    scanner,
    viewPosition,
    portable,
    patientId,
    patientSex,
    patientAge,
    acquiredAt: acquiredAt(context, state).toISOString(),
    truths,
  };
  const delivery = {
    image: await renderPng({ height, width, pixels: Float32Array.from(pixels) }),
    metadata,
    masks: [],
    ...(lesions.includes(1) && { lesions: [{ finding: 'Pneumonia', mask: { height, width, data: lesions } }] }),
  };
  await receiveInstance(context.db, context.store, hash, delivery, context.now(), {
    ...SENT,
    demo: true,
    truthSource: 'phantom',
    priority: PRIORITY.phantom,
    by: 'system demonstration',
    async guard(tx) {
      // Held until the commit: a removal that begins meanwhile waits, and then finds this study.
      const [row] = await tx.$queryRaw<{ status: string }[]>`select status from demonstration where id = 1 for share`;
      if (row === undefined || row.status === 'removing' || row.status === 'removed') throw new Removed();
    },
  });
}

/** Studies of the burst follow the rhythm of the hours before the start; later ones are taken now. */
function acquiredAt({ burst, now }: DemonstrationContext, { sent, startedAt }: State): Date {
  if (sent >= burst) return now();
  return new Date(backdated((sent + 0.5) / burst, startedAt.getTime(), PAST_MS, wallOffset(startedAt)));
}

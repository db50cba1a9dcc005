import { db } from '@/server/db/client';
import type { Received } from '@/server/ingest/receiveInstance';
import { type CaseDetail, getCase } from '@/server/queries/caseDetail';
import { publicPath } from '@/server/settings';

const FIRST_WAIT_MS = 15;
const LONGEST_WAIT_MS = 120;

/** The `202` of an instance that is being read. */
export const acceptedBody = ({ instanceId, status, duplicate, unmatchedSegments }: Received) => ({
  instanceId,
  status,
  /** true: the image was here before from this site; masks, metadata and truths sent now were not used. */
  duplicate,
  ...(unmatchedSegments !== undefined && { unmatchedSegments }),
  links: { self: publicPath(`/api/v1/instances/${instanceId}`), page: publicPath(`/cases/${instanceId}`) },
});

/** The finished instance, or null when it is not finished within `seconds` or the caller has gone. */
export async function waitForInstance(
  instanceId: string,
  seconds: number,
  gone: AbortSignal,
): Promise<CaseDetail | null> {
  const end = performance.now() + seconds * 1000;
  let wait = FIRST_WAIT_MS;
  while (performance.now() < end && !gone.aborted) {
    if (await isFinished(instanceId)) return getCase(instanceId);
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(LONGEST_WAIT_MS, wait * 1.5);
  }
  return null;
}

async function isFinished(instanceId: string): Promise<boolean> {
  const row = await db().instance.findUnique({ where: { id: instanceId }, select: { status: true } });
  return row === null || row.status !== 'pending';
}

import type { Db, Tx } from '@/server/db/client';
import { saliencyOf } from '@/server/queries/saliencyOf';
import { CHECK_VERSION } from '@/server/saliency/checkVersion';
import type { OfferFacts } from '@/server/saliency/saliencyOffer';

/** What decides which methods a version may be asked for. */
export async function saliencyFacts(db: Db | Tx, versionId: string): Promise<OfferFacts> {
  const version = await db.modelVersion.findUniqueOrThrow({
    where: { id: versionId },
    select: { sha256: true, saliency: true },
  });
  // A grade by older definitions counts as not yet checked.
  const checks = await db.methodCheck.findMany({
    where: { versionId, definitionVersion: CHECK_VERSION },
    select: { method: true, grade: true },
  });
  return {
    hasModel: version.sha256 !== null,
    saliency: saliencyOf(version.saliency),
    grades: new Map(checks.map(({ method, grade }) => [method, grade])),
  };
}

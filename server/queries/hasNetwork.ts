import { db as processDb } from '@/server/db/client';
import { versionCondition } from '@/server/db/versionCondition';

/** Whether we hold a version's network, so that it can be asked again; without it only its predictions are known. */
export async function hasNetwork(model: string): Promise<boolean> {
  const version = await processDb().modelVersion.findFirst({ where: versionCondition(model), select: { kind: true } });
  return version?.kind === 'classifier';
}

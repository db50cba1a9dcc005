import type { Db } from '@/server/db/client';
import { versionCondition } from '@/server/db/versionCondition';
import { type Manifest, namesSegmenter } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';

/** @throws AppError `unreadable-model` where a classifier names a segmenter that is not registered */
export async function requireSegmenter(db: Db, manifest: Manifest): Promise<void> {
  if (manifest.kind !== 'classifier' || !namesSegmenter(manifest)) return;
  const found = await db.modelVersion.count({
    where: { kind: 'segmenter', ...versionCondition(manifest.segmenter) },
  });
  if (found > 0) return;
  throw new AppError('unreadable-model', `segmenter ${manifest.segmenter} is not registered: register it first`, {
    errors: [{ path: 'manifest.segmenter', detail: 'name a registered segmenter as name@version' }],
  });
}

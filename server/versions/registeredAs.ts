import type { Tx } from '@/server/db/client';
import type { Manifest } from '@/server/model/manifest';
import type { VersionState } from '@/server/model/versionState';
import { lockModel, recordChange } from './recordChange';

/**
 * Settles what a version is used for that was inserted just now: the first of its model is live, every other one
 * shadow unless its manifest says `"state": "live"`. Segmenters are live: they are used by the versions that name them.
 */
export async function registeredAs(tx: Tx, versionId: string, manifest: Manifest, now: Date): Promise<VersionState> {
  const { modelId } = await tx.modelVersion.findUniqueOrThrow({ where: { id: versionId }, select: { modelId: true } });
  await lockModel(tx, modelId);
  const others = await tx.modelVersion.count({ where: { modelId, id: { not: versionId } } });
  const asked = manifest.kind === 'segmenter' ? 'live' : manifest.state;
  const to = asked ?? (others === 0 ? 'live' : 'shadow');
  const reason =
    asked === undefined
      ? others === 0
        ? 'the first version of its model'
        : 'a candidate beside the versions that are there'
      : manifest.kind === 'segmenter'
        ? 'a segmenter'
        : 'as its manifest says';
  await recordChange(tx, { versionId, kind: 'registered', from: null, to, reason, by: 'worker' }, now);
  return to;
}

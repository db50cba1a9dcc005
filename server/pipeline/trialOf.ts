import type { Db } from '@/server/db/client';
import { versionCondition } from '@/server/db/versionCondition';
import { type Manifest, namesSegmenter, segmenterManifest } from '@/server/model/manifest';
import { READING_STATES } from '@/server/model/versionState';
import type { FileStore } from '@/server/store/fileStore';
import type { Trial } from './trial';

/** Images that a model is fed in the usual ways, at most, and bytes of their files together. */
const MOST_IMAGES = 24;
const MOST_BYTES = 300_000_000;

/**
 * What a model is tried on: the image that was asked for or else the newest that was read, then other ones in scope, and
 * the segmenter that its manifest names.
 */
export async function trialOf(
  db: Db,
  store: FileStore,
  asked: { manifest: Manifest | null; instanceId: string | null; reads: boolean },
): Promise<Trial> {
  const { manifest, instanceId, reads } = asked;
  const demo = manifest?.kind === 'classifier' && manifest.scope === 'demo';
  const columns = {
    ...{ id: true, fileSha256: true, patientAge: true, patientSex: true, viewPosition: true, portable: true },
  } as const;
  const chosen =
    instanceId === null ? null : await db.instance.findUnique({ where: { id: instanceId }, select: columns });
  const others = await db.instance.findMany({
    where: { status: 'done', demo, fileSha256: { not: null } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: MOST_IMAGES,
    select: columns,
  });
  const rows = [...(chosen === null ? [] : [chosen]), ...others.filter(({ id }) => id !== chosen?.id)];
  const images: Trial['images'] = [];
  let held = 0;
  for (const { id, fileSha256, ...facts } of rows.slice(0, MOST_IMAGES)) {
    const bytes = fileSha256 === null ? null : await store.get(fileSha256).catch(() => null);
    if (bytes === null || (held > 0 && held + bytes.length > MOST_BYTES)) continue;
    held += bytes.length;
    images.push({ instanceId: id, bytes, facts });
  }
  return { images, segmenter: await segmenterOf(db, store, manifest), reads };
}

async function segmenterOf(db: Db, store: FileStore, manifest: Manifest | null): Promise<Trial['segmenter']> {
  if (manifest?.kind !== 'classifier' || !namesSegmenter(manifest)) return null;
  const row = await db.modelVersion.findFirst({
    where: { kind: 'segmenter', state: { in: [...READING_STATES] }, ...versionCondition(manifest.segmenter) },
  });
  if (row === null || row.sha256 === null) return null;
  const parsed = segmenterManifest.parse(row.manifest);
  return { name: manifest.segmenter, manifest: parsed, bytes: await store.get(row.sha256) };
}

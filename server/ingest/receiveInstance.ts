import { randomUUID } from 'node:crypto';
import { emptyMask } from '@/server/audit/emptyMask';
import type { Mask } from '@/server/audit/mask';
import { maskArea } from '@/server/audit/maskArea';
import type { DeliveredSource } from '@/server/audit/maskSource';
import { splitLungs } from '@/server/audit/splitLungs';
import type { ZoneName } from '@/server/audit/zone';
import type { Db, Tx } from '@/server/db/client';
import { holdFiles } from '@/server/db/lockFile';
import { type ImageInfo, inspectImage } from '@/server/image/decode';
import { encodeMask } from '@/server/image/maskPng';
import { scrubImage } from '@/server/image/scrub';
import { appendEvents } from '@/server/live/outbox';
import { AppError } from '@/server/problem/appError';
import { addJob } from '@/server/queue/addJob';
import { type FileStore, sha256Of } from '@/server/store/fileStore';
import { appendTrail } from '@/server/trail/appendTrail';
import { batchRecord } from '@/server/trail/batchRecord';
import type { TrailEntry } from '@/server/trail/trailEntry';
import { type InstanceAttributes, mergeAttributes, UNKNOWN_SITE } from './attributes';
import { deliveredLesions } from './deliveredLesions';
import { deliveredMasks } from './deliveredMasks';
import { type Delivery, type Origin, SENT } from './delivery';
import type { KeyedHash } from './keyedHash';
import { removeOrphans } from './removeOrphans';
import { turnstile } from './turnstile';
import { type LesionRow, writeLesions } from './writeLesions';

/** `unmatchedSegments`: segments of a Segmentation that are no zone of ours, in words; left out when there are none. */
export type Received = { instanceId: string; status: string; duplicate: boolean; unmatchedSegments?: string[] };

type StoredMask = {
  zone: ZoneName;
  source: DeliveredSource;
  sha256: string;
  height: number;
  width: number;
  area: number;
};

/**
 * Takes one delivery in: checks the image, keeps the picture alone, and writes study, series, instance, masks, truths, the
 * job, the audit trail's record of truths and lesions, and the event in one transaction. Same bytes from the same site again answers the instance that is there.
 * A refused or failed delivery leaves nothing behind. Few at once; the others wait in line.
 */
export function receiveInstance(
  db: Db,
  store: FileStore,
  hash: KeyedHash,
  delivery: Delivery,
  now: Date,
  origin: Origin = SENT,
): Promise<Received> {
  return turnstile('images').pass(() => receive(db, store, hash, delivery, now, origin));
}

async function receive(
  db: Db,
  store: FileStore,
  hash: KeyedHash,
  delivery: Delivery,
  now: Date,
  origin: Origin,
): Promise<Received> {
  const site = delivery.metadata.site ?? UNKNOWN_SITE;
  const info = await inspectImage(delivery.image, (text, kind) => hash(`${kind}:${site}:${text}`));
  const attributes = mergeAttributes(delivery.metadata, info.attributes, hash);
  const sha256 = sha256Of(delivery.image);
  const known = await db.instance.findUnique({ where: { sha256_site: { sha256, site } } });
  if (known !== null) return { instanceId: known.id, status: known.status, duplicate: true };
  const given = deliveredMasks(delivery, info);
  const file = await store.put(await scrubImage(delivery.image));
  const made = file.created ? [file.sha256] : [];
  try {
    const masks: StoredMask[] = [];
    for (const { zone, mask } of given.masks.flatMap(zoneMasks)) {
      const kept = await store.put(await encodeMask(mask));
      if (kept.created) made.push(kept.sha256);
      masks.push({
        zone,
        source: given.source,
        sha256: kept.sha256,
        height: mask.height,
        width: mask.width,
        area: maskArea(mask) / (mask.height * mask.width),
      });
    }
    const lesions = await deliveredLesions(store, delivery, { size: info, source: origin.truthSource, made });
    const bytes = delivery.image.length;
    const row = { sha256, fileSha256: file.sha256, bytes, info, attributes, masks, lesions, delivery, now, origin };
    return await db.$transaction(async (tx) => {
      await origin.guard?.(tx);
      const files = [...new Set([file, ...masks, ...lesions].flatMap((kept) => kept.sha256 ?? []))];
      await holdFiles(tx, files);
      // Another delivery of the same picture may have failed, and taken a file away, since it was put there.
      if ((await Promise.all(files.map(store.has))).includes(false))
        throw new AppError('unavailable', 'the file was removed meanwhile; send it again');
      const received = await insert(tx, row);
      return given.unmatched.length === 0 ? received : { ...received, unmatchedSegments: given.unmatched };
    });
  } catch (error) {
    await removeOrphans(db, store, made);
    throw error;
  }
}

/** Both lungs in one mask become left and right; a lung that is not there is an empty mask, not a missing one. */
export function zoneMasks({
  zone,
  mask,
}: Pick<Delivery['masks'][number], 'zone' | 'mask'>): { zone: ZoneName; mask: Mask }[] {
  if (zone !== 'lungs') return [{ zone, mask }];
  const { left, right } = splitLungs(mask);
  const empty = emptyMask(mask.height, mask.width);
  return [
    { zone: 'lung-left', mask: left ?? empty },
    { zone: 'lung-right', mask: right ?? empty },
  ];
}

type Row = {
  sha256: string;
  fileSha256: string;
  bytes: number;
  info: ImageInfo;
  attributes: InstanceAttributes;
  masks: StoredMask[];
  lesions: Omit<LesionRow, 'instanceId'>[];
  delivery: Delivery;
  now: Date;
  origin: Origin;
};

async function insert(tx: Tx, row: Row): Promise<Received> {
  const { sha256, info, attributes, now, origin } = row;
  const { modality, ...acquisition } = attributes;
  const seriesId = await ensureSeries(tx, row, modality);
  const id = randomUUID();
  const { count } = await tx.instance.createMany({
    data: {
      id,
      seriesId,
      sha256,
      fileSha256: row.fileSha256,
      byteLength: row.bytes,
      format: info.format,
      height: info.height,
      width: info.width,
      bitDepth: info.bitDepth,
      status: 'pending',
      receivedAt: now,
      demo: origin.demo,
      ...acquisition,
    },
    skipDuplicates: true,
  });
  if (count === 0) {
    const twin = await tx.instance.findUniqueOrThrow({ where: { sha256_site: { sha256, site: attributes.site } } });
    return { instanceId: twin.id, status: twin.status, duplicate: true };
  }
  await tx.mask.createMany({ data: row.masks.map((mask) => ({ instanceId: id, ...mask })) });
  await writeLesions(
    tx,
    row.lesions.map((lesion) => ({ ...lesion, instanceId: id })),
    now,
  );
  const truths = Object.entries(row.delivery.metadata.truths ?? {});
  await tx.truth.createMany({
    data: truths.map(([finding, value]) => ({
      instanceId: id,
      finding,
      value,
      source: origin.truthSource,
      receivedAt: now,
    })),
  });
  await addJob(tx, 'audit-instance', { instanceId: id }, { key: `audit-instance:${id}`, priority: origin.priority });
  await appendTrail(tx, recordsOf(id, row));
  await appendEvents(tx, [{ type: 'instance:received', payload: { instanceId: id } }]);
  return { instanceId: id, status: 'pending', duplicate: false };
}

/** What came along that says what is to be seen, as when it is sent by itself; one record each. */
function recordsOf(id: string, { lesions, delivery, now, origin }: Row): TrailEntry[] {
  const said = { at: now, actor: origin.by, instances: [id] };
  const truths = Object.entries(delivery.metadata.truths ?? {}).map(
    ([finding, value]) => [id, finding, value, origin.truthSource] as const,
  );
  const outlined = lesions.map(({ finding, source, area }) => [id, finding, source, area] as const);
  return [
    ...(truths.length > 0 ? [batchRecord({ ...said, kind: 'truth:recorded', rows: truths })] : []),
    ...(outlined.length > 0
      ? [batchRecord({ ...said, kind: 'lesion:recorded', rows: outlined, body: { removed: 0 } })]
      : []),
  ];
}

async function ensureSeries(
  tx: Tx,
  { sha256, info, attributes: { site } }: Row,
  modality: string | null,
): Promise<string> {
  const studyKey = info.attributes?.studyKey ?? sha256;
  const seriesKey = info.attributes?.seriesKey ?? sha256;
  await tx.study.createMany({ data: { id: randomUUID(), site, studyKey }, skipDuplicates: true });
  const study = await tx.study.findUniqueOrThrow({ where: { site_studyKey: { site, studyKey } } });
  await tx.series.createMany({
    data: { id: randomUUID(), studyId: study.id, seriesKey, modality },
    skipDuplicates: true,
  });
  const series = await tx.series.findUniqueOrThrow({ where: { studyId_seriesKey: { studyId: study.id, seriesKey } } });
  return series.id;
}

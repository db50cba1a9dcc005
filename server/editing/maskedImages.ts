import { ZONES, type ZoneName } from '@/server/audit/zone';
import type { Db } from '@/server/db/client';
import type { ImageFacts } from '@/server/model/imageFacts';
import type { MaskedImage } from '@/server/pipeline/compute/editTask';
import type { FileStore } from '@/server/store/fileStore';

/** An image that a version has read, with the masks that it read it with. */
export type ReadImage = {
  instanceId: string;
  site: string;
  /** Keyed hash; null where none was told. */
  patient: string | null;
  /** `upload`, `lung_unet@1`, or `none`. */
  maskSource: string;
  image: MaskedImage;
};

type StoredMask = { zone: string; source: string; sha256: string };
type Row = Omit<ReadImage, 'image'> & { fileSha256: string; masks: StoredMask[]; facts: ImageFacts };

/** Of these instances those that the version has read and whose picture is there. */
export async function readImages(db: Db, versionId: string, instanceIds: readonly string[]): Promise<ReadImage[]> {
  const rows = await db.$queryRaw<Row[]>`
    select i.id::text as "instanceId", i.site, i.patient_key as patient, p.mask_source as "maskSource",
      i.file_sha256 as "fileSha256",
      jsonb_build_object(
        'patientAge', i.patient_age, 'patientSex', i.patient_sex,
        'viewPosition', i.view_position, 'portable', i.portable
      ) as facts,
      array(
        select jsonb_build_object('zone', zone, 'source', source, 'sha256', sha256) from mask where instance_id = i.id
      ) as masks
    from instance i
    join prediction p on p.instance_id = i.id and p.version_id = ${versionId}::uuid
    where i.id = any(${[...instanceIds]}::uuid[]) and i.file_sha256 is not null`;
  return rows.map(({ fileSha256, masks, facts, ...row }) => ({
    ...row,
    image: { fileSha256, masks: pickMasks(masks, row.maskSource), facts },
  }));
}

/** A zone's mask by the source that the prediction names, else by our newest detector. */
function pickMasks(masks: readonly StoredMask[], maskSource: string): MaskedImage['masks'] {
  return ZONES.flatMap((zone: ZoneName) => {
    const own = masks.filter((mask) => mask.zone === zone);
    const named = own.find(({ source }) => source === maskSource);
    const [detected] = own.filter(({ source }) => source.startsWith('detector@')).sort(bySource);
    const mask = named ?? detected;
    return mask === undefined ? [] : [{ zone, sha256: mask.sha256 }];
  });
}

/** `detector@10` before `detector@9`. */
const bySource = (a: StoredMask, b: StoredMask): number =>
  Number(b.source.split('@')[1] ?? 0) - Number(a.source.split('@')[1] ?? 0);

/** Whether all its files are in the store. */
export async function isWhole(store: Pick<FileStore, 'has'>, { fileSha256, masks }: MaskedImage): Promise<boolean> {
  const files = [fileSha256, ...masks.map(({ sha256 }) => sha256)];
  return !(await Promise.all(files.map((sha256) => store.has(sha256)))).includes(false);
}

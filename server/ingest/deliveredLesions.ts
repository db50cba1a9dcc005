import type { FileStore } from '@/server/store/fileStore';
import type { Delivery } from './delivery';
import { type GivenLesion, keepLesion, type PictureSize } from './givenLesion';
import type { LesionRow } from './writeLesions';

type Arrival = { size: PictureSize; source: string; made: string[] };

/**
 * The lesions that came with an image, boxes of its metadata and masks; files are kept, and new ones added to `made`.
 * @throws AppError `unreadable-mask`
 */
export async function deliveredLesions(
  store: FileStore,
  { metadata, lesions: masks = [] }: Pick<Delivery, 'metadata' | 'lesions'>,
  { size, source, made }: Arrival,
): Promise<Omit<LesionRow, 'instanceId'>[]> {
  const given: [string, GivenLesion][] = [
    ...Object.entries(metadata.lesions ?? {}).map(([finding, boxes]): [string, GivenLesion] => [finding, { boxes }]),
    ...masks.map(({ finding, mask }): [string, GivenLesion] => [finding, { mask }]),
  ];
  const rows: Omit<LesionRow, 'instanceId'>[] = [];
  for (const [finding, lesion] of given) {
    const kept = await keepLesion(store, lesion, { path: `lesion:${finding}`, size, made });
    rows.push({ finding, source, ...kept });
  }
  return rows;
}

import type { Mask } from '@/server/audit/mask';
import { type Db, db as processDb } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import { encodeMask } from '@/server/image/maskPng';
import { boxesMask, type LesionBox } from '@/server/localisation/boxesMask';
import { LOCALISATION_VERSION } from '@/server/localisation/definition';
import { lesionBoxesOf } from '@/server/localisation/lesionBoxesOf';
import { LESION_SIDE, lesionSize } from '@/server/localisation/lesionMask';
import { AppError } from '@/server/problem/appError';
import { publicPath } from '@/server/settings';
import { store } from '@/server/store/store';
import { type LesionFigures, lesionFigures } from './lesionFigures';

/** Figures of one version's map by one method. */
export type LesionMap = LesionFigures & {
  model: string;
  method: string;
  undefinedReason: string | null;
  negativeOnLesion: boolean;
};

/** Where a finding is in a case, by one source; boxes in shares of the image, null for a mask. */
export type CaseLesion = {
  instanceId: string;
  finding: string;
  source: string;
  boxes: LesionBox[] | null;
  area: number;
  receivedAt: string;
  maps: LesionMap[];
  /** `mask`: a PNG of 0 and 255, of boxes too. */
  links: { mask: string };
};

/** The lesions of a case with the figures of the maps held against them, by finding. */
export async function getCaseLesions(instanceId: string, db: Db = processDb()): Promise<CaseLesion[]> {
  if (!isUuid(instanceId)) return [];
  const rows = await db.lesion.findMany({ where: { instanceId }, orderBy: [{ finding: 'asc' }, { source: 'asc' }] });
  if (rows.length === 0) return [];
  const maps = await db.localisation.findMany({
    where: { prediction: { instanceId }, definitionVersion: LOCALISATION_VERSION },
    include: { finding: { include: { version: { include: { model: true } } } } },
    orderBy: [{ findingId: 'asc' }, { method: 'asc' }],
  });
  return rows.map(({ finding, source, boxes, area, receivedAt }) => {
    const query = new URLSearchParams({ finding, source });
    return {
      ...{ instanceId, finding, source, area, receivedAt: receivedAt.toISOString() },
      boxes: boxes === null ? null : lesionBoxesOf(boxes),
      maps: maps
        .filter((map) => map.finding.name === finding && map.source === source)
        .map(({ finding: { version }, method, figures, undefinedReason, negativeOnLesion }) => ({
          ...lesionFigures.parse(figures),
          ...{ model: `${version.model.name}@${version.version}`, method, undefinedReason, negativeOnLesion },
        })),
      links: { mask: publicPath(`/api/v1/instances/${instanceId}/lesion?${query}`) },
    };
  });
}

/** One lesion as a PNG, with a tag that changes when it does; boxes are drawn. @throws AppError not-found */
export async function lesionPicture(
  instanceId: string,
  finding: string,
  source: string | undefined,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; etag: string }> {
  const row = await processDb().lesion.findFirst({
    where: { instanceId, finding, ...(source !== undefined && { source }) },
    include: { instance: { select: { height: true, width: true } } },
    orderBy: { source: 'asc' },
  });
  if (row === null) throw new AppError('not-found', 'no lesion of this finding was sent');
  const etag = `"${row.sha256 ?? row.receivedAt.getTime()}"`;
  if (row.sha256 !== null) return { bytes: new Uint8Array(await store().get(row.sha256)), etag };
  const { height, width } = row.instance;
  const mask: Mask = boxesMask(lesionBoxesOf(row.boxes), ...lesionSize(height ?? LESION_SIDE, width ?? LESION_SIDE));
  return { bytes: new Uint8Array(await encodeMask(mask)), etag };
}

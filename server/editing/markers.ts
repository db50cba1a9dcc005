import { setImmediate } from 'node:timers/promises';
import type { MarkersAnswer } from '@/server/analysis/evidenceAnswers';
import type { ImageWorks } from '@/server/analysis/imageWorks';
import type { Progress } from '@/server/analysis/progress';
import type { Snapshot } from '@/server/analysis/snapshot';
import { findSubject } from '@/server/analysis/subject';
import type { Db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { markerClusters } from '@/server/mapStatistics/markerClusters';
import type { MarkerLook } from '@/server/mapStatistics/markerHash';
import { type MarkerSighting, markerOrigins } from '@/server/mapStatistics/markerOrigins';
import type { FileStore } from '@/server/store/fileStore';
import { type FoundMarker, findMarkers } from './markersOfImage';
import { isWhole, readImages } from './maskedImages';

/** Images that are looked at; a kind of marker that is rare in so many is rare. */
const MOST_IMAGES = 2_000;

/** Images whose rows are read at a time, and examples that are told of a kind. */
const PAGE = 100;
const EXAMPLES = 6;

export type MarkersContext = { db: Db; store: Pick<FileStore, 'get' | 'has'> };

type Marker = { instanceId: string; box: FoundMarker['box']; look: MarkerLook; sighting: MarkerSighting };

/**
 * Kinds of markers in the images that a version has read: of up to `MOST_IMAGES`, the same ones each time, what stands
 * in the stored masks of markers is cut out and compared (see `markerLook`, `markerClusters`), and told with where it
 * comes from (see `markerOrigins`). An image whose files are missing is not counted. Images are decoded one at a time,
 * with the event loop free in between.
 * @throws AppError not-found; what `progress.report` throws
 */
export async function answerMarkers(
  { db, store }: MarkersContext,
  snapshot: Snapshot,
  question: Parameters<ImageWorks['markers']>[1],
  progress: Pick<Progress, 'report'>,
): Promise<MarkersAnswer> {
  if (question.kind !== 'markers') throw new RangeError(`kind: ${question.kind}`);
  const { versionId } = await findSubject(db, question.parameters.model);
  const rows = await snapshot.all<ImageRow>(imagesOf(versionId));
  const markers: Marker[] = [];
  let images = 0;
  for (let start = 0; start < rows.length; start += PAGE) {
    const page = rows.slice(start, start + PAGE);
    const read = await readImages(
      db,
      versionId,
      page.map(([id]) => id),
    );
    const byId = new Map(read.map((one) => [one.instanceId, one]));
    for (const [place, row] of page.entries()) {
      progress.report(start + place, rows.length);
      const image = byId.get(row[0])?.image;
      if (image === undefined || !(await isWhole(store, image))) continue;
      images += 1;
      const found = await findMarkers(store, image);
      markers.push(
        ...found.map((marker) => ({ instanceId: row[0], ...marker, sighting: sightingOf(row, start + place) })),
      );
      await setImmediate();
    }
  }
  progress.report(rows.length, rows.length);
  return { images, markers: markers.length, clusters: clustersOf(markers) };
}

type ImageRow = [
  instanceId: string,
  patient: string | null,
  site: string,
  department: string | null,
  scanner: string | null,
  viewPosition: string | null,
  portable: boolean | null,
];

const imagesOf = (versionId: string): Prisma.Sql => Prisma.sql`
  select i.id::text, i.patient_key, i.site, i.department, i.scanner, i.view_position, i.portable
  from prediction p
  join instance i on i.id = p.instance_id
  where p.version_id = ${versionId}::uuid and i.file_sha256 is not null
  order by hashtextextended(i.id::text, 4)
  limit ${MOST_IMAGES}`;

function sightingOf(row: ImageRow, image: number): MarkerSighting {
  const [instanceId, patient, site, department, scanner, viewPosition, portable] = row;
  return {
    image,
    patient: patient ?? `image ${instanceId}`,
    strata: { site, department, scanner, viewPosition, portable: portable === null ? null : String(portable) },
  };
}

function clustersOf(markers: readonly Marker[]): MarkersAnswer['clusters'] {
  const clusters = markerClusters(markers.map(({ look }) => look));
  const origins = markerOrigins(
    markers.map(({ sighting }) => sighting),
    clusters,
  );
  return clusters.map((members, i) => ({
    n: members.length,
    mostly: origins[i] ?? [],
    examples: members.slice(0, EXAMPLES).flatMap((member) => {
      const marker = markers[member];
      return marker === undefined ? [] : [{ instanceId: marker.instanceId, ...marker.box }];
    }),
  }));
}

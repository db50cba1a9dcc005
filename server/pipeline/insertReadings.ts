import { randomUUID } from 'node:crypto';
import { CONVENTION_VERSION, DEFINITION_VERSION } from '@/server/audit/definition';
import type { Tx } from '@/server/db/client';
import type { Reading } from './compute/task';
import { float32Bytes } from './float32Bytes';
import type { FinishedImage } from './persistImages';

/** A reading under the id of its prediction. */
export type IdentifiedReading = Reading & { id: string; instanceId: string };

const base64 = (values: Float32Array): string => Buffer.from(float32Bytes(values)).toString('base64');

/**
 * Inserts predictions with their maps and results, one statement a table whatever their number; answers those that are
 * new. Of the same version on the same instance the first one stays.
 */
export async function insertReadings(tx: Tx, images: FinishedImage[], now: Date): Promise<IdentifiedReading[]> {
  const readings = images.flatMap(({ instanceId, readings: own }) =>
    own.map((reading) => ({ ...reading, id: randomUUID(), instanceId })),
  );
  const inserted = await insertPredictions(tx, readings, now);
  const fresh = readings.filter(({ id }) => inserted.has(id));
  await insertMaps(tx, fresh);
  await insertResults(tx, fresh);
  return fresh;
}

async function insertPredictions(tx: Tx, readings: IdentifiedReading[], now: Date): Promise<Set<string>> {
  const rows = readings.map(({ id, instanceId, versionId, maskSource, maskIssues = [], classified, timing }) => {
    const embedding = classified.embedding === null ? null : base64(classified.embedding);
    const { inputHash } = classified;
    return { id, instanceId, versionId, maskSource, maskIssues, inputHash, embedding, timing };
  });
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    insert into prediction (
      id, instance_id, version_id, mask_source, mask_issues, input_hash, embedding, timing, created_at, at
    )
    select row.id, "instanceId", "versionId", "maskSource", "maskIssues", "inputHash", decode(embedding, 'base64'), timing, ${now},
      coalesce(i.acquired_at, i.received_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      id uuid, "instanceId" uuid, "versionId" uuid, "maskSource" text, "maskIssues" text[], "inputHash" text,
      embedding text, timing jsonb
    )
    join instance i on i.id = row."instanceId"
    on conflict (instance_id, version_id) do nothing
    returning id::text as id`;
  return new Set(inserted.map(({ id }) => id));
}

async function insertMaps(tx: Tx, readings: IdentifiedReading[]): Promise<void> {
  const rows = readings.flatMap((reading) => mapRow(reading) ?? []);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into attribution (prediction_id, method, layer, convention, height, width, maps)
    select id, 'cam', layer, ${CONVENTION_VERSION}, height, width, decode(maps, 'base64')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      id uuid, layer text, height int, width int, maps text
    )`;
}

/** The maps of all findings, one after the other in the findings' order; null without maps. */
function mapRow({ id, findings, classified: { cams, layer } }: IdentifiedReading) {
  if (cams === null || layer === null) return null;
  const { height, width, values } = cams;
  const cells = height * width;
  const maps = new Float32Array(findings.length * cells);
  findings.forEach(({ channel }, index) => {
    maps.set(values.subarray(channel * cells, (channel + 1) * cells), index * cells);
  });
  return { id, layer, height, width, maps: base64(maps) };
}

async function insertResults(tx: Tx, readings: IdentifiedReading[]): Promise<void> {
  const rows = readings.flatMap(({ id, outcomes }) => outcomes.map((outcome) => ({ predictionId: id, ...outcome })));
  await tx.$executeRaw`
    insert into finding_result (
      prediction_id, finding_id, at, probability, logit, bias,
      outside_share, negative_outside_share, area_outside, enrichment, contribution_inside, contribution_outside,
      undilated, undefined_reason, ledger, flags, definition_version
    )
    select
      "predictionId", "findingId", p.at, probability, logit, bias,
      "outsideShare", "negativeOutsideShare", "areaOutside", enrichment, "contributionInside", "contributionOutside",
      undilated, "undefinedReason", ledger, flags, ${DEFINITION_VERSION}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      "predictionId" uuid, "findingId" int, probability float8, logit float8, bias float8,
      "outsideShare" float8, "negativeOutsideShare" float8, "areaOutside" float8, enrichment float8,
      "contributionInside" float8, "contributionOutside" float8,
      undilated jsonb, "undefinedReason" text, ledger jsonb, flags text[]
    )
    join prediction p on p.id = row."predictionId"`;
}

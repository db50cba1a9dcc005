import { CONVENTION_VERSION, DEFINITION_VERSION } from '@/server/audit/definition';
import type { Tx } from '@/server/db/client';
import type { SentOutcome } from './auditLine';
import type { Decision } from './decideLine';
import { mapsOf } from './mapsOf';

/** A decision with the outcomes of its findings, in their order. */
export type AuditedDecision = Decision & { outcomes: SentOutcome[]; first: boolean };

/** Inserts predictions, maps, results and masks, one statement a table. */
export async function insertDecisions(
  tx: Tx,
  decisions: readonly AuditedDecision[],
  now: Date,
  importId: string | null,
): Promise<void> {
  const first = decisions.filter((decision) => decision.first);
  await insertPredictions(tx, first, now, importId);
  await insertMaps(tx, first);
  await insertResults(tx, decisions);
  await insertMasks(tx, first);
}

async function insertPredictions(
  tx: Tx,
  decisions: readonly AuditedDecision[],
  now: Date,
  importId: string | null,
): Promise<void> {
  if (decisions.length === 0) return;
  const rows = decisions.map(({ prediction, instanceId, target, line }) => {
    const { embedding } = line.prediction;
    return {
      id: prediction.id,
      instanceId,
      versionId: target.versionId,
      maskSource: line.masks.length > 0 ? 'upload' : 'none',
      at: prediction.at,
      ...(embedding !== undefined && {
        embedding: Buffer.from(Float32Array.from(embedding).buffer).toString('base64'),
      }),
    };
  });
  await tx.$executeRaw`
    insert into prediction (
      id, instance_id, version_id, mask_source, input_hash, embedding, timing, created_at, at, import_id
    )
    select id, "instanceId", "versionId", "maskSource", '', decode(embedding, 'base64'), '{}', ${now}, at,
      ${importId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      id uuid, "instanceId" uuid, "versionId" uuid, "maskSource" text, embedding text, at timestamptz
    )`;
}

async function insertMaps(tx: Tx, decisions: readonly AuditedDecision[]): Promise<void> {
  const rows = decisions.flatMap((decision) => mapsOf(decision) ?? []);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into attribution (prediction_id, method, layer, convention, height, width, maps)
    select id, method, 'as sent', convention, height, width, decode(maps, 'base64')
    from jsonb_to_recordset(${JSON.stringify(rows.map((row) => ({ ...row, convention: CONVENTION_VERSION })))}::jsonb)
      as row (id uuid, method text, convention text, height int, width int, maps text)`;
}

type ResultRow = SentOutcome & { predictionId: string; at: Date };

/** Most results have no map: six columns in arrays, which take a third of the time of JSON. */
async function insertResults(tx: Tx, decisions: readonly AuditedDecision[]): Promise<void> {
  const rows = decisions.flatMap(({ prediction: { id, at }, outcomes }) =>
    outcomes.map((outcome): ResultRow => ({ ...outcome, predictionId: id, at })),
  );
  await insertScores(
    tx,
    rows.filter(({ undefinedReason }) => undefinedReason === 'no_saliency'),
  );
  await insertAudited(
    tx,
    rows.filter(({ undefinedReason }) => undefinedReason !== 'no_saliency'),
  );
}

async function insertScores(tx: Tx, rows: readonly ResultRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into finding_result (
      prediction_id, finding_id, at, probability, logit, undefined_reason, flags, definition_version
    )
    select prediction_id, finding_id, at, probability, logit, 'no_saliency', '{}', ${DEFINITION_VERSION}
    from unnest(
      ${rows.map(({ predictionId }) => predictionId)}::uuid[],
      ${rows.map(({ findingId }) => findingId)}::int[],
      ${rows.map(({ at }) => at.toISOString())}::timestamptz[],
      ${rows.map(({ probability }) => probability)}::float8[],
      ${rows.map(({ logit }) => logit)}::float8[]
    ) as row (prediction_id, finding_id, at, probability, logit)`;
}

async function insertAudited(tx: Tx, rows: readonly ResultRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into finding_result (
      prediction_id, finding_id, at, probability, logit, bias,
      outside_share, negative_outside_share, area_outside, enrichment, contribution_inside, contribution_outside,
      undilated, undefined_reason, ledger, flags, definition_version
    )
    select
      "predictionId", "findingId", at, probability, logit, bias,
      "outsideShare", "negativeOutsideShare", "areaOutside", enrichment, "contributionInside", "contributionOutside",
      undilated, "undefinedReason", ledger, flags, ${DEFINITION_VERSION}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      "predictionId" uuid, at timestamptz, "findingId" int, probability float8, logit float8, bias float8,
      "outsideShare" float8, "negativeOutsideShare" float8, "areaOutside" float8, enrichment float8,
      "contributionInside" float8, "contributionOutside" float8,
      undilated jsonb, "undefinedReason" text, ledger jsonb, flags text[]
    )`;
}

/** The first masks of a source stay, as its first prediction does. */
async function insertMasks(tx: Tx, decisions: readonly AuditedDecision[]): Promise<void> {
  const rows = decisions.flatMap(({ instanceId, line }) => line.masks.map((mask) => ({ instanceId, ...mask })));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into mask (instance_id, zone, source, sha256, height, width, area)
    select "instanceId", zone, 'upload', sha256, height, width, area
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
      "instanceId" uuid, zone text, sha256 text, height int, width int, area float8
    )
    on conflict do nothing`;
}

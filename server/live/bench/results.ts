import { randomUUID } from 'node:crypto';
import type { Db } from '@/server/db/client';
import type { FinishedImage } from '@/server/pipeline/persistImages';
import { outcomesOf, type RegisteredFinding } from '@/server/pipeline/result';

const FINDINGS = 14;
const CELLS = 49;
const SIDE = 64;

/** A version of 14 findings whose answers the benchmark makes up; nothing ever opens its file. */
export async function makeVersion(db: Db): Promise<{ versionId: string; findings: RegisteredFinding[] }> {
  const [modelId, versionId] = [randomUUID(), randomUUID()];
  await db.model.create({ data: { id: modelId, name: 'made-up' } });
  const version = { id: versionId, modelId, version: '1', kind: 'classifier', sha256: '0'.repeat(64) };
  await db.modelVersion.create({ data: { ...version, manifest: { scope: 'none' }, saliency: {}, assumed: [] } });
  const findings: RegisteredFinding[] = [];
  for (let channel = 0; channel < FINDINGS; channel++) {
    const finding = { name: `Finding ${channel + 1}`, channel, baseline: 0.1, anatomy: ['lungs' as const] };
    const { id } = await db.finding.create({ data: { versionId, ...finding } });
    findings.push({ id, threshold: null, ...finding });
  }
  return { versionId, findings };
}

/** Inserts `count` instances of four sites that wait for their result; answers their ids. */
export async function makeInstances(db: Db, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await db.$executeRaw`
    insert into study (id, site, study_key)
    select id, 'Site ' || n % 4, id::text from unnest(${ids}::uuid[]) with ordinality as row (id, n)`;
  await db.$executeRaw`
    insert into series (id, study_id, series_key) select id, id, id::text from unnest(${ids}::uuid[]) as row (id)`;
  await db.$executeRaw`
    insert into instance (
      id, series_id, sha256, file_sha256, byte_length, format, height, width, bit_depth, status, site,
      view_position, portable, patient_sex, patient_age, received_at
    )
    select
      id, id, id::text, id::text, 1, 'png', 64, 64, 8, 'pending', 'Site ' || n % 4,
      case n % 2 when 0 then 'AP' else 'PA' end, n % 3 = 0, case n % 2 when 0 then 'F' else 'M' end, n % 90, now()
    from unnest(${ids}::uuid[]) with ordinality as row (id, n)`;
  return ids;
}

/** The result of one image, with maps and ledgers as a model of 14 findings on 7 × 7 cells gives them. */
export function makeResult(
  instanceId: string,
  { versionId, findings }: { versionId: string; findings: RegisteredFinding[] },
  random: () => number,
): FinishedImage {
  const values = Float32Array.from({ length: FINDINGS * CELLS }, () => 4 * random() - 2);
  const bias = new Float32Array(FINDINGS);
  const logits = Float32Array.from({ length: FINDINGS }, (_, finding) => {
    const own = values.subarray(finding * CELLS, (finding + 1) * CELLS);
    return own.reduce((sum, value) => sum + value, 0) / CELLS;
  });
  const classified = {
    probabilities: logits.map((logit) => 1 / (1 + Math.exp(-logit))),
    logits,
    embedding: Float32Array.from({ length: 1024 }, random),
    cams: { height: 7, width: 7, values },
    bias,
    layer: 'features',
    inputHash: instanceId,
    milliseconds: 1,
  };
  const half = new Uint8Array(SIDE * SIDE).fill(1, 0, (SIDE * SIDE) / 2);
  const lungs = { height: SIDE, width: SIDE, data: half };
  const zones = { height: SIDE, width: SIDE, masks: { 'lung-left': lungs, 'lung-right': lungs }, sources: {} };
  const outcomes = outcomesOf(findings, classified, zones);
  const reading = { versionId, maskSource: 'none', findings, classified, outcomes, timing: { classify: 1 } };
  return { instanceId, readings: [reading], masks: [], complete: true };
}

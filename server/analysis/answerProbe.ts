import { UNKNOWN_STRATUM } from '@/server/cohort/cohortFilter';
import type { Db } from '@/server/db/client';
import { Prisma } from '@/server/db/generated/client';
import { strataOf } from '@/server/rollup/cell';
import { ACQUISITION, type AcquisitionRow, acquisitionOf } from './caseQuery';
import { computeApart } from './computeApart';
import type { ProbeAnswer } from './evidenceAnswers';
import type { AnalysisParameters } from './kinds';
import type { Progress } from './progress';
import { readAll } from './readAll';
import { groupKey } from './sampling';
import type { Snapshot } from './snapshot';
import { strataCodes } from './strataCodes';
import { findSubject } from './subject';

/** Embeddings that are read; the regression takes a quarter of a minute for them. */
const MOST_CASES = 4_000;

/** Any numbers, always the same: asking again gives the same sample, projection and folds. */
const ORDER_SEED = 614;
const SEED = 20_240_117;

const TARGETS = ['site', 'department', 'scanner', 'portable'] as const;

type EmbeddingRow = [instanceId: string, patient: string | null, embedding: Buffer, ...AcquisitionRow];
type Target = ProbeAnswer['targets'][number];

/** Whether site, department, scanner and portable can be told from the stored embeddings of a version. */
export async function answerProbe(
  db: Db,
  snapshot: Snapshot,
  { model }: AnalysisParameters<'probe'>,
  progress: Progress,
): Promise<ProbeAnswer> {
  const { versionId } = await findSubject(db, model);
  const condition = Prisma.sql`p.version_id = ${versionId}::uuid and p.embedding is not null`;
  const [[of = 0] = []] = await snapshot.all<[number]>(
    Prisma.sql`select count(*)::float8 from prediction p where ${condition}`,
  );
  const rows: EmbeddingRow[] = [];
  const reading = {
    count: Prisma.sql`select least(${of}, ${MOST_CASES})::float8`,
    rows: Prisma.sql`
      select i.id, i.patient_key, p.embedding, ${ACQUISITION}
      from prediction p join instance i on i.id = p.instance_id
      where ${condition}
      order by hashtextextended(coalesce(i.patient_key, i.id::text), ${ORDER_SEED}), i.id limit ${MOST_CASES}`,
  };
  await readAll<EmbeddingRow>(snapshot, reading, progress, (row) => rows.push(row));
  const bytes = rows[0]?.[2].byteLength ?? 0;
  const used = rows.filter((row) => row[2].byteLength === bytes);
  if (used.length === 0) {
    return { targets: TARGETS.map(withoutEmbedding), cases: 0, of, embedding: 0, dimensions: 0, folds: 0 };
  }
  const strata = used.map(([, , , ...acquisition]) => strataOf(acquisitionOf(acquisition)));
  const input = {
    values: embeddingsOf(used.map((row) => row[2])),
    dimensions: bytes / 4,
    patients: Uint32Array.from(used, ([id, patient]) => groupKey(patient, id)),
    targets: TARGETS.map((by) =>
      strataCodes(
        by,
        strata.map((one) => (one[by] === UNKNOWN_STRATUM ? null : one[by])),
      ),
    ),
    seed: SEED,
  };
  return { ...(await computeApart('probe', input, progress.signal)), cases: used.length, of };
}

/** Float32Array [n, dimensions] of bytes that need not be aligned. */
function embeddingsOf(rows: readonly Buffer[]): Float32Array {
  const joined = Buffer.concat(rows);
  return new Float32Array(Uint8Array.from(joined).buffer);
}

const withoutEmbedding = (by: Target['by']): Target => ({
  ...{ by, cases: 0, patients: 0, classes: [], leftOut: [], auc: null, balancedAccuracy: null, shuffled: [] },
  none: 'no_embedding',
});

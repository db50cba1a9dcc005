import type { AnalysisState } from '@/server/analysis/kinds';
import { findSubject } from '@/server/analysis/subject';
import type { Db } from '@/server/db/client';
import type { VerdictGrade } from '@/server/evidence/verdict';
import { getVersionEvidence } from '@/server/queries/evidence';
import { gate } from './gate';
import type { GateOutcome, Limits } from './limits';
import { IMAGE_FAILED } from './recordChange';

/** Both versions of a gate, as `name@version` and id. */
export type GatePair = { candidate: string; candidateId: string; incumbent: string };

/**
 * Judges a gate by the comparison as it stands; null while there is none that is younger than the limits.
 * @throws AppError not-found for a version that was removed meanwhile
 */
export async function judge(
  db: Db,
  { candidate, candidateId, incumbent }: GatePair,
  { limits, fixedAt }: { limits: Limits; fixedAt: Date },
  state: AnalysisState<'paired-versions'> | null,
): Promise<GateOutcome | null> {
  if (state?.result == null || state.asOf === null || new Date(state.asOf) < fixedAt) return null;
  const [own, theirs, subject, failures] = await Promise.all([
    grades(candidate),
    grades(incumbent),
    findSubject(db, incumbent),
    failuresOf(db, candidateId),
  ]);
  return gate(limits, {
    asOf: state.asOf,
    compared: state.result,
    incumbentFindings: subject.findings.map(({ name }) => name),
    verdicts: { candidate: own, incumbent: theirs },
    failures,
  });
}

async function grades(model: string): Promise<Record<string, VerdictGrade>> {
  const { findings } = await getVersionEvidence(model);
  return Object.fromEntries(findings.map(({ finding, verdict }) => [finding, verdict.grade]));
}

/** Images without a finite answer of the version, each once; one that was read since is not among them. */
async function failuresOf(db: Db, versionId: string): Promise<{ n: number; of: number }> {
  const [row] = await db.$queryRaw<{ n: number; read: number }[]>`
    select
      (select count(*)::int from (
        select distinct split_part(reason, ' ', 1)::uuid as id from version_change
        where version_id = ${versionId}::uuid and kind = ${IMAGE_FAILED}
      ) f where not exists (
        select 1 from prediction p where p.version_id = ${versionId}::uuid and p.instance_id = f.id
      )) as n,
      (select count(*)::int from prediction where version_id = ${versionId}::uuid) as read`;
  const n = row?.n ?? 0;
  return { n, of: n + (row?.read ?? 0) };
}

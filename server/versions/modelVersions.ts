import { type Db, db as processDb } from '@/server/db/client';
import { isUuid } from '@/server/db/isUuid';
import { VERDICTS, type VerdictGrade } from '@/server/evidence/verdict';
import { type VersionState, versionState } from '@/server/model/versionState';
import { AppError } from '@/server/problem/appError';
import { getVersionEvidence } from '@/server/queries/evidence';
import { getOverview } from '@/server/queries/overview';
import { listPromotions, type Promotion } from './promotion';
import { IMAGE_FAILED } from './recordChange';

/** A change of what a version is used for. `by`: `key` or `session` with the first digits of its hash, or `worker`. */
export type VersionChange = {
  version: string;
  kind: string;
  from: VersionState | null;
  to: VersionState;
  reason: string;
  by: string;
  at: string;
  promotionId: string | null;
};

/** A version with where it stands. `n`: images that it has read; means are over its findings that have the figure. */
export type VersionStanding = {
  versionId: string;
  version: string;
  kind: 'classifier' | 'segmenter' | 'external';
  state: VersionState;
  stateReason: string | null;
  /** Since when it is in that state. */
  since: string;
  n: number;
  findings: number;
  meanAuc: number | null;
  meanOutside: number | null;
  /** The gravest of its findings; null where nobody asks: retired, stopped, or a segmenter. */
  worst: VerdictGrade | null;
};

export type ModelVersions = {
  modelId: string;
  name: string;
  /** Live ones first, then candidates, then the others; newest first among them. */
  versions: VersionStanding[];
  /** Newest first, at most 200. */
  changes: VersionChange[];
  promotions: Promotion[];
};

const ORDER: readonly VersionState[] = ['live', 'shadow', 'stopped', 'retired'];

/** The id of a model by its id or its name. @throws AppError not-found */
export async function modelIdOf(model: string, db: Db = processDb()): Promise<string> {
  const row = await db.model.findFirst({ where: isUuid(model) ? { id: model.toLowerCase() } : { name: model } });
  if (row === null) throw new AppError('not-found', 'no model has this id or name');
  return row.id;
}

/** A model with its versions and everything that was changed and decided. @throws AppError not-found */
export async function getModelVersions(model: string, db: Db = processDb()): Promise<ModelVersions> {
  const modelId = await modelIdOf(model, db);
  const row = await db.model.findUniqueOrThrow({
    where: { id: modelId },
    include: {
      versions: {
        include: {
          _count: { select: { predictions: true, findings: true } },
          changes: { where: { kind: { not: IMAGE_FAILED } }, orderBy: { id: 'desc' } },
        },
        orderBy: { createdAt: 'desc' },
      },
    },
  });
  const versions = await Promise.all(row.versions.map((version) => standing(row.name, version)));
  const changes = row.versions.flatMap(({ version, changes: own }) =>
    own.map((change) => ({
      ...{ version, kind: change.kind, reason: change.reason, by: change.changedBy, id: change.id },
      ...{ from: versionState.nullable().parse(change.fromState), to: versionState.parse(change.toState) },
      ...{ at: change.changedAt.toISOString(), promotionId: change.promotionId },
    })),
  );
  return {
    ...{ modelId, name: row.name },
    versions: versions.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)),
    changes: changes
      .toSorted((a, b) => b.id - a.id)
      .slice(0, 200)
      .map(({ id: _, ...change }) => change),
    promotions: await listPromotions(modelId, db),
  };
}

type Row = {
  id: string;
  version: string;
  kind: string;
  state: string;
  stateReason: string | null;
  createdAt: Date;
  changes: { changedAt: Date }[];
  _count: { predictions: number; findings: number };
};

async function standing(name: string, row: Row): Promise<VersionStanding> {
  const state = versionState.parse(row.state);
  const kind = row.kind === 'segmenter' || row.kind === 'external' ? row.kind : 'classifier';
  const id = `${name}@${row.version}`;
  const figures = kind === 'segmenter' ? NO_FIGURES : await figuresOf(id);
  const reads = kind !== 'segmenter' && (state === 'live' || state === 'shadow');
  return {
    ...{ versionId: row.id, version: row.version, kind, state, stateReason: row.stateReason },
    since: (row.changes[0]?.changedAt ?? row.createdAt).toISOString(),
    ...{ n: row._count.predictions, findings: row._count.findings },
    ...figures,
    worst: reads ? await worstOf(id) : null,
  };
}

const NO_FIGURES = { meanAuc: null, meanOutside: null };

async function figuresOf(
  model: string,
): Promise<typeof NO_FIGURES | { meanAuc: number | null; meanOutside: number | null }> {
  const findings = (await getOverview({ model })).models[0]?.findings ?? [];
  return {
    meanAuc: mean(findings.map(({ auc }) => auc.value)),
    meanOutside: mean(findings.map(({ outsideShare }) => outsideShare.mean)),
  };
}

async function worstOf(model: string): Promise<VerdictGrade | null> {
  const grades = (await getVersionEvidence(model)).findings.map(({ verdict }) => verdict.grade);
  return VERDICTS.find((grade) => grades.includes(grade)) ?? null;
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

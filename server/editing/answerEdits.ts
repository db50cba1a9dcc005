import type { EditsAnswer } from '@/server/analysis/evidenceAnswers';
import type { AnalysisParameters } from '@/server/analysis/kinds';
import type { Progress } from '@/server/analysis/progress';
import { findSubject } from '@/server/analysis/subject';
import type { Db } from '@/server/db/client';
import { EDIT_VERSION } from '@/server/edit/edit';
import { codeOf, isPermanent } from '@/server/pipeline/auditFailure';
import type { ClassifierSpec } from '@/server/pipeline/compute/task';
import { AppError } from '@/server/problem/appError';
import { eachOf } from './eachOf';
import { editCase } from './editCase';
import type { EditContext } from './editContext';
import type { EditGround } from './editGround';
import { countAsRandom, pickFlagged, pickRandom } from './pickCases';

/**
 * Edits cases of a version that have no edits yet: the newest flagged ones, or a share that chance decides. An image
 * that cannot be read is counted with its reason; what may go away by itself ends the run, and it is tried again. What
 * is done stays, so that a run that was cut off goes on where it stopped.
 * @throws AppError not-found, conflict for a version whose model is not here; what `progress.report` throws
 */
export async function answerEdits(
  context: EditContext,
  groundOf: (versionId: string) => Promise<EditGround>,
  { model, sample, most }: AnalysisParameters<'edits'>,
  progress: Pick<Progress, 'report'>,
): Promise<EditsAnswer> {
  const { db } = context;
  const classifier = await specOf(context, model);
  const { versionId } = classifier;
  const pick = sample === 'flagged' ? pickFlagged : pickRandom;
  const cases = await pick(db, versionId, most);
  const ground = cases.length === 0 ? null : await groundOf(versionId);
  const skipped: Record<string, number> = {};
  const skip = (reason: string): void => {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  };
  let done = 0;
  progress.report(0, cases.length);
  await eachOf(cases, async (instanceId) => {
    progress.report(done, cases.length);
    if (ground !== null && !(sample === 'random' && (await countAsRandom(db, versionId, instanceId)))) {
      const outcome = await editCase(context, ground, { classifier, instanceId, sample }).catch((error: unknown) => {
        if (!isPermanent(error)) throw error;
        return codeOf(error);
      });
      if (outcome === 'gone') skip('removed');
      else if (outcome === 'lost') skip('file-missing');
      else if (outcome !== 'written' && outcome !== 'there') skip(outcome);
    }
    done += 1;
    progress.report(done, cases.length);
  });
  return { ...(await whatBecame(db, versionId, sample)), skipped };
}

/** What it takes to open a version. @throws AppError not-found, conflict when its model is elsewhere */
export async function specOf({ db, specs }: EditContext, model: string): Promise<ClassifierSpec> {
  const { versionId, model: name } = await findSubject(db, model);
  const spec = await specs(versionId);
  if (spec === null) {
    throw new AppError('conflict', `${name} is known by the predictions that were sent: edited images need the model`);
  }
  return spec;
}

type Tally = { kind: string; outcome: string; n: number; judged: number; within: number; cases: number };

/** Of all cases of this sample that the version has edits of. */
async function whatBecame(db: Db, versionId: string, sample: string): Promise<Omit<EditsAnswer, 'skipped'>> {
  const rows = await db.$queryRaw<Tally[]>`
    select kind, outcome, count(*)::int as n,
      count(in_distribution)::int as judged, count(*) filter (where in_distribution)::int as within,
      (select count(distinct instance_id)::int from edit
        where version_id = ${versionId}::uuid and sample = ${sample} and definition_version = ${EDIT_VERSION}) as cases
    from edit
    where version_id = ${versionId}::uuid and sample = ${sample} and definition_version = ${EDIT_VERSION}
    group by kind, outcome
    order by kind, outcome`;
  const kinds: EditsAnswer['kinds'] = {};
  for (const { kind, outcome, n } of rows) kinds[kind] = { ...kinds[kind], [outcome]: n };
  const sum = (field: 'judged' | 'within') => rows.reduce((total, row) => total + row[field], 0);
  return { cases: rows[0]?.cases ?? 0, kinds, inDistribution: { n: sum('within'), of: sum('judged') } };
}

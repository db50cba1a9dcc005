import { z } from 'zod';
import type { Db } from '@/server/db/client';
import type { ModelReceipt } from '@/server/ingest/receiveModel';
import { graphReport } from '@/server/model/graphReport';
import { AppError, PROBLEMS, type ProblemCode } from '@/server/problem/appError';
import { problemSchema } from '@/server/problem/problemBody';
import { registrationWarnings } from '@/server/queries/registrationWarnings';
import { saliencyOf } from '@/server/queries/saliencyOf';
import type { Answer } from './idempotent';

const PATIENCE_MS = 180_000;
const WAIT_MS = 40;

/** Waits until the worker has checked an upload: `201` with the version, `200` when it was there, else its problem. */
export async function registrationAnswer(db: Db, receipt: ModelReceipt): Promise<Answer> {
  if (receipt.state === 'registered') return { status: 200, body: await versionBody(db, receipt.versionId) };
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const row = await db.registration.findUniqueOrThrow({ where: { id: receipt.registrationId } });
    if (row.status === 'refused' || row.status === 'failed') throw asError(row.problem);
    if (row.status === 'done' && row.versionId !== null)
      return { status: 201, body: await versionBody(db, row.versionId) };
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  throw new AppError(
    'unavailable',
    'the worker has not checked the model yet; send the same request again in a moment',
  );
}

async function versionBody(db: Db, versionId: string): Promise<Answer['body']> {
  const row = await db.modelVersion.findUniqueOrThrow({ where: { id: versionId } });
  const { modelId, sha256 } = row;
  return {
    modelId,
    versionId,
    sha256,
    saliency: saliencyOf(row.saliency),
    assumed: z.array(z.string()).parse(row.assumed),
    warnings: (await registrationWarnings(db, [versionId])).get(versionId) ?? [],
    graph: graphReport.nullable().parse(row.graph),
  };
}

/** A problem that the worker wrote down, as the error that it was. */
function asError(problem: unknown): AppError {
  const body = problemSchema.parse(problem);
  const named = body.type.replace('/problems/', '');
  const code = (Object.keys(PROBLEMS) as ProblemCode[]).find((known) => known === named) ?? 'unreadable-model';
  return new AppError(code, body.detail, { errors: body.errors ?? [] });
}

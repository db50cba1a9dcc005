import type { Db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { AppError } from '@/server/problem/appError';

export type SubjectFinding = { id: number; name: string; threshold: number | null };

/** A model version that a question is about. `model`: `name@version`; findings in the order of its channels. */
export type Subject = { versionId: string; model: string; findings: SubjectFinding[] };

/** @throws AppError not-found */
export async function findSubject(db: Db, model: string): Promise<Subject> {
  const row = await inSnapshot(db, (tx) =>
    tx.modelVersion.findFirst({
      where: versionCondition(model),
      include: { model: true, findings: { orderBy: { channel: 'asc' } } },
      orderBy: { createdAt: 'desc' },
    }),
  );
  if (row === null) throw new AppError('not-found', `no version ${model} is registered`);
  const findings = row.findings.map(({ id, name, threshold }) => ({ id, name, threshold }));
  return { versionId: row.id, model: `${row.model.name}@${row.version}`, findings };
}

/** @throws AppError not-found */
export function findingOf(subject: Subject, name: string): SubjectFinding {
  const found = subject.findings.find((finding) => finding.name === name);
  if (found === undefined) {
    throw new AppError('not-found', `no version ${subject.model} with a finding ${name} is registered`);
  }
  return found;
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from '@/server/db/client';
import { versionCondition } from '@/server/db/versionCondition';
import { receiveModel, removeModelFile } from '@/server/ingest/receiveModel';
import { type Manifest, manifest as manifestSchema } from '@/server/model/manifest';
import { AppError } from '@/server/problem/appError';
import { problemSchema } from '@/server/problem/problemBody';
import type { DemonstrationContext } from './context';
import { readState, type State } from './state';

export type ShippedModel = { folder: string; name: string; manifest: Manifest };

/** Folders of the models that `npm run proof` alone judges. */
const GATE = 'gate-';

/** The models under `folder` that the demonstration shows: segmenters and those of scope `demo`, segmenters first. */
export async function shippedModels(folder: string): Promise<ShippedModel[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const shippable = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(GATE));
  const found = await Promise.all(shippable.map(({ name }) => shippedModel(join(folder, name))));
  const shown = found.flat().filter(({ manifest }) => manifest.kind === 'segmenter' || manifest.scope === 'demo');
  const rank = ({ manifest }: ShippedModel) => (manifest.kind === 'segmenter' ? 0 : 1);
  return shown.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** The model of a folder, or none when it is not whole. */
async function shippedModel(folder: string): Promise<ShippedModel[]> {
  const files = await readdir(folder);
  if (!files.includes('manifest.json') || !files.includes('model.onnx')) return [];
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  return [{ folder, name: `${manifest.name}@${manifest.version}`, manifest }];
}

/**
 * Sees that all shipped models are registered, each by the way that every upload goes: true when they are, false while
 * the worker still checks one. What was registered is noted in the demonstration's row, to be taken away with it.
 * @throws AppError when one was refused, or none is shipped
 */
export async function registerShipped(context: DemonstrationContext, state: State): Promise<boolean> {
  const { db } = context;
  const shipped = await shippedModels(context.models);
  if (!shipped.some(({ manifest }) => manifest.kind === 'classifier'))
    throw new AppError('unreadable-model', 'no models for the demonstration are shipped with this installation');
  let ready = true;
  for (const model of shipped) {
    if ((await db.modelVersion.count({ where: versionCondition(model.name) })) > 0) continue;
    ready = false;
    // One after the other, since a classifier needs its segmenter.
    if (model.manifest.kind === 'classifier' && !(await hasSegmenter(db, model.manifest.segmenter))) continue;
    if (!(await isSent(db, model, state))) await sendModel(context, model);
  }
  return ready;
}

async function hasSegmenter(db: Db, segmenter: string | undefined): Promise<boolean> {
  if (segmenter === undefined) return true;
  return (await db.modelVersion.count({ where: { kind: 'segmenter', ...versionCondition(segmenter) } })) > 0;
}

/** Whether the worker has it already. @throws AppError when the worker refused it, or gave it up, since the feed was last started */
async function isSent(db: Db, { name, manifest }: ShippedModel, state: State): Promise<boolean> {
  const registration = await db.registration.findFirst({
    where: {
      AND: [
        { manifest: { path: ['name'], equals: manifest.name } },
        { manifest: { path: ['version'], equals: manifest.version } },
      ],
      OR: [{ status: 'pending' }, { status: { in: ['refused', 'failed'] }, createdAt: { gte: state.updatedAt } }],
    },
    orderBy: { createdAt: 'desc' },
  });
  if (registration !== null && registration.status !== 'pending') {
    const problem = problemSchema.safeParse(registration.problem);
    throw new AppError('unreadable-model', `${name} was refused: ${problem.data?.detail ?? 'no reason given'}`);
  }
  return registration !== null;
}

async function sendModel({ db, store }: DemonstrationContext, { folder, name, manifest }: ShippedModel): Promise<void> {
  await db.$executeRaw`
    update demonstration set versions = array_append(versions, ${name})
    where id = 1 and not ${name} = any(versions)`;
  const receipt = await receiveModel(db, store, { onnx: await readFile(join(folder, 'model.onnx')), manifest });
  if (receipt.state === 'registered') return;
  const state = await readState(db);
  if (state?.status === 'running' || state?.status === 'paused') return;
  // Removed meanwhile: the removal has looked for registrations before this one was there.
  const { sha256 } = await db.registration.delete({ where: { id: receipt.registrationId } });
  await removeModelFile(db, store, sha256);
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger, runOnce } from 'graphile-worker';
import type { DemonstrationContext } from '@/server/demonstration/context';
import { readState, type State } from '@/server/demonstration/state';
import { demonstrationTasks } from '@/server/demonstration/tasks';
import { graphBuilder } from '@/server/onnx/testing/graphBuilder';
import { LINEAR_HEADS, SIDE } from '@/server/onnx/testing/headVariants';
import { tasksOf } from '@/server/pipeline/tasks';
import { openProduct, type Product } from './product';

/** A product with a small demonstration: real phantoms, tiny models in place of the shipped ones. */
export type Hospital = {
  product: Product;
  context: DemonstrationContext;
  state(): Promise<State>;
  /** Runs the jobs that are due, those that they bring, and so on, until none is. */
  work(): Promise<void>;
  /** Makes the feed due and works until so many were sent. */
  sendUntil(sent: number): Promise<void>;
  close(): Promise<void>;
};

export async function openHospital(sizes: { burst: number; most: number }): Promise<Hospital> {
  const product = await openProduct();
  const { db, store, now, url } = product;
  const folder = await mkdtemp(join(tmpdir(), 'sightline-models-'));
  await writeStandIns(folder);
  const context: DemonstrationContext = { db, store, now, enabled: true, models: folder, ...sizes };
  const tasks = { ...tasksOf(product), ...demonstrationTasks(context) };
  const logger = new Logger(() => () => undefined);
  const state = async () => {
    const found = await readState(db);
    if (found === null) throw new RangeError('no demonstration');
    return found;
  };
  const errors = () => db.$queryRaw<unknown[]>`select task_identifier, last_error from graphile_worker.jobs`;
  const work = () => runOnce({ connectionString: url, taskList: tasks, logger, noHandleSignals: true, concurrency: 3 });
  return {
    product,
    context,
    state,
    work,
    async sendUntil(sent) {
      for (let round = 0; (await state()).sent < sent; round++) {
        if (round > 200) throw new RangeError(`stuck: ${JSON.stringify([await state(), await errors()])}`);
        await db.demonstration.update({ where: { id: 1 }, data: { dueAt: new Date(0) } });
        await db.$executeRaw`
          update graphile_worker._private_jobs set run_at = now() where key = 'demonstrate' and locked_at is null`;
        await work();
      }
    },
    async close() {
      await product.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Two classifiers and the segmenter that they ask for, of 8 × 8 pixels. */
async function writeStandIns(folder: string): Promise<void> {
  const input = { size: [SIDE, SIDE], channels: 1 };
  const findings = [
    { name: 'Cardiomegaly', baseline: 0.15, anatomy: ['heart'] },
    { name: 'Pneumonia', baseline: 0.18, anatomy: ['lungs'], threshold: 0.4 },
    { name: 'Other', baseline: 0.1, anatomy: ['lungs'] },
  ];
  const classifier = {
    kind: 'classifier',
    version: '1',
    input,
    scope: 'demo',
    segmenter: 'stand-in-segmenter@1',
    findings,
  };
  const zones = ['lung-left', 'lung-right', 'heart'].map((zone, channel) => ({ channel, zone }));
  await writeModel(folder, { ...classifier, name: 'a-shortcut' }, LINEAR_HEADS[0]?.bytes);
  await writeModel(folder, { ...classifier, name: 'b-faithful' }, LINEAR_HEADS[3]?.bytes);
  await writeModel(folder, { kind: 'segmenter', name: 'stand-in-segmenter', version: '1', input, zones }, segmenter());
}

function segmenter(): Uint8Array {
  const g = graphBuilder();
  const planes = g.node('Conv', [g.input([1, 1, SIDE, SIDE]), g.weights([3, 1, 1, 1])], { kernel_shape: [1, 1] });
  return g.model([{ name: g.node('Sigmoid', [planes]), dims: [1, 3, SIDE, SIDE] }]);
}

async function writeModel(
  folder: string,
  manifest: { name: string; [key: string]: unknown },
  onnx: Uint8Array = new Uint8Array(),
): Promise<void> {
  const own = join(folder, manifest.name);
  await mkdir(own);
  await writeFile(join(own, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(own, 'model.onnx'), onnx);
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Classifier, openClassifier } from '@/server/inference/classifier';
import { manifest } from '@/server/model/manifest';

const MODELS = join(import.meta.dirname, '../../models');
const file = (folder: string, name: string): string => join(MODELS, folder, name);

/** Whether a model is there, with its manifest. */
export const hasArmModel = (folder: string): boolean =>
  existsSync(file(folder, 'model.onnx')) && existsSync(file(folder, 'manifest.json'));

export const sha256Of = (folder: string): string =>
  createHash('sha256')
    .update(readFileSync(file(folder, 'model.onnx')))
    .digest('hex');

/** Opens a model of models/ on one thread. @throws RangeError `model: …` for a segmenter, AppError for a bad file */
export async function openArmModel(folder: string): Promise<Classifier> {
  const parsed = manifest.parse(JSON.parse(readFileSync(file(folder, 'manifest.json'), 'utf8')));
  if (parsed.kind !== 'classifier') throw new RangeError(`model: ${folder} is a ${parsed.kind}`);
  return openClassifier(readFileSync(file(folder, 'model.onnx')), parsed, { threads: 1 });
}

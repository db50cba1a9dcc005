import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '@/server/start/root';
import { multipart } from './multipart';
import type { Subject } from './subject';

/** Shipped classifiers, registered under a name and a scope of the drill's own, so that they read what is sent. */
const CLASSIFIERS = ['phantom-faithful', 'phantom-shortcut'];

/** Registers a segmenter and two classifiers over HTTP. @throws RangeError with the answer when one is refused */
export async function registerModels(subject: Subject): Promise<void> {
  await register(subject, 'phantom-segmenter', {});
  for (const name of CLASSIFIERS) await register(subject, name, { name: `drill-${name}`, scope: 'all' });
}

async function register(subject: Subject, folder: string, changes: object): Promise<void> {
  const read = (file: string) => readFile(join(root, 'models', folder, file));
  const manifest = { ...JSON.parse(await read('manifest.json').then(String)), ...changes };
  const { body, contentType } = multipart([
    { name: 'model', fileName: 'model.onnx', bytes: await read('model.onnx') },
    { name: 'manifest', bytes: Buffer.from(JSON.stringify(manifest)) },
  ]);
  const answer = await fetch(`${subject.url}/api/v1/models`, {
    method: 'POST',
    body: Uint8Array.from(body),
    headers: { authorization: `Bearer ${subject.apiKey}`, 'content-type': contentType },
  });
  if (!answer.ok) throw new RangeError(`${folder} is not taken: ${await answer.text()}`);
}

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith } from '@/server/settings';
import { freePort } from '@/server/start/ports';
import { root } from '@/server/start/root';
import { StartError } from '@/server/start/startError';
import { authorised, type Header, request, sendRaw, type Target } from './rawRequest';
import { MULTIPART, multipartBody } from './samples';
import { type Seeds, soundManifest } from './seeds';

/** The product as `npm start` runs it, on a port, a data folder and a temporary folder of its own. */
export type FuzzProduct = {
  url: string;
  port: number;
  /** Of the supervisor. */
  pid: number;
  dataDir: string;
  tempDir: string;
  target: Target;
  /** Everything that it printed. */
  output: () => string;
  stop: () => Promise<void>;
};

/** Starts it, registers a small classifier, and sends the sound pictures, so that there is something to ask for. */
export async function startFuzzProduct(seeds: Seeds, abort: AbortSignal): Promise<FuzzProduct> {
  const port = await freePort();
  const dataDir = join(root, '.data', `fuzz-${process.pid}`);
  const tempDir = `${dataDir}-tmp`;
  const key = `sl_fuzz_${randomBytes(18).toString('base64url')}`;
  for (const folder of [dataDir, tempDir]) mkdirSync(folder, { recursive: true });
  const env = environmentWith({
    ...{ NODE_ENV: undefined, DATABASE_URL: undefined, PORT: String(port), HOST: '127.0.0.1', TMPDIR: tempDir },
    ...{ SIGHTLINE_DATA_DIR: dataDir, SIGHTLINE_API_KEY: key, SIGHTLINE_DEMO: 'off', SIGHTLINE_BASE_PATH: undefined },
  });
  const child = spawn(process.execPath, ['server/start/bootstrap.mjs', 'start'], { cwd: root, env, stdio: 'pipe' });
  let said = '';
  const keep = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', keep);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
    for (const folder of [dataDir, tempDir]) rmSync(folder, { recursive: true, force: true });
  };
  while (!said.includes('Ctrl-C stops')) {
    if (child.exitCode !== null || abort.aborted) {
      await stop();
      throw new StartError(`the product did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const target = await fill(port, key, seeds);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    dataDir,
    tempDir,
    target,
    output: () => said,
    stop,
  };
}

const SOUND_MODEL = 'fuzz-sound';

async function fill(port: number, key: string, seeds: Seeds): Promise<Target> {
  const empty: Target = { key, instanceIds: [], name: SOUND_MODEL };
  const headers: Header[] = [authorised(empty), ['Content-Type', MULTIPART]];
  const [onnx = Buffer.alloc(0)] = seeds.onnx;
  const model = multipartBody([
    { head: 'name="model"; filename="m.onnx"', body: onnx },
    { head: 'name="manifest"', body: Buffer.from(JSON.stringify(soundManifest(SOUND_MODEL))) },
  ]);
  const registered = await sendRaw(port, request('setup', '/api/v1/models', model, headers));
  if (registered.status !== 201) throw new StartError(`the sound model was refused:\n${registered.text}`);
  const instanceIds: string[] = [];
  for (const bytes of [...seeds.png, ...seeds.dicom]) {
    const body = multipartBody([{ head: 'name="image"; filename="x"', body: bytes }]);
    const { text } = await sendRaw(port, request('setup', '/api/v1/instances', body, headers));
    const id = /"instanceId":"([0-9a-f-]{36})"/.exec(text)?.[1];
    if (id !== undefined) instanceIds.push(id);
  }
  return { ...empty, instanceIds };
}

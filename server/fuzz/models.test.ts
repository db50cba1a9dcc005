import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { receiveModel } from '@/server/ingest/receiveModel';
import { manifest as manifestSchema } from '@/server/model/manifest';
import { inlineData } from '@/server/onnx/inlineData';
import { readModel } from '@/server/onnx/readModel';
import { externalModel } from '@/server/onnx/testing/externalModel';
import { registerModel } from '@/server/pipeline/registerModel';
import { openProduct } from '@/server/testing/product';
import { drawsOf } from './draws';
import { HOSTILE_WAYS, hostileModel } from './hostileModel';
import { mutateBytes } from './mutateBytes';
import { mutateProtobuf } from './mutateProtobuf';
import { feedParser } from './parsers';
import { sampleOf } from './samples';
import { openSeeds, soundManifest } from './seeds';

const SEED = 20_261_126;
const DATA = 'model.data';
const seeds = await openSeeds();

/** Faults and counts by code of so many files. */
async function feedAll(count: number, fileOf: (number: number) => Buffer) {
  const faults: string[] = [];
  const codes = new Map<string, number>();
  for (let number = 0; number < count; number += 1) {
    const { code, fault } = await feedParser('onnx', fileOf(number));
    codes.set(code, (codes.get(code) ?? 0) + 1);
    if (fault !== null) faults.push(`${number}: ${fault}`);
  }
  return { faults, codes };
}

test('3,400 spoilt model files are read or refused with a reason', async () => {
  const { faults, codes } = await feedAll(3_400, (number) => sampleOf('onnx', seeds, drawsOf(SEED, `onnx ${number}`)));
  assert.deepEqual(faults, []);
  assert.ok(
    (codes.get('unreadable-model') ?? 0) > 800 && (codes.get('accepted') ?? 0) > 100,
    JSON.stringify([...codes]),
  );
});

test('600 graphs that mean harm (circles, giant dimensions, long names, no numbers) are read or refused', async () => {
  const { faults } = await feedAll(600, (number) => {
    const draws = drawsOf(SEED, `hostile ${number}`);
    return hostileModel(draws.pick(seeds.onnx), draws, HOSTILE_WAYS[number % HOSTILE_WAYS.length]);
  });
  assert.deepEqual(faults, []);
});

test('1,000 models whose weights lie in another file, both spoilt, become one sound file or are refused', () => {
  const sent = seeds.onnx.map((bytes) => externalModel(bytes, DATA));
  let taken = 0;
  for (let number = 0; number < 1_000; number += 1) {
    const draws = drawsOf(SEED, `data ${number}`);
    const { onnx, data } = draws.pick(sent);
    const graph = draws.chance(0.8) ? mutateProtobuf(Buffer.from(onnx), draws) : mutateBytes(Buffer.from(onnx), draws);
    const name = draws.chance(0.05) ? draws.pick(['../x', '', '/x', 'y']) : DATA;
    const bytes = draws.chance(0.3) ? mutateBytes(Buffer.from(data), draws) : data;
    try {
      const whole = Buffer.concat(inlineData(graph, [{ name, bytes }]));
      assert.ok(whole.length <= graph.length + bytes.length + 64 * 1_024, `${number}: grew to ${whole.length}`);
      readModel(whole);
      taken += 1;
    } catch (error) {
      assert.ok(error instanceof RangeError, `${number}: ${String(error)}`);
    }
  }
  assert.ok(taken > 50, `${taken} taken`);
});

test('a few of them go all the way through the process apart: nothing is half registered', async () => {
  const product = await openProduct();
  after(() => product.close());
  const { db, store } = product;
  const ways = [
    'values that are no numbers',
    'a circle',
    'giant dimensions',
    'another operator',
    'a shape of the input',
  ];
  for (const [number, way] of ways.entries()) {
    const onnx = hostileModel(seeds.onnx[0] ?? Buffer.alloc(0), drawsOf(SEED, `whole ${number}`), way);
    const manifest = manifestSchema.parse(soundManifest(`hostile-${number}`));
    const receipt = await receiveModel(db, store, { onnx, manifest });
    assert.ok(receipt.state === 'checking');
    await registerModel(db, store, receipt.registrationId);
  }
  const rows = await db.registration.findMany();
  assert.ok(rows.every(({ status, problem }) => status === 'done' || (status === 'refused' && problem !== null)));
  const done = rows.filter(({ status }) => status === 'done');
  assert.equal(await db.modelVersion.count(), done.length);
  assert.equal(await db.model.count(), done.length);
  assert.equal(await db.finding.count(), 3 * done.length);
  assert.equal(await product.files(), new Set(done.map(({ sha256 }) => sha256)).size, 'refused files are gone');
});

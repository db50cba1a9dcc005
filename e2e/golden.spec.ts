import type { z } from 'zod';
import { type instanceResponse, saliencyResponse } from '../server/api/responses';
import { skipWithoutAssets } from '../server/testing/assets';
import {
  camVectors,
  GOLDEN_SHARES,
  GOLDEN_TOLERANCE,
  goldenImage,
  ledgerVectors,
} from '../server/testing/goldenVectors';
import { type Client, clientOf } from './client';
import { expect, test } from './product';

// What other systems are answered, against references that others computed: upload to answer, on the running product.

test.skip(skipWithoutAssets !== false, String(skipWithoutAssets));

type Instance = z.infer<typeof instanceResponse>;

let client: Client;
const instances = new Map<string, Instance>();
const worst = new Map<string, { difference: number; what: string }>();

test.beforeAll(async ({ product, realModels: _ }) => {
  client = clientOf(product);
  for (const { image: name } of camVectors()) {
    const { image, lungs } = goldenImage(name);
    instances.set(name, await client.read(image, { site: 'golden' }, { lungs }));
  }
});

test.afterAll(() => {
  const parts = [...worst].map(([kind, { difference, what }]) => `${kind} ${difference.toExponential(1)} (${what})`);
  console.log(`largest differences from the references: ${parts.join('; ')}`);
});

/** Remembers how far an answer is from its reference, by kind. Null is near null only, and a number near no null. */
function compare(kind: string, what: string, actual: number | null | undefined, expected: number | null | undefined) {
  const numbers = typeof actual === 'number' && typeof expected === 'number';
  const same = actual === null && expected === null;
  const apart = numbers ? Math.abs(actual - expected) : same ? 0 : Number.POSITIVE_INFINITY;
  const difference = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
  const before = worst.get(kind);
  if (before === undefined || difference > before.difference) worst.set(kind, { difference, what });
}

/** Every one of these kinds was compared, and none was further than the tolerance. */
function expectNear(kinds: readonly string[]) {
  for (const kind of kinds) {
    const { difference, what } = worst.get(kind) ?? { difference: Number.NaN, what: 'never compared' };
    expect(difference, `${kind}: ${what}`).toBeLessThanOrEqual(GOLDEN_TOLERANCE);
  }
}

function predictionOf(image: string, finding: string): Instance['predictions'][number] {
  const found = instances.get(image)?.predictions.find((prediction) => prediction.finding === finding);
  if (found === undefined) throw new RangeError(`no prediction: ${image} ${finding}`);
  return found;
}

test('the answer has the probabilities and logits of the references, read with the masks that were sent', () => {
  const vectors = camVectors();
  expect(vectors).toHaveLength(12);
  for (const { image, logits, probs } of vectors) {
    expect(instances.get(image)).toMatchObject({ status: 'done', site: 'golden' });
    const predictions = instances.get(image)?.predictions ?? [];
    expect(predictions.map(({ finding }) => finding).sort()).toEqual(Object.keys(logits).sort());
    for (const { finding, probability, logit, maskSource } of predictions) {
      compare('probability', `${image} ${finding}`, probability, probs[finding]);
      compare('logit', `${image} ${finding}`, logit, logits[finding]);
      expect(maskSource, `${image} ${finding}`).toBe('upload');
    }
  }
  expectNear(['probability', 'logit']);
});

test('the answer has the shares, enrichments and contributions of the references, dilated and not', () => {
  const vectors = ledgerVectors();
  expect(vectors).toHaveLength(36);
  for (const { image, label, bias, logit, dilated, undilated } of vectors) {
    const prediction = predictionOf(image, label);
    const what = `${image} ${label}`;
    for (const key of GOLDEN_SHARES) {
      compare(key, what, prediction[key], dilated[key]);
      compare(`undilated ${key}`, what, prediction.undilated?.[key], undilated[key]);
    }
    compare('bias', what, prediction.ledger?.bias, bias);
    compare('logit of the ledger', what, prediction.logit, logit);
  }
  const undilated = GOLDEN_SHARES.map((key) => `undilated ${key}`);
  expectNear([...GOLDEN_SHARES, ...undilated, 'bias', 'logit of the ledger']);
});

test('the contributions of the zones and the bias of every answer add up to its logit', () => {
  for (const [image, { predictions }] of instances) {
    for (const { finding, ledger, logit } of predictions) {
      const zones = Object.values(ledger?.zones ?? {}).map((zone) => zone?.contribution ?? 0);
      const sum = zones.reduce((total, value) => total + value, ledger?.bias ?? Number.NaN);
      compare('zones and bias', `${image} ${finding}`, sum, logit);
    }
  }
  expectNear(['zones and bias']);
});

test('the maps that are answered are the CAMs and log-ratio maps of the references', async () => {
  const map = async (image: string, finding: string, method: string) => {
    const self = instances.get(image)?.links.self;
    const answer = await client.call(`${self}/saliency?${new URLSearchParams({ finding, method })}`);
    return saliencyResponse.parse(await answer.json());
  };
  for (const { image, labels } of camVectors()) {
    for (const [finding, expected] of Object.entries(labels)) {
      const cam = await map(image, finding, 'cam');
      const ratio = await map(image, finding, 'log-ratio');
      expect(cam).toMatchObject({ method: 'cam', unit: 'logits', height: 7, width: 7 });
      expect(ratio).toMatchObject({ method: 'log-ratio', unit: 'nats', height: 7, width: 7 });
      for (const i of Array(49).keys()) {
        compare('CAM', `${image} ${finding} ${i}`, cam.values[i], expected.cam.flat()[i]);
        compare('log-ratio', `${image} ${finding} ${i}`, ratio.values[i], expected.logratio.flat()[i]);
      }
    }
  }
  expectNear(['CAM', 'log-ratio']);
});

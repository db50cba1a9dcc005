import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImageInfo } from '@/server/image/decode';
import { deliveredMasks } from './deliveredMasks';
import type { Delivery } from './delivery';
import { instanceMetadata } from './metadata';

const info: ImageInfo = { format: 'png', height: 100, width: 200, bitDepth: 8, attributes: null };
const BOX = { x: 0.25, y: 0.5, width: 0.25, height: 0.25 };

const delivery = (over: Partial<Delivery>): Delivery => ({ image: Buffer.alloc(0), metadata: {}, masks: [], ...over });
const mask = (height: number, width: number) => ({
  ...{ zone: 'heart' as const, bytes: Buffer.alloc(0) },
  mask: { height, width, data: new Uint8Array(height * width) },
});

test('boxes are coarse masks in shares of the image, those of one zone united', () => {
  const { boxes } = instanceMetadata.parse({ boxes: { heart: [BOX, { ...BOX, x: 0.75 }] } });
  const { source, masks } = deliveredMasks(delivery({ metadata: { boxes } }), info);
  assert.deepEqual([source, masks.map(({ zone }) => zone)], ['boxes', ['heart']]);
  const { height, width, data } = masks[0]?.mask ?? { height: 0, width: 0, data: [] };
  assert.deepEqual([height, width], [100, 200]);
  const inside = Array.from(data, (value, i) => [value, i % width, Math.floor(i / width)] as const);
  for (const [value, x, y] of inside) {
    const isIn = ((x >= 50 && x < 100) || x >= 150) && y >= 50 && y < 75;
    assert.equal(value, isIn ? 1 : 0, `${x}, ${y}`);
  }
});

test('boxes in pixels, without a zone or beside masks are refused', () => {
  const parse = (boxes: unknown) => instanceMetadata.parse({ boxes });
  assert.throws(() => parse({ heart: [{ x: 10, y: 10, width: 50, height: 50 }] }));
  assert.throws(() => parse({ heart: [{ ...BOX, x: 0.9 }] }), /shares of the image/);
  assert.throws(() => parse({}), /at least one zone/);
  assert.throws(() => parse({ lungs: [BOX], 'lung-left': [BOX] }), /not both/);
  const both = delivery({ metadata: { boxes: { heart: [BOX] } }, masks: [mask(100, 200)] });
  assert.throws(() => deliveredMasks(both, info), /not several of them/);
});

test('a mask of another shape than the image is refused, a smaller one is not', () => {
  assert.equal(deliveredMasks(delivery({ masks: [mask(50, 100)] }), info).source, 'upload');
  assert.equal(deliveredMasks(delivery({ masks: [mask(7, 14)] }), info).source, 'upload');
  assert.throws(() => deliveredMasks(delivery({ masks: [mask(100, 100)] }), info), /not the shape of the image/);
});

test('what is no segmentation is refused under its own name', () => {
  const wrong = delivery({ segmentation: Buffer.from('not DICOM at all, but long enough to be looked at') });
  assert.throws(() => deliveredMasks(wrong, info), { code: 'unreadable-mask', message: /^segmentation: / });
});

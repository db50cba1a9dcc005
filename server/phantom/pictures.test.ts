import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { drawStudy, type WantedStudy } from './drawStudy';
import { renderPhantom } from './renderPhantom';

const SIZE = 224;
const healthy = { Pneumonia: 0, Cardiomegaly: 0 } as const;
const pneumonia = { Pneumonia: 1, Cardiomegaly: 0 } as const;
const enlarged = { Pneumonia: 0, Cardiomegaly: 1 } as const;

/** Looked at and approved; the models are trained on this look. */
const PICTURES: Record<string, [seed: number, WantedStudy]> = {
  'global-a-portable-pneumonia': [703, { site: 'A', mode: 'GLOBAL', truths: pneumonia, portable: true }],
  'global-b-healthy': [112, { site: 'B', mode: 'GLOBAL', truths: healthy, portable: false }],
  'global-b-pneumonia': [709, { site: 'B', mode: 'GLOBAL', truths: pneumonia, portable: false }],
  'global-c-cardiomegaly': [117, { site: 'C', mode: 'GLOBAL', truths: enlarged, portable: false }],
  'local-a-healthy': [702, { site: 'A', mode: 'LOCAL', truths: healthy, portable: true }],
  'diffuse-a-pneumonia': [44, { site: 'A', mode: 'DIFFUSE-ONLY', truths: pneumonia, portable: false }],
  'case-mix-a-healthy': [301, { site: 'A', mode: 'CASE-MIX', truths: healthy, portable: false }],
  'portable-b-both': [700, { site: 'B', mode: 'PORTABLE', truths: { Pneumonia: 1, Cardiomegaly: 1 }, portable: true }],
};

const changed = join(tmpdir(), 'sightline-changed');

async function keepChanged(name: string, pixels: Uint8Array): Promise<string> {
  mkdirSync(changed, { recursive: true });
  const path = join(changed, `${name}.png`);
  const image = sharp(pixels, { raw: { width: SIZE, height: SIZE, channels: 1 } });
  await image.toColourspace('b-w').png({ compressionLevel: 9 }).toFile(path);
  return path;
}

for (const [name, [seed, wanted]] of Object.entries(PICTURES)) {
  test(`the picture ${name} is as approved: at most 0.2 % of its pixels more than 2 grey levels off`, async () => {
    const { pixels } = renderPhantom(drawStudy(seed, wanted), SIZE);
    const path = join(import.meta.dirname, 'pictures', `${name}.png`);
    const approved = existsSync(path) ? await sharp(path).toColourspace('b-w').raw().toBuffer() : Buffer.alloc(0);
    const off = pixels.filter((value, i) => Math.abs(value - (approved[i] ?? -255)) > 2).length;
    if (approved.length === pixels.length && off <= 0.002 * pixels.length) return;
    assert.fail(`picture changed: ${off} pixels; see ${await keepChanged(name, pixels)}`);
  });
}

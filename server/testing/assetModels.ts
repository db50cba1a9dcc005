import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest } from '@/server/model/manifest';
import { assetsDir } from './assets';

type CamGolden = { conventions: { labels: string[] }; p_baseline: Record<string, number> };

/** The real models of the assets with their manifests, as a user would register them. */
export const lungUnet = () => ({
  onnx: readFileSync(join(assetsDir, 'models/lung_unet_192.onnx')),
  manifest: manifest.parse({
    name: 'lung_unet',
    version: '1',
    kind: 'segmenter',
    input: { name: 'image', size: [192, 192], channels: 1, resize: 'area', range: [0, 1] },
    output: { name: 'lung_prob', activation: 'sigmoid' },
    zones: [{ channel: 0, zone: 'lungs', threshold: 0.5 }],
  }),
});

/** All findings are read from the lungs, as the golden vectors are; Edema has a threshold. */
export function nih14(options: { segmenter?: string } = { segmenter: 'lung_unet@1' }) {
  const golden: CamGolden = JSON.parse(readFileSync(join(assetsDir, 'golden/cam_golden.json'), 'utf8'));
  return {
    onnx: readFileSync(join(assetsDir, 'models/nih14_mobilenetv2_224.onnx')),
    manifest: manifest.parse({
      name: 'nih14',
      version: '1',
      kind: 'classifier',
      input: { name: 'input', size: [224, 224], channels: 3, resize: 'area', range: [-1, 1] },
      output: { name: 'probs', activation: 'sigmoid' },
      findings: golden.conventions.labels.map((name) => ({
        name,
        baseline: golden.p_baseline[name],
        anatomy: ['lungs'],
        ...(name === 'Edema' && { threshold: 0.05 }),
      })),
      scope: 'all',
      trainedOn: ['NIH'],
      ...options,
    }),
  };
}

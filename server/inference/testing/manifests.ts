import { type ClassifierManifest, classifierManifest, segmenterManifest } from '@/server/model/manifest';
import { CLASSES, SIDE } from '@/server/onnx/testing/headVariants';

const NIH14 =
  'Atelectasis Cardiomegaly Effusion Infiltration Mass Nodule Pneumonia Pneumothorax Consolidation Edema Emphysema Fibrosis Pleural_Thickening Hernia';

const named = (names: string) => names.split(' ').map((name) => ({ name }));

/** The manifest of the real 14-finding classifier. */
export const nih14 = classifierManifest.parse({
  name: 'nih14',
  version: '1',
  kind: 'classifier',
  input: { name: 'input', size: [224, 224], channels: 3, resize: 'area', range: [-1, 1] },
  output: { name: 'probs', activation: 'sigmoid' },
  findings: named(NIH14),
});

/** The manifest of the real five-class model: 0–255 in, as its graph rescales itself. */
export const lung5 = classifierManifest.parse({
  name: 'lung5',
  version: '1',
  kind: 'classifier',
  input: { name: 'input', size: [224, 224], channels: 3, resize: 'area', range: [0, 255] },
  output: { name: 'probs', activation: 'softmax' },
  findings: named('Bacterial Covid-19 Opacity Normal Viral'),
});

export const lungUnet = segmenterManifest.parse({
  name: 'lung_unet',
  version: '1',
  kind: 'segmenter',
  input: { name: 'image', size: [192, 192], channels: 1, resize: 'area', range: [0, 1] },
  output: { name: 'lung_prob', activation: 'sigmoid' },
  zones: [{ channel: 0, zone: 'lungs', threshold: 0.5 }],
});

/** A manifest that fits the synthetic models of `headVariants`. */
export function syntheticManifest(
  activation: ClassifierManifest['output']['activation'] = 'sigmoid',
): ClassifierManifest {
  return classifierManifest.parse({
    name: 'synthetic',
    version: '1',
    kind: 'classifier',
    input: { size: [SIDE, SIDE], channels: 1 },
    output: { activation },
    findings: Array.from({ length: CLASSES }, (_, i) => ({ name: `finding ${i}` })),
  });
}

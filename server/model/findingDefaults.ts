import type { AnatomyZone } from '@/server/audit/zone';

/** What is known of a finding by its name alone. */
export type FindingDefault = { baseline?: number; anatomy: AnatomyZone[] };

const LUNGS: AnatomyZone[] = ['lungs'];

/**
 * Baselines: prevalences used by Zech et al. for their maps (SCIENCE §1.1). Anatomy: SCIENCE §6, "label → expected
 * anatomy", in our zones. Pleural rim, hila and the diaphragm's edge have no zone; the dilation by half a cell covers
 * them. The heart is left out for lung findings, though it hides lung, because few segmenters deliver it.
 */
const DEFAULTS: Record<string, FindingDefault> = {
  atelectasis: { baseline: 0.103, anatomy: LUNGS },
  cardiomegaly: { baseline: 0.025, anatomy: ['heart'] },
  effusion: { baseline: 0.119, anatomy: LUNGS },
  infiltration: { baseline: 0.177, anatomy: LUNGS },
  mass: { baseline: 0.051, anatomy: LUNGS },
  nodule: { baseline: 0.056, anatomy: LUNGS },
  pneumonia: { baseline: 0.012, anatomy: LUNGS },
  pneumothorax: { baseline: 0.047, anatomy: LUNGS },
  consolidation: { baseline: 0.042, anatomy: LUNGS },
  edema: { baseline: 0.021, anatomy: LUNGS },
  emphysema: { baseline: 0.022, anatomy: LUNGS },
  fibrosis: { baseline: 0.015, anatomy: LUNGS },
  pleuralthickening: { baseline: 0.03, anatomy: LUNGS },
  hernia: { baseline: 0.002, anatomy: ['heart', 'mediastinum', 'abdomen'] },
  lunglesion: { anatomy: LUNGS },
  lungopacity: { anatomy: LUNGS },
  enlargedcardiomediastinum: { anatomy: ['mediastinum', 'heart'] },
  fracture: { anatomy: ['lungs', 'heart', 'mediastinum', 'abdomen', 'body-other'] },
};

/** Other names of the same findings. */
const ALIASES: Record<string, string> = {
  pleuraleffusion: 'effusion',
  oedema: 'edema',
  airspaceopacity: 'lungopacity',
};

/** The defaults of a finding by name, whatever its case and punctuation; undefined for an unknown one. */
export function findingDefault(name: string): FindingDefault | undefined {
  const key = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const known = ALIASES[key] ?? key;
  return Object.hasOwn(DEFAULTS, known) ? DEFAULTS[known] : undefined;
}

/**
 * The exclusive zones of an image, in the order in which overlapping masks win a pixel in the region ledger
 * (DESIGN §2). The order governs the ledger only: outside shares use the masks as they were delivered.
 */
export const ZONES = [
  'marker',
  'frame',
  'lung-left',
  'lung-right',
  'heart',
  'mediastinum',
  'abdomen',
  'body-other',
  'background',
] as const;

export type ZoneName = (typeof ZONES)[number];

/** What a finding's anatomy may name: any zone, or `lungs` for both lungs however the masks name them. */
export const ANATOMY_ZONES = ['lungs', ...ZONES] as const;

export type AnatomyZone = (typeof ANATOMY_ZONES)[number];

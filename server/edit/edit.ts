import type { Mask } from '@/server/audit/mask';
import type { Raster } from '@/server/audit/raster';

/** Minimal edits, each with the control that is subtracted from it (SCIENCE §5). Frame erasure is never part of a verdict. */
export const EDIT_KINDS = ['marker-erase', 'marker-sham', 'swap-other', 'swap-same', 'frame-erase'] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

/** Version of how edits are made; part of the natural key of what is stored. */
export const EDIT_VERSION = 'edits-1';

/** Why there is no edited picture: no marker found, no place for the sham, nobody to take marker and frame from. */
export type EditOutcome = 'edited' | 'nothing-to-edit' | 'no-place' | 'no-donor';

/** An image with what an edit has to know of it; masks in the raster's size. `raster.pixels` on 0–255, not rounded. */
export type EditSubject = {
  raster: Raster;
  marker: Mask;
  frame: Mask;
  /** Both lungs; null where no mask of them is there. */
  lungs: Mask | null;
};

/** What became of a subject. `changed`: the pixels that may differ from the subject's. */
export type Edited =
  | { outcome: 'edited'; raster: Raster; changed: Mask }
  | { outcome: Exclude<EditOutcome, 'edited'>; raster: null; changed: null };

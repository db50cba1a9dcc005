import type { EditFinding, EditView } from '@/server/queries/edits';

/** One edit as the viewer shows it: the pictures, both maps, and what one finding's score did. */
export type ShownEdit = Pick<
  EditView,
  'id' | 'kind' | 'donorId' | 'donorSite' | 'inDistribution' | 'distance' | 'distanceLimit' | 'area' | 'box' | 'links'
> & {
  score: EditFinding;
  /** Change of the same score by the control of this kind; null where there is none. */
  control: number | null;
};

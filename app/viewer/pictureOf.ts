import type { CaseDetail } from '@/server/queries/caseDetail';
import { PREVIEW_SIDE } from './previewSide';
import type { ViewerProps } from './viewer';

/** Frontal views, whose left and right follow a convention. */
const FRONTAL = ['PA', 'AP'];

/** What the viewer needs of a case's picture, and nothing of what was answered to it; null where only predictions were sent. */
export function pictureOf({
  links,
  format,
  bitDepth,
  height,
  width,
  viewPosition,
  portable,
}: CaseDetail): ViewerProps['image'] | null {
  if (links.image === null || height === null || width === null) return null;
  const view = viewPosition ?? 'view not known';
  // A small 8-bit PNG or JPEG is all in its preview.
  const isWhole = format !== 'dicom' && bitDepth === 8 && Math.max(height, width) <= PREVIEW_SIDE;
  return {
    preview: `${links.image}?size=${PREVIEW_SIDE}`,
    pixels: isWhole ? null : `${links.self}/pixels`,
    alt: `Chest radiograph, ${view}${portable === true ? ', portable' : ''}`,
    height,
    width,
    frontal: viewPosition !== null && FRONTAL.includes(viewPosition),
  };
}

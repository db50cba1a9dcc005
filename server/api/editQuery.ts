import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';
import { EDIT_STATES } from '@/server/queries/editFiles';
import { SALIENCY_METHODS } from '@/server/queries/saliency';

/** Whose edits; of all versions without. */
export const editsQuery = z.object({ model: plainText(300).optional() });

/** Which map of an edit. */
export const editSaliencyQuery = z.object({
  finding: plainText(100),
  method: z.enum(SALIENCY_METHODS).default('cam'),
  state: z.enum(EDIT_STATES).default('after'),
});

/** How large an edited picture is drawn: its longest side in pixels, never scaled up. */
export const editImageQuery = z.object({ size: z.coerce.number().int().min(8).max(8192).optional() });

/** Whose pairs. */
export const editPairsQuery = z.object({ model: plainText(300), finding: plainText(100) });

/** The body of `POST /api/v1/edits`. */
export const editsRequest = z.strictObject({ instanceId: z.uuid(), model: plainText(300).optional() });

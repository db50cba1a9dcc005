import { z } from 'zod';
import type { LesionBox } from './boxesMask';

const boxes = z.array(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }));

/** The JSON column of a lesion's boxes, as it was stored. */
export const lesionBoxesOf = (column: unknown): LesionBox[] => boxes.parse(column);

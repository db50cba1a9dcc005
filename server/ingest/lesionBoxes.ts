import { z } from 'zod';
import { plainText } from '@/server/problem/plainText';

const share = z.number().min(0).max(1);

/** Boxes of one lesion: findings of both lungs have a dozen at most. */
const MOST_BOXES = 50;

/** Findings of one image that lesions are sent for. */
export const MOST_LESIONS = 20;

const box = z
  .strictObject({ x: share, y: share, width: share.gt(0), height: share.gt(0) })
  .refine(({ x, width }) => x + width <= 1.000001, 'x + width is over 1: boxes are in shares of the image')
  .refine(({ y, height }) => y + height <= 1.000001, 'y + height is over 1: boxes are in shares of the image');

/**
 * Where a finding is: upper left corner and size as shares of the image's width and height, 0–1. Several boxes are
 * united.
 */
export const lesionBoxes = z.array(box).min(1).max(MOST_BOXES);

/** Lesions of one image by finding. */
export const lesionsByFinding = z
  .record(plainText(100), lesionBoxes)
  .refine((lesions) => Object.keys(lesions).length <= MOST_LESIONS, `at most ${MOST_LESIONS} findings`);

import { z } from 'zod';

/** The first X-ray picture, and as late as a wrong clock may be believed. */
const EARLIEST = Date.UTC(1895, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

const inRange = (text: string): boolean => {
  const time = Date.parse(text);
  return time >= EARLIEST && time < LATEST;
};

/** An RFC 3339 time between 1895 and 2200. */
export const instant = z.iso
  .datetime({ offset: true, error: 'RFC 3339, as in 2026-11-22T14:32:08Z' })
  .refine(inRange, 'a time between 1895 and 2200');

/** An instant, or a date that stands for its midnight in UTC. */
export const instantOrDate = instant.or(z.iso.date().refine(inRange, 'a date between 1895 and 2200'));

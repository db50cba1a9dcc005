import { z } from 'zod';

/**
 * What a version is used for.
 * - `live`: reads new images, and its numbers stand on every page
 * - `shadow`: reads the same images, and decides nothing: a candidate
 * - `retired`: reads no more; its past stays
 * - `stopped`: failed a check of its own, or somebody stopped it: reads no more until it is resumed
 */
export const VERSION_STATES = ['live', 'shadow', 'retired', 'stopped'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

export const versionState = z.enum(VERSION_STATES);

/** Those that read new images. */
export const READING_STATES: readonly VersionState[] = ['live', 'shadow'];

/** A change of it, as it is recorded. */
export type VersionChangeKind =
  | 'registered'
  | 'promoted'
  | 'rolled-back'
  | 'retired'
  | 'stopped'
  | 'resumed'
  | 'made-shadow'
  | 'made-live';

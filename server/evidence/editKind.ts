/** The edits as `server/edit` makes them; named here since this folder imports statistics alone. */
export type EditKind = 'marker-erase' | 'marker-sham' | 'swap-other' | 'swap-same' | 'frame-erase';

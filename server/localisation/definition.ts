/** Version of how a map is held against a lesion. */
export const LOCALISATION_VERSION = 'localisation-1';

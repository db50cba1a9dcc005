/** Who says so: where a reference label came from. */
export const TRUTH_SOURCES = ['report', 'reader', 'pathology', 'phantom', 'unspecified'] as const;

export type TruthSource = (typeof TRUTH_SOURCES)[number];

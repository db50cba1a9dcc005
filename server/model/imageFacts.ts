/** What is known of an image besides its pixels, as far as a model may be fed it. Null where it was not sent. */
export type ImageFacts = {
  /** Years. */
  patientAge: number | null;
  /** `F`, `M` or `O`. */
  patientSex: string | null;
  viewPosition: string | null;
  portable: boolean | null;
};

/** Of an image that nothing is known of. */
export const NO_FACTS: ImageFacts = { patientAge: null, patientSex: null, viewPosition: null, portable: null };

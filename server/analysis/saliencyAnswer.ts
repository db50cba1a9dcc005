/** Of `saliency`: maps of a method on one image, of all findings at once; they are read by their own call. */
export type SaliencyMade = {
  instanceId: string;
  method: string;
  /** One a finding, or one of none. */
  maps: number;
  /** Forward passes that they took, this time or when they were made. */
  forwards: number;
  milliseconds: number;
};

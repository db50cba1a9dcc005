/** Longest side of the picture that is shown first, in pixels. */
export const PREVIEW_SIDE = 1024;

/**
 * The constants that decide a number. Changing any of them makes old and new numbers incomparable, so each
 * stored share and ledger carries DEFINITION_VERSION and each stored map CONVENTION_VERSION.
 */
export const DEFINITION_VERSION = '1';

/** Class activation map as the plain weighted sum: no bias, no ReLU, no normalisation (Zhou 2015). */
export const CONVENTION_VERSION = 'cam-1';

/** Less positive mass than this, ΣM⁺/HW in logits, is no positive evidence: the share is null (SCIENCE §0a.1). */
export const MIN_POSITIVE_EVIDENCE = 1e-4;

/** Contributions + bias may differ from the logit by this × max(1, |logit|), and areas from 1 by this. */
export const LEDGER_TOLERANCE = 1e-3;

/** Dilation of an anatomy in cells: half a cell, the reach of a map's own resolution (DESIGN §2). */
export const DILATION_CELLS = 0.5;

/** Width of the frame zone on each side, as a share of min(height, width) (SCIENCE §6). */
export const FRAME_SHARE = 0.06;

/** A row or column this flat, standard deviation on [0, 1], still belongs to the collimation border (SCIENCE §6). */
export const COLLIMATION_SD = 0.01;

/** Components of a lung segmentation under this share of the image are debris. */
export const MIN_LUNG_COMPONENT_SHARE = 0.005;

/** Plausible lungs: both lungs' share of the image, and left area / right area (SCIENCE §3). */
export const LUNG_LIMITS = { minArea: 0.12, maxArea: 0.6, minRatio: 0.4, maxRatio: 2.5 } as const;

/**
 * Where the lungs are: the middle of their two centroids as shares of width and height, and how far apart the centroids
 * are in height. Of 260 real radiographs with masks made by a model: x .37–.63, y .29–.67, apart at most .27.
 */
export const LUNG_PLACE = { x: [0.25, 0.75], y: [0.2, 0.75], apart: 0.3 } as const;

/**
 * The heart's share of the image, and how far its centroid is below the middle of the lungs' as a share of the height.
 * Of the same radiographs, by the shipped segmenter: .031–.164, and .05–.21.
 */
export const HEART_LIMITS = { area: [0.01, 0.3], below: [-0.1, 0.4] } as const;

/** The least share of an organ in its largest piece, and the largest share of it in the air around the body. */
export const MASK_LIMITS = { minMainPiece: 0.8, maxOutsideBody: 0.5 } as const;

/** Fixed range of log-ratio maps, nats either way (the article's scale). */
export const LOG_RATIO_RANGE = 5;

/** Default range of CAMs, logits either way: the same for every model and case, so that pictures compare. */
export const CAM_RANGE = 6;

/** Ranges that a reader may choose for CAMs of models whose logits are larger or smaller. */
export const CAM_RANGES = [2, 6, 12, 24] as const;

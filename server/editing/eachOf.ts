/** Images that are worked on at once: one computes while the other is read or written. */
export const IN_FLIGHT = 2;

/** Calls `work` for each item, `IN_FLIGHT` at a time, in order; the first failure stops it, and is thrown. */
export async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  let failed = false;
  const lane = async (): Promise<void> => {
    for (const item of left) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: IN_FLIGHT }, lane));
  for (const one of lanes) if (one.status === 'rejected') throw one.reason;
}

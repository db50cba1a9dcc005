/** Something that holds memory until it is disposed of. */
type Disposable = { dispose(): Promise<void> };

/**
 * Opens at first use and keeps open; concurrent callers share one opening, and one that failed is tried again. Of more
 * than `most`, the one that was used longest ago is disposed of, after those that still use it had their turn.
 */
export function openCache<T extends Disposable>(most: number) {
  const opened = new Map<string, Promise<T>>();
  return (key: string, open: () => Promise<T>): Promise<T> => {
    const opening = opened.get(key) ?? open();
    // A map is in order of insertion: the least recently used comes first.
    opened.delete(key);
    opened.set(key, opening);
    opening.catch(() => {
      if (opened.get(key) === opening) opened.delete(key);
    });
    for (const [old, leaving] of opened) {
      if (opened.size <= most) break;
      opened.delete(old);
      setTimeout(() => void leaving.then((value) => value.dispose()).catch(() => undefined), GRACE_MS).unref();
    }
    return opening;
  };
}

/** Longer than any forward pass that may still be under way. */
const GRACE_MS = 300_000;

type Disposable = { dispose(): Promise<void> };
type Held<T> = { key: string; opening: Promise<T>; users: number; isLeft: boolean };

/**
 * Keeps the last thing open that was asked for, for all who use it at once. With another key the one before is disposed
 * of as soon as its last user is done, so that of fifty networks in a row no more than two are in memory.
 */
export function openShared<T extends Disposable>() {
  let current: Held<T> | null = null;
  const release = async (held: Held<T>): Promise<void> => {
    held.users -= 1;
    if (held.users > 0 || !held.isLeft) return;
    await held.opening.then((value) => value.dispose()).catch(() => undefined);
  };
  const hold = (key: string, open: () => Promise<T>): Held<T> => {
    if (current?.key === key) {
      current.users += 1;
      return current;
    }
    const before = current;
    const held: Held<T> = { key, opening: open(), users: 1, isLeft: false };
    current = held;
    // One that failed is tried again.
    held.opening.catch(() => {
      if (current === held) current = null;
    });
    if (before !== null) {
      before.isLeft = true;
      before.users += 1;
      void release(before);
    }
    return held;
  };
  return async <Answer>(key: string, open: () => Promise<T>, work: (value: T) => Promise<Answer>): Promise<Answer> => {
    const held = hold(key, open);
    try {
      return await work(await held.opening);
    } finally {
      await release(held);
    }
  };
}

/** Asks web until it answers. Resolves to false when the start is given up meanwhile. */
export async function webAnswers(url: string, abort: AbortSignal): Promise<boolean> {
  while (!abort.aborted) {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

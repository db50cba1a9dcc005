import type { Page } from '@playwright/test';
import { z } from 'zod';

/** What pointer events cost the main thread, in milliseconds. */
export type Cost = {
  /** Per `pointermove`: all its listeners, and all `requestAnimationFrame` callbacks until the next one. */
  events: number[];
  /** All tasks of the main thread (input, style, layout, paint, commit, too), per event, on average. */
  tasks: number;
};

/**
 * Times every `pointermove` from the first listener of the window to the last, and every callback of
 * `requestAnimationFrame`. Drawing itself is done by other threads and processes, and is not counted. To be called
 * before the page is loaded.
 */
export async function measureMoves(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const costs: number[] = [];
    Object.assign(window, { moveCosts: costs });
    let began = 0;
    const begin = (): void => {
      began = performance.now();
    };
    const end = (): void => {
      costs.push(performance.now() - began);
    };
    window.addEventListener('pointermove', begin, { capture: true });
    window.addEventListener('pointermove', end);
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (work) =>
      ask((time) => {
        const start = performance.now();
        work(time);
        const last = costs.length - 1;
        if (last >= 0) costs[last] = (costs[last] ?? 0) + performance.now() - start;
      });
  });
}

const metrics = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) });

/** Costs of the pointer events that `work` makes. */
export async function costPerMove(page: Page, work: () => Promise<void>): Promise<Cost> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const taskTime = async (): Promise<number> => {
    const found = metrics.parse(await session.send('Performance.getMetrics'));
    return 1000 * (found.metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  await page.evaluate('window.moveCosts.length = 0');
  const before = await taskTime();
  await work();
  const after = await taskTime();
  const events = z.array(z.number()).parse(await page.evaluate('window.moveCosts'));
  await session.detach();
  return { events, tasks: (after - before) / Math.max(1, events.length) };
}

/** The value at or below which a share of the values lies (nearest rank). */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

import { closeShipped, linesOf, openShipped, performanceOn, SEEDS } from '@/server/testing/phantomPerformance';

// All held-out seeds, as the models' cards state them.

await openShipped();
for (const seed of SEEDS) for (const line of linesOf(seed, await performanceOn(seed))) console.log(line);
await closeShipped();

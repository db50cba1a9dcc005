import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeShipped, linesOf, openShipped, performanceOn, SEEDS } from '@/server/testing/phantomPerformance';

before(openShipped);
after(closeShipped);

/** Half of what the bench takes: an AUC of so many is known to ±0.05, and the bounds below lie further from what is found. */
const PER_SITE = 300;

// One seed of the three: `npm run bench -- phantomPerformance` prints all, worst of which the models' cards state.
test('on held-out phantoms the shortcut model follows the hospital at no lower AUC, and the faithful one does not', async (t) => {
  for (const seed of SEEDS.slice(0, 1)) {
    const performance = await performanceOn(seed, PER_SITE);
    for (const line of linesOf(seed, performance)) t.diagnostic(line);
    for (const { finding, shortcut, faithful } of performance.findings) {
      assert.ok(faithful.site >= 0.4 && faithful.site <= 0.6, `faithful, ${finding}: ${faithful.site}`);
      if (finding === 'Pneumonia') {
        assert.ok(shortcut.site >= 0.85, `shortcut: ${shortcut.site}`);
        assert.ok(shortcut.pooled >= faithful.pooled, `pooled: ${shortcut.pooled} against ${faithful.pooled}`);
      } else assert.ok(shortcut.site >= 0.25 && shortcut.site <= 0.75, `control: ${shortcut.site}`);
    }
    for (const { zone, dice } of performance.dices) assert.ok(dice >= 0.95, `Dice of ${zone}: ${dice}`);
  }
});

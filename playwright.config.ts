import { defineConfig } from '@playwright/test';

/** Tests that send hundreds of images. */
const COHORT = /(mainJob|strata)\.spec\.ts$/;

/** Tests of what there is before anything is. */
const EMPTY = /beginning\.spec\.ts$/;

/** Run by `npm run e2e` and `npm test`, which bring the browser; each worker starts the built product (e2e/product.ts). */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Each has a product of its own. One leaves half of two cores idle.
  workers: 2,
  // Once, with a product of its own, where nobody can look again; what passes then alone is named above the totals.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 60_000,
  // What is right is seen at once; this is how long two busy cores may take to be late.
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  // A product each: models that tests of pages register would read the hundreds of images, too. These are sent by the
  // longest test and stay for the tests after it, in the one worker; at the end is what both workers can share.
  projects: [
    { name: 'cohort', testMatch: COHORT, workers: 1 },
    { name: 'empty', testMatch: EMPTY },
    { name: 'pages', testIgnore: [COHORT, EMPTY] },
  ],
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '.data/test/browser.json' }]],
  use: {
    screenshot: 'only-on-failure',
    // Recording one costs a fifth of the time; `npx playwright test --trace on` makes one where it is needed.
    trace: 'off',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      // Root, as in a container, has no sandbox; the rest keeps the browser from calling home.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--font-render-hinting=none',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});

import { generate, generateRouteTypes } from './build';
import { step } from './progress.mjs';
import { runNode } from './run';

/** `npm run check`: lint and format as errors, then the types, after writing what they need. */
export async function check(): Promise<void> {
  await step('checking lint and format', () =>
    runNode(['node_modules/@biomejs/biome/bin/biome', 'check', '--colors=off', '.'], { what: 'lint and format' }),
  );
  await generate();
  await generateRouteTypes();
  await step('checking types', () =>
    runNode(['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'], { what: 'checking types' }),
  );
}

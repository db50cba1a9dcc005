import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Real radiographs, models and golden vectors beside the checkout. They are not part of the product. */
export const assetsDir = join(import.meta.dirname, '../../../shared/assets');

/** The `skip` option of a test that needs them: false, or the reason. */
export const skipWithoutAssets = existsSync(join(assetsDir, 'README.md'))
  ? false
  : 'the assets folder (../shared/assets) is absent';

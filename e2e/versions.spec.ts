import { renderPng } from '../server/image/render';
import { drawStudy } from '../server/phantom/drawStudy';
import { renderPhantom } from '../server/phantom/renderPhantom';
import { clientOf, shipped } from './client';
import { isSound } from './inspect';
import { expect, test } from './product';

// A second version of a model reads beside the first, is held against limits that were fixed before, promoted and
// rolled back.

function phantom(n: number): Promise<Uint8Array> {
  const truths = { Pneumonia: n % 3 === 0 ? 1 : 0, Cardiomegaly: 0 } as const;
  const study = drawStudy(8_100_000 + n, { site: 'A', mode: 'GLOBAL', truths });
  const { pixels, height, width } = renderPhantom(study, 128);
  return renderPng({ height, width, pixels: Float32Array.from(pixels) });
}

const CASES = 12;

/** A change is told when pages were read anew, which takes a busy machine seconds. */
const SOON = { timeout: 30_000 };

test('a candidate is compared by limits that were fixed before, promoted and rolled back', async ({
  page,
  product,
}) => {
  test.setTimeout(300_000);
  const client = clientOf(product);
  await client.register(shipped('phantom-segmenter'));
  for (const [version, file] of [
    ['1', 'phantom-shortcut'],
    ['2', 'phantom-faithful'],
  ] as const) {
    const { onnx, manifest } = shipped(file);
    await client.register({ onnx, manifest: { ...manifest, name: 'promoted', version, scope: 'all' } });
  }
  for (let n = 0; n < CASES; n += 1) await client.read(await phantom(n), { site: 'A', patientId: `p${n}` });

  await page.goto('/');
  // What is streamed stands in the document twice for a moment, once hidden and outside of it.
  const main = page.getByRole('main');
  await expect(main.getByText('In shadow, and in none of these numbers')).toBeVisible(SOON);
  await page.getByRole('link', { name: 'promoted@2' }).click();
  const versions = page.getByRole('table', { name: 'Versions of promoted' });
  await expect(versions.getByRole('row', { name: /promoted@1/ })).toContainText('Live', SOON);
  await expect(versions.getByRole('row', { name: /promoted@2/ })).toContainText('Shadow', SOON);
  await isSound(page, 'versions');

  await main.getByLabel('Cases, at least').fill(String(CASES));
  for (const label of ['AUC lost, at most', 'Outside share more, points', 'No finite answer, %'])
    await main.getByLabel(label).fill('');
  await main.getByLabel('Mean shift, logits').fill('16');
  await main.getByLabel(/verdict may be graver/).uncheck();
  await page.getByRole('button', { name: 'Fix limits' }).click();
  await expect(main.getByText('Nothing was compared since the limits were fixed.')).toBeVisible(SOON);
  await expect(page.getByRole('button', { name: 'Fix limits' })).toBeHidden(SOON);

  await page.getByRole('button', { name: /^Compare/ }).click();
  const gate = page.getByRole('table', { name: 'Limits and what came of them' });
  await expect(gate.getByRole('row', { name: /Cases read by both/ })).toContainText('kept', { timeout: 60_000 });
  await expect(main.getByText('every limit is kept')).toBeVisible(SOON);
  const zones = page.getByRole('table', { name: 'Contribution of each zone, both versions' });
  // The images that other tests have sent are read by both versions too.
  const shared = zones
    .getByRole('row', { name: /Pneumonia/ })
    .getByRole('cell')
    .first();
  await expect(shared).toHaveText(/^\d+$/);
  expect(Number(await shared.textContent())).toBeGreaterThanOrEqual(CASES);
  await expect(page.getByRole('table', { name: 'Scores of both versions as distributions' })).toBeVisible();
  await expect(main.getByRole('link', { name: 'CSV of the comparison' })).toBeVisible();
  await isSound(page, 'versions');
  await page.getByRole('button', { name: 'Promote', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Promote', exact: true }).click();
  await expect(versions.getByRole('row', { name: /promoted@2/ })).toContainText('Live', SOON);
  await expect(versions.getByRole('row', { name: /promoted@1/ })).toContainText('Retired', SOON);

  await page.getByRole('button', { name: 'Roll back' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/Reason/)
    .fill('the clinic asked for it');
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await expect(versions.getByRole('row', { name: /promoted@1/ })).toContainText('Live', SOON);
  await expect(main.getByText('the clinic asked for it').first()).toBeVisible(SOON);

  await versions
    .getByRole('row', { name: /promoted@2/ })
    .getByRole('button', { name: 'Stop' })
    .click();
  await page
    .getByRole('dialog', { name: /promoted@2/ })
    .getByLabel(/Reason/)
    .fill('not needed now');
  await page
    .getByRole('dialog', { name: /promoted@2/ })
    .getByRole('button', { name: 'Stop' })
    .click();
  await expect(main.getByText('promoted@2 is stopped')).toBeVisible(SOON);
  const ready = await (await fetch(`${product.url}/readyz`)).json();
  expect(ready).toMatchObject({ status: 'ok', stopped: 1 });
  expect(ready.models).toBeGreaterThanOrEqual(1);
});

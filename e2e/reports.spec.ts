import { createHash } from 'node:crypto';
import { renderPng } from '../server/image/render';
import { drawStudy } from '../server/phantom/drawStudy';
import { renderPhantom } from '../server/phantom/renderPhantom';
import { clientOf, shipped } from './client';
import { isSound, isSoundInBothThemes } from './inspect';
import { expect, test } from './product';

// A report is asked for on the page, made by the worker, and downloaded; its files are what their hashes say.

const SOON = { timeout: 60_000 };

async function phantom(n: number): Promise<Uint8Array> {
  const study = drawStudy(8_400_000 + n, {
    site: 'A',
    mode: 'GLOBAL',
    truths: { Pneumonia: n % 2 === 0 ? 1 : 0, Cardiomegaly: 0 },
  });
  const { pixels, height, width } = renderPhantom(study, 128);
  return renderPng({ height, width, pixels: Float32Array.from(pixels) });
}

test('a model card is made, downloaded, and sound in both themes', async ({ page, product, browser, baseURL }) => {
  test.setTimeout(240_000);
  const client = clientOf(product);
  await client.register(shipped('phantom-segmenter'));
  const { onnx, manifest } = shipped('phantom-faithful');
  await client.register({ onnx, manifest: { ...manifest, name: 'carded', version: '1', scope: 'all' } });
  for (let n = 0; n < 4; n += 1) await client.read(await phantom(n), { site: 'A', patientId: `report-${n}` });

  await page.goto('/reports');
  const main = page.getByRole('main');
  await main.getByRole('radio', { name: /Model card/ }).check();
  await main.getByRole('combobox', { name: /Version/ }).selectOption('carded@1');
  await isSoundInBothThemes(page, '/reports');
  await main.getByRole('button', { name: 'Make it' }).click();
  const item = main.getByRole('listitem').filter({ hasText: 'Model card of carded@1' }).first();
  const link = item.getByRole('link', { name: 'PDF of Model card of carded@1' });
  await expect(link).toBeVisible(SOON);

  const saving = page.waitForEvent('download');
  await link.click();
  expect((await saving).suggestedFilename()).toMatch(/^report-[0-9a-f-]{36}\.pdf$/);
  const href = (await link.getAttribute('href')) ?? '';
  const id = /reports\/([0-9a-f-]{36})\/pdf/.exec(href)?.[1] ?? '';
  const state = await (await client.call(`/api/v1/reports/${id}`)).json();
  for (const [file, hash] of [
    ['pdf', state.pdfSha256],
    ['page', state.pageSha256],
    ['content.json', state.contentSha256],
  ]) {
    const bytes = Buffer.from(await (await client.call(`/api/v1/reports/${id}/${file}`)).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex'), file).toBe(hash);
  }
  await item.getByText('Hashes').click();
  await expect(item.getByText(state.contentSha256)).toBeVisible();
  await main.getByLabel('Reason, kept with the change').fill('the committee meets each month');
  await main.getByRole('button', { name: 'Switch it on' }).click();
  await expect(main.getByText('Operator: the committee meets each month')).toBeVisible(SOON);
  await expect(main.getByRole('button', { name: 'Switch it off' })).toBeVisible();
  await isSoundInBothThemes(page, '/reports with a report');

  for (const colorScheme of ['dark', 'light'] as const) {
    const context = await browser.newContext({
      storageState: await page.context().storageState(),
      colorScheme,
      baseURL,
      // The page lets no script run, not even the one that judges it.
      bypassCSP: true,
    });
    const shown = await context.newPage();
    const asked: string[] = [];
    shown.on('request', (request) => asked.push(request.url()));
    await shown.goto(`/api/v1/reports/${id}/page`);
    await expect(shown.getByRole('heading', { level: 1, name: 'Model card of carded@1' })).toBeVisible();
    await isSound(shown, `report page ${colorScheme}`);
    expect(asked).toHaveLength(1);
    // Four cases are too few to be told of.
    await expect(shown.getByText('under 10').first()).toBeVisible();
    await context.close();
  }
});

import { renderPng } from '../server/image/render';
import { drawStudy } from '../server/phantom/drawStudy';
import { renderPhantom } from '../server/phantom/renderPhantom';
import { clientOf, shipped } from './client';
import { inspect, isSoundInBothThemes } from './inspect';
import { expect, STRANGER, test } from './product';

function phantom(n: number): Promise<Uint8Array> {
  const truths = { Pneumonia: n % 3 === 0 ? 1 : 0, Cardiomegaly: 0 } as const;
  const study = drawStudy(8_100_000 + n, { site: 'A', mode: 'GLOBAL', truths });
  const { pixels, height, width } = renderPhantom(study, 128);
  return renderPng({ height, width, pixels: Float32Array.from(pixels) });
}

test('a link is made, opened by a stranger with its passcode, and closed while it is open', async ({
  page,
  browser,
  product,
}) => {
  test.setTimeout(180_000);
  const client = clientOf(product);
  await client.register(shipped('phantom-segmenter'));
  const classifier = shipped('phantom-faithful');
  await client.register({
    onnx: classifier.onnx,
    manifest: { ...classifier.manifest, name: 'links-test', scope: 'all' },
  });
  const { instanceId } = await client.read(await phantom(4711), {
    site: 'St Planted',
    patientSex: 'F',
    patientAge: 93,
  });

  await page.goto(`/cases/${instanceId}`);
  await page.getByRole('link', { name: 'Share…' }).click();
  await expect(page.getByRole('heading', { name: 'What the receiver will see' })).toBeVisible();
  await page.getByLabel('View, sex, age, day, site code').check();
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByText(/Site A · .*F, 90\+/)).toBeVisible();
  await isSoundInBothThemes(page, 'new link');
  await page.getByLabel('Name in the list of links').fill('For the auditor');
  await page.getByLabel('Passcode').fill('open sesame');
  await page.getByLabel('Browsers that may open it').fill('2');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const url = (await page.locator('.copy-line code').textContent()) ?? '';
  expect(url).toContain('/l/al_');
  const token = url.split('/l/')[1] ?? '';

  const context = await browser.newContext({ ...STRANGER, baseURL: product.url });
  const stranger = await context.newPage();
  const errors: string[] = [];
  stranger.on(
    'console',
    (message) => message.type() === 'error' && !/410|404/.test(message.text()) && errors.push(message.text()),
  );
  const elsewhere: string[] = [];
  stranger.on('request', (request) => !request.url().startsWith(product.url) && elsewhere.push(request.url()));
  const answer = await stranger.goto(url);
  expect(answer?.headers()).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': /noindex/ });
  expect(answer?.headers()['cache-control']).toContain('no-store');
  expect(await stranger.title()).not.toContain(token);
  await isSoundInBothThemes(stranger, 'entry');
  await stranger.getByLabel('Passcode').fill('something else');
  await stranger.getByRole('button', { name: 'Open' }).click();
  await expect(stranger.getByRole('alert').filter({ visible: true }).first()).toContainText('not the passcode');
  await stranger.getByLabel('Passcode').fill('open sesame');
  await stranger.getByRole('button', { name: 'Open' }).click();
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText('in one case');
  const picture = stranger.getByRole('img', { name: 'Chest radiograph, frame cut off' }).first();
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .toBeGreaterThan(100);
  const source = (await picture.getAttribute('src')) ?? '';
  await isSoundInBothThemes(stranger, 'shared');
  const html = await stranger.content();
  for (const planted of [instanceId, 'St Planted', '/api/v1/']) expect(html).not.toContain(planted);
  await stranger.reload();
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText('in one case');

  await page.getByRole('link', { name: 'Views and revocation' }).click();
  await expect(page.getByText('1 of 2')).toBeVisible();
  await isSoundInBothThemes(page, 'one link');
  await page.getByRole('button', { name: 'Revoke…' }).click();
  const revoked = page.waitForResponse((response) => response.url().endsWith('/revoke'));
  await page.getByRole('button', { name: 'Revoke for good' }).click();
  await revoked;
  const from = Date.now();
  await picture.waitFor({ state: 'detached', timeout: 5_000 });
  const took = Date.now() - from;
  console.log(`open page closed ${took} ms after the revocation was answered`);
  expect(took).toBeLessThan(1_000);
  await expect(stranger.locator('main[data-state=closed]')).toBeVisible();
  expect((await context.request.get(source)).status()).toBe(410);
  await stranger.goBack().catch(() => null);
  await expect(picture).toHaveCount(0);
  expect(errors).toEqual([]);
  expect(elsewhere).toEqual([]);
  expect(product.output()).not.toContain(token);
  await context.close();
});

test('the list of links is sound in every look', async ({ browser, product, signedIn }) => {
  test.setTimeout(120_000);
  await inspect(browser, { storageState: signedIn }, product.url, '/links');
  await inspect(browser, STRANGER, product.url, `/l/al_${'x'.repeat(43)}`);
});

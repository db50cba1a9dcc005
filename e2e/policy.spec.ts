import { clientOf, devImages } from './client';
import { expect, STRANGER, test } from './product';

/** Pages with nothing to fill them, and those that every installation has something on. */
const PAGES = [
  '/',
  '/models',
  '/models/new',
  '/strata',
  '/cases',
  '/upload',
  '/jobs',
  '/method',
  '/review',
  '/alarms',
  '/reports',
  '/links',
  '/links/new',
  '/trail',
  '/settings',
  '/settings/people',
  '/settings/keys',
];

test('the policy blocks nothing of our own, on any page and in the viewer', async ({ page, product, realModels }) => {
  void realModels;
  test.setTimeout(180_000);
  const [image] = devImages();
  if (image === undefined) throw new Error('no image');
  const { instanceId } = await clientOf(product).read(image.image, image.metadata);
  const blocked: string[] = [];
  let at = '';
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) blocked.push(`${at}: ${message.text()}`);
  });
  for (at of [...PAGES, `/cases/${instanceId}`, '/models/nih14/1', '/findings/nih14@1/Edema']) {
    const answer = await page.goto(at);
    expect(answer?.headers()['content-security-policy'], at).toMatch(/script-src 'nonce-[\w+/=]+' 'strict-dynamic'/);
    expect(answer?.headers()['content-security-policy'], at).toContain("frame-ancestors 'none'");
    await expect(page.locator('.live').filter({ visible: true }), at).toHaveAttribute('data-state', 'live');
  }
  expect(blocked).toEqual([]);
});

test('an injected script does not run', async ({ page }) => {
  await page.goto('/cases');
  const ran = await page.evaluate(() => {
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="data:," onerror="window.name = \'ran\'">';
    document.body.append(holder);
    return new Promise<string>((resolve) => setTimeout(() => resolve(window.name), 500));
  });
  expect(ran).toBe('');
});

test.describe('strangers', () => {
  test.use(STRANGER);

  test('get a new nonce with each answer, and no answer without a policy', async ({ request }) => {
    const policies = [];
    for (const path of ['/signin', '/signin', '/healthz', '/api/v1/models', '/icon.svg'])
      policies.push((await request.get(path)).headers()['content-security-policy'] ?? '');
    expect(policies.every((policy) => policy.includes("base-uri 'none'"))).toBe(true);
    expect(new Set(policies).size).toBe(policies.length);
  });
});

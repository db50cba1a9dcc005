import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { freePort } from '../server/start/ports';
import { type OidcProvider, startOidcProvider } from '../server/testing/oidcProvider';
import { inspect, isSound, isSoundInBothThemes } from './inspect';
import { type Product, startProduct } from './startProduct';

// Who comes in, by which door, and what they find behind it. A product of its own: the first administrator is made once.

const PASSWORD = 'a long passphrase 7';

type Hospital = { product: Product; provider: OidcProvider; url: string };

const test = base.extend<object, { hospital: Hospital }>({
  hospital: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const port = await freePort();
      // By name, since passkeys belong to one.
      const url = `http://localhost:${port}`;
      const provider = await startOidcProvider(`${url}/api/v1/auth/callback/oidc`, {
        gudrun: {
          ...{ sub: 'u-1', email: 'gudrun@hospital.example', email_verified: true },
          ...{ name: 'Gudrun Governance', sightline_role: 'governance' },
        },
      });
      const product = await startProduct({
        PORT: String(port),
        SIGHTLINE_OIDC_ISSUER: provider.issuer,
        SIGHTLINE_OIDC_CLIENT_ID: provider.clientId,
        SIGHTLINE_OIDC_CLIENT_SECRET: provider.clientSecret,
      });
      await use({ product, provider, url });
      await product.stop();
      await provider.close();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** A browser that nobody has used yet, without the tour. */
async function freshPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  await context.addInitScript(() => localStorage.setItem('sightline.tour', 'seen'));
  return context.newPage();
}

const inside = async (page: Page): Promise<void> => {
  await expect(page).not.toHaveURL(/signin/);
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible();
};

async function signInByPassword(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const placesOf = async (page: Page): Promise<string[]> =>
  page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link').allInnerTexts();

/** An authenticator that has the person's finger on it. */
async function addAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
}

test('people come in by every door, see what their role may, and go out at once', async ({ browser, hospital }) => {
  test.setTimeout(420_000);
  const { product, url } = hospital;
  const admin = await freshPage(browser, url);

  await test.step('the first administrator follows the printed link', async () => {
    const link = /begin\s+(\S+)/.exec(product.output())?.[1] ?? '';
    const { pathname, search } = new URL(link);
    await admin.goto(pathname + search);
    await isSound(admin, 'first administrator');
    await admin.getByLabel('Name').fill('Ada Admin');
    await admin.getByLabel('E-mail').fill('ada@hospital.example');
    await admin.getByLabel(/^Password/).fill('password1234');
    await admin.getByRole('button', { name: 'Make the account' }).click();
    await expect(admin.locator('.entry [role=alert]')).toBeVisible();
    await admin.getByLabel(/^Password/).fill(PASSWORD);
    await admin.getByRole('button', { name: 'Make the account' }).click();
    await inside(admin);
    await expect(admin.getByText('Ada Admin').filter({ visible: true }).first()).toBeVisible();
    const again = await freshPage(browser, url);
    await again.goto(pathname + search);
    await expect(again.getByText('The link does not work any more')).toBeVisible();
    await isSound(again, 'used link');
    await again.context().close();
  });

  const clinician = await freshPage(browser, url);
  await test.step('an invited clinician sees what a clinician may', async () => {
    await admin.goto('/settings/people');
    const form = admin.getByRole('form', { name: 'Invite' });
    await form.getByLabel('E-mail').fill('clara@hospital.example');
    await form.getByRole('button', { name: 'Make an invitation' }).click();
    await expect(form.getByText('Send this link to clara@hospital.example')).toBeVisible();
    const invitation = (await form.locator('.copy-line code').textContent()) ?? '';
    await clinician.goto(invitation);
    await expect(clinician.getByText(/Your role: Clinician/)).toBeVisible();
    await isSound(clinician, 'invitation');
    await inspect(browser, {}, url, invitation.replace(url, ''));
    await clinician.getByLabel('Name').fill('Clara Clinician');
    await clinician.getByLabel(/^Password/).fill(PASSWORD);
    await clinician.getByRole('button', { name: 'Make the account' }).click();
    await inside(clinician);
    const places = (await placesOf(clinician)).join(' ');
    expect(places).toContain('Review');
    for (const hidden of ['Upload', 'Links', 'Audit trail']) expect(places).not.toContain(hidden);
    expect((await clinician.goto('/settings/people'))?.status()).toBe(403);
    expect((await clinician.request.get('/api/v1/accounts')).status()).toBe(403);
    await clinician.goto('/settings');
    await expect(clinician.getByRole('navigation', { name: 'Settings' })).toHaveCount(0);
  });

  await test.step('somebody of the organisation comes by single sign-on, to the page that was asked for', async () => {
    const page = await freshPage(browser, url);
    await page.goto('/method');
    await expect(page).toHaveURL(/signin/);
    await isSound(page, 'sign-in with single sign-on');
    await page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    await page.getByLabel('User').fill('gudrun');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page).toHaveURL(`${url}/method`);
    await inside(page);
    expect((await placesOf(page)).join(' ')).toContain('Audit trail');
    await page.goto('/settings');
    const passkeys = page.getByRole('region', { name: 'Passkeys' });
    await expect(passkeys).toContainText('Your organisation signs you in');
    await expect(passkeys.getByRole('button')).toHaveCount(0);
    await page.context().close();
  });

  await test.step('a passkey signs in without a password', async () => {
    await clinician.goto('/settings');
    await addAuthenticator(clinician.context(), clinician);
    await clinician.getByRole('button', { name: 'Add a passkey' }).click();
    await expect(
      clinician.getByRole('list', { name: 'Passkeys' }).getByText('Passkey 1', { exact: true }),
    ).toBeVisible();
    await clinician.getByRole('button', { name: 'Sign out', exact: true }).filter({ visible: true }).click();
    await expect(clinician).toHaveURL(/signin/);
    await clinician.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await inside(clinician);
  });

  await test.step('a session that is ended by an administrator is out at once', async () => {
    await admin.goto('/settings/people');
    await admin.getByRole('link', { name: 'Browsers of Clara Clinician' }).click();
    const part = admin.getByRole('region', { name: 'Browsers of Clara Clinician' });
    await part
      .getByRole('button', { name: /^Sign out/ })
      .first()
      .click();
    await expect(part.getByText('No browser is signed in.')).toBeVisible();
    expect((await clinician.request.get('/api/v1/session')).status()).toBe(401);
    await clinician.goto('/cases');
    await expect(clinician).toHaveURL(/signin/);
    await signInByPassword(clinician, 'clara@hospital.example', 'not the passphrase');
    await expect(clinician.locator('.entry [role=alert]')).toBeVisible();
    await isSound(clinician, 'wrong password');
    await signInByPassword(clinician, 'clara@hospital.example');
    await expect(clinician).toHaveURL(`${url}/cases`);
  });

  await test.step('a key is shown once, and revoked by its name', async () => {
    await admin.goto('/settings/keys');
    const form = admin.getByRole('form', { name: 'New key' });
    await form.getByLabel(/^Name/).fill('Night script');
    await form.getByRole('button', { name: 'Make a key' }).click();
    const key = (await form.locator('.copy-line code').textContent()) ?? '';
    const ask = () => fetch(`${url}/api/v1/session`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).status).toBe(200);
    await admin.getByRole('button', { name: 'Revoke Night script' }).click();
    const dialog = admin.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Revoke it' })).toBeDisabled();
    await dialog.getByLabel(/^Type/).fill('Night script');
    await isSoundInBothThemes(admin, 'revoking a key');
    await dialog.getByRole('button', { name: 'Revoke it' }).click();
    await expect(admin.getByText(/^Revoked on/)).toBeVisible();
    expect((await ask()).status).toBe(401);
  });

  const options = { storageState: await admin.context().storageState() };
  for (const path of ['/settings', '/settings/people', '/settings/keys']) await inspect(browser, options, url, path);
  await inspect(browser, {}, url, '/signin');
});

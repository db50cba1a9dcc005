import type { Browser, Page } from '@playwright/test';
import { createSignInLink } from '@/server/access/signInToken';
import { openDb } from '@/server/db/client';
import { environmentWith } from '@/server/settings';
import { chromium } from '@/server/start/chromium';
import { errorLine } from '@/server/start/startError';
import type { Sightings } from './listener';
import { openRecorder } from './pageFrames';
import { pause, type Subject } from './subject';

/** A real browser that has the overview open. `problem` says why there is none. */
export type OpenPage = {
  sightings: Sightings | null;
  problem: string | null;
  /** What the head of the page says of its connection. */
  state(): Promise<string>;
  close(): Promise<void>;
};

/** Opens the overview in Chromium and notes what its own socket brings. */
export async function openPage(subject: Subject, chromiumPath: string | undefined): Promise<OpenPage> {
  let browser: Browser | undefined;
  try {
    const { path, env } = await chromium(chromiumPath);
    const { chromium: engine } = await import('@playwright/test');
    browser = await engine.launch({
      executablePath: path,
      // Ctrl-C is the drill's to handle: the product is stopped first.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      env: Object.fromEntries(
        Object.entries(environmentWith(env)).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
      ),
    });
    return await watch(browser, subject);
  } catch (error) {
    await browser?.close();
    return { sightings: null, problem: errorLine(error), state: async () => '', close: async () => undefined };
  }
}

async function watch(browser: Browser, subject: Subject): Promise<OpenPage> {
  const page = await browser.newPage();
  const found = page.waitForEvent('websocket', { timeout: 30_000 });
  const record = openRecorder();
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => record.sent(String(payload)));
    socket.on('framereceived', ({ payload }) => record.received(String(payload)));
  });
  await page.addInitScript(() => localStorage.setItem('sightline.tour', 'seen'));
  await page.goto(await signInLink(subject));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await found;
  for (let i = 0; i < 100 && record.sightings.connections === 0; i++) await pause(100);
  return {
    sightings: record.sightings,
    problem: null,
    state: () => stateOf(page),
    close: () => browser.close(),
  };
}

/** The word in the head of the page; where it is gone, the beginning of what is there instead. */
async function stateOf(page: Page): Promise<string> {
  const head = page.locator('.live-state').first();
  if ((await head.count()) > 0) return (await head.textContent()) ?? '';
  return (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ').slice(0, 200);
}

async function signInLink(subject: Subject): Promise<string> {
  const db = openDb(subject.databaseUrl(), 'sightline-drill');
  try {
    return await createSignInLink(db, subject.url);
  } finally {
    await db.$disconnect();
  }
}

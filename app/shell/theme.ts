/** What a reader may choose; `system` follows the operating system as it changes. */
export const THEMES = ['system', 'dark', 'light'] as const;

export type Theme = (typeof THEMES)[number];

export const THEME_KEY = 'sightline.theme';

/** Runs before the first paint, so that no page flashes in the other theme. Storage may be forbidden: then system. */
export const THEME_SCRIPT = `(() => {
  let choice = null;
  try { choice = localStorage.getItem('${THEME_KEY}'); } catch {}
  const light = matchMedia('(prefers-color-scheme: light)').matches;
  document.documentElement.dataset.theme = choice === 'dark' || choice === 'light' ? choice : light ? 'light' : 'dark';
})()`;

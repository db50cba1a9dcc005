'use client';
import { useEffect, useState } from 'react';
import { THEME_KEY, THEMES, type Theme } from './theme';

const isTheme = (value: string | null): value is Theme => THEMES.some((theme) => theme === value);

function remembered(): Theme {
  try {
    const value = localStorage.getItem(THEME_KEY);
    return isTheme(value) ? value : 'system';
  } catch {
    return 'system';
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage is forbidden: the choice holds until the page is left.
  }
}

const WORDS: Record<Theme, string> = { system: 'System', dark: 'Dark', light: 'Light' };

/** Chooses and remembers the theme; follows the operating system while `system` is chosen. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>('system');
  useEffect(() => setTheme(remembered()), []);
  useEffect(() => {
    const light = matchMedia('(prefers-color-scheme: light)');
    const apply = (): void => {
      const chosen = remembered();
      document.documentElement.dataset.theme = chosen === 'system' ? (light.matches ? 'light' : 'dark') : chosen;
    };
    // Again on arrival: a page that failed on the server is made anew in the browser, where the first script does not run.
    apply();
    light.addEventListener('change', apply);
    return () => light.removeEventListener('change', apply);
  }, []);
  const choose = (value: string): void => {
    if (!isTheme(value)) return;
    remember(value);
    setTheme(value);
    const light = matchMedia('(prefers-color-scheme: light)').matches;
    document.documentElement.dataset.theme = value === 'system' ? (light ? 'light' : 'dark') : value;
  };
  return (
    <label className="field">
      Theme
      <select className="input" value={theme} onChange={(event) => choose(event.target.value)}>
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {WORDS[name]}
          </option>
        ))}
      </select>
    </label>
  );
}

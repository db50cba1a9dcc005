'use client';
import { useEffect, useState } from 'react';
import { isTheme, rememberedTheme, useAppliedTheme } from './appliedTheme';
import { THEME_KEY, THEMES, type Theme } from './theme';

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
  useEffect(() => setTheme(rememberedTheme()), []);
  useAppliedTheme();
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

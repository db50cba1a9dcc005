'use client';
import { useEffect } from 'react';
import { THEME_KEY, THEMES, type Theme } from './theme';

export const isTheme = (value: string | null): value is Theme => THEMES.some((theme) => theme === value);

/** What the reader chose before; storage may be forbidden: then system. */
export function rememberedTheme(): Theme {
  try {
    const value = localStorage.getItem(THEME_KEY);
    return isTheme(value) ? value : 'system';
  } catch {
    return 'system';
  }
}

/** Keeps the page in the chosen theme, and in the operating system's as it changes. */
export function useAppliedTheme(): void {
  useEffect(() => {
    const light = matchMedia('(prefers-color-scheme: light)');
    const apply = (): void => {
      const chosen = rememberedTheme();
      document.documentElement.dataset.theme = chosen === 'system' ? (light.matches ? 'light' : 'dark') : chosen;
    };
    // Again on arrival: a page that failed on the server is made anew in the browser, where the first script does not run.
    apply();
    light.addEventListener('change', apply);
    return () => light.removeEventListener('change', apply);
  }, []);
}

/** The same for pages without the switch. */
export function AppliedTheme() {
  useAppliedTheme();
  return null;
}

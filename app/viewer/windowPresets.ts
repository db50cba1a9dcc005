import type { View } from './viewQuery';

/** Windows on greys 0–255, by their key: as the model reads the image, then its dark, middle and bright tones. */
export const WINDOW_PRESETS = [
  { key: '1', name: 'As read', window: 255, level: 127.5 },
  { key: '2', name: 'Dark tones', window: 128, level: 64 },
  { key: '3', name: 'Middle tones', window: 128, level: 128 },
  { key: '4', name: 'Bright tones', window: 128, level: 192 },
] as const;

/** The preset that a view is at; null when it is none. */
export function presetOf({ window, level }: Pick<View, 'window' | 'level'>): string | null {
  return WINDOW_PRESETS.find((preset) => preset.window === window && preset.level === level)?.key ?? null;
}

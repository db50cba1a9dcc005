import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { unpackWoff } from './unpackWoff';

// pdfkit embeds subsets of TrueType; of WOFF2 it cannot.

const SCRIPTS = ['latin', 'latin-ext', 'greek', 'cyrillic'] as const;
export const WEIGHTS = ['400', '600'] as const;

export type FontScript = (typeof SCRIPTS)[number];
export type FontWeight = (typeof WEIGHTS)[number];

/** Name of a font in a document. */
export const fontName = (script: FontScript, weight: FontWeight): string => `inter-${script}-${weight}`;

let loaded: { name: string; bytes: Buffer }[] | undefined;

/** All fonts by their names, as TrueType; read once. */
export function allFonts(): { name: string; bytes: Buffer }[] {
  const { resolve } = createRequire(import.meta.url);
  loaded ??= SCRIPTS.flatMap((script) =>
    WEIGHTS.map((weight) => {
      const path = resolve(`@fontsource/inter/files/inter-${script}-${weight}-normal.woff`);
      return { name: fontName(script, weight), bytes: unpackWoff(readFileSync(path)) };
    }),
  );
  return loaded;
}

/** A part of a text that one font can set. */
export type FontRun = { script: FontScript; text: string };

/** A text cut where its script changes; spaces and digits stay with what they follow. Signs of no font are told as "?". */
export function fontRuns(text: string): FontRun[] {
  const runs: FontRun[] = [];
  for (const sign of text.normalize('NFC').replace(/[≥≤→]/g, (one) => SPELT[one] ?? one)) {
    const script = scriptOf(sign);
    const last = runs.at(-1);
    const shown = script === null ? '?' : sign;
    if (last !== undefined && (script === null || script === last.script)) last.text += shown;
    else runs.push({ script: script ?? 'latin', text: shown });
  }
  return runs;
}

/** Signs that our own sentences use and the fonts have not. */
const SPELT: Record<string, string> = { '≥': '>=', '≤': '<=', '→': 'to' };

const PUNCTUATION = /^[\u2000-\u2026\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2191\u2193\u2212\u2215]$/u;

function scriptOf(sign: string): FontScript | null {
  const code = sign.codePointAt(0) ?? 0;
  if (code <= 0xff || code === 0x131 || code === 0x152 || code === 0x153 || PUNCTUATION.test(sign)) return 'latin';
  if (code <= 0x24f) return 'latin-ext';
  if (code >= 0x370 && code <= 0x3ff) return 'greek';
  return code >= 0x400 && code <= 0x45f ? 'cyrillic' : null;
}

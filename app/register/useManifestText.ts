'use client';
import { useEffect, useState } from 'react';
import type { RegistrationResponse } from '@/server/api/registrationSchema';
import { CLASSIFIER_TEMPLATE, checkManifest } from './checkManifest';
import { draftText, parseDraft } from './manifestDraft';
import { sameManifest } from './wizardSteps';

const keyOf = (id: string): string => `sightline.manifest.${id}`;

/** What a browser remembers of a try; it may refuse to remember anything. */
function remembered(id: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(id));
  } catch {
    return null;
  }
}

function remember(id: string, text: string): void {
  try {
    sessionStorage.setItem(keyOf(id), text);
  } catch {
    // What is typed stays on the page, and is gone with it.
  }
}

/** The manifest as a try has it: as filled in where it was made up, else as sent. */
function textOfTry({ manifest, report }: RegistrationResponse): string {
  const known = report?.proposed === true ? report.manifest : (manifest ?? report?.manifest);
  const draft = known == null ? null : parseDraft(JSON.stringify(known));
  return draft === null ? CLASSIFIER_TEMPLATE : draftText(draft);
}

/**
 * The manifest's text through all steps: what was typed, through a reload too, else what the try was made with.
 * `isCurrent`: it says what was tried. `typed`: what a person has changed of it, if anything.
 */
export function useManifestText(id: string | null, now: RegistrationResponse | null) {
  const [text, setText] = useState<string | null>(null);
  const [touched, setTouched] = useState(false);
  const settled = now !== null && now.status !== 'pending' ? now : null;
  useEffect(() => {
    if (settled === null || text !== null) return;
    setText(remembered(settled.registrationId) ?? textOfTry(settled));
  }, [settled, text]);
  useEffect(() => {
    if (id !== null && text !== null) remember(id, text);
  }, [id, text]);
  const check = checkManifest(text ?? '');
  const tried = settled === null ? [] : [settled.manifest, settled.report?.manifest];
  const isCurrent = check.ok && tried.some((known) => known != null && sameManifest(known, check.manifest));
  return {
    text: text ?? CLASSIFIER_TEMPLATE,
    typed: touched && check.ok ? text : null,
    isTouched: touched && !isCurrent,
    check,
    isCurrent,
    type: (next: string): void => {
      setTouched(true);
      setText(next);
    },
    /** Files are sent with another manifest, or with none. */
    restart: setText,
  };
}

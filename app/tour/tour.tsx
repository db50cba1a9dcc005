'use client';
import { useEffect } from 'react';
import { anchorsOnPage } from './anchorsOnPage';
import { opensItself } from './opensItself';
import { OpenTour } from './openTour';
import { wasSeen } from './seen';
import type { TourFacts } from './tourFacts';
import { useTourStep } from './useTourStep';

/** `asOf` changes with each answer of the server. */
type Props = { facts: TourFacts; asOf: string };

/** The guided tour of the overview. Its state is in the address; the server renders none of it, so nothing flashes. */
export function Tour({ facts, asOf }: Props) {
  const [step, setStep] = useTourStep();
  const { ready, claims } = facts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer of the server is another moment to open
  useEffect(() => {
    if (step !== null) return;
    if (opensItself({ ready, seen: wasSeen(), present: anchorsOnPage(), idle: isIdle() })) setStep(0);
  }, [step, ready, asOf]);
  return step === null ? null : <OpenTour asked={step} claims={claims} goTo={setStep} />;
}

const isIdle = (): boolean =>
  document.visibilityState === 'visible' &&
  document.activeElement === document.body &&
  document.querySelector('dialog[open]') === null;

'use client';
import { useEffect, useRef } from 'react';
import { Icon } from '@/app/shell/icons';
import { barrier, STEP_NAMES, STEPS, type Standing, type Step } from './wizardSteps';

type Props = { step: Step; standing: Standing; onGo: (step: Step) => void };

/** The steps in a line: where one is, what is behind, what is barred and why. */
export function Stepper({ step, standing, onGo }: Props) {
  const line = useRef<HTMLOListElement>(null);
  // A phone shows three of them: the present one is always among these.
  useEffect(() => {
    const present = line.current?.children[STEPS.indexOf(step)];
    if (!(present instanceof HTMLElement) || line.current === null) return;
    line.current.scrollLeft = present.offsetLeft - (line.current.clientWidth - present.offsetWidth) / 2;
  }, [step]);
  return (
    <ol ref={line} className="stepper" aria-label="Steps">
      {STEPS.map((each, at) => {
        const barred = barrier(each, standing);
        const isPast = at < STEPS.indexOf(step) && barred === null;
        return (
          <li key={each}>
            <button
              type="button"
              aria-current={each === step ? 'step' : undefined}
              disabled={barred !== null}
              title={barred ?? undefined}
              onClick={() => onGo(each)}
            >
              <span className="step-mark" aria-hidden="true">
                {isPast ? <Icon name="check" size={12} /> : at + 1}
              </span>
              {STEP_NAMES[each]}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

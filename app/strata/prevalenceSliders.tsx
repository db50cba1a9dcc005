'use client';
import { useId } from 'react';
import { percent } from '@/app/format/share';
import type { Stratifier } from '@/server/cohort/cohortFilter';
import type { MatrixStratum } from '@/server/queries/siteMatrix';
import { stratumName } from './variables';

type Props = {
  by: Stratifier;
  strata: readonly MatrixStratum[];
  prevalences: readonly number[];
  setOne: (i: number, value: number) => void;
};

/** More sliders than this would not be moved one by one; the other strata keep their prevalence. */
export const MOST_SLIDERS = 8;

/** Where the sliders end, in percent: over every prevalence at hand, and at least 50. */
const end = (prevalences: readonly number[]): number =>
  Math.max(50, ...prevalences.map((value) => Math.ceil(value * 10) * 10));

/** One slider a stratum, in steps of a tenth of a percent; arrow keys move it, and the value is printed. */
export function PrevalenceSliders({ by, strata, prevalences, setOne }: Props) {
  const id = useId();
  const own = strata.map(({ prevalence }) => prevalence ?? 0);
  const most = end([...own, ...prevalences]);
  return (
    <div className="mix-sliders">
      {strata.slice(0, MOST_SLIDERS).map(({ stratum }, i) => {
        const value = prevalences[i] ?? 0;
        return (
          <div key={stratum} className="mix-slider">
            <label htmlFor={`${id}-${i}`}>{stratumName(by, stratum)}</label>
            <input
              id={`${id}-${i}`}
              type="range"
              min="0"
              max={most}
              step="0.1"
              value={Number((value * 100).toFixed(1))}
              aria-valuetext={`prevalence ${percent(value)}, found ${percent(own[i] ?? 0)}`}
              onChange={(event) => setOne(i, Number(event.target.value) / 100)}
            />
            <output htmlFor={`${id}-${i}`}>{percent(value)}</output>
            <span className="under">found: {percent(own[i] ?? 0)}</span>
          </div>
        );
      })}
    </div>
  );
}

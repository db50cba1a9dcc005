'use client';
import type { RegistrationReport, RegistrationResponse } from '@/server/api/registrationSchema';
import { DryPicture } from './dryPicture';
import { ImagePick, type PickedImage } from './imagePick';
import { PreprocessingTable } from './preprocessingTable';
import { Warnings } from './readStep';

type Props = {
  now: RegistrationResponse;
  isCurrent: boolean;
  /** Whether the manifest can be tried as it stands. */
  isValid: boolean;
  images: readonly PickedImage[];
  busy: boolean;
  onRun: (instance: string | null) => void;
};

/** The fourth step: the model on one image, before anything goes live. */
export function DryStep({ now, isCurrent, isValid, images, busy, onRun }: Props) {
  const { report, instanceId } = now;
  const image = report?.image?.instanceId ?? instanceId;
  return (
    <>
      {!isCurrent && (
        <div className="problem" role="note">
          <b>The manifest has changed since this run</b>
          <span>
            {isValid ? 'Run it again: only what was tried is registered.' : 'It is not valid yet: go back to it.'}
          </span>
          <div>
            <button type="button" className="btn primary" disabled={!isValid || busy} onClick={() => onRun(image)}>
              Run it again
            </button>
          </div>
        </div>
      )}
      {report !== null && (
        <div className={isCurrent ? 'stack' : 'stack outdated'}>
          <Warnings warnings={report.warnings} />
          <DryPicture report={report} />
          <Facts report={report} />
          {report.preprocessing !== null && <PreprocessingTable report={report.preprocessing} />}
        </div>
      )}
      <ImagePick images={images} current={image} disabled={!isValid || busy} onPick={onRun} />
    </>
  );
}

function Facts({ report: { milliseconds, inputShape, masks } }: { report: RegistrationReport }) {
  return (
    <p className="small dim">
      Fed as {inputShape.join(' × ')}.{' '}
      {milliseconds === null ? 'No pass was timed.' : `One forward pass takes ${milliseconds.toPrecision(2)} ms.`}{' '}
      {masks === null || masks.length === 0
        ? 'No mask was made.'
        : `Masks: ${masks.map(({ zone, source, area }) => `${zone} ${Math.round(area * 100)} % (${source})`).join(', ')}.`}
    </p>
  );
}

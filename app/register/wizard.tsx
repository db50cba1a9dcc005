'use client';
import { useEffect, useRef, useState } from 'react';
import { ProblemNote } from '@/app/panel/problemNote';
import { DryStep } from './dryStep';
import { manifestErrors } from './fieldErrors';
import { type Chosen, NOTHING_CHOSEN } from './filesOf';
import { FilesStep } from './filesStep';
import type { PickedImage } from './imagePick';
import { ManifestStep } from './manifestStep';
import { ReadStep } from './readStep';
import { RegisterStep } from './registerStep';
import { RegistrationResult } from './registrationResult';
import { Stepper } from './stepper';
import { useManifestText } from './useManifestText';
import { type Try, useTry } from './useTry';
import { barrier, openStep, STEP_NAMES, STEPS, type Step } from './wizardSteps';

export type WizardProps = {
  /** `name@version` of the registered segmenters. */
  segmenters: readonly string[];
  /** Stored images to try a model on, newest first. */
  images: readonly PickedImage[];
  /** Stored radiographs of each scope. */
  stored: { all: number; demo: number };
};

/** Registers a model version in five steps; each can be gone back to, and nothing is lost on the way. */
export function Wizard(props: WizardProps) {
  const tried = useTry();
  const [chosen, setChosen] = useState<Chosen>(NOTHING_CHOSEN);
  const manifest = useManifestText(tried.id, tried.now);
  const standing = {
    status: tried.id === null ? null : (tried.now?.status ?? 'pending'),
    isCurrent: manifest.isCurrent,
  };
  const step = openStep(tried.step, standing);
  const read = async (): Promise<void> => {
    if (chosen.model === null) return;
    const text = chosen.manifest === null ? manifest.typed : await chosen.manifest.text();
    manifest.restart(text);
    tried.start({ ...chosen, model: chosen.model }, text);
  };
  if (tried.made !== null) return <RegistrationResult result={tried.made} href={hrefOf(tried)} />;
  return (
    <div className="stack register">
      <Stepper step={step} standing={standing} onGo={tried.go} />
      <section className="panel wizard-step" aria-labelledby="wizard-step">
        <header>
          <StepTitle step={step} />
        </header>
        <div className="body stack">
          <Trouble tried={tried} step={step} />
          {step === 'files' && (
            <FilesStep chosen={chosen} onChoose={setChosen} tried={tried} onRead={() => void read()} />
          )}
          {step !== 'files' && <OnTheWay tried={tried} />}
          <Content {...props} tried={tried} step={step} manifest={manifest} />
        </div>
        <StepButtons step={step} tried={tried} next={(to) => barrier(to, standing)} />
      </section>
      <span className="sr" role="status">
        {announcement(tried)}
      </span>
    </div>
  );
}

const hrefOf = ({ now }: Try): string => {
  const known = now?.report?.manifest ?? now?.manifest;
  return known == null ? '/models' : `/models/${encodeURIComponent(known.name)}/${encodeURIComponent(known.version)}`;
};

/** The title takes the focus when the step changes, so that reading goes on there; not when the page opens. */
function StepTitle({ step }: { step: Step }) {
  const title = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the step, and nothing else
  useEffect(() => {
    if (!first.current) title.current?.focus();
    first.current = false;
  }, [step]);
  return (
    <h2 id="wizard-step" ref={title} tabIndex={-1}>
      {STEP_NAMES[step]}
    </h2>
  );
}

/** Why a call or a try did not come through, and the step that mends it. */
function Trouble({ tried, step }: { tried: Try; step: Step }) {
  const problem = tried.problem ?? tried.now?.problem ?? null;
  if (problem === null) return null;
  const isManifests = (problem.errors ?? []).some(({ path }) => path === 'manifest' || path.startsWith('manifest.'));
  return (
    <>
      <ProblemNote problem={problem} />
      {isManifests && step !== 'manifest' && tried.now !== null && (
        <div className="register-actions">
          <button type="button" className="btn" onClick={() => tried.go('manifest')}>
            Mend the manifest
          </button>
        </div>
      )}
    </>
  );
}

function OnTheWay({ tried: { busy, now, id, problem, cancel } }: { tried: Try }) {
  const reading =
    busy?.what === 'reading' || (id !== null && now === null && problem === null) || now?.status === 'pending';
  if (!reading) return null;
  return (
    <div className="sending">
      <progress className="analysis-bar" aria-label="Reading the graph" />
      <span>Reading the graph, trying it on an image, and checking how it wants to be fed …</span>
      <button type="button" className="btn" onClick={cancel}>
        Cancel
      </button>
    </div>
  );
}

type ContentProps = WizardProps & { tried: Try; step: Step; manifest: ReturnType<typeof useManifestText> };

function Content({ tried, step, manifest, segmenters, images, stored }: ContentProps) {
  const { now, busy } = tried;
  if (now === null || now.status === 'pending' || step === 'files') return null;
  const { report } = now;
  if (step === 'manifest') {
    return (
      <ManifestStep
        text={manifest.text}
        refused={manifest.isTouched ? [] : manifestErrors(now.problem?.errors ?? [])}
        segmenters={segmenters}
        extraInputs={(report?.graph?.extraInputs ?? []).map(({ name }) => name)}
        onChange={manifest.type}
      />
    );
  }
  if (step === 'dry') {
    const { check } = manifest;
    return (
      <DryStep
        {...{ now, images }}
        isCurrent={manifest.isCurrent}
        isValid={check.ok}
        busy={busy !== null}
        onRun={(instance) => check.ok && tried.again(JSON.parse(manifest.text), instance)}
      />
    );
  }
  if (report === null) return null;
  if (step === 'read') return <ReadStep report={report} />;
  return <RegisterStep report={report} stored={stored} busy={busy !== null} onRegister={tried.register} />;
}

type ButtonsProps = { step: Step; tried: Try; next: (step: Step) => string | null };

function StepButtons({ step, tried, next }: ButtonsProps) {
  const at = STEPS.indexOf(step);
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  const barred = after === undefined ? null : next(after);
  return (
    <footer className="wizard-foot">
      {before !== undefined && (
        <button type="button" className="btn" onClick={() => tried.go(before)}>
          Back
        </button>
      )}
      {after !== undefined && tried.id !== null && (
        <button type="button" className="btn primary" disabled={barred !== null} onClick={() => tried.go(after)}>
          Next: {STEP_NAMES[after].toLowerCase()}
        </button>
      )}
      {barred !== null && tried.id !== null && <span className="small faint">{barred}</span>}
      {tried.id !== null && (
        <button type="button" className="btn quiet wizard-cancel" onClick={tried.cancel}>
          Start over
        </button>
      )}
    </footer>
  );
}

/** What a screen reader is told; it changes with the state, not with each step. */
function announcement({ busy, now }: Try): string {
  if (busy?.what === 'sending') return 'Sending the files.';
  if (busy?.what === 'registering') return 'Making the version.';
  if (busy?.what === 'reading' || now?.status === 'pending') return 'The files are being read.';
  if (now === null) return '';
  return now.status === 'tried' ? 'The dry run came through.' : 'The files were not taken.';
}

'use client';
import type { ReactNode } from 'react';
import { findingName } from '@/app/matrix/findingName';
import { asksZone, choosing, UNAIDED_ANSWERS, VERDICTS } from './draft';
import { OptionList } from './optionList';
import type { ReviewTask } from './reviewTask';
import type { VerdictNow } from './useVerdict';
import { ANSWER_WORDS, VERDICT_WORDS } from './verdictWords';
import { ZonePick } from './zonePick';

type Draws = Pick<VerdictNow, 'draft' | 'change'>;

/** The reader's own answer, before the model's is shown; nothing where none is asked for. */
export function OwnStep({ task: { stage, answer, finding }, ...draws }: { task: ReviewTask } & Draws) {
  if (answer === null && stage !== 'unaided') return null;
  if (answer === null) {
    return (
      <li data-at="now">
        <h2>Is there {findingName(finding)}?</h2>
        <p className="dim">Your own read first: nothing that a model said is on this page.</p>
        <Options options={UNAIDED_ANSWERS} words={ANSWER_WORDS} {...draws} />
      </li>
    );
  }
  return (
    <li data-at="done">
      <h2>Your read, before the model’s</h2>
      <p>
        {findingName(finding)}: <b>{ANSWER_WORDS[answer].toLowerCase()}</b> <span className="faint">locked</span>
      </p>
    </li>
  );
}

/** What the model said, and whether that is right. `said` null: not shown yet. */
export function ModelStep({ said, isUnaided, draft, change }: { said: ReactNode; isUnaided: boolean } & Draws) {
  return (
    <li data-at={isUnaided ? 'next' : 'now'}>
      {said ?? <h2>The model’s answer</h2>}
      {isUnaided ? (
        <p className="small dim">Shown once you have answered.</p>
      ) : (
        <>
          <p className="dim">Is this right, and read from the right place?</p>
          <Options options={VERDICTS} words={VERDICT_WORDS} draft={draft} change={change} />
          <ZonePick zone={draft.zone} asked={asksZone(draft)} onChoose={(zone) => change({ ...draft, zone })} />
        </>
      )}
    </li>
  );
}

type OptionsProps<Value extends string> = Draws & { options: readonly Value[]; words: Record<Value, string> };

function Options<Value extends string>({ options, words, draft, change }: OptionsProps<Value>) {
  return (
    <OptionList
      label="Answer"
      options={options.map((value) => ({ value, words: words[value] }))}
      chosen={draft.choice}
      onChoose={(value) => change(choosing(draft, value))}
    />
  );
}

'use client';
import { useRouter } from 'next/navigation';
import { type FormEvent, startTransition, useOptimistic, useState } from 'react';
import { CopyLine } from '@/app/panel/copyButton';
import { ProblemNote } from '@/app/panel/problemNote';
import { PageLink } from '@/app/shell/pageLink';
import type { LinkPolicy, LinkSubject } from '@/server/links/linkPolicy';
import type { ProblemBody } from '@/server/problem/problemBody';
import { askForLink } from './callLinks';
import { FIELD_WORDS, IMAGE_WORDS } from './linkWords';
import { newLinkHref } from './newLinkQuery';

type Props = { subject: LinkSubject; policy: LinkPolicy };

type Stand =
  | { at: 'asking' | 'sending' }
  | { at: 'made'; url: string; id: string }
  | { at: 'refused'; problem: ProblemBody };

/** What a link lets through and for how long. Choices that change the preview go into the address. */
export function NewLinkForm({ subject, policy }: Props) {
  const [stand, setStand] = useState<Stand>({ at: 'asking' });
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setStand({ at: 'sending' });
    const made = await askForLink({ subject, policy, ...termsOf(form) });
    setStand(
      'problem' in made
        ? { at: 'refused', problem: made.problem }
        : { at: 'made', url: `${location.origin}${made.path}`, id: made.id },
    );
  };
  if (stand.at === 'made') return <Made url={stand.url} id={stand.id} />;
  return (
    <form className="panel link-form" onSubmit={(event) => void send(event)}>
      <header>
        <h2>New link</h2>
      </header>
      <div className="body link-form">
        {subject.scope !== 'report' && <PolicyFields subject={subject} policy={policy} />}
        <Terms hasFrozen={subject.scope !== 'report'} />
        {stand.at === 'refused' && <ProblemNote problem={stand.problem} />}
        <button type="submit" className="btn primary" disabled={stand.at === 'sending'}>
          Make the link
        </button>
      </div>
    </form>
  );
}

function termsOf(form: FormData) {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  return {
    label: text('label'),
    days: Number(text('days')),
    frozen: form.get('frozen') !== null,
    ...(text('passcode') !== '' && { passcode: text('passcode') }),
    ...(text('cap') !== '' && { viewCap: Number(text('cap')) }),
  };
}

function PolicyFields({ subject, policy: shown }: Props) {
  const router = useRouter();
  // The choice is seen at once; the preview follows when the server has drawn it.
  const [policy, choose] = useOptimistic(shown);
  const go = (change: Partial<LinkPolicy>): void =>
    startTransition(() => {
      const next = { ...policy, ...change };
      choose(next);
      router.replace(newLinkHref({ subject, policy: next }), { scroll: false });
    });
  return (
    <>
      {subject.scope !== 'finding' && (
        <fieldset>
          <legend>Picture</legend>
          {(['none', 'attribution', 'body', 'cropped'] as const).map((image) => (
            <label key={image} className="link-choice">
              <input type="radio" name="image" checked={policy.image === image} onChange={() => go({ image })} />
              <span>
                {IMAGE_WORDS[image].name} <span className="small faint">{IMAGE_WORDS[image].says}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <fieldset>
        <legend>Shown</legend>
        {(['map', 'score', 'ledger', 'edits', 'reviews', 'metadata'] as const).map((field) => (
          <label key={field} className="link-choice">
            <input
              type="checkbox"
              checked={policy[field]}
              onChange={(event) => go({ [field]: event.target.checked })}
            />
            {FIELD_WORDS[field]}
          </label>
        ))}
      </fieldset>
    </>
  );
}

function Terms({ hasFrozen }: { hasFrozen: boolean }) {
  return (
    <>
      <label className="field">
        Name in the list of links; the receiver does not see it
        <input className="input" name="label" required maxLength={120} autoComplete="off" />
      </label>
      <label className="field">
        Days until it ends (1 to 90)
        <input className="input" name="days" type="number" min={1} max={90} defaultValue={7} required />
      </label>
      <label className="field">
        Passcode, told by another way (empty: none)
        <input className="input" name="passcode" minLength={6} maxLength={100} autoComplete="off" spellCheck={false} />
      </label>
      <label className="field">
        Browsers that may open it (empty: no limit)
        <input className="input" name="cap" type="number" min={1} max={10_000} />
      </label>
      {hasFrozen && (
        <label className="link-choice">
          <input type="checkbox" name="frozen" />
          <span>
            Frozen <span className="small faint">Shows what is seen now, whatever changes later.</span>
          </span>
        </label>
      )}
    </>
  );
}

/** The link, which is told this once. */
function Made({ url, id }: { url: string; id: string }) {
  return (
    <section className="panel link-form" aria-live="polite">
      <header>
        <h2>The link is made</h2>
      </header>
      <div className="body link-form">
        <p>Copy it now: it is kept nowhere and cannot be shown again.</p>
        <CopyLine text={url} label="link" />
        <PageLink className="btn" href={`/links/${id}`}>
          Views and revocation
        </PageLink>
      </div>
    </section>
  );
}

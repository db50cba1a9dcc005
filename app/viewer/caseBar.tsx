'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { PhantomTag } from '@/app/demonstration/phantomTag';
import { count } from '@/app/format/number';
import { ConnectionStrip } from '@/app/live/connection';
import { Icon } from '@/app/shell/icons';
import { openKeySheet } from '@/app/shell/keySheet';
import { PageLink } from '@/app/shell/pageLink';
import { useKeys } from '@/app/shell/useKeys';
import { queryWith } from './queryWith';
import { ViewLink } from './viewLink';

type Props = {
  title: string;
  place: string;
  list: string;
  demo: boolean;
  /** The next flagged case behind this one. */
  nextFlagged: string | null;
  /** The way to a link for somebody without an account; null for who may make none. */
  share?: ReactNode;
  around: { previous: string | null; next: string | null; position: number | null; total: number };
};

/** Which case this is, of which list, and the ways to its neighbours. The view goes along. */
export function CaseBar({ title, place, list, demo, nextFlagged, share, around }: Props) {
  const router = useRouter();
  const params = useSearchParams();
  const go = (id: string | null) => () => {
    if (id !== null) router.push(`/cases/${encodeURIComponent(id)}?${queryWith(params, { edit: null })}`);
  };
  useKeys({ j: go(around.next), k: go(around.previous), g: go(nextFlagged) });
  return (
    <header className="case-bar">
      <PageLink className="btn quiet" href={list === '' ? '/cases' : `/cases?${list}`}>
        <Icon name="back" size={12} /> Cases
      </PageLink>
      <span className="case-id">
        <h1>{title}</h1>
        <span>{place}</span>
      </span>
      {demo && <PhantomTag />}
      {around.position !== null && (
        <span className="case-position">
          {count(around.position)} of {count(around.total)}
          {list !== '' && <span className="faint"> filtered</span>}
        </span>
      )}
      <nav className="case-nav" aria-label="Neighbours">
        <Neighbour id={around.previous} word="Previous" cap="k" />
        <Neighbour id={around.next} word="Next" cap="j" />
        <Neighbour id={nextFlagged} word="Next flagged" cap="g" />
      </nav>
      {share}
      <span className="not-diagnostic">Not for diagnostic use</span>
      <ConnectionStrip />
      <button type="button" className="btn quiet keys-button" onClick={openKeySheet} aria-label="Keys">
        <kbd>?</kbd>
      </button>
    </header>
  );
}

function Neighbour({ id, word, cap }: { id: string | null; word: string; cap: string }) {
  if (id === null) {
    return (
      <span className="btn" aria-disabled="true">
        {word} <kbd>{cap}</kbd>
      </span>
    );
  }
  return (
    <ViewLink set={{ edit: null }} instanceId={id} className="btn">
      {word} <kbd>{cap}</kbd>
    </ViewLink>
  );
}

'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { withBase } from '@/app/shell/basePath';

/** Asks a finished question anew, of the cases that are there now; the page then shows how far it is. */
export function RefreshButton({ id }: { id: string }) {
  const router = useRouter();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const send = async (): Promise<void> => {
    setState('busy');
    const answer = await fetch(withBase(`/api/v1/analyses/${id}/refresh`), { method: 'POST' }).catch(() => null);
    setState(answer?.ok === true ? 'idle' : 'failed');
    router.refresh();
  };
  return (
    <button type="button" className="text-button" disabled={state === 'busy'} onClick={() => void send()}>
      {state === 'failed' ? 'Not done; try again' : 'Make it anew'}
    </button>
  );
}

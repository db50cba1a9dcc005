'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { change } from '@/app/shell/call';

/** Asks a finished question anew, of the cases that are there now; the page then shows how far it is. */
export function RefreshButton({ id }: { id: string }) {
  const router = useRouter();
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  const send = async (): Promise<void> => {
    setState('busy');
    const refused = await change('POST', `/api/v1/analyses/${id}/refresh`);
    setState(refused === null ? 'idle' : 'failed');
    router.refresh();
  };
  return (
    <button type="button" className="text-button" disabled={state === 'busy'} onClick={() => void send()}>
      {state === 'failed' ? 'Not done; try again' : 'Make it anew'}
    </button>
  );
}

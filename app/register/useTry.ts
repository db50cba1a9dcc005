'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState, useTransition } from 'react';
import type { RegistrationResponse } from '@/server/api/registrationSchema';
import type { ProblemBody } from '@/server/problem/problemBody';
import type { Registration } from './registration';
import { forgetTry, type ModelFiles, type Outcome, readTry, registerTry, sendTry, tryAgain } from './tryCalls';
import { type Step, stepOf } from './wizardSteps';

const POLL_MS = 500;

/** What is under way: bytes on their way (0 to 1), the worker's reading, or the making of the version. */
export type Busy = { what: 'sending'; share: number } | { what: 'reading' } | { what: 'registering' } | null;

export type Try = {
  id: string | null;
  step: Step;
  now: RegistrationResponse | null;
  busy: Busy;
  problem: ProblemBody | null;
  made: Registration | null;
  go: (step: Step) => void;
  start: (files: ModelFiles, manifest: string | null) => void;
  again: (manifest: unknown, instance: string | null) => void;
  register: () => void;
  cancel: () => void;
};

/** One try at registering a model; which and at what step is in the address, so that a reload brings it back. */
export function useTry(): Try {
  const { id, step, move } = useTryAddress();
  const [now, setNow] = useState<RegistrationResponse | null>(null);
  const [busy, setBusy] = useState<Busy>(null);
  const [problem, setProblem] = useState<ProblemBody | null>(null);
  const [made, setMade] = useState<Registration | null>(null);
  const upload = useRef<AbortController>(null);
  const current = now?.registrationId === id ? now : null;

  useEffect(() => {
    if (id === null || (current !== null && current.status !== 'pending')) return;
    let over = false;
    const look = async (): Promise<void> => {
      const answer = await readTry(id);
      if (over) return;
      if (answer.ok) {
        setNow(answer.answer);
        if (answer.answer.status !== 'pending') setBusy(null);
      }
      // The server may be away for a moment; what it says itself counts.
      else if (answer.status === 0) timer = setTimeout(() => void look(), POLL_MS);
      else setProblem(answer.problem);
    };
    let timer = setTimeout(() => void look(), current === null ? 0 : POLL_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [id, current]);

  /** Runs one call that leads to another try. */
  const lead = async (work: Promise<Outcome<{ registrationId: string }> | null>, to: Step): Promise<void> => {
    setProblem(null);
    const sent = await work;
    if (sent === null || !sent.ok) {
      setBusy(null);
      setProblem(sent?.problem ?? null);
      return;
    }
    setBusy({ what: 'reading' });
    move(to, sent.answer.registrationId);
  };
  const start = (files: ModelFiles, manifest: string | null): void => {
    upload.current = new AbortController();
    setBusy({ what: 'sending', share: 0 });
    const progress = (share: number): void => setBusy({ what: 'sending', share });
    void lead(
      sendTry(files, manifest, progress, upload.current.signal).catch(() => null),
      'read',
    );
  };
  const again = (manifest: unknown, instance: string | null): void => {
    if (id === null) return;
    setBusy({ what: 'reading' });
    void lead(tryAgain(id, manifest, instance), 'dry');
  };
  const register = async (): Promise<void> => {
    if (id === null) return;
    setProblem(null);
    setBusy({ what: 'registering' });
    const answer = await registerTry(id);
    setBusy(null);
    if (answer.ok) setMade(answer.answer);
    else setProblem(answer.problem);
  };
  const cancel = (): void => {
    upload.current?.abort();
    setBusy(null);
    setProblem(null);
    setNow(null);
    if (id !== null) void forgetTry(id);
    move('files', null);
  };
  const go = (to: Step): void => {
    setProblem(null);
    move(to, id);
  };
  return { id, step, now: current, busy, problem, made, go, start, again, register: () => void register(), cancel };
}

/** The try and the step in the address. Steps are places to come back to, so that Back leads to the one before. */
function useTryAddress() {
  const [params, path, router] = [useSearchParams(), usePathname(), useRouter()];
  const [, begin] = useTransition();
  const move = useCallback(
    (step: Step, id: string | null): void => {
      const query = new URLSearchParams({ ...(id !== null && { try: id }), ...(step !== 'files' && { step }) });
      begin(() => router.push(query.size === 0 ? path : `${path}?${query}`, { scroll: false }));
    },
    [path, router],
  );
  return { id: params.get('try'), step: stepOf(params.get('step')), move };
}

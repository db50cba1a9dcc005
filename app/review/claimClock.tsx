'use client';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { call } from '@/app/shell/call';
import { claimStep, leftWords, RENEW_UNDER_MS } from './claimTime';

const answerSchema = z.object({ expiresAt: z.string() });

/** Answers that say that the claim is no longer the reader's. */
export const LOST = [404, 409, 410];

type Props = { readId: string; expiresAt: string; onLost: () => void };

/** How long the case is still held for its reader. It is renewed while there is somebody at the keys. */
export function ClaimClock({ readId, expiresAt, onLost }: Props) {
  const [until, setUntil] = useState(expiresAt);
  const [left, setLeft] = useState<number | null>(null);
  const active = useRef(0);
  const asking = useRef(false);
  const latest = useRef(onLost);
  latest.current = onLost;
  useEffect(() => {
    const stir = (): void => {
      active.current = Date.now();
    };
    stir();
    const events = ['keydown', 'pointermove', 'pointerdown', 'wheel'] as const;
    for (const name of events) window.addEventListener(name, stir, { passive: true });
    return () => {
      for (const name of events) window.removeEventListener(name, stir);
    };
  }, []);
  useEffect(() => {
    const look = (): void => {
      const now = Date.now();
      const remaining = Date.parse(until) - now;
      setLeft(remaining);
      const step = claimStep(remaining, now - active.current);
      if (step === 'lost') latest.current();
      if (step !== 'renew' || asking.current) return;
      asking.current = true;
      call('POST', `/api/v1/review/reads/${readId}/heartbeat`, {}).then((answer) => {
        asking.current = false;
        const renewed = answer.ok ? answerSchema.safeParse(answer.body) : null;
        if (renewed?.success === true) setUntil(renewed.data.expiresAt);
        else if (!answer.ok && LOST.includes(answer.problem.status)) latest.current();
      });
    };
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [readId, until]);
  const short = left !== null && left < RENEW_UNDER_MS;
  return (
    <span className="claim-clock num" data-short={short} title="Held for you; renewed while you work">
      held {left === null ? '…' : leftWords(left)}
    </span>
  );
}

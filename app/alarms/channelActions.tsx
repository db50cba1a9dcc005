'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { call } from '@/app/shell/call';
import type { ProblemBody } from '@/server/problem/problemBody';
import { AskTwice } from './askTwice';
import { ChannelSecret } from './channelSecret';

const changed = z.object({ secret: z.string().nullable() });

/** What is done to a channel seldom: a new secret, which is shown here once, and its removal. */
export function ChannelActions({ id, kind }: { id: string; kind: 'webhook' | 'email' }) {
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  const change = async (body: object): Promise<ProblemBody | null> => {
    const answer = await call('POST', `/api/v1/channels/${id}`, body);
    if (answer.problem !== null) return answer.problem;
    setSecret(changed.safeParse(answer.body).data?.secret ?? null);
    router.refresh();
    return null;
  };
  return (
    <div className="stack">
      <p className="alarm-actions">
        {kind === 'webhook' && (
          <AskTwice name="New secret" sure="Make a new secret" act={() => change({ secret: 'new' })}>
            Its receiver refuses messages until it knows the new one.
          </AskTwice>
        )}
        <AskTwice name="Remove" sure="Remove the channel" act={() => change({ removed: true })}>
          It is told of nothing from then on; what waits is given up.
        </AskTwice>
      </p>
      <div aria-live="polite">{secret !== null && <ChannelSecret secret={secret} />}</div>
    </div>
  );
}

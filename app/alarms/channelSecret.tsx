import { CopyLine } from '@/app/panel/copyButton';

/** The secret of a webhook, at the one time that it is told. */
export function ChannelSecret({ secret }: { secret: string }) {
  return (
    <div className="channel-secret">
      <p>The secret that signs its messages. It is shown this once: keep it with the receiver now.</p>
      <CopyLine text={secret} label="the secret" />
    </div>
  );
}

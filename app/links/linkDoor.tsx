/** What stands in the place of a link's content. */
const CLOSED = {
  closed: [
    'This link does not show anything',
    'It was closed by who made it, or it was copied incompletely. Ask them for another one.',
  ],
  expired: ['This link is over', 'Its time has run out. Ask who sent it for another one.'],
  'used-up': ['This link was opened as often as it may be', 'Ask who sent it for another one.'],
} as const;

export function ClosedLink({ state }: { state: keyof typeof CLOSED }) {
  const [title, says] = CLOSED[state];
  return (
    <main className="entry" id="content" data-state={state}>
      <h1>{title}</h1>
      <p className="dim">{says}</p>
    </main>
  );
}

const PROBLEMS: Record<string, string> = {
  'wrong-passcode': 'That is not the passcode. After five tries the link is locked for a while.',
  locked: 'Too many tries: the link is locked for a while. Try again later.',
};

/** A button, not the visit, counts as a view, so that previews of mail programs do not. */
export function AskLink({
  action,
  needsPasscode,
  problem,
}: {
  action: string;
  needsPasscode: boolean;
  problem: string | undefined;
}) {
  const said = PROBLEMS[problem ?? ''];
  return (
    <main className="entry" id="content" data-state="ask">
      <h1>Somebody shared an audit view with you</h1>
      <p className="dim">It is de-identified and read only. Opening it is recorded.</p>
      {said !== undefined && <p role="alert">{said}</p>}
      <form method="post" action={action} className="shared-ask">
        {needsPasscode && (
          <label className="field">
            Passcode
            <input className="input" type="password" name="passcode" required autoComplete="off" />
          </label>
        )}
        <button type="submit" className="btn primary">
          Open
        </button>
      </form>
      <p className="small faint">Not for diagnostic use.</p>
    </main>
  );
}

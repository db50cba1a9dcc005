import { z } from 'zod';
import type { Answer } from '@/app/shell/call';

/** Browsers know passkeys by the name of the site: on a bare address there are none. */
export const hasPasskeys = (): boolean =>
  'PublicKeyCredential' in window &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  !/^[\d.]+$|^\[/.test(location.hostname);

/** Has the device prove that it holds a passkey. `options`: as the server sent them. */
export const askPasskey = (options: unknown): Promise<Answer> =>
  ceremony(() =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(request.parse(options)) }),
  );

/** Has the device make a passkey. */
export const makePasskey = (options: unknown): Promise<Answer> =>
  ceremony(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(creation.parse(options)),
    }),
  );

// The browser checks every field of them itself, and throws for what is wrong.
const hasChallenge = (given: unknown): boolean => z.object({ challenge: z.string() }).safeParse(given).success;
const request = z.custom<PublicKeyCredentialRequestOptionsJSON>(hasChallenge);
const creation = z.custom<PublicKeyCredentialCreationOptionsJSON>(hasChallenge);

async function ceremony(run: () => Promise<Credential | null>): Promise<Answer> {
  try {
    const made = await run();
    if (made instanceof PublicKeyCredential) return { ok: true, body: made.toJSON(), problem: null };
    return refused('The browser gave no passkey.');
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotAllowedError') return refused('It was cancelled, or took too long. Try again.');
    if (name === 'InvalidStateError') return refused('This device has a passkey for this account already.');
    return refused('The browser cannot use passkeys here.');
  }
}

const refused = (detail: string): Answer => ({
  ok: false,
  body: null,
  problem: { type: '/problems/passkey', title: 'No passkey', status: 0, detail },
});

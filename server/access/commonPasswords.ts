/** Cores of the passwords that people choose most, without the digits and signs they add. At least four letters. */
const CORES = [
  'password passwort motdepasse contrasena welcome willkommen bienvenue letmein qwerty qwertz azerty qwertyuiop',
  'asdfgh asdfghjkl zxcvbn zxcvbnm iloveyou administrator admin changeme default secret access login guest master',
  'monkey dragon football baseball basketball superman batman princess sunshine shadow michael jennifer charlie',
  'trustno starwars whatever freedom computer internet service pokemon cheese summer winter spring autumn',
  'january february march april june july august september october november december monday friday sunday',
  'radiology radiologist hospital sightline operator clinician governance viewer doctor nurse medicine xray',
  'correcthorsebatterystaple passphrase mypassword thisismypassword yourpassword newpassword temppassword',
].flatMap((line) => line.split(' '));

const KNOWN = new Set(CORES);

const LOOKALIKES: Record<string, string> = {
  0: 'o',
  1: 'l',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
];

/** Whether a password is among those that are tried first: a common word with trimmings, one piece repeated, or a run of keys. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  const letters = lower.replaceAll(/[^a-z]/g, '');
  const plain = lower.replaceAll(/[013457@$!]/g, (sign) => LOOKALIKES[sign] ?? sign).replaceAll(/[^a-z]/g, '');
  if ([letters, plain].some((core) => KNOWN.has(core) || (core.length > 5 && isRepeated(core, 2)))) return true;
  const stripped = lower.replace(/[^a-z]+$/, '').replace(/^[^a-z]+/, '');
  const core = stripped.replaceAll(/[013457@$!]/g, (sign) => LOOKALIKES[sign] ?? sign);
  if (KNOWN.has(core) || isRepeated(lower, 2)) return true;
  return RUNS.some((run) => run.includes(lower) || [...run].reverse().join('').includes(lower));
}

/** `abcabcabcabc`: one piece at least `least` times and nothing else, but for a rest of it at the end. */
function isRepeated(text: string, least: number): boolean {
  const pieces = Array.from({ length: Math.floor(text.length / least) }, (_, i) => text.slice(0, i + 1));
  return pieces.some((piece) => piece.repeat(text.length).startsWith(text));
}

/** One claim that was looked at. `found` holds the numbers it rests on. */
export type Proof = { claim: string; holds: boolean; found: string };

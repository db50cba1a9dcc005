import { hashOf } from './seededRandom';

/** Whom marker and frame may be taken from. A `patient` of null is nobody else's. */
export type DonorCandidate = { instanceId: string; site: string; patient: string | null };

/** `other`: of another site than the recipient's; `same`: of its own, the control. Null where there is nobody. */
export type Donors<Candidate extends DonorCandidate> = { other: Candidate | null; same: Candidate | null };

/**
 * The donors of a recipient: never itself, nor another image of its patient. Chance decides, by a hash of both ids
 * (highest random weight): the order of the candidates does not matter, the same ones give the same donors, and one
 * candidate more changes the donor of few recipients. The caller leaves out sites that are not compared.
 */
export function chooseDonors<Candidate extends DonorCandidate>(
  recipient: DonorCandidate,
  candidates: readonly Candidate[],
): Donors<Candidate> {
  const donors: Donors<Candidate> = { other: null, same: null };
  const least = { other: Infinity, same: Infinity };
  for (const candidate of candidates) {
    if (candidate.instanceId === recipient.instanceId) continue;
    if (candidate.patient !== null && candidate.patient === recipient.patient) continue;
    const role = candidate.site === recipient.site ? 'same' : 'other';
    const draw = hashOf(`${recipient.instanceId}/${candidate.instanceId}`);
    const isTie = draw === least[role] && candidate.instanceId < (donors[role]?.instanceId ?? '');
    if (!(draw < least[role] || isTie)) continue;
    least[role] = draw;
    donors[role] = candidate;
  }
  return donors;
}

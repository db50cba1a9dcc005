import { murmur3 } from '@/server/stats/murmur3';

/**
 * Codes dealt anew among patients: each patient's cases get those of another one, in order and from the beginning again
 * where there are more cases than codes. So a patient's cases stay as alike as they were, and nothing else ties code and
 * case. Drawn from a hash of the seed; the same in any order of patients. O(n log n).
 * @throws RangeError `patients: …` if the lengths differ
 */
export function shuffleByPatient(codes: Uint16Array, patients: Uint32Array, seed: number): Uint16Array {
  if (codes.length !== patients.length) throw new RangeError(`patients: ${patients.length} for ${codes.length}`);
  const lists = new Map<number, number[]>();
  for (const [i, patient] of patients.entries()) {
    const list = lists.get(patient);
    if (list === undefined) lists.set(patient, [codes[i] ?? 0]);
    else list.push(codes[i] ?? 0);
  }
  const order = [...lists.keys()].sort((a, b) => a - b);
  const place = (patient: number): number => murmur3([patient], seed);
  const dealt = order.toSorted((a, b) => place(a) - place(b) || a - b);
  const given = new Map(order.map((patient, i) => [patient, lists.get(dealt[i] ?? patient) ?? []]));
  const used = new Map<number, number>();
  return Uint16Array.from(patients, (patient) => {
    const list = given.get(patient) ?? [];
    const next = used.get(patient) ?? 0;
    used.set(patient, next + 1);
    return list[next % list.length] ?? 0;
  });
}

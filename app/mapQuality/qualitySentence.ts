import type { MethodQuality } from '@/server/queries/mapQuality';

/** What the grades come to, in plain words. */
export function qualitySentence(methods: readonly Pick<MethodQuality, 'label' | 'state' | 'figures'>[]): string {
  const checked = methods.filter(({ figures }) => figures !== null);
  const of = (state: MethodQuality['state']) => checked.filter((one) => one.state === state).map(({ label }) => label);
  const [passed, failed, undecided] = [of('passed'), of('failed'), of('undecided')];
  const parts = [
    ...(passed.length > 0 ? [`${listed(passed)} ${passed.length === 1 ? 'notices' : 'notice'} the weights.`] : []),
    ...(failed.length > 0
      ? [
          `${listed(failed)} ${failed.length === 1 ? 'does' : 'do'} not, and ${failed.length === 1 ? 'is' : 'are'} not offered.`,
        ]
      : []),
    ...(undecided.length > 0 ? [`Undecided: ${listed(undecided)}.`] : []),
  ];
  return parts.length === 0 ? 'No method could be checked.' : parts.join(' ');
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

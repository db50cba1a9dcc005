import { plural } from '@/app/format/number';
import type { ProofReport } from '@/server/proof/proofReport';

/** What the page says in five seconds: the order of weight, and how the rule did where the truth is known. */
export function MethodHead({ report }: { report: ProofReport | null }) {
  return (
    <section className="answer method-head">
      <h1>Statistics decide, edits confirm, maps explain</h1>
      <p className="lead">
        A verdict asks whether the scores of patients without a finding follow how their images were made, and whether
        changing marker and frame changes the score. It is the same with every map missing.{' '}
        {report === null ? NONE : summary(report)}
      </p>
    </section>
  );
}

const NONE = 'Its proof on models with a planted shortcut has not been run in this copy: npm run proof writes it.';

/** "On models … 41 of 43 gates hold, 2 fail": failures are said first-hand, and what was not run is counted. */
export function summary({ gates, verdicts, seeds }: ProofReport): string {
  const held = gates.filter(({ passes }) => passes === true).length;
  const failed = gates.filter(({ passes }) => passes === false);
  const left = gates.filter(({ passes }) => passes === null).length;
  const right = verdicts.filter(({ passes }) => passes).length;
  const fails =
    failed.length === 0
      ? 'none fails'
      : `${failed.map(({ id }) => id).join(', ')} ${failed.length === 1 ? 'fails' : 'fail'}`;
  const told = `On models whose shortcut is known, ${held} of ${plural(gates.length, 'gate')} hold on the worst seed, ${fails}${left > 0 ? ` and ${left} ${left === 1 ? 'was' : 'were'} not run` : ''}; of ${plural(verdicts.length, 'verdict')} ${right} came out as they have to.`;
  return seeds.areJudged ? told : `${told} These seeds were given by hand: this is no judgement.`;
}

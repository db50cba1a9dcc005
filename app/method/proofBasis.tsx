import { count, plural } from '@/app/format/number';
import { instant } from '@/app/format/time';
import { Fact } from '@/app/panel/fact';
import type { ProofReport } from '@/server/proof/proofReport';

/** Which seeds were judged and which were not, which models, how many images, by which command. */
export function ProofBasis({ report }: { report: ProofReport }) {
  const { date, command, form, seconds, machine, seeds, models, cohorts, commit } = report;
  return (
    <section className="panel" id="basis">
      <header>
        <h2>What it rests on</h2>
        <span className="q">
          {form === 'full' ? 'the full form' : 'the quick form'}, {Math.max(1, Math.round(seconds / 60))} min on{' '}
          {machine}
        </span>
      </header>
      <div className="body basis-grid">
        <dl className="kv">
          <Fact name={seeds.areJudged ? 'Judged seeds' : 'Seeds, given by hand: no judgement'}>
            {seeds.judged.map(count).join('; ')}
          </Fact>
          {seeds.others.map(({ use, seeds: some }) => (
            <Fact key={use} name={use}>
              {some}
            </Fact>
          ))}
          <Fact name="Made">{instant(date)}</Fact>
          <Fact name="Command">
            <code>{command}</code>
          </Fact>
          <Fact name="Commit">
            <code>{commit.slice(0, 12)}</code>
          </Fact>
        </dl>
        <dl className="kv">
          {models.map(({ arm, name, sha256 }) => (
            <Fact key={arm} name={arm}>
              {name} <code>{sha256.slice(0, 12)}</code>
            </Fact>
          ))}
        </dl>
      </div>
      <footer>
        {cohorts.length === 0
          ? 'No cohort.'
          : `${plural(cohorts.length, 'cohort')}, ${plural(imagesOf(cohorts), 'phantom')} in all; none was used in training, and nothing was tuned on the judged seeds.`}
      </footer>
    </section>
  );
}

const imagesOf = (cohorts: ProofReport['cohorts']): number =>
  cohorts.flatMap(({ sites }) => Object.values(sites)).reduce((sum, { images }) => sum + images, 0);

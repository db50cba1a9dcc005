import { instant } from '@/app/format/time';
import { findingName } from '@/app/matrix/answer';
import { Definition } from '@/app/panel/definition';
import { withBase } from '@/app/shell/basePath';
import { NO_EFFECT_WORDS } from '@/app/siteEffect/words';
import type { OverviewFinding, SiteEffect } from '@/server/queries/overview';
import { SitePairsTable } from './sitePairsTable';

type Props = {
  model: string;
  finding: OverviewFinding;
  pairs: SiteEffect[];
  definitionVersion: string;
  asOf: string;
};

/** One finding among healthy cases: every pair of sites with its AUC, gap, sizes and grade. */
export function SitePanel({ model, finding, pairs, definitionVersion: version, asOf }: Props) {
  const name = findingName(finding.finding);
  const { none } = finding.siteEffect;
  const csv = withBase(`/api/v1/site-effects.csv?${new URLSearchParams({ model })}`);
  return (
    <section className="panel" id="sites" aria-label={`${name} among healthy cases, by site`}>
      <header>
        <h2>{name} among healthy cases</h2>
        <span className="q">does the score tell the sites apart?</span>
        <span className="tools">
          <a href={csv}>CSV of all findings</a>
        </span>
      </header>
      {pairs.length === 0 ? (
        <p className="body small dim">{none === null ? 'No pair of sites yet.' : NO_EFFECT_WORDS[none].says}</p>
      ) : (
        <div className="body table-box">
          <SitePairsTable pairs={pairs} version={version} />
        </div>
      )}
      <footer>
        Only cases without {name} count. Of each pair the site with more of them is the one compared against.{' '}
        <Definition of="siteEffectGrade" version={version}>
          Graded
        </Definition>{' '}
        from 100 at each site on; images are treated as independent, limits are not adjusted for the number of pairs.
        Real differences in case mix can move a score too. Data as of {instant(asOf)}, definition {version}.
      </footer>
    </section>
  );
}

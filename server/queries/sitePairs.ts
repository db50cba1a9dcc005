import type { RollupFilter } from '@/server/cohort/cohortFilter';
import { db } from '@/server/db/client';
import { inSnapshot } from '@/server/db/inSnapshot';
import { versionCondition } from '@/server/db/versionCondition';
import { cellFilter } from './cellFilter';
import { bySize, type SiteEffect, scoredStratum, siteEffect } from './siteEffect';
import { distance } from './siteEffectSummary';
import { readSiteSums } from './siteSums';
import { STATISTICS_VERSION } from './statisticsVersion';

/** Every pair of sites of each finding; of a pair the site with more negatives is the reference. */
export type SitePairs = {
  asOf: string;
  definitionVersion: string;
  findings: { model: string; finding: string; pairs: SiteEffect[] }[];
};

/** Pairs of sites for the findings of a filter, those that differ most first. From rollups. */
export async function getSitePairs(filter: RollupFilter): Promise<SitePairs> {
  const { where } = cellFilter(filter, null);
  const [findings, sums] = await Promise.all([findFindings(filter), readSiteSums(where)]);
  return {
    asOf: new Date().toISOString(),
    definitionVersion: STATISTICS_VERSION,
    findings: findings.map(({ id, name, version }) => {
      const sites = (sums.get(id) ?? []).map((row) => scoredStratum(row.site, row)).toSorted(bySize);
      const pairs = sites.flatMap((reference, i) =>
        sites.slice(i + 1).map((one) => siteEffect('site', one, reference)),
      );
      return {
        model: `${version.model.name}@${version.version}`,
        finding: name,
        pairs: pairs.toSorted((a, b) => distance(b) - distance(a)),
      };
    }),
  };
}

const findFindings = (filter: RollupFilter) =>
  inSnapshot(db(), (tx) =>
    tx.finding.findMany({
      where: {
        ...(filter.finding !== undefined && { name: filter.finding }),
        ...(filter.model !== undefined && { version: versionCondition(filter.model) }),
      },
      include: { version: { include: { model: true } } },
      orderBy: [{ version: { createdAt: 'asc' } }, { channel: 'asc' }],
    }),
  );

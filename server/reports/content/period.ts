/** Half open, UTC. null: the whole time. */
export type ReportPeriod = { from: Date; to: Date } | null;

/** Ends for queries on rows: the whole time reaches from the first to the last day that a date may name. */
export const endsOf = (period: ReportPeriod): { from: Date; to: Date } =>
  period ?? { from: new Date(0), to: new Date(Date.UTC(9999, 0, 1)) };

/** As filters of rollups take it. */
export const filterOf = (period: ReportPeriod): { from?: string; to?: string } =>
  period === null ? {} : { from: period.from.toISOString(), to: period.to.toISOString() };

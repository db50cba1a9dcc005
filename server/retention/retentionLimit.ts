/**
 * Before this time (UTC) nothing is kept: the start of the month in which `now` lay `months` months ago. Months go as a
 * whole, so up to one more is kept than was asked for.
 */
export const retentionLimit = (now: Date, months: number): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months));

/**
 * Version of the definitions of the statistics that rollups answer, as docs/statistics.md tells them: formulas,
 * intervals, bins of the logit, least numbers, limits of the grades. Changing any of them makes old and new figures
 * incomparable. Shares outside the anatomy have a version of their own (`DEFINITION_VERSION`).
 */
export const STATISTICS_VERSION = 'statistics-1';

/** @param {string} version @returns {number[]} major, minor, patch */
function parts(version) {
  return version
    .replace(/^v/, '')
    .split('.')
    .map((part) => Number.parseInt(part, 10) || 0);
}

/** @param {string} version @param {string} rule one comparison, as in `>=20.19` or `<21` @returns {boolean} */
function holds(version, rule) {
  const match = /^(>=|<)(.+)$/.exec(rule);
  if (!match) throw new RangeError(`unknown version rule: ${rule}`);
  const have = parts(version);
  const want = parts(match[2] || '');
  const differs = [0, 1, 2].find((i) => (have[i] || 0) !== (want[i] || 0));
  const atLeast = differs === undefined || (have[differs] || 0) > (want[differs] || 0);
  return match[1] === '>=' ? atLeast : !atLeast;
}

/**
 * Null when `version` satisfies `range` (package.json's engines: comparisons joined by spaces, alternatives by `||`),
 * else the line that says what to do. Written for old versions of Node, which have to be able to read it.
 * @param {string} version
 * @param {string} range
 * @returns {string | null}
 */
export function nodeVersionProblem(version, range) {
  const fits = range.split('||').some((all) =>
    all
      .trim()
      .split(/\s+/)
      .every((rule) => holds(version, rule)),
  );
  if (fits) return null;
  return `Node ${version} cannot run this: install Node 20.19 or later of 20, or 22.12 or later (https://nodejs.org), then start again`;
}

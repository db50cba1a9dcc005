/** Value as the URL has it, and its word. */
export type Option = [value: string, word: string];

type ChoiceProps = { name: string; label: string; value: string | undefined; options: Option[] };

/** A menu of the values that exist. A value that exists no longer stays chosen, so that an old link says what it asks. */
export function Choice({ name, label, value = '', options }: ChoiceProps) {
  const known = value === '' || options.some(([option]) => option === value);
  return (
    <label className="field">
      {label}
      <select className="input" name={name} defaultValue={value}>
        <option value="">All</option>
        {!known && <option value={value}>{value}</option>}
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

type BoundProps = { name: string; label: string; value: string | number | undefined; kind: 'share' | 'date' | 'text' };

/** A bound or the start of an id. Shares are 0 to 1, as in the URL. */
export function Bound({ name, label, value, kind }: BoundProps) {
  const share =
    kind === 'share' ? { type: 'number', min: 0, max: 1, step: 'any', placeholder: '0 to 1' } : { type: kind };
  return (
    <label className="field">
      {label}
      <input className="input" name={name} defaultValue={value} {...share} />
    </label>
  );
}

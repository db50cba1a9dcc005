import { plural } from '@/app/format/number';
import { withBase } from '@/app/shell/basePath';
import type { Comparable } from './comparable';

type Props = { path: string; choices: readonly Comparable[]; chosen: string | undefined };

/** Which version to compare with. A plain form: the address is the state, and it works without script. */
export function ComparePicker({ path, choices, chosen }: Props) {
  return (
    <form className="scope" method="get" action={`${withBase(`/${path.slice(1)}`)}#compare`} aria-label="Compare with">
      <label className="scope-field">
        <span>Compare with</span>
        <select className="input" name="compare" defaultValue={chosen} key={chosen}>
          {choices.map(({ id, shared }) => (
            <option key={id} value={id}>
              {id} ({plural(shared, 'shared finding')})
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="btn">
        Compare
      </button>
    </form>
  );
}

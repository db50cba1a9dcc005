'use client';
import { DraftField, type FormState, NUMBER } from './draftField';
import type { Path } from './manifestDraft';

type Props = { form: FormState; path: Path; legend: string; names: [string, string]; between: string };

/** Two numbers that belong together. */
function PairField({ form, path, legend, names, between }: Props) {
  return (
    <fieldset className="pair-field">
      <legend className="field">{legend}</legend>
      <DraftField form={form} path={[...path, 0]} label={names[0]} bare as={NUMBER} />
      <span aria-hidden="true" className="faint">
        {between}
      </span>
      <DraftField form={form} path={[...path, 1]} label={names[1]} bare as={NUMBER} />
    </fieldset>
  );
}

/** Height and width of the input. */
export const SizeField = ({ form }: { form: FormState }) => (
  <PairField
    form={form}
    path={['input', 'size']}
    legend="Height × width, pixels"
    names={['Height, pixels', 'Width, pixels']}
    between="×"
  />
);

/** What 0–255 is mapped to. */
export const RangeField = ({ form }: { form: FormState }) => (
  <PairField
    form={form}
    path={['input', 'range']}
    legend="0–255 becomes"
    names={['0 becomes', '255 becomes']}
    between="to"
  />
);

'use client';
import { OPTION_KEYS } from './draft';

type Props = {
  label: string;
  options: readonly { value: string; words: string }[];
  chosen: string | null;
  onChoose: (value: string) => void;
};

/** Answers beneath each other, a key each. */
export function OptionList({ label, options, chosen, onChoose }: Props) {
  return (
    <fieldset className="review-options" aria-label={label}>
      {options.map(({ value, words }, at) => (
        <button
          key={value}
          type="button"
          aria-pressed={chosen === value}
          aria-keyshortcuts={OPTION_KEYS[at]}
          onClick={() => onChoose(value)}
        >
          <kbd>{OPTION_KEYS[at]}</kbd>
          <span>{words}</span>
        </button>
      ))}
    </fieldset>
  );
}

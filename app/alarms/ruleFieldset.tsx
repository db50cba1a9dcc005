import { STATISTIC_WORDS, unitOf } from '@/server/alarms/alarmWords';
import { STATISTICS } from '@/server/alarms/statistic';
import { presetMargin, type RuleFields, statisticOf } from './ruleDraftOf';

type Props = {
  fields: RuleFields;
  models: readonly { model: string; findings: readonly string[] }[];
  isNew: boolean;
  change: (name: keyof RuleFields, value: string) => void;
};

/** What a rule is made of. What it watches is fixed once it is made. */
export function RuleFieldset({ fields, models, isNew, change }: Props) {
  const statistic = statisticOf(fields.statistic);
  const unit = { logits: 'logits', auc: 'AUC', share: '%' }[unitOf(statistic)];
  const findings = models.find(({ model }) => model === fields.model)?.findings ?? [];
  const input = (name: keyof RuleFields, label: string, rest: object) => (
    <label className="field">
      {label}
      <input
        className="input"
        value={fields[name]}
        required
        {...rest}
        onChange={(event) => change(name, event.target.value)}
      />
    </label>
  );
  const select = (
    name: keyof RuleFields,
    label: string,
    options: readonly (readonly [string, string])[],
    fixed: boolean,
  ) => (
    <label className="field">
      {label}
      <select
        className="input"
        value={fields[name]}
        disabled={fixed}
        onChange={(event) => change(name, event.target.value)}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  const number = (min: number, max: number) => ({ type: 'number', step: 'any', min, max });
  const statistics = STATISTICS.map((one) => [one, STATISTIC_WORDS[one]] as const);
  const kinds = [
    ['margin', 'around the reference mean'],
    ['fixed', 'fixed numbers'],
  ] as const;
  return (
    <div className="filters rule-fields">
      {input('name', 'Name', { maxLength: 120, autoComplete: 'off' })}
      {select('statistic', 'Watch', statistics, !isNew)}
      {select(
        'model',
        'Model version',
        models.map(({ model }) => [model, model] as const),
        !isNew,
      )}
      {select('finding', 'Finding', [['', 'every finding'], ...findings.map((one) => [one, one] as const)], !isNew)}
      {input('referenceFrom', 'Reference from, UTC', { type: 'date' })}
      {input('referenceTo', 'Reference to, included', { type: 'date' })}
      {select('bandKind', 'Band', kinds, false)}
      {fields.bandKind === 'margin' ? (
        input('margin', `Margin, ${presetMargin(statistic).unit}`, number(0.001, 100))
      ) : (
        <>
          {input('low', `From, ${unit}`, number(-16, 100))}
          {input('high', `To, ${unit}`, number(-16, 100))}
        </>
      )}
      {input('level', 'False alarms a year, % chance', number(0.1, 50))}
      {input('burnIn', 'Patient-days before it speaks', { type: 'number', step: 1, min: 50, max: 10_000 })}
    </div>
  );
}

'use client';
import { Choice } from '@/app/caseList/filterField';
import { findingName } from '@/app/matrix/findingName';
import { FLAG_KINDS, type FlagKind, type FlagRule } from '@/server/review/flagRule';
import { KIND_WORDS } from '../flagWords';
import { fieldValue, RULE_FIELDS, type RuleField } from './ruleFields';

export type RuleChoices = { versions: { versionId: string; model: string }[]; findings: string[] };

type Props = { rule: FlagRule | null; choices: RuleChoices; kind: FlagKind; onKind: (kind: FlagKind) => void };

/** What a rule asks, of which version and finding, and its limits. */
export function RuleInputs({ rule, choices, kind, onKind }: Props) {
  return (
    <div className="filters">
      <label className="field rule-wide">
        Name
        <input className="input" name="name" required maxLength={100} defaultValue={rule?.name ?? ''} />
      </label>
      <label className="field rule-wide">
        Asks for
        <select className="input" value={kind} onChange={(event) => onKind(kindOf(event.target.value) ?? kind)}>
          {FLAG_KINDS.map((name) => (
            <option key={name} value={name}>
              {KIND_WORDS[name]}
            </option>
          ))}
        </select>
      </label>
      <Choice
        name="versionId"
        label="Version"
        value={rule?.versionId ?? undefined}
        options={choices.versions.map(({ versionId, model }) => [versionId, model])}
      />
      <Choice
        name="finding"
        label="Finding"
        value={rule?.finding ?? undefined}
        options={choices.findings.map((name) => [name, findingName(name)])}
      />
      {RULE_FIELDS[kind].map((field) => (
        <Field key={`${kind} ${field.name}`} field={field} rule={rule?.condition.kind === kind ? rule : null} />
      ))}
    </div>
  );
}

const kindOf = (text: string): FlagKind | undefined => FLAG_KINDS.find((kind) => kind === text);

function Field({ field, rule }: { field: RuleField; rule: FlagRule | null }) {
  const value = fieldValue(rule?.condition ?? null, field);
  if (field.type === 'check') {
    return (
      <label className="check">
        <input type="checkbox" name={field.name} defaultChecked={rule === null || value === true} /> {field.label}
      </label>
    );
  }
  const { name, label, min, max, step, optional } = field;
  return (
    <label className="field">
      {label}
      <input
        className="input"
        type="number"
        defaultValue={String(value)}
        required={optional !== true}
        {...{ name, min, max, step }}
      />
    </label>
  );
}

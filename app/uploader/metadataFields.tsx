'use client';
import type { MetadataFields } from './metadataForm';

type Props = { fields: MetadataFields; onChange: (fields: MetadataFields) => void };

const CHOICES = {
  viewPosition: ['PA', 'AP', 'LL', 'RL'],
  portable: [
    ['true', 'Portable'],
    ['false', 'Fixed'],
  ],
  patientSex: [
    ['F', 'Female'],
    ['M', 'Male'],
    ['O', 'Other'],
  ],
} as const;

/** Where and how the images were taken. For all files that begin after it is filled in. */
export function MetadataFieldset({ fields, onChange }: Props) {
  const set = (part: Partial<MetadataFields>): void => onChange({ ...fields, ...part });
  return (
    <fieldset className="metadata">
      <legend className="strong">What is known about these images</legend>
      <p className="small dim">
        Optional, for every file sent from here on. No name, no date of birth. DICOM files bring their own.
      </p>
      <div className="filters">
        <Text label="Site" value={fields.site} onChange={(site) => set({ site })} />
        <Text label="Department" value={fields.department} onChange={(department) => set({ department })} />
        <Pick
          label="View"
          value={fields.viewPosition}
          options={CHOICES.viewPosition.map((v) => [v, v])}
          onChange={(viewPosition) => set({ viewPosition })}
        />
        <Pick
          label="Portable"
          value={fields.portable}
          options={CHOICES.portable}
          onChange={(portable) => set({ portable })}
        />
        <Pick
          label="Sex"
          value={fields.patientSex}
          options={CHOICES.patientSex}
          onChange={(patientSex) => set({ patientSex })}
        />
        <Text label="Age, years" value={fields.patientAge} numeric onChange={(patientAge) => set({ patientAge })} />
      </div>
    </fieldset>
  );
}

type TextProps = { label: string; value: string; numeric?: boolean; onChange: (value: string) => void };

function Text({ label, value, numeric = false, onChange }: TextProps) {
  return (
    <label className="field">
      {label}
      <input
        className="input"
        value={value}
        maxLength={64}
        {...(numeric && { type: 'number', min: 0, max: 130, step: 1 })}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

type PickProps = {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
};

function Pick({ label, value, options, onChange }: PickProps) {
  return (
    <label className="field">
      {label}
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">Not known</option>
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

'use client';
import { ANATOMY_ZONES } from '@/server/audit/zone';
import { DraftField, DraftSelect, type FormState, NUMBER } from './draftField';
import { AddRow, RemoveRow } from './findingRows';
import { listAt } from './manifestDraft';

const ZONE_CHOICES = ANATOMY_ZONES.map((zone) => ({ value: zone, name: zone }));

/** Which channel of a segmenter's output is which zone. */
export function ZoneRows({ form }: { form: FormState }) {
  return (
    <fieldset className="form-group">
      <legend>Which zones does it find?</legend>
      {listAt(form.draft, ['zones']).map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
        <div key={at} className="fields zone-row">
          <DraftField form={form} path={['zones', at, 'channel']} label="Channel" as={NUMBER} />
          <DraftSelect form={form} path={['zones', at, 'zone']} label="Zone" choices={ZONE_CHOICES} />
          <DraftField form={form} path={['zones', at, 'threshold']} label="Threshold" as={NUMBER} placeholder="0.5" />
          <RemoveRow form={form} list="zones" at={at} what={`zone ${at + 1}`} />
        </div>
      ))}
      <AddRow
        form={form}
        list="zones"
        what="Add a zone"
        entry={{ channel: listAt(form.draft, ['zones']).length, zone: 'lungs' }}
      />
    </fieldset>
  );
}

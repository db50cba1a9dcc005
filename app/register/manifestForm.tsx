'use client';
import { DraftField, DraftSelect, type FormState, LIST, NUMBERS, WORDS } from './draftField';
import { ExtraInputRows } from './extraInputRows';
import { FindingRows } from './findingRows';
import { valueAt } from './manifestDraft';
import { RangeField, SizeField } from './pairField';
import { ZoneRows } from './zoneRows';

export type FormProps = {
  form: FormState;
  /** `name@version` of the registered segmenters. */
  segmenters: readonly string[];
  /** Inputs of the graph besides the image. */
  extraInputs: readonly string[];
};

/** The manifest's fields in groups, each group a question. */
export function ManifestForm({ form, segmenters, extraInputs }: FormProps) {
  const isSegmenter = valueAt(form.draft, ['kind']) === 'segmenter';
  return (
    <div className="stack manifest-form">
      <Identity form={form} />
      <InputFields form={form} />
      {isSegmenter ? <ZoneRows form={form} /> : <FindingRows form={form} />}
      <Answers form={form} segmenters={isSegmenter ? null : segmenters} />
      <ExtraInputRows form={form} inputs={extraInputs} />
    </div>
  );
}

const KINDS = [
  { value: 'classifier', name: 'Classifier' },
  { value: 'segmenter', name: 'Segmenter' },
];

function Identity({ form }: { form: FormState }) {
  return (
    <fieldset className="form-group">
      <legend>Which model is it?</legend>
      <div className="fields">
        <DraftField form={form} path={['name']} label="Name" as={WORDS} />
        <DraftField form={form} path={['version']} label="Version" as={WORDS} />
        <DraftSelect form={form} path={['kind']} label="Kind" choices={KINDS} />
      </div>
    </fieldset>
  );
}

const CHANNELS = [
  { value: '1', name: '1, grey' },
  { value: '3', name: '3, grey repeated' },
];
const LAYOUTS = [
  { value: '', name: 'as the graph says' },
  { value: 'NCHW', name: 'channels first' },
  { value: 'NHWC', name: 'channels last' },
];
const RESIZE = [
  { value: 'area', name: 'area' },
  { value: 'bilinear', name: 'bilinear' },
];

function InputFields({ form }: { form: FormState }) {
  return (
    <fieldset className="form-group">
      <legend>What is it fed?</legend>
      <div className="fields">
        <SizeField form={form} />
        <DraftSelect form={form} path={['input', 'channels']} label="Channels" choices={CHANNELS} />
        <DraftSelect form={form} path={['input', 'layout']} label="Layout" choices={LAYOUTS} />
        <DraftSelect form={form} path={['input', 'resize']} label="Resize" choices={RESIZE} />
        <RangeField form={form} />
        <DraftField
          form={form}
          path={['input', 'mean']}
          label="Then minus mean"
          as={NUMBERS}
          placeholder="none"
          hint="One number, or one a channel"
        />
        <DraftField form={form} path={['input', 'std']} label="Divided by std" as={NUMBERS} placeholder="none" />
        <DraftField
          form={form}
          path={['input', 'name']}
          label="Name in the graph"
          as={WORDS}
          placeholder="the only one"
        />
      </div>
    </fieldset>
  );
}

const ACTIVATIONS = [
  { value: 'sigmoid', name: 'Sigmoid: each finding by itself' },
  { value: 'softmax', name: 'Softmax: one of them' },
  { value: 'none', name: 'None: the output is the score' },
];
const SCOPES = [
  { value: 'all', name: 'all but the demonstration’s' },
  { value: 'demo', name: 'the demonstration’s only' },
];

function Answers({ form, segmenters }: { form: FormState; segmenters: readonly string[] | null }) {
  return (
    <fieldset className="form-group">
      <legend>How is it read?</legend>
      <div className="fields wide">
        <DraftSelect form={form} path={['output', 'activation']} label="Output activation" choices={ACTIVATIONS} />
        {segmenters !== null && <Reach form={form} segmenters={segmenters} />}
        <DraftField form={form} path={['output', 'name']} label="Output’s name" as={WORDS} placeholder="the only one" />
      </div>
    </fieldset>
  );
}

const SEGMENTERS = [
  { value: '', name: 'the shipped one' },
  { value: 'prior', name: 'none: the average anatomy' },
  { value: 'none', name: 'none at all' },
];
const STATES = [
  { value: '', name: 'live if the first, else shadow' },
  { value: 'live', name: 'live from the beginning' },
  { value: 'shadow', name: 'shadow: decides nothing yet' },
];

function Reach({ form, segmenters }: { form: FormState; segmenters: readonly string[] }) {
  const choices = [...SEGMENTERS, ...segmenters.map((name) => ({ value: name, name }))];
  return (
    <>
      <DraftSelect
        form={form}
        path={['segmenter']}
        label="Segmenter"
        choices={choices}
        hint="Whose masks say where the anatomy is"
      />
      <DraftSelect form={form} path={['scope']} label="Scope" choices={SCOPES} />
      <DraftSelect form={form} path={['state']} label="Used as" choices={STATES} />
      <DraftField form={form} path={['trainedOn']} label="Sites it was trained on" as={LIST} placeholder="not said" />
    </>
  );
}

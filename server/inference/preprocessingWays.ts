import type { ModelInput } from '@/server/model/manifest';

/** A way of turning grey 0–255 into what a model is fed; see `preprocess`. `order`: null where it makes no difference. */
export type PreprocessingWay = {
  key: string;
  label: string;
  range: [number, number];
  mean: number[] | null;
  std: number[] | null;
  order: 'RGB' | 'BGR' | null;
};

const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
/** Of the grey that these three weigh to (ITU-R BT.601). */
const IMAGENET_GREY = { mean: [0.4589], std: [0.2252] };
/** Blue, green, red: what the Caffe models of ImageNet were trained on. */
const CAFFE = [103.939, 116.779, 123.68];

const plain = (key: string, label: string, low: number, high: number): PreprocessingWay => ({
  ...{ key, label, range: [low, high], mean: null, std: null, order: null },
});

const PLAIN = [
  plain('unit', '0 to 1', 0, 1),
  plain('signed', '−1 to 1', -1, 1),
  plain('bytes', '0 to 255', 0, 255),
  plain('xrv', '−1024 to 1024 (TorchXRayVision)', -1024, 1024),
];

const COLOUR: PreprocessingWay[] = [
  { ...plain('imagenet', 'ImageNet mean and deviation', 0, 1), ...IMAGENET, order: 'RGB' },
  {
    ...plain('imagenet-bgr', 'ImageNet mean and deviation, BGR', 0, 1),
    mean: IMAGENET.mean.toReversed(),
    std: IMAGENET.std.toReversed(),
    order: 'BGR',
  },
  { ...plain('caffe', '0 to 255 less the mean (Caffe, BGR)', 0, 255), mean: CAFFE, order: 'BGR' },
];

const GREY: PreprocessingWay[] = [
  { ...plain('imagenet', 'ImageNet mean and deviation, grey', 0, 1), ...IMAGENET_GREY },
];

/**
 * The usual ways, the declared one first: as it is among them, or as a way of its own. A radiograph has the same plane
 * in all channels, so the order of channels only tells where mean or deviation differ by channel.
 */
export function preprocessingWays(input: ModelInput): PreprocessingWay[] {
  const usual = [...PLAIN, ...(input.channels === 3 ? COLOUR : GREY)];
  const same = usual.find((way) => isSame(way, input));
  const [low, high] = input.range;
  const own: PreprocessingWay = {
    ...plain('declared', `${low} to ${high}${input.mean || input.std ? ', mean and deviation' : ''}`, low, high),
    mean: input.mean ?? null,
    std: input.std ?? null,
  };
  const first = same ?? own;
  return [first, ...usual.filter((way) => way !== first)];
}

/** How `preprocess` is told of a way. */
export function inputOf(input: ModelInput, { range, mean, std }: PreprocessingWay): ModelInput {
  const { mean: _mean, std: _std, ...rest } = input;
  return { ...rest, range, ...(mean !== null && { mean }), ...(std !== null && { std }) };
}

/** Whether both map grey alike, to a thousandth of what they map it to. */
function isSame(way: PreprocessingWay, input: ModelInput): boolean {
  return Array.from({ length: input.channels }, (_, channel) => channel).every((channel) => {
    const [a, b] = [ends(way, channel), ends({ range: input.range, mean: input.mean, std: input.std }, channel)];
    const near = Math.abs(a.high - a.low) / 1000;
    return Math.abs(a.low - b.low) <= near && Math.abs(a.high - b.high) <= near;
  });
}

type Mapped = { range: [number, number]; mean?: number[] | null | undefined; std?: number[] | null | undefined };

/** What black and white become in a channel. */
function ends({ range: [low, high], mean, std }: Mapped, channel: number): { low: number; high: number } {
  const at = (values: number[] | null | undefined, otherwise: number) =>
    values?.[values.length === 1 ? 0 : channel] ?? otherwise;
  const [shift, scale] = [at(mean, 0), at(std, 1)];
  return { low: (low - shift) / scale, high: (high - shift) / scale };
}

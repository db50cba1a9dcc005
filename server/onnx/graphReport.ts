/** What was read in a graph, for the person who registers the model; nothing of it needs the manifest. */
export type GraphReport = {
  /** `DenseNet`, `ResNet`, `Swin`, …: by the shape of its graph; null where it is like none that is known. */
  family: string | null;
  /** What the file says of its maker, as `pytorch 2.15.0`; empty when it says nothing. */
  producer: string;
  opset: number;
  nodes: number;
  /** Stored numbers. */
  parameters: number;
  /** Of the weights. `int8`: quantised, as QDQ or with integer operators. */
  precision: 'float32' | 'float16' | 'int8' | 'mixed';
  /** `batch`: the number that the graph fixes, null where it is free. `size`: [height, width], null where free. */
  input: {
    name: string;
    type: string;
    layout: 'NCHW' | 'NHWC' | 'unknown';
    batch: number | null;
    channels: number | null;
    size: [height: number, width: number] | null;
  };
  /** Inputs besides the image, in the graph's order; dims as declared, null where free. */
  extraInputs: { name: string; type: string; dims: (number | null)[] }[];
  /** The last tensor that still has height and width; `height` and `width` null until it was run. */
  featureMap: { tensor: string; channels: number | null; height: number | null; width: number | null } | null;
  /** The operator that takes height and width away, as `GlobalAveragePool`; null where none was found. */
  pooling: string | null;
  /** What lies between pooling and the output. `reason`: why CAM is not exact; null where it is. */
  head: {
    kind: 'linear' | 'hidden' | 'attention' | 'unknown';
    /** Linear layers that collapse into one. */
    layers: number;
    activation: 'sigmoid' | 'softmax' | 'none';
    classes: number | null;
    reason: string | null;
  };
  /** Softmax nodes of self-attention, first to last; null without. */
  attention: { tensors: string[] } | null;
  /** What had to be assumed, in words. */
  assumed: string[];
};

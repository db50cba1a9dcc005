import { TensorProto_DataType as DataType, type TensorProto } from 'onnx-buf';
import { halfToFloat } from './halfFloat';

/** A constant's values: `dims` as in the file, `values` row-major; `type` is the ONNX element type it was stored in. */
export type ConstantTensor = { dims: number[]; values: Float32Array; type: DataType };

/**
 * Reads float32, float64, float16, int8, uint8, int32 and int64 constants, stored raw (little endian, as ONNX says) or in typed
 * fields. Integers are exact up to 2^24, which is enough for axes and shapes.
 *
 * @throws RangeError on another element type, or when the values do not fill the dimensions
 */
export function tensorValues(tensor: TensorProto): ConstantTensor {
  const dims = tensor.dims.map(Number);
  const values = readValues(tensor);
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (values.length !== count) {
    throw new RangeError(`constant: "${tensor.name}" holds ${values.length} values for dimensions [${dims}]`);
  }
  return { dims, values, type: tensor.dataType };
}

function readValues(tensor: TensorProto): Float32Array {
  const raw = tensor.rawData;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const readRaw = (bytes: number, read: (offset: number) => number) =>
    Float32Array.from({ length: Math.floor(raw.byteLength / bytes) }, (_, i) => read(i * bytes));
  const stored = raw.byteLength > 0;
  switch (tensor.dataType) {
    case DataType.FLOAT:
      return stored ? readRaw(4, (at) => view.getFloat32(at, true)) : Float32Array.from(tensor.floatData);
    case DataType.DOUBLE:
      return stored ? readRaw(8, (at) => view.getFloat64(at, true)) : Float32Array.from(tensor.doubleData);
    case DataType.FLOAT16:
      return stored
        ? readRaw(2, (at) => halfToFloat(view.getUint16(at, true)))
        : Float32Array.from(tensor.int32Data, halfToFloat);
    case DataType.INT8:
      return stored ? readRaw(1, (at) => view.getInt8(at)) : Float32Array.from(tensor.int32Data);
    case DataType.UINT8:
      return stored ? readRaw(1, (at) => view.getUint8(at)) : Float32Array.from(tensor.int32Data);
    case DataType.INT32:
      return stored ? readRaw(4, (at) => view.getInt32(at, true)) : Float32Array.from(tensor.int32Data);
    case DataType.INT64:
      return stored
        ? readRaw(8, (at) => Number(view.getBigInt64(at, true)))
        : Float32Array.from(tensor.int64Data, Number);
    default:
      throw new RangeError(`constant: "${tensor.name}" is of type ${DataType[tensor.dataType] ?? tensor.dataType}`);
  }
}

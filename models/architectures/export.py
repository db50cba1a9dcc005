"""Exports architectures as people deploy them, and strips the weights off.

Writes for each a skeleton (`NAME.onnx.gz`: the graph as exported, each large tensor replaced by the rule that fills it)
and one `golden.json` with what the framework itself answers to one probe on the very same weights: logits, and the CAM
where the head is linear, from the activations before the pooling (a hook), not from the ONNX file.

    pip install torch torchvision timm onnx onnxruntime keras
    python export.py ../../server/inference/testing/skeletons [NAME ...]

Weights are value(seed, i) = scale · u, u uniform in [-1, 1) from an integer hash of (seed, i), float32; seed is the
position of the parameter. BatchNorm is neutral (mean 0, variance 1 - eps, gain 1) but for its shift, so that exporters
that fold it into the convolution leave the kernels as they are. `server/inference/testing/fillSkeleton.ts` is the same
rule.
"""

import gzip
import io
import itertools
import json
import os
import sys
import time

os.environ.setdefault("KERAS_BACKEND", "torch")
import numpy as np
import onnx
import torch
from onnx import numpy_helper

torch.set_num_threads(1)
CLASSES = 5
LEAST = 64


def uniform(seed, count):
    """count numbers in [-1, 1), float64: an avalanche hash (Wellons' lowbias32) of seed and index."""
    h = np.arange(count, dtype=np.uint64) * 0x9E3779B1 + np.uint64(seed) * 0x85EBCA6B
    h &= 0xFFFFFFFF
    h ^= h >> 16
    h = (h * 0x7FEB352D) & 0xFFFFFFFF
    h ^= h >> 15
    h = (h * 0x846CA68B) & 0xFFFFFFFF
    h ^= h >> 16
    return h.astype(np.float64) / 2**31 - 1


def rule(seed, scale, shape):
    return (uniform(seed, int(np.prod(shape))) * scale).astype(np.float32).reshape(shape)


def probe(side, seed=1):
    """`probeRadiograph` of the server divided by 255: noise on a gradient, [side, side]."""
    out = np.empty((side, side), np.float32)
    state = seed
    for y in range(side):
        for x in range(side):
            state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
            gradient = y / side if seed % 2 == 0 else x / side
            out[y, x] = 255 * (0.5 * gradient + 0.5 * (state / 2**32))
    return out / np.float32(255)


def fill_torch(model, gain):
    """Sets every parameter by the rule; answers {name: (seed, scale, array)} of those that are not constant."""
    filled = {}
    norms = {name for name, m in model.named_modules() if "Norm" in type(m).__name__}
    for m in model.modules():
        if isinstance(m, torch.nn.modules.batchnorm._BatchNorm):
            m.running_mean.zero_()
            m.running_var.fill_(1 - m.eps)
    for seed, (name, p) in enumerate(model.named_parameters(), 1):
        owner, _, kind = name.rpartition(".")
        if owner in norms and kind == "weight":
            p.data.fill_(1)
            continue
        if "relative_position_bias_table" in name:
            p.data.zero_()
            continue
        if "layer_scale" in name or kind == "gamma":
            p.data.fill_(0.3)
            continue
        fan_in = int(np.prod(p.shape[1:])) if p.dim() > 1 and kind.endswith("weight") else 0
        scale = float(np.float32(np.sqrt(gain / fan_in))) if fan_in else 0.1
        filled[name] = (seed, scale, rule(seed, scale, tuple(p.shape)))
        p.data.copy_(torch.from_numpy(filled[name][2]))
    return filled


def fill_keras(model, gain):
    filled = {}
    for seed, w in enumerate(model.weights, 1):
        kind = w.path.rpartition("/")[2]
        shape = tuple(w.shape)
        if kind == "gamma":
            w.assign(np.ones(shape, np.float32))
        elif kind == "moving_mean":
            w.assign(np.zeros(shape, np.float32))
        elif kind == "moving_variance":
            w.assign(np.full(shape, 1 - 1e-3, np.float32))
        else:
            depthwise = "depthwise" in w.path
            fan_in = int(np.prod(shape[:2] if depthwise else shape[:-1])) if len(shape) > 1 else 0
            scale = float(np.float32(np.sqrt(gain / fan_in))) if fan_in else 0.1
            filled[w.path] = (seed, scale, rule(seed, scale, shape))
            w.assign(filled[w.path][2])
    return filled


def orders(array, values):
    """The parameter in every order of its dimensions that has the tensor's shape, but for dimensions of 1."""
    squeezed = [d for d in array.shape if d != 1]
    wanted = [d for d in values.shape if d != 1]
    if sorted(squeezed) != sorted(wanted):
        return
    for perm in itertools.permutations(range(len(squeezed))):
        turned = array.reshape(squeezed).transpose(perm)
        if list(turned.shape) == wanted:
            yield turned.reshape(values.shape), f"{'x'.join(map(str, squeezed))} {'x'.join(map(str, perm))}"


def match(values, filled, step=None):
    """Which parameter a stored tensor is: 'seed scale shape order', with the step of whole numbers; or None."""
    few = (slice(0, 2),) * values.ndim
    for seed, scale, array in filled.values():
        if array.size != values.size:
            continue
        for turned, order in orders(array, values):
            if step is None:
                tolerance = 1e-3 if values.dtype == np.float16 else 1e-5
                same = lambda a, b: np.allclose(a.astype(np.float32), b, tolerance, 1e-6)
                suffix = ""
            else:
                same = lambda a, b: np.mean(a == np.clip(np.rint(b / np.float32(step)), -128, 127)) > 0.9999
                suffix = f" {float(step)!r}"
            if same(values[few], turned[few]) and same(values, turned):
                return f"{seed} {scale!r} {order}{suffix}"
    return None


def strip(model, filled):
    """Takes the values of matched tensors out; answers the bytes that stay in unmatched ones."""
    kept = 0
    tensors = list(model.graph.initializer)
    tensors += [a.t for n in model.graph.node if n.op_type == "Constant" for a in n.attribute if a.name == "value"]
    values = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    steps = {n.input[0]: values[n.input[1]] for n in model.graph.node if n.op_type == "DequantizeLinear" and n.input[1] in values}
    for t in tensors:
        v = numpy_helper.to_array(t)
        if v.size < LEAST or (v == v.ravel()[0]).all():
            continue
        found = None
        if v.dtype in (np.float32, np.float16):
            found = match(v, filled)
        elif v.dtype == np.int8 and t.name in steps and steps[t.name].size == 1:
            found = match(v, filled, steps[t.name].item())
        if found is None:
            kept += v.nbytes
            continue
        for field in ("raw_data", "float_data", "int32_data"):
            t.ClearField(field)
        t.doc_string = f"fill {found}"
    for n in model.graph.node:
        n.doc_string = ""
        del n.metadata_props[:]
    del model.graph.value_info[:]
    return kept


def export_torch(model, x, opset, dynamic=True, dynamo=False):
    out = io.BytesIO()
    axes = {"input": {0: "N"}, "logits": {0: "N"}} if dynamic else None
    if dynamo:
        program = torch.onnx.export(model, (x,), dynamo=True, opset_version=opset, input_names=["input"], output_names=["logits"])
        return program.model_proto
    torch.onnx.export(model, (x,), out, dynamo=False, opset_version=opset, input_names=["input"], output_names=["logits"], dynamic_axes=axes)
    return onnx.load_from_string(out.getvalue())


def captured(module, store, which):
    def hook(_, given, answered):
        store["map"] = given[0] if which == "input" else answered

    return module.register_forward_hook(hook)


class Scaled(torch.nn.Module):
    """A sigmoid inside the graph."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return torch.sigmoid(self.inner(x))


def recipes():
    import timm
    import torchvision.models as tv

    n = CLASSES
    two = torch.nn.Sequential

    def densenet_two():
        m = tv.densenet121(num_classes=n)
        m.classifier = two(torch.nn.Linear(1024, 15), torch.nn.Linear(15, n))
        return m

    small_swin = dict(embed_dim=48, depths=(2, 2, 2, 2), num_heads=(2, 4, 8, 16))
    # name: model, hook (module, in or out), linear head (its matrix), side, gain, export options
    return {
        "densenet121": (lambda: tv.densenet121(num_classes=n), lambda m: (m.features.norm5, "out", torch.relu), lambda m: m.classifier.weight, 224, 6, {}),
        "densenet121-two-layers-opset11": (densenet_two, lambda m: (m.features.norm5, "out", torch.relu), lambda m: m.classifier[1].weight @ m.classifier[0].weight, 224, 6, {"opset": 11, "sigmoid": True}),
        "resnet50": (lambda: tv.resnet50(num_classes=n), lambda m: (m.layer4, "out", None), lambda m: m.fc.weight, 224, 3, {"opset": 16}),
        "resnet18-dynamo": (lambda: tv.resnet18(num_classes=n), lambda m: (m.layer4, "out", None), lambda m: m.fc.weight, 224, 3, {"opset": 18, "dynamo": True}),
        "resnet18-float16": (lambda: tv.resnet18(num_classes=n), lambda m: (m.layer4, "out", None), lambda m: m.fc.weight, 224, 3, {"half": True}),
        "efficientnet_b0": (lambda: tv.efficientnet_b0(num_classes=n), lambda m: (m.features, "out", None), lambda m: m.classifier[1].weight, 224, 6, {}),
        "mobilenet_v2": (lambda: tv.mobilenet_v2(num_classes=n), lambda m: (m.features, "out", None), lambda m: m.classifier[1].weight, 224, 6, {"fixed": 4}),
        "mobilenet_v2-int8": (lambda: tv.mobilenet_v2(num_classes=n), lambda m: (m.features, "out", None), lambda m: m.classifier[1].weight, 224, 6, {"int8": "all"}),
        "mobilenet_v2-int8-float-head": (lambda: tv.mobilenet_v2(num_classes=n), lambda m: (m.features, "out", None), lambda m: m.classifier[1].weight, 224, 6, {"int8": "body"}),
        "mobilenet_v3_large": (lambda: tv.mobilenet_v3_large(num_classes=n), None, None, 224, 6, {}),
        "inception_v3": (lambda: tv.inception_v3(num_classes=n, init_weights=False, aux_logits=False), lambda m: (m.Mixed_7c, "out", None), lambda m: m.fc.weight, 299, 6, {}),
        "convnext_atto": (lambda: timm.create_model("convnext_atto", num_classes=n), None, None, 224, 3, {}),
        "deit_tiny": (lambda: timm.create_model("deit_tiny_patch16_224", num_classes=n), None, None, 224, 3, {}),
        "vit_tiny-mean": (lambda: timm.create_model("vit_tiny_patch16_224", num_classes=n, global_pool="avg", class_token=False, fc_norm=False), lambda m: (m.norm, "out", "tokens"), lambda m: m.head.weight, 224, 3, {}),
        "swin-small": (lambda: timm.create_model("swin_tiny_patch4_window7_224", num_classes=n, **small_swin), lambda m: (m.norm, "out", "last"), lambda m: m.head.fc.weight, 224, 3, {}),
        "keras-mobilenet_v2": ("MobileNetV2", None, None, 224, 6, {}),
    }


def quantise(model, x, what):
    from onnxruntime.quantization import CalibrationDataReader, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    class Reader(CalibrationDataReader):
        def __init__(self):
            self.left = [{"input": x}]

        def get_next(self):
            return self.left.pop() if self.left else None

    onnx.save(model, "/tmp/quantise-in.onnx")
    excluded = [m.name for m in model.graph.node if m.op_type in ("GlobalAveragePool", "ReduceMean", "Flatten", "Gemm")] if what == "body" else []
    quantize_static("/tmp/quantise-in.onnx", "/tmp/quantise-out.onnx", Reader(), nodes_to_exclude=excluded, weight_type=QuantType.QInt8)
    return onnx.load("/tmp/quantise-out.onnx")


def keras_model(kind, gain):
    import keras

    keras.config.set_image_data_format("channels_last")
    model = getattr(keras.applications, kind)(weights=None, classes=CLASSES, input_shape=(224, 224, 3), classifier_activation="softmax")
    filled = fill_keras(model, gain)
    model.trainable = False
    pooled = next(l for l in model.layers if "GlobalAveragePooling" in type(l).__name__)
    inner = keras.Model(model.input, [pooled.input, model.output])
    matrix = torch.tensor(keras.ops.convert_to_numpy(model.layers[-1].kernel)).T
    return model, filled, inner, matrix


def main(out, names):
    os.makedirs(out, exist_ok=True)
    path = os.path.join(out, "golden.json")
    golden = json.load(open(path)) if os.path.exists(path) else {}
    for name, (make, feature, head, side, gain, how) in recipes().items():
        if names and name not in names:
            continue
        start = time.time()
        try:
            golden[name] = one(out, name, make, feature, head, side, gain, how)
            print(name, f"{time.time() - start:.0f} s", {k: v for k, v in golden[name].items() if k != "cam"}, flush=True)
        except Exception as error:
            print(name, "FAILED", repr(error)[:600], flush=True)
        json.dump(golden, open(path, "w"), indent=0, sort_keys=True)


def one(out, name, make, feature, head, side, gain, how):
    plane = probe(side)
    x = torch.from_numpy(np.repeat(plane[None, None], 3, 1).copy())
    entry = {"side": side, "layout": "NCHW"}
    with torch.no_grad():
        if isinstance(make, str):
            model, filled, inner, matrix = keras_model(make, gain)
            x = x.permute(0, 2, 3, 1).contiguous()
            maps, answer = inner(x)
            maps = maps.permute(0, 3, 1, 2)
            entry["layout"] = "NHWC"
            entry["probabilities"] = answer[0].tolist()
        else:
            model = make().eval()
            filled = fill_torch(model, gain)
            store = {}
            if feature:
                module, _, after = feature(model)
                hook = captured(module, store, "out")
            logits = model(x)
            entry["logits"] = [float(f"{v:.7g}") for v in logits[0].tolist()]
            maps = None
            if feature:
                hook.remove()
                maps = store["map"]
                if after == "tokens":
                    grid = int(maps.shape[1] ** 0.5)
                    maps = maps.transpose(1, 2).reshape(1, -1, grid, grid)
                elif after == "last":
                    maps = maps.permute(0, 3, 1, 2)
                elif after:
                    maps = after(maps)
                matrix = head(model)
        if maps is not None:
            cam = torch.einsum("kc,chw->khw", matrix.double(), maps[0].double())
            entry["grid"] = list(cam.shape[1:])
            entry["cam"] = [float(f"{v:.6g}") for v in cam.flatten().tolist()]
        if how.get("sigmoid"):
            model = Scaled(model)
        if how.get("half"):
            model, x = model.half(), x.half()
        given = x.repeat(how["fixed"], *[1] * 3) if "fixed" in how else x
        exported = export_torch(model, given, how.get("opset", 17), "fixed" not in how, how.get("dynamo", False))
        if "int8" in how:
            exported = quantise(exported, x.numpy(), how["int8"])
    entry["unmatched"] = strip(exported, filled)
    data = gzip.compress(exported.SerializeToString(), 9, mtime=0)
    entry["bytes"] = len(data)
    open(os.path.join(out, f"{name}.onnx.gz"), "wb").write(data)
    return entry


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])

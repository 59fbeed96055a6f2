"""The unmodified models of a checkout of flash-linear-attention, on a CPU and without its dependencies.

Its configuration, modeling, layer, feed-forward and reference-recurrence files are executed as they are. What they import
and is not there is replaced: of transformers a configuration and a module without anything; of einops the function that
they use; the Triton kernels by the same operations in torch, and the fused recurrences by the checkout's own references.
"""
import importlib.util
import math
import os
import re
import sys
import types

import torch
from torch import nn
from torch.nn import functional as F


def stand_in(name, **members):
    module = types.ModuleType(name)
    module.__path__ = []
    module.__dict__.update(members)
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent in sys.modules:
        setattr(sys.modules[parent], child, module)
    return module


def execute(root, name):
    path = os.path.join(root, *name.split(".")) + ".py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def rearrange(x, pattern, **sizes):
    """einops.rearrange for patterns of names, groups in parentheses, and one ellipsis."""
    left, right = (re.findall(r"\([^)]*\)|\S+", side) for side in pattern.split("->"))
    spare = [f"_{i}" for i in range(x.ndim - len(left) + 1)]

    def names(side):
        expanded = sum(([*spare] if part == "..." else [part] for part in side), [])
        return [part[1:-1].split() if part[0] == "(" else [part] for part in expanded]

    shape = []
    for group, size in zip(names(left), x.shape):
        for name in group:
            if name not in sizes:
                sizes[name] = size // math.prod(sizes[other] for other in group if other != name)
            shape.append(sizes[name])
    order = sum(names(left), [])
    x = x.reshape(shape).permute([order.index(name) for name in sum(names(right), [])])
    return x.reshape([math.prod(sizes[name] for name in group) for group in names(right)])


class RMSNorm(nn.Module):
    def __init__(self, hidden_size, eps=1e-5, dtype=None):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(hidden_size))

    def forward(self, x, residual=None, prenorm=False):
        if residual is not None:
            x = x + residual
        y = x * (1 / torch.sqrt(x.square().mean(-1, keepdim=True) + self.eps)) * self.weight
        return (y, x) if prenorm else y


class Config:
    def __init__(self, pad_token_id=None, bos_token_id=None, eos_token_id=None, tie_word_embeddings=False, **others):
        self.pad_token_id, self.bos_token_id, self.eos_token_id = pad_token_id, bos_token_id, eos_token_id
        self.tie_word_embeddings = tie_word_embeddings
        self.output_attentions = self.output_hidden_states = False
        self.use_return_dict = True
        self.__dict__.update(others)


class Pretrained(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config

    def post_init(self):
        pass


class Output(types.SimpleNamespace):
    def __getitem__(self, index):
        return [value for value in vars(self).values() if value is not None][index]


def same(function=None, *_, **__):
    return function if callable(function) else same


def install(root):
    if not hasattr(torch, "compiler"):
        torch.compiler = types.SimpleNamespace(disable=same)
    stand_in("einops", rearrange=rearrange, repeat=None)
    stand_in("transformers")
    stand_in("transformers.configuration_utils", PretrainedConfig=Config)
    stand_in("transformers.modeling_outputs", BaseModelOutputWithPast=Output, CausalLMOutputWithPast=Output)
    stand_in("transformers.modeling_utils", PreTrainedModel=Pretrained)
    stand_in("transformers.modeling_layers", GradientCheckpointingLayer=nn.Module)
    stand_in("transformers.utils", logging=types.SimpleNamespace(get_logger=lambda name: None))
    stand_in("transformers.utils.deprecation", deprecate_kwarg=lambda *_, **__: same)
    stand_in("torch.distributed.tensor", Placement=None, Replicate=None, Shard=None, distribute_module=None, DTensor=None)
    stand_in("torch.distributed.tensor.parallel", ParallelStyle=object)
    if not hasattr(torch.distributed, "DeviceMesh"):
        torch.distributed.DeviceMesh = None

    for package in ("fla", "fla.layers", "fla.models", "fla.models.delta_net", "fla.models.gated_deltaproduct", "fla.ops"):
        stand_in(package)
    stand_in("fla.ops.attnres", fused_attnres=None)
    stand_in("fla.layers.attn", Attention=None)
    stand_in("fla.layers.utils", get_layer_cache=lambda *_: None, update_layer_cache=lambda *_, **__: None,
             unpad_hidden_states=lambda x, cu_seqlens, mask, length: (x, None, cu_seqlens),
             repad_hidden_states=lambda x, *_: x)
    stand_in("fla.models.utils", Cache=None, FLAUnsupportedCacheGenerationMixin=type("Mixin", (), {}))
    swiglu_linear = lambda x, y, weight, bias: F.linear(F.silu(x) * y, weight, bias)
    stand_in("fla.modules", RMSNorm=RMSNorm, FusedRMSNormGated=None, ShortConvolution=None, FusedCrossEntropyLoss=None,
             FusedLinearCrossEntropyLoss=None)
    stand_in("fla.modules.activations", powglu=None, powglu_linear=None, swiglu=None, swiglu_linear=swiglu_linear)
    stand_in("fla.modules.l2warp", l2_warp=None)
    sys.modules["fla.modules"].GatedMLP = execute(root, "fla.modules.mlp").GatedMLP

    stand_in("fla.ops.delta_rule")
    reference = execute(root, "fla.ops.delta_rule.naive").delta_rule_recurrence

    def recurrence(q, k, v, beta, g=None, initial_state=None, use_qk_l2norm_in_kernel=False, **_):
        assert g is None and use_qk_l2norm_in_kernel and q.dtype == torch.float32
        q, k = (x * (1 / torch.sqrt(x.square().sum(-1, keepdim=True) + 1e-6)) for x in (q, k))
        o, state = reference(*(x.transpose(1, 2).contiguous() for x in (q, k, v, beta)), initial_state=initial_state)
        return o.transpose(1, 2), state

    sys.modules["fla.ops.delta_rule"].__dict__.update(chunk_delta_rule=None, fused_recurrent_delta_rule=recurrence)
    stand_in("fla.ops.gated_delta_product", chunk_gated_delta_product=None)
    stand_in("fla.ops.gated_delta_rule", fused_recurrent_gated_delta_rule=recurrence)
    execute(root, "fla.models.hybrid")


def load(root, config, tensors):
    """The model that config.json names, with the tensors: every parameter must be among them, and no other."""
    import warnings
    warnings.filterwarnings("ignore", message="ShortConvolution")
    install(root)
    kind = config["model_type"]
    execute(root, f"fla.layers.{kind}")
    configuration = execute(root, f"fla.models.{kind}.configuration_{kind}")
    modeling = execute(root, f"fla.models.{kind}.modeling_{kind}")
    name = config["architectures"][0]
    arguments = {key: value for key, value in config.items() if key not in ("architectures", "model_type", "torch_dtype")}
    model = getattr(modeling, name)(getattr(configuration, name.replace("ForCausalLM", "Config"))(**arguments)).eval()
    model.load_state_dict(tensors, strict=True)
    return lambda ids: model(input_ids=ids, use_cache=False).logits

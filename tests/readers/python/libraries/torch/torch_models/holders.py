"""What holds modules and parameters in PyTorch, as assertions that hold in PyTorch itself."""

import torch
from torch import nn


def refused(kind, function):
    try:
        function()
    except kind:
        return True
    return False


def modules_of(holder):
    return [(name, type(each).__name__) for name, each in holder.named_children()]


def parameters_of(holder):
    return [(name, tuple(each.shape)) for name, each in holder.named_parameters()]


def lists():
    held = nn.ModuleList([nn.ReLU(), nn.GELU(), nn.SiLU()])
    assert modules_of(held) == [("0", "ReLU"), ("1", "GELU"), ("2", "SiLU")]
    assert type(held[1:]) is nn.ModuleList and modules_of(held[1:]) == [("0", "GELU"), ("1", "SiLU")]
    assert held[-1] is held[2] and held[0] in held and nn.ReLU() not in held
    assert refused(IndexError, lambda: held[3]) and refused(TypeError, lambda: held["a"])
    assert len(held + [nn.Tanh()]) == 4 and len(held) == 3
    assert held.insert(1, nn.ELU()) is None
    assert [type(each).__name__ for each in held] == ["ReLU", "ELU", "GELU", "SiLU"]
    assert isinstance(held.pop(0), nn.ReLU) and len(held) == 3
    del held[0]
    assert modules_of(held) == [("0", "GELU"), ("1", "SiLU")]
    del held[:1]
    assert modules_of(held) == [("0", "SiLU")]
    held[0] = nn.Tanh()
    held += [nn.ReLU()]
    assert held.append(nn.ELU()).extend([nn.GELU()]) is held
    assert modules_of(held) == [("0", "Tanh"), ("1", "ReLU"), ("2", "ELU"), ("3", "GELU")]
    assert refused(TypeError, lambda: nn.ModuleList([3]))
    assert refused(TypeError, lambda: nn.ModuleList(nn.ReLU()))
    assert refused(TypeError, lambda: held.append(3))


def dicts():
    held = nn.ModuleDict({"a": nn.ReLU()})
    held.update([("b", nn.ELU())])
    held.update({"a": nn.GELU(), "c": nn.ReLU()})
    assert modules_of(held) == [("a", "GELU"), ("b", "ELU"), ("c", "ReLU")]
    assert list(held) == list(held.keys()) == ["a", "b", "c"] and "b" in held and len(held) == 3
    assert [name for name, _ in held.items()] == ["a", "b", "c"] and len(list(held.values())) == 3
    assert refused(KeyError, lambda: held["z"]) and refused(KeyError, lambda: held.pop("z"))
    assert refused(KeyError, lambda: nn.ModuleDict({"a.b": nn.ReLU()}))
    assert refused(TypeError, lambda: nn.ModuleDict({1: nn.ReLU()}))
    assert refused(TypeError, lambda: nn.ModuleDict({"a": 1}))
    assert isinstance(held.pop("a"), nn.GELU) and list(nn.ModuleDict(held)) == ["b", "c"]
    del held["b"]
    held.clear()
    assert len(held) == 0


def parameters():
    held = nn.ParameterList([nn.Parameter(torch.ones(2)), torch.ones(3), 5])
    assert parameters_of(held) == [("0", (2,)), ("1", (3,))] and held[2] == 5 and len(held) == 3
    assert isinstance(held[1], nn.Parameter) and len(list(held)) == 3
    assert refused(IndexError, lambda: held[3]) and refused(TypeError, lambda: held["a"])
    held[0] = torch.ones(7)
    held.append(torch.ones(4)).extend([torch.ones(1)])
    assert parameters_of(held[:2]) == [("0", (7,)), ("1", (3,))] and held[-1].shape == (1,)
    named = nn.ParameterDict({"a": nn.Parameter(torch.ones(2)), "b": torch.ones(3)})
    assert parameters_of(named) == [("a", (2,)), ("b", (3,))] and list(named) == ["a", "b"]
    assert refused(AttributeError, lambda: named["z"]) and named.get("z", 3) == 3
    assert refused(TypeError, lambda: nn.ParameterDict({1: torch.ones(1)}))
    assert named.setdefault("c", torch.ones(1)).shape == (1,) and named.pop("a").shape == (2,)
    named.update(nn.ParameterDict({"y": torch.ones(9)}))
    assert [name for name, _ in named.items()] == list(named.keys()) == ["b", "c", "y"]
    assert "y" in named and len(list(named.values())) == 3
    del named["y"]
    named.clear()
    assert len(named) == 0 and parameters_of(named) == []


def around():
    wrapped = nn.DataParallel(nn.Linear(2, 3))
    assert parameters_of(wrapped) == [("module.weight", (3, 2)), ("module.bias", (3,))]
    quantised = torch.ao.quantization.QuantWrapper(nn.Linear(2, 3))
    assert [name for name, _ in quantised.named_children()] == ["quant", "dequant", "module"]


def transformers():
    layer = nn.TransformerDecoderLayer(8, 2, 16, activation="gelu")
    assert layer.activation is nn.functional.gelu and layer.norm_first is False
    assert refused(RuntimeError, lambda: nn.TransformerEncoderLayer(8, 2, activation="silu"))
    stack = nn.TransformerDecoder(layer, 2)
    assert stack.layers[0] is not stack.layers[1] and stack.norm is None
    assert nn.Transformer.generate_square_subsequent_mask(4).shape == (4, 4)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        for check in (lists, dicts, parameters, around, transformers):
            check()
        self.conv = nn.Conv2d(3, 8, 3)

    def forward(self, x):
        return self.conv(x)

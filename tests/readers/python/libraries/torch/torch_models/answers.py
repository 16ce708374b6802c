"""What the modules of PyTorch answer to, as assertions that hold in PyTorch itself."""

import copy

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 8, 3)
        assert type(self.c) == nn.Conv2d and isinstance(self.c, nn.modules.conv._ConvNd)
        assert isinstance(self.c, torch.nn.Module) and issubclass(nn.Conv2d, nn.Module)
        assert self.c.__class__.__name__.find("Conv") != -1
        assert self.c.weight.shape == (8, 3, 3, 3) and self.c.weight.numel() == 216
        assert [n for n, _ in self.c.named_parameters()] == ['weight', 'bias']
        assert list(self.c.state_dict()) == ['weight', 'bias']
        assert 'c' in self._modules and hasattr(self, 'c') and not hasattr(self, 'd')
        assert 'c.weight' in dict(self.named_parameters())
        assert self.get_submodule('c') is self.c
        assert next(self.parameters()).dtype == torch.float32
        assert next(iter(self.parameters())).device == torch.device('cpu')
        assert isinstance(self.c.weight, nn.Parameter) and isinstance(self.c.weight, torch.Tensor)
        assert not isinstance(torch.zeros(2), nn.Parameter)
        assert len(list(self.modules())) == 2 and len(list(self.children())) == 1
        self.eval()
        assert self.training is False
        self.train(); self.eval().to('cpu')
        assert nn.Module is torch.nn.modules.Module and torch.nn.Parameter is nn.parameter.Parameter
        s = nn.Sequential(self.c, nn.ReLU())
        assert len(s) == 2 and s[-1] is s[1] and isinstance(s[:1], nn.Sequential) and [type(x).__name__ for x in s] == ['Conv2d', 'ReLU']
        l = nn.ModuleList([nn.ReLU() for _ in range(3)])
        assert len(l) == 3 and l[0] in l and len(l[1:]) == 2
        for i, (a, b) in enumerate(zip(l, reversed(l))): pass
        l.extend([nn.Tanh()]); del l[0]; assert len(l) == 3 and list(l._modules) == ['0', '1', '2']
        d = nn.ModuleDict(); d['x'] = nn.ReLU(); assert 'x' in d and list(d.keys()) == ['x'] and list(d) == ['x']
        d.update({'y': nn.Tanh()}); assert len(d) == 2
        m = copy.deepcopy(self.c); assert m is not self.c and m.weight is not self.c.weight
        self.register_buffer('buf', torch.zeros(4)); assert self.buf.shape == (4,)
        self.buf = torch.ones(5); assert dict(self.named_buffers())['buf'].shape[0] == 5
        p = nn.Parameter(torch.randn(2, 3), requires_grad=False); assert p.requires_grad is False and p.shape[1] == 3
        assert (p * 2).shape == (2, 3) and p.t().shape == (3, 2)
        with torch.no_grad():
            self.c.weight.copy_(torch.zeros(8, 3, 3, 3)); self.c.bias.zero_(); self.c.weight[:, 0] = 0
        nn.init.kaiming_normal_(self.c.weight, mode='fan_out', nonlinearity='relu'); nn.init.constant_(self.c.bias, 0)
        assert repr(nn.ReLU(True)) == 'ReLU(inplace=True)', repr(nn.ReLU(True))
        assert str(s).startswith('Sequential('), str(s)
        assert callable(self.c) and getattr(nn, 'ReLU')().inplace is False
        act = {'relu': nn.ReLU, 'gelu': nn.GELU}['gelu']; assert act().approximate == 'none'
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                n = m.kernel_size[0] * m.kernel_size[1] * m.out_channels
                m.weight.data.normal_(0, (2. / n) ** 0.5)
                if m.bias is not None: m.bias.data.zero_()
        try:
            self.nothing
        except AttributeError: pass
        else: assert False
        setattr(self, 'e', nn.Identity()); delattr(self, 'e'); assert not hasattr(self, 'e')
        assert isinstance(nn.BatchNorm2d(2), nn.modules.batchnorm._BatchNorm)
        assert self.c in set([self.c]) and {self.c: 1}[self.c] == 1 and (self.c == self.c)
        assert sum(p.numel() for p in self.parameters() if p.requires_grad) == 224
        self.list = [nn.ReLU()]
        assert self.__class__ is Net and vars(self)['list'] is self.list and 'list' in self.__dict__
        self.a, self.b = nn.ReLU(), nn.ReLU()
        x = self.c(torch.zeros(1, 3, 5, 5)); assert x.shape == (1, 8, 3, 3)
        self.num = nn.Linear(x.numel(), 2).out_features
        assert nn.functional.relu is torch.nn.functional.relu or True
        sizes = nn.modules.utils
        assert sizes._pair(3) == (3, 3) and sizes._triple(range(3)) == (0, 1, 2) and sizes._ntuple(5)([2]) == (2,)
        assert sizes._pair.__name__ == '_pair' and sizes._reverse_repeat_tuple((1, 2), 2) == (2, 2, 1, 1)
        assert sizes._list_with_default([None, 4], (1, 2, 3)) == [2, 4] and sizes._list_with_default(7, (1,)) == 7
        assert self.c._get_name() == 'Conv2d' and self.c.extra_repr().startswith('3, 8')
        assert bool(self.c) and bool(nn.Sequential()) is False
    def forward(self, x):
        return self.c(x)

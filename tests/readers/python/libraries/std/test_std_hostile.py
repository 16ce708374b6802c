"""What a hostile source tries with the standard library ends, and reaches nothing of the host."""

from __future__ import annotations

import time
from typing import Any

import pytest

from convcalc.errors import ConvcalcError

TRICKS = {
    "the function behind a partial": "from functools import partial\npartial(len).function",
    "globals of a function": "from functools import reduce\nreduce.__globals__",
    "code of a function": "import copy\ncopy.copy.__code__",
    "the host's class of a row": "import math\nmath.sqrt.__class__.__mro__[1].__subclasses__()",
    "the module behind a module": "import os\nif os.path.__loader__.load_module('os'): pass",
    "a real system": "import os\nif os.system('true') == 0: pass",
    "files by os": "import os\nfor x in os.listdir('/'): pass",
    "files by pathlib's neighbour": "import json\nfor x in json.load('/etc/passwd'): pass",
    "a frame's code": "import sys\nint(sys._getframe(0).f_code)",
    "the insides of a match": "import re\nre.match('a', 'a').found",
    "the insides of a pattern": "import re\nre.compile('a').compiled",
    "the environment": "import os\nint(os.environ['HOME'])",
    "format fields": "from collections import namedtuple\n'{0.x.__class__}'.format(namedtuple('P', 'x')(1))",
    "attributes by attrgetter": "import operator\noperator.attrgetter('__class__.__mro__')(len).call",
    "attributes of a library's class": "from collections import OrderedDict\nOrderedDict.extra = 1",
    "attributes of a class of abc": "from abc import ABC\nABC.register = 5",
    "attributes of an enumeration's base": "import enum\nenum.Enum.x = 1",
    "instances of nothing": "import inspect\ninspect.signature(3)",
    "groups that are objects": "import re\nre.match('a', 'a').group(len)",
    "a constructor without arguments": "from functools import partial\npartial()",
    "a class of no name": "from collections import namedtuple\nnamedtuple(3, 'a')",
    "fields of numbers": "from collections import namedtuple\nnamedtuple('P', [1, 2])",
    "replacing in nothing": "from dataclasses import replace\nreplace(3)",
    "a library's method on nothing": "from collections import defaultdict\ndefaultdict.copy(3)",
    "counting the uncountable": "from collections import Counter\nCounter(a='x', b=[]).most_common()",
    "heaps of unlike things": "import heapq\nheapq.heapify([1, 'a'])",
    "a product without a number": "from itertools import product\nlist(product([1], repeat='a'))",
    "bisecting nothing": "import bisect\nbisect.bisect(3, 4)",
    "a partial of itself": "from functools import partial\np = partial(len)\np.x = 1\nfor i in range(500): p = partial(p); p.x = 1\np()",
    "copies nested deeply": "import copy\na = []\nfor i in range(100000): a = [a]\ncopy.deepcopy(a)",
    "copies that grow": "import copy\na = [1]\nwhile True: a = [copy.deepcopy(a), copy.deepcopy(a)]",
    "an iterator that asks itself": "from itertools import takewhile\nt = takewhile(lambda x: next(t), [1, 2])\nlist(t)",
    "a comparison that asks itself": "from functools import total_ordering\n@total_ordering\nclass A:\n    def __lt__(self, o): return self > o\nA() > A()",
    "reduction of everything": "from functools import reduce\nfrom itertools import count\nreduce(lambda a, b: a + b, count())",
    "a tee of everything": "from itertools import tee, count\na, b = tee(count())\nfor x in a: pass",
    "a queue of everything": "from collections import deque\nd = deque()\nwhile True: d.appendleft(d)",
    "a managed generator without end": "from contextlib import contextmanager\n@contextmanager\ndef f():\n    while True: yield\nwith f(): pass",
    "no manager": "from contextlib import ExitStack\nwith ExitStack() as s: s.enter_context(3)",
    "a defaultdict in itself": "from collections import defaultdict\nd = defaultdict(lambda: d['x'])\nd['x']",
    "a cached function in itself": "from functools import cache\n@cache\ndef f(x): return f(x)\nf(1)",
    "an enumeration of itself": "from enum import Enum\nclass A(Enum):\n    X = 1\n    @classmethod\n    def _missing_(cls, v): return cls(v)\nA(2)",
    "a text of itself": "from types import SimpleNamespace\nn = SimpleNamespace()\nn.n = n\nm = SimpleNamespace()\nm.n = m\nn == m",
    "a text that holds itself": "from types import SimpleNamespace\nn = SimpleNamespace()\nn.n = n\nrepr(n)",
    "globals of a text's function": "from functools import wraps\nwraps.__globals__",
    "code of a text's method": "from collections import deque\ndeque.append.__code__",
    "attributes of a text's class": "from collections import deque\ndeque.append = 5",
    "attributes of a text's class by a decorator": "import enum\nfrom functools import update_wrapper\nupdate_wrapper(enum.Enum, len)",
    "private rules of a text": "import functools\nfor x in functools._ORDERED: pass",
    "a queue that holds itself": "from collections import deque\nd = deque()\nd.append(d)\nrepr(d)",
    "a counter of everything": "from collections import Counter\nfrom itertools import count\nCounter(count())",
    "a chain of chains": "from itertools import chain\nc = [1]\nfor i in range(500): c = chain(c)\nlist(c)",
    "a place that is never found": "import bisect\nclass A:\n    def __len__(self): return 10 ** 9\n    def __getitem__(self, n): return [1][n]\nbisect.bisect(A(), 2)",
    "a manager that stacks itself": "from contextlib import ExitStack\ns = ExitStack()\ndef f(): s.callback(f)\ns.callback(f)\ns.close()",
    "a long text by pattern": "import re\nre.sub('', 'a' * 100000, 'b' * 100000)",
    "huge JSON": "import json\na = [0]\nfor i in range(40): a = [a, a]\njson.dumps(a)",
}


@pytest.mark.parametrize("source", TRICKS.values(), ids=TRICKS)
def test_it_ends_with_an_error_of_ours(library: Any, source: str):
    begin = time.process_time()

    with pytest.raises(ConvcalcError):
        library(source, steps=300_000, items=300_000)

    assert time.process_time() - begin < 5


def test_what_one_evaluation_does_no_other_sees(library: Any):
    library("import os, sys\nos.environ['A'] = 1\nsys.path.append('x')\nos.extra = 3")

    assert library("import os, sys\nr = os.environ.get('A'), sys.path, hasattr(os.path, 'y')")[
        :2
    ] == (
        None,
        [""],
    )

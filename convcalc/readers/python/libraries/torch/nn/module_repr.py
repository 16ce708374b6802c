"""A module as `print` shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from convcalc.readers.python.libraries.torch.nn.module import ModuleInstance
    from convcalc.readers.python.objects.host import Site

MOST_LINES = 10_000


def text_of(module: ModuleInstance, site: Site) -> str:
    """The tree of modules with their arguments."""
    lines = _lines(module, site, [])
    site.evaluator.charge_text(sum(map(len, lines)))
    return "\n".join(lines)


def _lines(module: ModuleInstance, site: Site, around: list[int]) -> list[str]:
    words: Any = module.cls.lookup("extra_repr").call([module], {}, site)
    inside = [*module.held()]
    if not inside or id(module) in around:
        return [f"{module.cls.name}({words})"]
    lines = [f"{module.cls.name}({words}"]
    for name, child in inside:
        first, *rest = _lines(child, site, [*around, id(module)])
        lines += [f"  ({name}): {first}", *[f"  {each}" for each in rest]]
        site.evaluator.charge_steps(len(rest) + 1)
        if len(lines) > MOST_LINES:
            break
    return [*lines, ")"]

"""
The packages people import, read as text, against what PyTorch and Keras say of every model.

The packages (170 MB) are fetched once, without anything they need, into pytest's cache or into the
folder that the variable CONVCALC_SOURCES names.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import convcalc

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
SCRIPT = ROOT / "tools" / "sources.py"

PRUNED = "_prune.py:84: pkgutil.get_data(...)"
TOO_LONG = "more than "
UNREAD_IN_TIMM = {
    "ecaresnet101d_pruned": PRUNED,
    "tiny_vit_5m_224": TOO_LONG,
    "tiny_vit_21m_224": TOO_LONG,
    "tiny_vit_21m_512": TOO_LONG,
}
"""The models that are known not to be read, and how the reason begins."""


def load_tool() -> Any:
    """The script that measures."""
    spec = importlib.util.spec_from_file_location("sources_tool", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()
TORCHVISION = TOOL.models_of("torchvision")
TIMM = TOOL.models_of("timm")
KERAS = TOOL.models_of("keras")
HUGGING_FACE = {each: TOOL.models_of(each) for each in ("transformers", "diffusers")}
UNREAD_IN_HUGGING_FACE = {
    "LevitModel": TOO_LONG,
    "VideoMAEModel": TOO_LONG,
    "DetrForObjectDetection": "masking_utils.py:353: the values of a tensor () are needed",
}
"""The same of transformers and diffusers."""


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A Python process of its own."""
    command = [sys.executable, *map(str, words)]
    return subprocess.run(  # noqa: S603 (our own script)
        command, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="session")
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the packages are, as text."""
    chosen = os.environ.get("CONVCALC_SOURCES")
    cache: pytest.Cache | None = getattr(request.config, "cache", None)
    kept = cache.mkdir("sources") if cache else tmp_path_factory.mktemp("sources")
    place = Path(chosen) if chosen else kept
    fetched = run(SCRIPT, place, "--install")
    if fetched.returncode:
        reason = f"the packages cannot be fetched: {fetched.stderr.strip()[-300:]}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return place


@cache
def measured(folder: Path, package: str) -> list[dict[str, Any]]:
    """What comes of every model of a package."""
    done = run(SCRIPT, folder, "--json", package)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def outcome(folder: Path, package: str, name: str) -> dict[str, Any]:
    """What comes of one model."""
    return next(each for each in measured(folder, package) if each["name"] == name)


def names(models: list[dict[str, Any]]) -> list[str]:
    """What models are called."""
    return [each["name"] for each in models]


@pytest.mark.parametrize("name", names([each for each in TORCHVISION if "output" in each]))
def test_a_torchvision_model_is_what_pytorch_says(folder: Path, name: str):
    found = outcome(folder, "torchvision", name)

    assert (found["failed"], found["differs"]) == ("", [])


@pytest.mark.parametrize("name", names([each for each in TORCHVISION if "output" not in each]))
def test_a_detector_is_read_up_to_where_values_choose(folder: Path, name: str):
    found = outcome(folder, "torchvision", name)

    assert found["differs"] == []
    assert found["failed"].partition(":")[0] in {"rpn.py", "fcos.py", "retinanet.py", "ssd.py"}


def test_a_detector_says_which_line_depends_on_values(folder: Path):
    detection = folder / "torchvision" / "models" / "detection"
    target = f"{detection / 'ssd.py'}:ssd300_vgg16(weights=None, weights_backbone=None)"

    with pytest.raises(convcalc.ConvcalcError) as caught:
        convcalc.summary(target, (1, 3, 300, 300))

    assert str(caught.value).replace(str(detection), "detection") == (
        "detection/ssd.py:436:25: elements are picked where a tensor (8732,) is true,"
        " and how many those are is not known\n"
        "    score = score[keep_idxs]\n"
        "            ^^^^^^^^^^^^^^^^\n"
        "in SSD.postprocess_detections, called at detection/ssd.py:404\n"
        "in SSD.forward\n"
        "expected: a number of elements that follows from shapes\n"
        "hint: torch.where(mask, a, b) keeps the shape"
    )
    assert caught.value.report.totals.params == 35_641_826


@pytest.mark.parametrize("file", sorted({each["file"] for each in TIMM}))
def test_a_file_of_timm_is_what_pytorch_says(folder: Path, file: str):
    for model in TIMM:
        if model["file"] == file:
            found = outcome(folder, "timm", model["name"])
            expected = UNREAD_IN_TIMM.get(model["name"], "")

            assert (found["failed"][: len(expected)] or found["failed"]) == expected
            assert found["differs"] == []


def test_convolutional_models_of_timm_are_nearly_all_exact(folder: Path):
    found = [each for each in measured(folder, "timm") if each["convolutional"]]

    assert sum(map(TOOL.is_exact, found)) >= 0.9 * len(found)


@pytest.mark.parametrize(
    ("package", "name"),
    [(package, name) for package, models in HUGGING_FACE.items() for name in names(models)],
)
def test_a_model_of_hugging_face_is_what_pytorch_says(folder: Path, package: str, name: str):
    found = outcome(folder, package, name)
    expected = UNREAD_IN_HUGGING_FACE.get(name, "")

    assert (found["failed"][: len(expected)] or found["failed"]) == expected
    assert found["differs"] == []


@pytest.mark.parametrize("name", names(KERAS))
def test_a_keras_application_is_what_keras_says(folder: Path, name: str):
    found = outcome(folder, "keras", name)

    assert (found["failed"], found["differs"]) == ("", [])


def test_the_page_says_what_was_measured(folder: Path):
    found = [each for package in TOOL.PACKAGES for each in measured(folder, package)]
    page = TOOL.PAGE.read_text(encoding="utf-8")

    assert TOOL.refreshed(page, found) == page


def test_nothing_is_imported_to_read_a_package(folder: Path):
    target = folder / "torchvision" / "models" / "resnet.py"
    code = (
        "import sys, convcalc\n"
        f"print(convcalc.summary({f'{target}:resnet18'!r}, (1, 3, 224, 224)).totals.params)\n"
        "print(sorted({'torch', 'torchvision', 'tensorflow', 'keras'} & set(sys.modules)))\n"
    )

    assert run("-c", code).stdout == "11689512\n[]\n"

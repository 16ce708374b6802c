from __future__ import annotations

import pytest

import convcalc

NET = """\
input(3, {size})
conv2d(8, k=3, p=1)
relu
conv2d(16, k=3, p=1)
expect({expect})
"""


def failures(expect: str, size: str = "32, 32") -> list[str]:
    report = convcalc.summary(NET.format(size=size, expect=expect))
    return [
        "\n".join(part for part in (each.message, each.expected, each.hint) if part)
        for each in report.failures
    ]


@pytest.mark.parametrize(
    "expect",
    [
        "max_params=1_392",
        "max_params='1.4k'",
        "max_macs='2M'",
        "max_flops='4M'",
        "max_weight_bytes='6KiB'",
        "max_peak_bytes='1MiB'",
        "min_receptive_field=5",
    ],
)
def test_a_network_within_its_limits_is_fine(expect: str):
    assert failures(expect) == []


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        (
            "max_params='1k'",
            "params is 1,392, over the budget of 1,000 (392 more)\n"
            "the largest layer is conv2d_2 with 1,168",
        ),
        (
            "max_weight_bytes='1KiB'",
            "weight_bytes is 5,568 bytes, over the budget of 1,024 bytes (4,544 more)\n"
            "the largest layer is conv2d_2 with 4,672 bytes",
        ),
        (
            "min_receptive_field=6",
            "the receptive field is 5 × 5, less than 6\n"
            "at least 6 along every axis\n"
            "a larger kernel, dilation, stride or more layers widen it",
        ),
        (
            "max_params='1 kB'",
            "max_params is '1 kB'\n"
            "a whole number, which may end in k, M, G (1000) or KiB, MiB, GiB (1024)\n"
            "1k is 1000-based, 1KiB is 1024-based",
        ),
    ],
)
def test_what_is_over_a_limit_says_by_how_much_and_where(expect: str, told: str):
    assert failures(expect) == [told]


def test_a_formula_must_be_within_the_limit_for_every_size():
    assert failures("max_macs='2M'", "H, W") == [
        "macs is 1368·H·W, which is not within the budget of 2,000,000 for every size\n"
        "an input of known sizes, or assumptions that bound the symbols\n"
        "-i gives another input, for example -i 3x224x224"
    ]


def test_a_formula_that_is_never_within_the_limit_is_over_it():
    (told,) = failures("max_macs=100", "H, W")

    assert told.startswith("macs is 1368·H·W, over the budget of 100\n")


def test_the_limits_of_a_layer_are_about_what_leaves_it():
    text = "input(3, 32, 32)\na = conv2d(8, k=3)\nb = conv2d(8, k=3)\n"

    report = convcalc.summary(f"{text}expect(a, min_receptive_field=4)")

    assert [each.message for each in report.failures] == [
        "the receptive field is 3 × 3, less than 4"
    ]


def test_what_sees_everything_sees_enough():
    report = convcalc.summary(
        "input(3, 32, 32)\nconv2d(8, k=3)\nflatten\nlinear(10)\nexpect(min_receptive_field=1_000)"
    )

    assert report.failures == ()


def test_limits_hold_for_documents_too():
    text = '{"input": [3, 32, 32], "layers": ["conv2d(8, k=3)"], "expect": {"max_params": "100"}}'

    report = convcalc.summary(f"{text}\n")

    assert [each.message for each in report.failures] == [
        "params is 224, over the budget of 100 (124 more)"
    ]

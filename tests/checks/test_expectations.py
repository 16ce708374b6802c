from __future__ import annotations

import pytest

import convcalc

LENET = """input(1, 28, 28)
conv1 = conv2d(6, k=5, p=2)
maxpool2d(2)
conv2d(16, k=5)
maxpool2d(2)
flatten
linear(10)
"""


def failures(expectation: str, text: str = LENET) -> list[str]:
    return [each.message for each in convcalc.summary(text + expectation).failures]


@pytest.mark.parametrize(
    "expectation",
    [
        "expect(output=(10,))",
        "expect(output=(1, 10))",
        "expect(params=6582, trainable_params=6582, buffers=0)",
        "expect(macs=361_600, flops=723_200)",
        "expect(weight_bytes=26_328, layers=6)",
        "expect(conv1=(6, 28, 28))",
    ],
)
def test_what_holds_is_no_failure(expectation: str):
    assert failures(expectation) == []


@pytest.mark.parametrize(
    ("expectation", "message"),
    [
        ("expect(params=6586)", "expected params=6,586, got 6,582 (4 fewer)"),
        ("expect(macs=361_599)", "expected macs=361,599, got 361,600 (1 more)"),
        ("expect(output=(11,))", "expected output=(11,), got (10,)"),
        (
            "expect(output=(1, 1, 10))",
            "expected output=(1, 1, 10), got (1, 10): 2 axes instead of 3",
        ),
        ("expect(conv1=(6, 28, 27))", "expected conv1=(6, 28, 27), got (6, 28, 28)"),
        ("expect(layers=7)", "expected layers=7, got 6 (1 fewer)"),
    ],
)
def test_what_does_not_hold_says_both_values(expectation: str, message: str):
    assert failures(expectation) == [message]


@pytest.mark.parametrize(
    ("expectation", "found"),
    [
        ("expect(receptive_field=15)", []),
        (
            "expect(receptive_field=(15, 15), receptive_field_stride=4, receptive_field_start=-5)",
            [],
        ),
        ("expect(receptive_field=16)", ["expected receptive_field=(16, 16), got (15, 15)"]),
    ],
)
def test_the_receptive_field_is_compared_axis_by_axis(expectation: str, found: list[str]):
    text = "input(1, 28, 28)\nconv2d(6, k=5, s=2, p=1)\nconv2d(6, k=6, s=2, p=2)\n"

    assert failures(expectation, text) == found


def test_a_quantity_that_is_not_there_has_a_neighbour():
    (failure,) = convcalc.summary(f"{LENET}expect(param=3)").failures

    assert failure.message == "nothing to expect is called 'param'"
    assert failure.hint == "did you mean 'params'?"
    assert failure.source is not None
    assert failure.source.line == 8


def test_a_symbolic_size_says_for_which_it_would_hold():
    text = "input(1, H, 8)\nconv2d(6, k=3, s=2, p=1)\n"

    assert failures("expect(output=(6, 4, 4))", text) == [
        "expected output=(6, 4, 4), got (6, ⌈H/2⌉, 4) (equal only where 7 ≤ H ≤ 8)"
    ]


def test_what_is_not_known_holds_nothing():
    text = "input(8)\nopaque(4)\n"

    assert failures("expect(macs=0)", text) == ["expected macs=0, got at least 0"]


def test_sizes_are_expected_of_the_declared_input_only():
    report = convcalc.summary(f"{LENET}expect(params=6582, macs=361_600)", (1, 1, 28, 28))
    other = convcalc.summary(f"{LENET}expect(params=6582, macs=361_600)", batch=8)
    wrong = convcalc.summary(f"{LENET}expect(params=6583, macs=361_600)", batch=8)

    assert report.failures == other.failures == ()
    assert other.assumed[-1] == (
        "expectations of sizes are for the declared input, and not checked for this one"
    )
    assert [each.message for each in wrong.failures] == [
        "expected params=6,583, got 6,582 (1 fewer)"
    ]

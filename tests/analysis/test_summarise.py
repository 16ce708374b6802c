from __future__ import annotations

from networks import Net
from networks import module

from convcalc.analysis.summarise import report_of
from convcalc.dims import symbols


def test_conditions_of_the_layers_become_constraints():
    height, width = symbols("H W")
    net = Net((1, 1, height, width))
    x = net.pool(net.pool(net.input, 2, 2), 2, 2)
    for _ in range(2):
        x = net.put(module("torch", "ConvTranspose2d", 1, 1, 2, 2), x)
    net.put(module("native", "add"), x, net.input)
    report = report_of(net.graph())

    assert report.symbols == ("H", "W")
    assert report.constraints == ("H divisible by 4", "W divisible by 4")


def test_inputs_and_outputs_have_their_names():
    net = Net((1, 1, 8, 8))
    net.conv(net.input, 3, name="last")
    report = report_of(net.graph())

    assert report.inputs == (("input", (1, 1, 8, 8)),)
    assert report.outputs == (("last", (1, 1, 6, 6)),)


def test_conditions_that_no_size_satisfies_are_a_failure():
    height = symbols("H")
    net = Net((1, 1, height, height))
    net.put(module("torch", "ReflectionPad2d", 9), net.conv(net.input, 3))
    net.put(module("torch", "Linear", 4, 4), net.input)
    report = report_of(net.graph())

    assert report.constraints == ()
    assert [str(each) for each in report.failures] == [
        (
            "the sizes cannot fit: no H satisfies H ≥ 3 and H ≥ 12 and H = 4\n"
            "expected: what conv2d_0 and ReflectionPad2d_1 and Linear_2 need at once"
        )
    ]

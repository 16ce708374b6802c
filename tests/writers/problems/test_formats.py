from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema

from convcalc.checks.problems import RULES
from convcalc.checks.problems import Findings
from convcalc.checks.problems import Outcome
from convcalc.checks.problems import Problem
from convcalc.writers.problems import FORMATS
from convcalc.writers.problems import find_writer
from convcalc.writers.problems import places
from convcalc.writers.problems.github import summary

TESTS = Path(__file__).parent.parent.parent
SCHEMAS = TESTS / "schemas"
DOCS = TESTS.parent / "docs" / "schema"

PROBLEM = Problem(
    rule="budget",
    model="nets/a b.layers -i 3x8x8",
    file="nets/a b.layers",
    line=3,
    column=5,
    end_column=9,
    layer="conv2d_1",
    message='100% over "the" <budget> & more, a|b',
    expected="less",
    hint="be\nsmaller",
    excerpt="    conv2d(8)\n    ^^^^",
)
HOSTILE = Problem(
    rule="syntax",
    model="\x1b[31m\x00é￾.layers",
    file="\x1b[31m\x00é￾.layers",
    message="::error::\x07 ]]> %0A \r\n 木",
    exit_code=3,
)
FAILED = Findings(
    outcomes=(
        Outcome(
            name="nets/a b.layers -i 3x8x8",
            file="nets/a b.layers",
            problems=(PROBLEM, PROBLEM),
            params=1234567,
            macs="12·H·W",
            layers=3,
            is_traced=True,
        ),
        Outcome(name="b.layers", file="b.layers", params=5, macs=7, layers=1, is_traced=True),
        Outcome(name=HOSTILE.model, file=HOSTILE.file, problems=(HOSTILE,)),
    ),
    problems=(Problem(rule="baseline", model="", file="convcalc.lock", line=4, message="stale"),),
    notes=("a note",),
    unchecked=2,
)
HELD = Findings(
    outcomes=(Outcome(name="b.layers", file="b.layers", params=5, macs=7, is_traced=True),)
)
EMPTY = Findings(outcomes=())
ALL = [
    pytest.param(FAILED, id="failed"),
    pytest.param(HELD, id="held"),
    pytest.param(EMPTY, id="empty"),
]


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is no repository."""
    monkeypatch.chdir(tmp_path)
    for name in places.TOPS:
        monkeypatch.delenv(name, raising=False)


def written(form: str, findings: Findings) -> str:
    return find_writer(form)(findings)


@pytest.mark.parametrize("findings", ALL)
def test_sarif_is_what_its_schema_says(findings: Findings):
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
    document = json.loads(written("sarif", findings))

    jsonschema.Draft4Validator.check_schema(schema)
    jsonschema.Draft4Validator(schema).validate(document)


@pytest.mark.parametrize("findings", ALL)
def test_junit_is_what_its_schema_says(findings: Findings):
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(written("junit", findings))


@pytest.mark.parametrize("findings", ALL)
def test_json_is_what_its_schema_says(findings: Findings):
    schema = json.loads((DOCS / "check.schema.json").read_text("utf-8"))

    jsonschema.validate(json.loads(written("json", findings)), schema)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("findings", ALL)
def test_no_format_lets_control_characters_through(form: str, findings: Findings):
    text = written(form, findings)

    assert all(sign.isprintable() or sign == "\n" for sign in text)
    assert text == "" or text.endswith("\n")


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_every_problem(form: str):
    text = written(form, FAILED)

    assert text.count("100%") - text.count("(and 1 more)") >= 2
    for word in ("syntax", "stale"):
        assert word in text or form == "text"


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_the_other_places_of_a_problem(form: str):
    problem = PROBLEM.replace(notes=("the layer is defined at\x07 c.py:7",))
    told = find_writer(form)(Findings(outcomes=(), problems=(problem,)))

    assert "the layer is defined at" in told
    assert "c.py:7" in told
    assert "\x07" not in told


def test_sarif_takes_names_of_files_that_are_no_unicode():
    odd = Problem(rule="budget", model="bad\udcff.layers", file="bad\udcff.layers", message="over")
    written = find_writer("sarif")(Findings(outcomes=(), problems=(odd,)))

    assert '"uri": "bad%FF.layers"' in written


def test_sarif_points_at_lines_and_columns():
    first = json.loads(written("sarif", FAILED))["runs"][0]["results"][0]

    assert first["ruleId"] == "budget"
    assert list(RULES)[first["ruleIndex"]] == "budget"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "nets/a%20b.layers"},
        "region": {"startLine": 3, "startColumn": 5, "endColumn": 9},
    }
    assert first["message"]["text"] == (
        'conv2d_1: 100% over "the" <budget> & more, a|b\nexpected: less\nhint: be\nsmaller'
    )


def test_fingerprints_differ_and_stay_when_lines_move():
    moved = FAILED.replace(
        outcomes=(
            FAILED.outcomes[0].replace(
                problems=tuple(each.replace(line=9) for each in FAILED.outcomes[0].problems)
            ),
            *FAILED.outcomes[1:],
        )
    )
    one, other = (json.loads(written("gitlab", each)) for each in (FAILED, moved))
    prints = [each["fingerprint"] for each in one]

    assert len(set(prints)) == len(prints) == 4
    assert prints == [each["fingerprint"] for each in other]


def test_gitlab_has_what_code_quality_asks_for():
    (first, *_, last) = json.loads(written("gitlab", FAILED))

    assert sorted(first) == ["check_name", "description", "fingerprint", "location", "severity"]
    assert first["location"] == {"path": "nets/a b.layers", "lines": {"begin": 3}}
    assert (first["severity"], last["location"]["lines"]) == ("major", {"begin": 4})
    assert json.loads(written("gitlab", HELD)) == []


def test_github_escapes_what_its_commands_are_made_of():
    lines = written("github", FAILED).splitlines()

    assert lines[0] == (
        "::error file=nets/a b.layers,line=3,col=5,endColumn=8,"
        "title=convcalc budget%3A nets/a b.layers -i 3x8x8::"
        'conv2d_1: 100%25 over "the" <budget> & more, a|b%0Aexpected: less%0Ahint: be%0Asmaller'
    )
    assert len(lines) == 6
    assert lines[-1] == FAILED.verdict
    assert lines[-2] == "::notice title=convcalc::a note"


def test_a_step_summary_has_a_row_for_each_definition_and_each_problem():
    text = summary(FAILED)

    assert text.startswith(f"### ❌ convcalc check: {FAILED.verdict}\n")
    assert "| ❌ | `nets/a b.layers -i 3x8x8` | 1,234,567 | 12·H·W |" in text
    assert "| ✅ | `b.layers` | 5 | 7 |" in text
    assert r"| `nets/a b.layers:3` | conv2d\_1: 100% over " in text
    assert r"a\|b |" in text


def test_junit_counts_failures_and_errors():
    suite = ET.fromstring(written("junit", FAILED)).find("testsuite")  # noqa: S314 (our own)

    assert suite is not None
    assert [suite.get(name) for name in ("tests", "failures", "errors")] == ["4", "2", "1"]
    assert [case.get("name") for case in suite] == [
        "nets/a b.layers -i 3x8x8",
        "b.layers",
        "\\x1b[31m\\x00é\\ufffe.layers",
        "the check as a whole",
    ]


def test_text_says_a_shared_remedy_once():
    assert written("text", FAILED) == (
        "FAIL  nets/a b.layers -i 3x8x8\n"
        '      nets/a b.layers:3:5: conv2d_1: 100% over "the" <budget> & more, a|b\n'
        "          conv2d(8)\n"
        "          ^^^^\n"
        '      nets/a b.layers:3:5: conv2d_1: 100% over "the" <budget> & more, a|b\n'
        "          conv2d(8)\n"
        "          ^^^^\n"
        "      expected: less\n"
        "      hint: be\n"
        "      smaller\n"
        "ok    b.layers  5 params, 7 MACs\n"
        "FAIL  \\x1b[31m\\x00é\\ufffe.layers\n"
        "      \\x1b[31m\\x00é\\ufffe.layers: ::error::\\x07 ]]> %0A \\r  木\n"
        "FAIL  the check as a whole\n"
        "      convcalc.lock:4: stale\n"
        "note: a note\n"
        "3 definitions checked, 2 failed, 2 not checked after the first failure, 4 problems\n"
    )


@pytest.mark.parametrize(
    ("count", "verdict"),
    [(0, "0 definitions checked, all hold"), (1, "1 definition checked, all hold")],
)
def test_the_verdict_counts(count: int, verdict: str):
    assert Findings(outcomes=HELD.outcomes * count).verdict == verdict


def test_paths_count_from_the_top_of_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / ".git").mkdir()
    (tmp_path / "nets").mkdir()
    (tmp_path / "nets" / "a.layers").touch()
    monkeypatch.chdir(tmp_path / "nets")

    assert places.from_top("a.layers") == "nets/a.layers"
    assert places.from_top(str(tmp_path / "nets" / "a.layers")) == "nets/a.layers"
    assert places.from_top("gone.layers") == "gone.layers"


def test_the_service_may_say_where_the_top_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "inner" / ".git").mkdir(parents=True)
    (tmp_path / "inner" / "a.layers").touch()
    monkeypatch.chdir(tmp_path / "inner")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))

    assert places.from_top("a.layers") == "inner/a.layers"

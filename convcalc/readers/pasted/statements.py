"""
Where one statement ends and the next begins in code that has lost its line breaks.

Two operands that stand side by side are no expression: between them a statement begins.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"(?P<string>(?:[rRbBuUfF]{1,2})?(?:'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"|"
    r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"))"
    r"|(?P<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[jJ]?|0[xX][\da-fA-F]+)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<open>[(\[{])|(?P<close>[)\]}])"
    r"|(?P<comment>\#)"
    r"|(?P<operator>\*\*=|//=|>>=|<<=|\.\.\.|->|:=|[-+*/%&|^@=!<>]=|\*\*|//|<<|>>|[-+*/%&|^~@=<>.,:;])"
    r"|(?P<blank>\s+)",
    re.DOTALL,
)
BEGINS = re.compile(
    r"(?<![\w.])(?:"
    r"(?:self\.[\w.]+(?:\[[^\]\n]{1,80}\])?|[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*)\s*[-+*/]?=(?!=)"
    r"|def [^\W\d]\w*\(|class [^\W\d]\w*\s*[(:]|return (?:self\.|[^\W\d]\w*(?:\s|$|[.(,)]))"
    r"|import [^\W\d]\w*(?:\s|\.|$)|from [\w.]+ import |(?:super|print|setattr)\(|@\w+\s+def "
    r"|for [\w, ()]+ in [^#:\n]{1,100}:|(?:if|elif|while|with) (?:(?!\s=\s|def )[^#:\n]){1,100}:"
    r"|else:|try:|[^\W\d][\w.]*\.(?:add|append|compile|extend|fit|summary|add_module)\()"
)
"""How a statement begins that ends the comment before it."""

FORMULA = re.compile(r"([^\W\d]\w*)(?:\s*,\s*[^\W\d]\w*)*\s*[-+*/]?=$")
NAME = re.compile(r"[\w.]+")
GAP = re.compile(r"\s{4,}(?=\S)")
HIDDEN = re.compile(r"\bself\.|\bnn\.|\w\.\w+\(")
"""Signs of code in what was taken for a comment."""

CALLS = re.compile(r"\s*(?:self\.|[^\W\d][\w.]*\()")
"""What a variable is given by code: `y = Wx + b` in a comment is none."""

HEADERS = frozenset(
    {"class", "def", "elif", "else", "except", "finally", "for", "if", "try", "while", "with"}
)
CLAUSES = frozenset({"elif", "else", "except", "finally"})
SIMPLE = frozenset(
    {"assert", "break", "continue", "del", "from", "global", "import", "nonlocal", "pass", "raise",
     "return"}
)  # fmt: skip
WHOLE = frozenset({"break", "continue", "pass"})
OPERATORS = frozenset({"and", "as", "in", "is", "lambda", "not", "or", "yield", "await", "async"})


class Statement(NamedTuple):
    """A statement or the header of a block, and where it begins in the text."""

    text: str
    start: int
    word: str

    @property
    def is_header(self) -> bool:
        """Whether a block follows."""
        return self.word in HEADERS


class Unclear(Exception):  # noqa: N818 (an answer, which never leaves this package)
    """The text can be parted in more than one way, or in none; `start` is where that begins."""

    def __init__(self, start: int, reason: str) -> None:
        super().__init__(reason)
        self.start = start
        self.reason = reason


class Parting:
    """Goes once through a text and parts it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Statement] = []
        self._pieces: list[str] = []
        self._start = 0
        self._word = ""
        self._depth = 0
        self._lambdas = 0
        self._after_operand = False
        self._ternaries = 0
        self._gap = -1

    def statements(self) -> list[Statement]:
        """
        The statements in order; words behind a sign that is none of Python's are left out.

        Raises:
            Unclear: If a comment may be code, or code stands behind such a sign.
        """
        position = 0
        while position < len(self.text):
            token = TOKEN.match(self.text, position)
            if token is None:
                if HIDDEN.search(self.text, position):
                    raise Unclear(position, f"{self.text[position]!r} is no sign of Python's")
                self._pieces.clear()
                self._depth = 0
                break
            position = self._take(token)
        self._end()
        return self.found

    def _take(self, token: re.Match[str]) -> int:
        kind, text = token.lastgroup, token[0]
        if kind == "blank":
            if "\n" in text and not self._depth:
                self._end()
            elif self._pieces:
                self._pieces.append(" ")
            return token.end()
        if kind == "comment":
            return self._comment_end(token.end())
        if not self._depth and self._after_operand and self._begins(token):
            self._end()
        if not self._pieces:
            self._start, self._word = token.start(), text if kind == "name" else ""
        self._pieces.append(text)
        self._note(kind or "", text)
        return token.end()

    def _note(self, kind: str, text: str) -> None:
        """Keep what the next token needs to know."""
        if kind == "open":
            self._depth += 1
        elif kind == "close":
            self._depth -= 1
            if self._depth < 0:
                raise Unclear(self._start, "a bracket is closed that was not opened")
        if self._depth and kind != "close":
            self._after_operand = False
            return
        is_word = text in HEADERS or text in SIMPLE or text in OPERATORS
        self._after_operand = kind in {"number", "string", "close"} or (
            kind == "name" and (not is_word or text in WHOLE)
        )
        if text == "lambda":
            self._lambdas += 1
        elif text in {";", ":"} and not self._depth:
            self._colon(text)
        elif text == "else" and self._ternaries:
            self._ternaries -= 1

    def _colon(self, text: str) -> None:
        if text == ":" and self._lambdas:
            self._lambdas -= 1
        elif text == ";":
            self._pieces.pop()
            self._end()
        elif self._word in HEADERS:
            self._end()

    def _begins(self, token: re.Match[str]) -> bool:
        """Whether a token behind an operand begins a statement."""
        kind, text = token.lastgroup, token[0]
        if kind == "operator" and text == "@":
            return self._is_decorator(token.end())
        if kind == "string":
            return self._pieces[-1][-1:] not in "'\""
        if kind == "number":
            return True
        if kind != "name" or text in OPERATORS:
            return False
        if text == "import":
            return self._word != "from" or "import" in self._pieces
        if text == "if":
            return not self._is_ternary(token.end())
        if text == "else":
            return not self._ternaries
        return True

    def _is_decorator(self, position: int) -> bool:
        """Whether a function or a class follows a name, with or without arguments."""
        name = NAME.match(self.text, position)
        if name is None:
            return False
        position, depth = name.end(), 0
        for token in TOKEN.finditer(self.text, position):
            if token.lastgroup == "open":
                depth += 1
            elif token.lastgroup == "close":
                depth -= 1
                if depth < 0:
                    return False
            elif not depth and token.lastgroup != "blank":
                return token[0] in {"@", "class", "def"}
        return False

    def _is_ternary(self, position: int) -> bool:
        """Whether an `else` comes before a colon, and no other statement."""
        depth = 0
        for token in TOKEN.finditer(self.text, position):
            if token.lastgroup == "open":
                depth += 1
            elif token.lastgroup == "close":
                depth -= 1
                if depth < 0:
                    return False
            elif depth == 0 and token[0] == "else":
                self._ternaries += 1
                return True
            elif depth == 0 and (token[0] in {":", "="} or token[0] in SIMPLE):
                return False
        return False

    def _comment_end(self, start: int) -> int:
        """
        Where code goes on behind a comment.

        Raises:
            Unclear: If there may be code in it.
        """
        line = self.text.find("\n", start)
        stop = len(self.text) if line < 0 else line
        gap = self._next_gap(start)
        begin = next(filter(self._is_code, BEGINS.finditer(self.text, start, stop)), None)
        end = stop if begin is None else begin.start()
        if gap <= end:
            return gap
        words = self.text[start:end].strip(" #-=*")
        # Code that was commented out looks like code that goes on.
        is_bare = begin is not None and (not words or words[-1] in ":：")
        if is_bare or HIDDEN.search(words):
            raise Unclear(start - 1, "it is not known where this comment ends")
        return end

    def _next_gap(self, start: int) -> int:
        """Where the next wide gap is, looked for once."""
        if self._gap < start:
            found = GAP.search(self.text, start)
            self._gap = found.start() if found is not None else len(self.text) + 1
        return self._gap

    def _is_code(self, begin: re.Match[str]) -> bool:
        """
        Whether what looks like a statement in a comment is more than a formula.

        Raises:
            Unclear: If it may be both.
        """
        formula = FORMULA.match(begin[0])
        if formula is None:
            return True
        if CALLS.match(self.text, begin.end()):
            return True
        if re.search(rf"\b{formula[1]}\b", self.text[begin.end() :]):
            raise Unclear(begin.start(), "it is not known whether this is in a comment")
        return False

    def _end(self) -> None:
        """End a statement, if one has begun."""
        text = "".join(self._pieces).strip()
        if self._depth:
            raise Unclear(self._start, "a bracket is not closed")
        if text:
            self.found.append(Statement(text, self._start, self._word))
        self._pieces = []
        self._lambdas = self._ternaries = 0
        self._after_operand = False

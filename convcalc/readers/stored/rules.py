"""Which rule reads which word of a format: a text with a rule, then the words that it reads."""

from __future__ import annotations


def rules_of(text: str) -> dict[str, str]:
    """
    Word -> the rule that reads it, "module:function".

    >>> rules_of("windows:conv Conv FusedConv shapes:pad Pad com.microsoft::Pad")
    {'Conv': 'windows:conv', 'FusedConv': 'windows:conv', 'Pad': 'shapes:pad', \
'com.microsoft::Pad': 'shapes:pad'}
    """
    found = {}
    rule = ""
    for word in text.split():
        if word.count(":") == 1:
            rule = word
        else:
            found[word] = rule
    return found

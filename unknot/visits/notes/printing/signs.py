"""Signs that no font at hand can print: a tagged PDF refuses them, and a box in their place would say nothing."""

import json
import re
import unicodedata

CANNOT = re.compile(r'the text `"(.*?)"` could not be displayed')
CODED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
LINE_ENDS = "\n\t"


def unprintable_in(message: str) -> str:
    """The signs that a refusal names; "" where it is about something else."""
    found = CANNOT.search(message)
    return CODED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else ""


def told_by_number(text: str, refused: str) -> str:
    """The text of a JSON document with all signs of the kind that was refused told by their Unicode numbers.

    >>> told_by_number('["李 and 明"]', "李")
    '["[U+674E] and [U+660E]"]'
    """
    kinds = {_kind(sign) for sign in refused if sign not in LINE_ENDS}
    return json.dumps(_told(json.loads(text), kinds), ensure_ascii=False)


def _told(value: object, kinds: set[str]) -> object:
    if isinstance(value, str):
        return "".join(f"[U+{ord(sign):04X}]" if _kind(sign) in kinds else sign for sign in value)
    if isinstance(value, list):
        return [_told(each, kinds) for each in value]
    if isinstance(value, dict):
        return {key: _told(each, kinds) for key, each in value.items()}
    return value


def _kind(sign: str) -> str:
    """The script of a letter, roughly, and one kind for all pictures: fonts have or lack these as a whole."""
    category = unicodedata.category(sign)
    if sign in LINE_ENDS or (sign.isascii() and sign.isprintable()):
        return sign
    if category[0] in "LN":
        return unicodedata.name(sign, "?").partition(" ")[0]
    return category

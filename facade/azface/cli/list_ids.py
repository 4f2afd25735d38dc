"""What can be the id of a large face list, told in the command line's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeGuard

from azface import InvalidArgumentError

LIST_ID_RULE = "must be 1 to 64 characters of a-z, 0-9, '-' and '_' (lower case only)"

_LIST_ID = re.compile(r"[a-z0-9_-]{1,64}")
_LONGEST_SHOWN = 80


def is_list_id(found: object) -> TypeGuard[str]:
    """Whether the API takes it for the id of a list (the pattern of largeFaceListId)."""
    return isinstance(found, str) and _LIST_ID.fullmatch(found) is not None


def check_list_ids(list_ids: Iterable[str]) -> None:
    """Check ids of the command line.

    Raises:
        InvalidArgumentError: One is no id.
    """
    for each in list_ids:
        if not is_list_id(each):
            shown = repr(each)
            if len(shown) > _LONGEST_SHOWN:
                shown = f"{shown[: _LONGEST_SHOWN - 3]}..."
            raise InvalidArgumentError(f"LIST {LIST_ID_RULE}, not {shown}")

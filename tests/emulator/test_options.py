"""What an emulator is made with, and what of it may be changed afterwards."""

from typing import Any

import pytest

from azface.emulator import Emulator


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"data": ""}, r"^data is empty: name a file, or leave it out to keep .* in memory$"),
        (
            {"search_while_training": "refused"},
            r"^search_while_training must be one of refuse, old_index, not 'refused'$",
        ),
        ({"tier": "S1"}, r"^tier must be one of F0, S0, not 'S1'$"),
    ],
)
def test_an_option_that_cannot_be_is_refused(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Emulator(**options)


@pytest.mark.parametrize("name", ["clock", "pictures", "key", "endpoint", "requests"])
def test_what_would_have_no_effect_cannot_be_set(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Emulator(), name, None)

"""A text of a subclass of str travels as the text it is."""

import enum

from azface import _arguments


class Lists(str, enum.Enum):  # noqa: UP042 - that one is written as the text anyway
    STAFF = "staff"


def test_a_text_of_an_enum_is_sent_as_the_text_it_is() -> None:
    assert f"{_arguments.container_id(Lists.STAFF)}" == "staff"
    assert f"{_arguments.encodable(Lists.STAFF, 'user_data')}" == "staff"

"""What the documents let into a request: each body of an operation, and never two in one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest

FACE = "44444444-4444-4444-8444-444444444444"
PERSON = "66666666-6666-4666-8666-666666666666"


def json_bodies(document: Any) -> Iterator[tuple[str, Any, list[str]]]:
    """Each endpoint with the schema of its JSON body and the names of the alternatives."""
    for endpoint, operation, _ in document.endpoints():
        content = document.resolve(operation.get("requestBody", {})).get("content", {})
        if "application/json" in content:
            schema = content["application/json"]["schema"]
            yield endpoint, schema, document.names(schema)


@pytest.mark.parametrize("whole", [True, False], ids=["all fields", "required fields only"])
def test_every_body_is_one_its_operation_takes(document: Any, whole: bool) -> None:
    for endpoint, schema, names in json_bodies(document):
        for name in names:
            body = document.example(document.schemas[name], whole=whole)
            assert document.fits(schema, body), (endpoint, name)


def test_nothing_may_be_left_out_that_is_required(document: Any) -> None:
    for endpoint, schema, names in json_bodies(document):
        required = any(document.schemas[name].get("required") for name in names)
        assert document.fits(schema, {}) is not required, endpoint


def test_two_bodies_in_one_fit_no_operation(document: Any) -> None:
    for endpoint, schema, names in json_bodies(document):
        bodies = [document.example(document.schemas[name], whole=False) for name in names]
        for one, other in combinations(bodies, 2):
            both = one | other
            # A face and a person of a group hold a face and a person of the directory.
            assert document.fits(schema, both) is (both in bodies), (endpoint, both)


@pytest.mark.parametrize(
    ("persons", "taken"),
    [
        ([PERSON], True),
        ([PERSON] * 30, True),
        (["*"], True),
        (["*", PERSON], False),
        ([PERSON, "*"], False),
        ([PERSON] * 31, False),
        ([], False),
    ],
    ids=["one", "30", "all", "all and one", "one and all", "31", "none"],
)
def test_a_search_of_the_person_directory_names_1_to_30_persons_or_all(
    both_documents: Any, persons: list[str], taken: bool
) -> None:
    document = both_documents[1]
    (schema,) = (s for endpoint, s, _ in json_bodies(document) if endpoint == "POST /identify")
    assert document.fits(schema, {"faceIds": [FACE], "personIds": persons}) is taken

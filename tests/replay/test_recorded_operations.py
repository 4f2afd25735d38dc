"""Each operation of the OpenAPI document stands in some cassette, answered with success.

An operation with two kinds of bodies counts twice: a face comes by URL or as bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from attrs import frozen
from record import CASSETTES

DOCUMENT = Path(__file__).parents[2] / "openapi" / "face-v1.2.yaml"
METHODS = ("get", "put", "post", "patch", "delete")


@frozen
class Operation:
    """What a request to one operation looks like."""

    name: str
    method: str
    path: str
    content_type: str | None

    def __str__(self) -> str:
        return self.name if self.content_type is None else f"{self.name} ({self.content_type})"

    def is_recorded_by(self, interaction: dict[str, Any]) -> bool:
        request = interaction["request"]
        content_type = request["headers"].get("content-type", [None])
        return (
            (request["method"], content_type) == (self.method, [self.content_type])
            and re.fullmatch(
                "/face/v1.2" + re.sub(r"\{\w+\}", "[^/]+", self.path),
                urlsplit(str(request["uri"])).path,
            )
            is not None
            and interaction["response"]["status"]["code"] < 300
        )


def operations(tag: str) -> list[Operation]:
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    return [
        Operation(item[method]["operationId"], method.upper(), path, content_type)
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item and tag in item[method]["tags"]
        for content_type in content_types(document, item[method])
    ]


def content_types(document: Any, operation: dict[str, Any]) -> Iterable[str | None]:
    """The kinds of bodies that an operation takes; None alone where it takes none."""
    body = operation.get("requestBody")
    if body is None:
        return (None,)
    if "$ref" in body:
        body = document["components"]["requestBodies"][body["$ref"].rpartition("/")[2]]
    return list(body["content"])


@pytest.fixture(scope="module")
def recorded() -> list[dict[str, Any]]:
    """The interactions of all cassettes."""
    return [
        interaction
        for path in sorted(CASSETTES.iterdir())
        for interaction in yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]
    ]


def missing(wanted: list[Operation], recorded: list[dict[str, Any]]) -> list[str]:
    return [str(each) for each in wanted if not any(map(each.is_recorded_by, recorded))]


TAGS = {"FaceListOperations": 21, "PersonGroupOperations": 34}


@pytest.mark.parametrize(("tag", "number"), TAGS.items())
def test_each_operation_of_lists_and_groups_stands_in_a_cassette(
    recorded: list[dict[str, Any]], tag: str, number: int
) -> None:
    wanted = operations(tag)
    assert len(wanted) == number
    assert missing(wanted, recorded) == []


@pytest.mark.parametrize("tag", TAGS)
def test_an_operation_is_missing_without_its_own_successful_answers(
    recorded: list[dict[str, Any]], tag: str
) -> None:
    wanted = operations(tag)
    for forgotten in wanted:
        others = [each for each in recorded if not forgotten.is_recorded_by(each)]
        assert missing(wanted, others) == [str(forgotten)]

"""Every generated operation, held against its document: what it sends, and what it reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import httpx
import pytest

import azface_generated

TREE = Path(azface_generated.__file__).parent
PICTURE = b"\xff\xd8 a picture"
BINARY = {"type": "string", "format": "binary"}


class Case(NamedTuple):
    """An operation, its generated module, and a value for each part of its path."""

    endpoint: str
    operation: Any
    module: ModuleType
    arguments: dict[str, str]


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def package_of(document: Any) -> str:
    return re.sub(r"\W", "_", document.version)


def name_of(operation: Any) -> str:
    return f"{snake(operation['tags'][0])}.{snake(operation['operationId'])}"


@pytest.fixture(scope="session")
def load(document: Any) -> Callable[[str], ModuleType]:
    """Import a module of the document's version by its name in the package."""
    package = f"azface_generated.{package_of(document)}"
    return lambda name: import_module(f"{package}.{name}")


@pytest.fixture(scope="session")
def cases(document: Any, load: Callable[[str], ModuleType]) -> list[Case]:
    return [
        Case(
            endpoint,
            operation,
            load(f"api.{name_of(operation)}"),
            {snake(p["name"]): f"the-{p['name']}" for p in parameters if p["in"] == "path"},
        )
        for endpoint, operation, parameters in document.endpoints()
    ]


def sent(case: Case, **body: Any) -> httpx.Request:
    built = case.module._get_kwargs(**case.arguments, **body)
    request = httpx.Request(**built | {"url": f"https://face.test{built['url']}"})
    request.read()
    place = re.sub(r"{(\w+)}", r"the-\1", case.endpoint)
    assert f"{request.method} {request.url.path}" == place
    assert request.url.query == b""
    return request


def bodies(document: Any, case: Case) -> Iterator[tuple[str, list[str]]]:
    """Each content type of a request with the schemas its body may have."""
    body = document.resolve(case.operation.get("requestBody", {}))
    for content_type, media in body.get("content", {}).items():
        yield content_type, document.names(media["schema"])


def answers(document: Any, case: Case) -> Iterator[tuple[int, str | None, Any]]:
    """Each documented answer's status, content type and schema; 429 stands for the default."""
    for code, reference in case.operation["responses"].items():
        status = 429 if code == "default" else int(code)
        content = document.resolve(reference).get("content", {})
        for content_type, media in content.items():
            yield status, content_type, media["schema"]
        if not content:
            yield status, None, None


def parsed(case: Case, answer: httpx.Response) -> Any:
    return case.module._parse_response(client=None, response=answer)


def as_document(value: Any) -> Any:
    return [each.to_dict() for each in value] if isinstance(value, list) else value.to_dict()


def test_every_operation_is_generated_and_no_other(document: Any) -> None:
    root = TREE / package_of(document) / "api"
    paths = (path.relative_to(root) for path in root.rglob("*.py") if path.stem != "__init__")
    generated = {".".join(path.with_suffix("").parts) for path in paths}
    assert generated == {name_of(operation) for _, operation, _ in document.endpoints()}


def test_every_operation_without_a_body_speaks_of_its_endpoint(
    document: Any, cases: list[Case]
) -> None:
    for case in cases:
        if not dict(bodies(document, case)):
            assert sent(case).content == b""


@pytest.mark.parametrize("whole", [True, False], ids=["all fields", "required fields only"])
def test_every_json_body_is_sent_as_given(
    document: Any, cases: list[Case], load: Callable[[str], ModuleType], whole: bool
) -> None:
    for case in cases:
        for name in dict(bodies(document, case)).get("application/json", ()):
            fields = document.example(document.schemas[name], whole=whole)
            body = getattr(load("models"), name).from_dict(fields)
            request = sent(case, body=body)
            assert json.loads(request.content) == fields, name
            assert request.headers["Content-Type"] == "application/json"


def test_every_binary_body_is_sent_byte_for_byte(
    document: Any, cases: list[Case], load: Callable[[str], ModuleType]
) -> None:
    for case in cases:
        if "application/octet-stream" in dict(bodies(document, case)):
            request = sent(case, body=load("types").File(payload=PICTURE))
            assert request.content == PICTURE
            assert request.headers["Content-Type"] == "application/octet-stream"


def test_every_form_is_sent_as_one_part_a_field(
    document: Any, cases: list[Case], load: Callable[[str], ModuleType]
) -> None:
    for case in cases:
        for name in dict(bodies(document, case)).get("multipart/form-data", ()):
            properties = document.schemas[name]["properties"]
            files = {key for key, value in properties.items() if value.items() >= BINARY.items()}
            fields = document.example(document.schemas[name], whole=True)
            body = getattr(load("models"), name).from_dict(fields | dict.fromkeys(files, PICTURE))
            for key in files:
                getattr(body, snake(key)).file_name = "p1.jpg"
            request = sent(case, body=body)
            head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
            parts = message_from_bytes(head + request.content).get_payload()
            assert isinstance(parts, list)
            found = {part.get_param("name", header="Content-Disposition"): part for part in parts}
            assert found.keys() == fields.keys()
            for key, part in found.items():
                assert part.get_filename() == ("p1.jpg" if key in files else None)
                wanted = PICTURE if key in files else str(fields[key]).encode()
                assert part.get_payload(decode=True) == wanted


@pytest.mark.parametrize("whole", [True, False], ids=["all fields", "required fields only"])
def test_every_documented_json_answer_is_read_and_nothing_of_it_lost(
    document: Any, cases: list[Case], whole: bool
) -> None:
    for case in cases:
        for status, content_type, schema in answers(document, case):
            if content_type == "application/json":
                answer = document.example(schema, whole=whole)
                read = parsed(case, httpx.Response(status, json=answer))
                assert as_document(read) == answer, (case.endpoint, status)


def test_every_documented_empty_or_binary_answer_is_read(document: Any, cases: list[Case]) -> None:
    for case in cases:
        for status, content_type, _ in answers(document, case):
            if content_type is None:
                assert parsed(case, httpx.Response(status)) is None
            elif content_type == "application/octet-stream":
                read = parsed(case, httpx.Response(status, content=PICTURE))
                assert read.payload.read() == PICTURE


def test_every_list_may_be_empty(document: Any, cases: list[Case]) -> None:
    for case in cases:
        for status, _, schema in answers(document, case):
            if schema and document.resolve(schema).get("type") == "array":
                assert parsed(case, httpx.Response(status, json=[])) == []

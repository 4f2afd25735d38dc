"""The OpenAPI documents, the facts they are held against, and the code that regenerates."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ("v1.1-preview.1", "v1.2")
METHODS = ("get", "put", "post", "patch", "delete")

# Texts that are written as they were read.
TEXTS = {
    "uuid": "44444444-4444-4444-8444-444444444444",
    "date-time": "2030-01-02T03:04:05+00:00",
    "uri": "https://img.test/p1.jpg",
}


class Document:
    """An OpenAPI document with its references followed."""

    def __init__(self, version: str) -> None:
        self.version = version
        text = (ROOT / "openapi" / f"face-{version}.yaml").read_text(encoding="utf-8")
        self.root: dict[str, Any] = yaml.safe_load(text)
        self.schemas: dict[str, Any] = self.root["components"]["schemas"]

    def resolve(self, node: Any) -> Any:
        while isinstance(node, Mapping) and "$ref" in node:
            target: Any = self.root
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = target
        return node

    def endpoints(self) -> Iterator[tuple[str, Mapping[str, Any], list[Mapping[str, Any]]]]:
        """Each `METHOD path` with its operation and all its parameters."""
        for path, item in self.root["paths"].items():
            for method in METHODS:
                if operation := item.get(method):
                    named = [*item.get("parameters", ()), *operation.get("parameters", ())]
                    yield f"{method.upper()} {path}", operation, [self.resolve(p) for p in named]

    def alternatives(self, schema: Any) -> list[Mapping[str, Any]]:
        """A schema and the schemas it is put together from."""
        schema = self.resolve(schema)
        parts = [p for key in ("anyOf", "oneOf", "allOf") for p in schema.get(key, ())]
        return [schema, *(self.resolve(p) for p in parts)]

    def names(self, schema: Mapping[str, Any]) -> list[str]:
        """The component schemas a schema refers to, directly or as alternatives."""
        parts = [schema, *(p for key in ("anyOf", "oneOf", "allOf") for p in schema.get(key, ()))]
        return [p["$ref"].rpartition("/")[2] for p in parts if "$ref" in p]

    def fits(self, schema: Any, value: Any) -> bool:
        """Whether a value is what a schema asks for; formats are not looked at."""
        components = {"components": self.root["components"]}
        return Draft202012Validator({**schema, **components}).is_valid(value)

    def example(self, schema: Any, *, whole: bool) -> Any:
        """A value of the first alternative, with all its properties or the required ones only."""
        schema = self.resolve(schema)
        for key in ("anyOf", "oneOf", "allOf"):
            if key in schema:
                return self.example(schema[key][0], whole=whole)
        if "enum" in schema:
            return schema["enum"][0]
        match schema["type"]:
            case "object":
                names = schema["properties"] if whole else schema.get("required", ())
                properties = schema["properties"]
                return {name: self.example(properties[name], whole=whole) for name in names}
            case "array":
                return [self.example(schema["items"], whole=whole)]
            case "string" | ["string", "null"]:
                return TEXTS.get(schema.get("format"), "text")
            case kind:
                return {"integer": schema.get("minimum", 1), "number": 0.5, "boolean": True}[kind]


@pytest.fixture(scope="session", params=VERSIONS)
def document(request: pytest.FixtureRequest) -> Document:
    return Document(request.param)


def facts_of(version: str) -> dict[str, Any]:
    path = Path(__file__).with_name(f"facts-{version}.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def facts(document: Document) -> dict[str, Any]:
    """The facts of the document's version."""
    return facts_of(document.version)


@pytest.fixture(scope="session")
def both_facts() -> tuple[dict[str, Any], dict[str, Any]]:
    return facts_of(VERSIONS[0]), facts_of(VERSIONS[1])


@pytest.fixture(scope="session")
def both_documents() -> tuple[Document, Document]:
    return Document(VERSIONS[0]), Document(VERSIONS[1])


@pytest.fixture(scope="session")
def regenerate() -> ModuleType:
    """`openapi/regenerate.py`, which belongs to no package."""
    spec = importlib.util.spec_from_file_location("regenerate", ROOT / "openapi/regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["regenerate"] = module
    spec.loader.exec_module(module)
    return module

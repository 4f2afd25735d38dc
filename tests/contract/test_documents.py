"""What holds for the OpenAPI documents whatever they describe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator, validate


def walk(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, node
    items: Any = ()
    if isinstance(node, Mapping):
        items = node.items()
    elif isinstance(node, list):
        items = enumerate(node)
    for key, child in items:
        yield from walk(child, (*path, str(key)))


def differences(old: Any, new: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(k for k in new if k not in old)]:
            where = (*path, str(key))
            if key in old and key in new:
                yield from differences(old[key], new[key], where)
            else:
                yield " ".join(where)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, (*path, str(index)))
    elif old != new:
        yield " ".join(path)


def is_useful(text: object) -> bool:
    return isinstance(text, str) and len(text.split()) >= 3


def test_the_document_is_valid_openapi_3_1(document: Any) -> None:
    assert document.root["openapi"].startswith("3.1.")
    validate(document.root, cls=OpenAPIV31SpecValidator)


def test_the_document_stands_alone_and_uses_every_component(document: Any) -> None:
    used = {node for where, node in walk(document.root) if where[-1:] == ("$ref",)}
    components = {
        f"#/components/{kind}/{name}"
        for kind, entries in document.root["components"].items()
        if kind != "securitySchemes"
        for name in entries
    }
    assert used == components


def test_the_document_names_its_version_and_both_credentials(document: Any) -> None:
    assert document.root["info"]["version"] == document.version
    assert [s["url"] for s in document.root["servers"]] == [f"{{endpoint}}/face/{document.version}"]
    schemes = document.root["components"]["securitySchemes"]
    key, token = (
        schemes[name] for requirement in document.root["security"] for name in requirement
    )
    assert (key["type"], key["in"], key["name"]) == (
        "apiKey",
        "header",
        "Ocp-Apim-Subscription-Key",
    )
    assert token["type"] == "oauth2"
    scopes = [scope for flow in token["flows"].values() for scope in flow["scopes"]]
    assert scopes == ["https://cognitiveservices.azure.com/.default"]


def test_every_operation_parameter_schema_and_property_is_described(document: Any) -> None:
    silent = []
    for endpoint, operation, parameters in document.endpoints():
        if not (is_useful(operation.get("summary")) and is_useful(operation.get("description"))):
            silent.append(endpoint)
        # The generator drops a parameter's own description and reads its schema's.
        silent += [
            f"{endpoint} {p['name']}"
            for p in parameters
            if not is_useful(p["schema"].get("description"))
        ]
    for name, schema in document.schemas.items():
        if not is_useful(schema.get("description")):
            silent.append(name)
        silent += [
            f"{name}.{key}"
            for key, value in schema.get("properties", {}).items()
            if not is_useful(value.get("description"))
        ]
    assert silent == []


def test_nothing_has_a_default_since_the_generated_code_would_send_it(document: Any) -> None:
    schemas = [
        (where, node)
        for where, node in walk(
            {"paths": document.root["paths"], "of": document.root["components"]}
        )
        if isinstance(node, Mapping) and where[-1:] != ("responses",)
    ]
    assert [where for where, node in schemas if "default" in node] == []


def test_every_list_of_known_values_is_used_beside_plain_text(document: Any) -> None:
    known = {f"#/components/schemas/{n}" for n, s in document.schemas.items() if "enum" in s}
    assert known
    closed = []
    for where, node in walk(document.root):
        if isinstance(node, Mapping) and node.get("$ref") in known:
            siblings: Any = document.root
            for step in where[:-1]:
                siblings = siblings[int(step)] if isinstance(siblings, list) else siblings[step]
            if where[-2] != "anyOf" or {"type": "string"} not in siblings:
                closed.append(where)
    assert closed == []


def shared(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, Any]:
    """The newer document without the paths, tags and components that only it has."""

    def cut(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in new.items() if key in old}

    tags = [tag["name"] for tag in older["tags"]]
    components = {
        kind: cut(older["components"][kind], entries)
        for kind, entries in newer["components"].items()
    }
    return {
        **newer,
        "paths": cut(older["paths"], newer["paths"]),
        "tags": [tag for tag in newer["tags"] if tag["name"] in tags],
        "components": components,
    }


def test_where_both_documents_speak_they_differ_only_as_the_versions_do(
    both_documents: Any,
) -> None:
    older, newer = both_documents
    body = "paths /detect post requestBody content application/json schema"
    assert sorted(differences(older.root, shared(older.root, newer.root))) == [
        "info description",
        "info summary",
        "info version",
        f"{body} $ref",
        f"{body} description",
        f"{body} oneOf",
        "servers 0 url",
        "tags 3 description",
    ]


def test_the_facts_differ_only_by_the_session_image_where_both_versions_have_them(
    both_facts: Any,
) -> None:
    older, newer = both_facts
    endpoints = {key: newer["endpoints"][key] for key in older["endpoints"]}
    assert sorted(differences(older["endpoints"], endpoints)) == [
        "POST /detect bodies application/json",
        "POST /detect operations",
    ]
    assert older["schemas"].items() <= newer["schemas"].items()

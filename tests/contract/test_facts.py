"""The documents held against the facts of the public API definition (facts-*.json)."""

from __future__ import annotations

from typing import Any

LIMITS = ("minLength", "maxLength", "pattern", "minimum", "maximum", "minItems", "maxItems")

# Where our documents are more tolerant than the definition; openapi/README.md gives the reasons.
OPTIONAL_HERE = {
    "TrainingResult.createdDateTime",
    "TrainingResult.lastActionDateTime",
    "TrainingResult.lastSuccessfulTrainingDateTime",
}
NULLABLE_HERE = {
    "FaceDetectionResult.recognitionModel",
    "FaceList.recognitionModel",
    "FaceList.userData",
    "FaceListFace.userData",
    "FaceListItem.recognitionModel",
    "FaceListItem.userData",
    "LargeFaceList.recognitionModel",
    "LargeFaceList.userData",
    "LargeFaceListFace.userData",
    "TrainingResult.createdDateTime",
    "TrainingResult.lastActionDateTime",
    "TrainingResult.lastSuccessfulTrainingDateTime",
    "TrainingResult.message",
}


def types(schema: Any) -> set[str]:
    declared = schema.get("type", ())
    return {declared} if isinstance(declared, str) else set(declared)


def shape(document: Any, schema: Any) -> dict[str, Any]:
    """A schema in the words of the facts."""
    parts = document.alternatives(schema)
    (kind,) = set().union(*(types(p) for p in parts)) - {"null"}
    found: dict[str, Any] = {"type": kind}
    for part in parts:
        found |= {key: part[key] for key in ("format", *LIMITS, "enum") if key in part}
    if "enum" in found:
        found["open"] = any(types(p) == {"string"} and "enum" not in p for p in parts)
    if kind == "object":
        (found["ref"],) = document.names(schema)
    if kind == "array":
        items = parts[0]["items"]
        found["items"] = shape(document, items)
    return found


def expected_shape(fact: dict[str, Any]) -> dict[str, Any]:
    if fact.get("csv"):
        # The generator would repeat the key for each item; the facade joins with commas itself.
        return {"type": "string"}
    return {key: value for key, value in fact.items() if key != "required"}


def content_schema(document: Any, media: Any) -> str | None:
    """`LargeFaceList`, `array of LargeFaceList`, or None without a body."""
    if media is None:
        return None
    schema = media["application/json"]["schema"]
    if schema.get("type") == "array":
        (name,) = document.names(schema["items"])
        return f"array of {name}"
    (name,) = document.names(schema)
    return str(name)


def sent_schemas(facts: Any) -> set[str]:
    return {n for e in facts["endpoints"].values() for ns in e["bodies"].values() for n in ns}


def test_every_endpoint_is_described_once_under_its_own_name(document: Any, facts: Any) -> None:
    described = {e: op for e, op, _ in document.endpoints()}
    assert described.keys() == facts["endpoints"].keys()
    names = [op["operationId"] for op in described.values()]
    assert len(set(names)) == len(names)
    for endpoint, operation in described.items():
        ids = [tuple(i.split("_")) for i in facts["endpoints"][endpoint]["operations"]]
        assert (operation["tags"][0], operation["operationId"]) in ids
        assert len(operation["tags"]) == 1


def test_the_facts_hold_the_21_list_operations_detect_and_find_similar(facts: Any) -> None:
    ids = [i for e in facts["endpoints"].values() for i in e["operations"]]
    assert sum(i.startswith("FaceListOperations_") for i in ids) == 21
    assert {"POST /detect", "POST /findsimilars"} < facts["endpoints"].keys()


def test_parameters_are_those_of_the_definition(document: Any, facts: Any) -> None:
    for endpoint, _, parameters in document.endpoints():
        ours = {
            f"{p['in']} {p['name']}": (p["required"], shape(document, p["schema"]))
            for p in parameters
        }
        theirs = {
            name: (fact["required"], expected_shape(fact))
            for name, fact in facts["endpoints"][endpoint]["parameters"].items()
        }
        assert ours == theirs, endpoint


def test_request_bodies_are_those_of_the_definition(document: Any, facts: Any) -> None:
    for endpoint, operation, _ in document.endpoints():
        body = document.resolve(operation.get("requestBody", {}))
        assert body.get("required", not body), endpoint
        ours = {}
        for content_type, media in body.get("content", {}).items():
            binary = media["schema"].get("format") == "binary"
            ours[content_type] = ["binary"] if binary else document.names(media["schema"])
        assert ours == facts["endpoints"][endpoint]["bodies"], endpoint


def test_responses_are_those_of_the_definition(document: Any, facts: Any) -> None:
    for endpoint, operation, _ in document.endpoints():
        ours: dict[str, dict[str, Any]] = {}
        for code, response in operation["responses"].items():
            answer = document.resolve(response)
            ours[code] = {"schema": content_schema(document, answer.get("content"))}
            if "headers" in answer:
                ours[code]["headers"] = list(answer["headers"])
        assert ours == facts["endpoints"][endpoint]["responses"], endpoint


def test_properties_are_those_of_the_definition(document: Any, facts: Any) -> None:
    objects = {name: s for name, s in document.schemas.items() if "properties" in s}
    assert objects.keys() == facts["schemas"].keys()
    for name, schema in objects.items():
        ours = {key: shape(document, value) for key, value in schema["properties"].items()}
        theirs = {key: expected_shape(fact) for key, fact in facts["schemas"][name].items()}
        assert ours == theirs, name


def test_only_the_listed_properties_are_optional_against_the_definition(
    document: Any, facts: Any
) -> None:
    ours, theirs = set(), set()
    for name, properties in facts["schemas"].items():
        ours |= {f"{name}.{key}" for key in document.schemas[name].get("required", ())}
        theirs |= {f"{name}.{key}" for key, fact in properties.items() if fact["required"]}
    assert theirs - ours == OPTIONAL_HERE
    assert ours <= theirs


def test_only_the_listed_properties_may_be_null_and_none_that_is_sent(
    document: Any, facts: Any
) -> None:
    nullable = {
        f"{name}.{key}"
        for name, schema in document.schemas.items()
        for key, value in schema.get("properties", {}).items()
        if any("null" in types(part) for part in document.alternatives(value))
    }
    assert nullable == NULLABLE_HERE
    assert not {where.partition(".")[0] for where in nullable} & sent_schemas(facts)


def test_no_answer_forbids_unknown_fields(document: Any) -> None:
    assert [n for n, s in document.schemas.items() if "additionalProperties" in s] == []

"""The documents held against the facts of the public API definition (facts-*.json)."""

from __future__ import annotations

from collections import Counter
from typing import Any

LIMITS = ("minLength", "maxLength", "pattern", "minimum", "maximum", "minItems", "maxItems")

# Where our documents are more tolerant than the definition; openapi/README.md gives the reasons.
OPTIONAL_HERE = {
    "GroupingResult.messyGroup",
    "PersonGroupTrainingResult.createdDateTime",
    "PersonGroupTrainingResult.lastActionDateTime",
    "PersonGroupTrainingResult.lastSuccessfulTrainingDateTime",
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
    "LargePersonGroup.recognitionModel",
    "LargePersonGroup.userData",
    "LargePersonGroupPerson.userData",
    "LargePersonGroupPersonFace.userData",
    "LivenessSessionAttempt.error",
    "LivenessSessionAttempt.result",
    "LivenessWithVerifySessionAttempt.error",
    "LivenessWithVerifySessionAttempt.result",
    "PersonGroup.recognitionModel",
    "PersonGroup.userData",
    "PersonGroupPerson.userData",
    "PersonGroupPersonFace.userData",
    "PersonGroupTrainingResult.createdDateTime",
    "PersonGroupTrainingResult.lastActionDateTime",
    "PersonGroupTrainingResult.lastSuccessfulTrainingDateTime",
    "PersonGroupTrainingResult.lastSuccessfulTrainingId",
    "PersonGroupTrainingResult.message",
    "TrainingResult.createdDateTime",
    "TrainingResult.lastActionDateTime",
    "TrainingResult.lastSuccessfulTrainingDateTime",
    "TrainingResult.message",
}
# Operations by group: all of v1.2, and of v1.1-preview.1 the part that azface speaks.
OPERATIONS = {
    "v1.1-preview.1": {
        "FaceListOperations": 21,
        "PersonGroupOperations": 34,
        "FaceDetectionOperations": 2,
        "FaceRecognitionOperations": 3,
    },
    "v1.2": {
        "FaceListOperations": 21,
        "PersonGroupOperations": 34,
        "FaceDetectionOperations": 3,
        "FaceRecognitionOperations": 12,
        "LivenessSessionOperations": 7,
    },
}


def of_its_schemas(document: Any, places: set[str]) -> set[str]:
    """The places `Schema.property` whose schema the document has."""
    return {where for where in places if where.partition(".")[0] in document.schemas}


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


def body_of(document: Any, response: Any) -> dict[str, Any]:
    """A response's body in the words of the facts, such as `array of LargeFaceList`."""
    if "content" not in response:
        return {"schema": None}
    ((content_type, media),) = response["content"].items()
    schema = media["schema"]
    if schema.get("format") == "binary":
        return {"schema": "binary", "content_type": content_type}
    assert content_type == "application/json"
    if schema.get("type") == "array":
        (name,) = document.names(schema["items"])
        return {"schema": f"array of {name}"}
    (name,) = document.names(schema)
    return {"schema": name}


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


def test_the_facts_hold_every_operation_of_their_version(document: Any, facts: Any) -> None:
    ids = [i for e in facts["endpoints"].values() for i in e["operations"]]
    assert len(set(ids)) == len(ids)
    assert Counter(i.partition("_")[0] for i in ids) == OPERATIONS[document.version]


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
        ours = {}
        for code, response in operation["responses"].items():
            answer = document.resolve(response)
            ours[code] = body_of(document, answer)
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
    assert theirs - ours == of_its_schemas(document, OPTIONAL_HERE)
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
    assert nullable == of_its_schemas(document, NULLABLE_HERE)
    assert not {where.partition(".")[0] for where in nullable} & sent_schemas(facts)


def test_no_answer_forbids_unknown_fields(document: Any) -> None:
    assert [n for n, s in document.schemas.items() if "additionalProperties" in s] == []

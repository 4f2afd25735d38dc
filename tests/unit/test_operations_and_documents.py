"""Every operation of the facade, held against both OpenAPI documents and the generated code."""

from __future__ import annotations

import re
from functools import cache
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import attrs
import pytest
import yaml

from azface import _group_kinds, _list_kinds, _training
from azface._detection import DETECT
from azface._group_kinds import GroupKind
from azface._list_kinds import LARGE, SMALL, ListKind
from azface._operation import Operation
from azface._settings import GENERATED, Settings
from azface._training import Trained
from azface.training import Container

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = (
    *_list_kinds.OPERATIONS,
    *_group_kinds.OPERATIONS,
    *_training.OPERATIONS,
    DETECT,
)

TRAINED = (_training.LARGE_FACE_LIST, _training.PERSON_GROUP, _training.LARGE_PERSON_GROUP)

# What sending an operation twice would do: all else that is no GET is a "write".
READS_BY_POST = {"Detect", "FindSimilar"}
ONCE = {
    "AddLargeFaceListFace",
    "AddFaceListFace",
    "CreatePersonGroupPerson",
    "CreateLargePersonGroupPerson",
    "AddPersonGroupPersonFace",
    "AddLargePersonGroupPersonFace",
}

# What the facade has of each document: these groups of operations, and this one beside them.
GROUPS = {"FaceListOperations", "PersonGroupOperations", "FaceDetectionOperations"}
FIND_SIMILAR = "FindSimilar"


@cache
def document(version: str) -> dict[str, Any]:
    text = (ROOT / "openapi" / f"face-{version}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@cache
def documented(version: str) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Operation id to method, path and description."""
    return {
        operation["operationId"]: (method, path, operation)
        for path, item in document(version)["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    }


def resolved(version: str, node: Any) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        target: Any = document(version)
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def success(version: str, description: dict[str, Any]) -> tuple[int, str]:
    """The one success code, and what its body is."""
    (code,) = [code for code in description["responses"] if code.startswith("2")]
    content = resolved(version, description["responses"][code]).get("content")
    if content is None:
        return int(code), "nothing"
    schema = resolved(version, content["application/json"]["schema"])
    return int(code), schema["type"]


@pytest.mark.parametrize("version", GENERATED)
def test_the_facade_has_every_operation_of_its_groups_find_similar_and_no_other(
    version: str,
) -> None:
    wanted = [
        operation_id
        for operation_id, (_, _, operation) in documented(version).items()
        if operation["tags"][0] in GROUPS or operation_id == FIND_SIMILAR
    ]
    assert sorted(operation.operation_id for operation in OPERATIONS) == sorted(wanted)


@pytest.mark.parametrize("version", GENERATED)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.operation_id)
def test_success_root_and_effect_are_as_documented(operation: Operation, version: str) -> None:
    method, _, description = documented(version)[operation.operation_id]
    assert (operation.success, operation.root) == success(version, description)
    if operation.operation_id in ONCE:
        assert operation.effect == "once"
    else:
        reads = method == "get" or operation.operation_id in READS_BY_POST
        assert operation.effect == ("read" if reads else "write")


@pytest.mark.parametrize("version", GENERATED)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.operation_id)
def test_the_generated_module_speaks_of_the_same_endpoint(
    operation: Operation, version: str, settings: Settings
) -> None:
    method, path, description = documented(version)[operation.operation_id]
    spoken = attrs.evolve(settings, api_version=version)
    tag = re.sub(r"(?<!^)(?=[A-Z])", "_", description["tags"][0]).lower()
    module = operation._module(spoken)
    assert module.__name__.startswith(f"azface_generated.{GENERATED[version]}.api.{tag}.")
    parameters = signature(module._get_kwargs).parameters.values()
    given: dict[str, Any] = {
        each.name: f"the-{each.name}" for each in parameters if each.default is each.empty
    }
    if "body" in given:
        given["body"] = SimpleNamespace(to_dict=dict, payload=b"")
    for name, value in given.items():
        camel = re.sub("_(.)", lambda match: match[1].upper(), name)
        assert name == "body" or f"{{{camel}}}" in path
        path = path.replace(f"{{{camel}}}", str(value))
    built = module._get_kwargs(**given)
    assert (built["method"], built["url"]) == (method, path)


@pytest.mark.parametrize("kind", [LARGE, SMALL], ids=lambda kind: kind.id_field)
def test_the_two_kinds_of_lists_differ_in_names_only(kind: ListKind) -> None:
    large = kind is LARGE
    word = "LargeFaceList" if large else "FaceList"
    assert {
        field.name: getattr(kind, field.name).operation_id
        for field in attrs.fields(ListKind)
        if isinstance(getattr(kind, field.name), Operation)
    } == {
        "create": f"Create{word}",
        "get": f"Get{word}",
        "list": f"Get{word}s",
        "update": f"Update{word}",
        "delete": f"Delete{word}",
        "add_face": f"Add{word}Face",
        "delete_face": f"Delete{word}Face",
    }
    assert kind.argument == ("large_face_list_id" if large else "face_list_id")
    assert kind.id_field == ("largeFaceListId" if large else "faceListId")
    assert kind.find_similar_model == f"FindSimilarFrom{word}Request"


@pytest.mark.parametrize("kind", [_group_kinds.LARGE, _group_kinds.SMALL], ids=lambda k: k.argument)
def test_the_two_kinds_of_groups_differ_in_names_only(kind: GroupKind[Any]) -> None:
    large = kind is _group_kinds.LARGE
    word = "LargePersonGroup" if large else "PersonGroup"
    operations = {
        field.name: getattr(kind, field.name)
        for field in attrs.fields(GroupKind)
        if isinstance(getattr(kind, field.name), Operation)
    }
    assert {name: operation.operation_id for name, operation in operations.items()} == {
        "create": f"Create{word}",
        "get": f"Get{word}",
        "list": f"Get{word}s",
        "update": f"Update{word}",
        "delete": f"Delete{word}",
        "create_person": f"Create{word}Person",
        "get_person": f"Get{word}Person",
        "list_persons": f"Get{word}Persons",
        "update_person": f"Update{word}Person",
        "delete_person": f"Delete{word}Person",
        "add_face": f"Add{word}PersonFace",
        "get_face": f"Get{word}PersonFace",
        "update_face": f"Update{word}PersonFace",
        "delete_face": f"Delete{word}PersonFace",
    }
    assert set(kind.operations) == set(operations.values())
    assert kind.argument == ("large_person_group_id" if large else "person_group_id")


@pytest.mark.parametrize("trained", TRAINED, ids=lambda trained: trained.container)
def test_the_three_containers_are_trained_in_the_same_way(trained: Trained) -> None:
    word = "".join(part.capitalize() for part in trained.container.split("_"))
    ids = (trained.train.operation_id, trained.status.operation_id)
    assert ids == (f"Train{word}", f"Get{word}TrainingStatus")
    assert trained.argument == f"{trained.container}_id"
    assert trained.parameter == ("list_id" if "list" in trained.container else "group_id")
    assert trained.train.effect == "write"


def test_every_container_can_be_trained() -> None:
    assert tuple(trained.container for trained in TRAINED) == get_args(Container)

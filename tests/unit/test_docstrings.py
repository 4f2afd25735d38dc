"""The public names: sorted, complete, and each with a docstring that says all it has to."""

from __future__ import annotations

import builtins
import inspect
import re
import types
from collections.abc import Callable, Iterator
from textwrap import dedent
from typing import Any, Protocol

import attrs
import pytest

import azface
from azface import (
    AsyncFaceClient,
    AsyncFaceLists,
    AsyncLargeFaceLists,
    AsyncLargePersonGroups,
    AsyncPersonGroups,
    AsyncTrainable,
    FaceClient,
    FaceLists,
    LargeFaceLists,
    LargePersonGroups,
    PersonGroups,
    Trainable,
)

PUBLIC = {name: getattr(azface, name) for name in azface.__all__}
CLASSES = {name: value for name, value in PUBLIC.items() if inspect.isclass(value)}

# What users call to ask the service: documented with every section.
DOORS = (FaceClient, AsyncFaceClient, LargeFaceLists, AsyncLargeFaceLists)
DOORS += (FaceLists, AsyncFaceLists, LargePersonGroups, AsyncLargePersonGroups)
DOORS += (PersonGroups, AsyncPersonGroups, Trainable, AsyncTrainable)
# What they do takes several operations.
WAITS = (Trainable, AsyncTrainable)
ENDINGS = {"close", "aclose"}

# Their fields are named as the service names them; the class's docstring explains them in a line.
SELF_EXPLAINING = {
    "AccessoryItem",
    "BlurProperties",
    "ExposureProperties",
    "FaceLandmarks",
    "FacialHair",
    "HairColor",
    "HairProperties",
    "HeadPose",
    "LandmarkCoordinate",
    "MaskProperties",
    "NoiseProperties",
    "OcclusionProperties",
}


def plain(member: Any) -> Callable[..., Any] | None:
    """The function behind a member of a class."""
    if isinstance(member, property):
        return member.fget
    function = getattr(member, "__func__", member)
    return function if inspect.isfunction(function) else None


def methods(cls: type[Any]) -> Iterator[tuple[str, Any, Callable[..., Any]]]:
    for name, member in vars(cls).items():
        function = plain(member)
        if not name.startswith("_") and function is not None:
            yield name, member, function


def section(doc: str, title: str) -> dict[str, str]:
    """The entries of a Google-style section; text without entries is under the empty name."""
    found = re.search(rf"^{title}:\n((?: .*\n|\n)+)", doc + "\n", re.MULTILINE)
    if found is None:
        return {}
    body = dedent(found[1]).strip()
    entries = re.findall(r"^(\w+): (.+(?:\n +.*)*)", body, re.MULTILINE)
    return dict(entries) if entries else {"": body}


def parameters(function: Callable[..., Any]) -> list[str]:
    names = inspect.signature(function).parameters
    return [name for name in names if name not in ("self", "cls")]


DOOR_METHODS = [
    pytest.param(function, id=f"{cls.__name__}.{name}")
    for cls in DOORS
    for name, member, function in methods(cls)
    if name not in ENDINGS and not isinstance(member, property)
]
ALL_METHODS = [
    pytest.param(function, id=f"{class_name}.{name}")
    for class_name, cls in CLASSES.items()
    if cls.__module__.startswith("azface")
    for name, _, function in methods(cls)
]


def test_the_public_names_are_sorted_and_complete() -> None:
    assert azface.__all__ == sorted(azface.__all__)
    assert len(set(azface.__all__)) == len(azface.__all__)
    imported = {
        name
        for name, value in vars(azface).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert imported | {"__version__"} == set(azface.__all__)


def test_whatever_a_public_module_defines_for_users_is_exported() -> None:
    modules = (azface.models, azface.persons, azface.detected_face, azface.face_attributes)
    for module in (*modules, azface.errors):
        for name, value in vars(module).items():
            if inspect.isclass(value) and value.__module__ == module.__name__:
                assert name.startswith("_") or PUBLIC.get(name) is value, name


def test_no_name_is_public_in_two_places() -> None:
    for name, cls in CLASSES.items():
        assert cls.__name__ == name
        assert cls.__module__.partition(".")[0] == "azface"


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_says_what_it_is_and_what_it_holds(name: str) -> None:
    cls = CLASSES[name]
    doc = inspect.cleandoc(cls.__doc__ or "")
    assert re.match(r"[\"A-Z0-9`*]", doc), "no docstring"
    assert re.search(r"[.:]$", doc.split("\n\n")[0])
    if name in SELF_EXPLAINING or cls in DOORS[2:] or issubclass(cls, azface.AzfaceError):
        # Resources are made by clients; what an error holds is tested with the errors.
        return
    if attrs.has(cls):
        names = [field.name for field in attrs.fields(cls)]
    elif "__init__" in vars(cls) and Protocol not in cls.__bases__:
        names = [each for each in parameters(cls.__init__) if each not in ("driver", "listing")]
    else:
        names = []
    explained = section(doc, "Args") | section(doc, "Attributes")
    assert [each for each in explained if each in names] == names
    assert all(each in names or hasattr(cls, each) for each in explained)


@pytest.mark.parametrize("function", ALL_METHODS)
def test_a_method_has_a_docstring_whose_sections_are_complete(function: Any) -> None:
    doc = inspect.getdoc(function) or ""
    assert re.match(r"[\"A-Z0-9`]", doc), "no docstring"
    assert re.search(r"[.:]$", doc.split("\n\n")[0])
    explained = section(doc, "Args")
    # A sentence may say it all where there is nothing to choose.
    assert not explained or list(explained) == parameters(function)
    assert explained or len(parameters(function)) <= 2
    for error in section(doc, "Raises"):
        real = getattr(azface, error, None) or getattr(builtins, error)
        assert issubclass(real, Exception)


@pytest.mark.parametrize("function", DOOR_METHODS)
def test_what_asks_the_service_is_documented_in_full(function: Any) -> None:
    doc = inspect.getdoc(function) or ""
    assert list(section(doc, "Args")) == parameters(function)
    gives = inspect.signature(function).return_annotation not in (None, "None")
    assert bool(section(doc, "Returns")) == gives
    assert section(doc, "Raises") or not parameters(function)
    assert ">>> " in doc


@pytest.mark.parametrize("cls", DOORS)
def test_what_asks_the_service_says_which_operation_it_is(cls: type[Any]) -> None:
    for name, member, function in methods(cls):
        operations = re.findall(r"operation ([A-Z]\w+)", inspect.getdoc(function) or "")
        asks = "_settings" in function.__code__.co_names and not isinstance(member, property)
        many = {"train_and_wait", "train_and_wait_all", "with_options"}
        assert bool(operations) == (asks and cls not in WAITS and name not in many), name

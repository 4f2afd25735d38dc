"""The tree of errors: as it is drawn, and each class as a value that travels."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
from typing import Any

import pytest

import azface
from azface import (
    AzfaceError,
    BadRequestError,
    ConfigurationError,
    FaceApiError,
    ImageRefusedError,
    InvalidArgumentError,
    InvalidImageError,
    RequestTimeoutError,
    ResponseFormatError,
    TrainingFailedError,
    TrainingResult,
    TrainingRun,
    TrainingTimeoutError,
    TransportError,
    WaitCancelledError,
    errors,
)

CLASSES: dict[str, type[AzfaceError]] = {
    name: value
    for name, value in vars(errors).items()
    if inspect.isclass(value) and value.__module__ == errors.__name__
}

RESULT = TrainingResult("failed", message="no faces", raw={"status": "failed"}, request_id="r")
RUN = TrainingRun(list_id="staff", before=TrainingResult("succeeded"))


def fields_of(cls: type[AzfaceError]) -> dict[str, Any]:
    """A telling value for every field of a class."""
    if issubclass(cls, FaceApiError):
        return {
            "status_code": 409,
            "code": "SomeCode",
            "request_id": "request-1",
            "retry_after": 1.5,
            "body": b"\x00body",
        }
    if issubclass(cls, ResponseFormatError):
        return {"status_code": None, "body": b"<html>"}
    if issubclass(cls, TransportError):
        return {"sent": False}
    if not issubclass(cls, errors.TrainingError):
        return {}
    own: dict[type[AzfaceError], dict[str, Any]] = {
        errors.TrainingError: {"started": False},
        TrainingFailedError: {"result": RESULT},
        TrainingTimeoutError: {
            "last_result": RESULT,
            "last_error": RequestTimeoutError("inner", sent=False),
            "elapsed": 12.5,
            "polls": 7,
            "started": False,
        },
        WaitCancelledError: {"last_result": RESULT, "started": False},
    }
    return {"list_id": "staff", "run": RUN, **own.get(cls, {})}


def state(error: BaseException) -> Any:
    """All that an error says, errors inside it included."""
    inside = {
        name: state(value) if isinstance(value, BaseException) else value
        for name, value in vars(error).items()
    }
    return type(error), error.args, str(error), inside


@pytest.mark.parametrize("cls", CLASSES.values())
def test_an_error_with_every_field_survives_pickle_and_copy(cls: type[AzfaceError]) -> None:
    fields = fields_of(cls)
    error = cls("what went wrong", **fields)
    error.outcome_unknown = True
    error.add_note("seen in the nightly run")
    assert str(error) == error.message == "what went wrong"
    for name, value in fields.items():
        assert getattr(error, name) is value
    protocols = range(pickle.HIGHEST_PROTOCOL + 1)
    travelled = [pickle.loads(pickle.dumps(error, protocol)) for protocol in protocols]
    for other in (*travelled, copy.copy(error), copy.deepcopy(error)):
        assert other is not error
        assert state(other) == state(error)
        assert other.outcome_unknown
        assert getattr(other, "body", b"") == getattr(error, "body", b"")


@pytest.mark.parametrize("cls", CLASSES.values())
def test_every_field_is_a_keyword_and_documented(cls: type[AzfaceError]) -> None:
    parameters = list(inspect.signature(cls).parameters.values())
    assert parameters[0].name == "message"
    assert {each.kind for each in parameters[1:]} <= {inspect.Parameter.KEYWORD_ONLY}
    assert {each.name for each in parameters[1:]} == fields_of(cls).keys()
    documented = "".join(base.__doc__ or "" for base in cls.__mro__ if base in CLASSES.values())
    for each in parameters[1:]:
        assert f"    {each.name}: " in documented, each.name


def test_what_went_on_inside_a_copy_is_its_own() -> None:
    inner = TransportError("inner")
    error = TrainingTimeoutError("outer", list_id="staff", last_error=inner)
    deep = copy.deepcopy(error)
    assert deep.last_error is not inner
    assert copy.copy(error).last_error is inner


def test_a_subclass_of_a_user_survives_pickling_too() -> None:
    error = UserError("what went wrong", status_code=404, code="X")
    assert state(pickle.loads(pickle.dumps(error))) == state(error)


class UserError(FaceApiError):
    """Somebody's own."""


def drawn() -> dict[str, set[str]]:
    """The tree in the docstring: class to the names of its bases."""
    tree: dict[str, set[str]] = {}
    parents: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.fullmatch(r"    ( *)(\w+Error)(?: \((\w+)\))?", line)
        if found is None:
            continue
        indent, name, other = found.groups()
        del parents[len(indent) // 2 :]
        tree[name] = {parents[-1] if parents else "Exception", *([other] if other else [])}
        parents.append(name)
    return tree


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    real = {name: {base.__name__ for base in cls.__bases__} for name, cls in CLASSES.items()}
    assert drawn() == real


def test_every_error_is_exported_and_caught_by_the_root() -> None:
    for name, cls in CLASSES.items():
        assert getattr(azface, name) is cls
        assert name in azface.__all__
        assert issubclass(cls, AzfaceError)


def test_no_answer_is_not_mistaken_for_a_file_or_a_python_timeout() -> None:
    for cls in (TransportError, RequestTimeoutError):
        assert not issubclass(cls, OSError)
    assert issubclass(TrainingTimeoutError, TimeoutError)
    for cls in (ConfigurationError, InvalidArgumentError, InvalidImageError):
        assert issubclass(cls, ValueError)
    assert issubclass(ImageRefusedError, InvalidImageError)
    assert issubclass(ImageRefusedError, BadRequestError)


def test_the_outcome_is_known_unless_said_otherwise() -> None:
    for cls in CLASSES.values():
        assert cls("m", **fields_of(cls)).outcome_unknown is False

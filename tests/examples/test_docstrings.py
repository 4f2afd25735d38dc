"""Every example in a docstring runs; those of one class are a story, told in order."""

import importlib
import pkgutil
import textwrap
from collections.abc import Iterator

import pytest
from xdoctest import core
from xdoctest.doctest_example import DocTest

import azface
from azface import AsyncFaceClient, FaceClient
from azface.emulator import Emulator


def module_names() -> Iterator[str]:
    yield "azface"
    for module in pkgutil.walk_packages(azface.__path__, "azface."):
        if not module.name.startswith("azface.cli") and not module.name.endswith("__main__"):
            yield module.name


def stories() -> dict[str, list[DocTest]]:
    """The examples by the class (or function) they belong to, in the order of the source."""
    found: dict[str, list[DocTest]] = {}
    for name in module_names():
        path = importlib.import_module(name).__file__
        for example in core.parse_doctestables(path, style="google", analysis="static"):
            owner = str(example.callname).split(".", maxsplit=1)[0]
            found.setdefault(f"{name}:{owner}", []).append(example)
    return {
        name: sorted(examples, key=lambda example: example.lineno)
        for name, examples in found.items()
    }


STORIES = stories()


@pytest.mark.parametrize("story", STORIES)
def test_the_examples_run(story: str, emulator: Emulator, picture: bytes) -> None:
    is_async = story.split(":")[1].startswith("Async")
    first = [">>> # xdoctest: +ASYNC"] if is_async else []  # one event loop for the whole story
    last = ">>> await client.aclose()" if is_async else ">>> client.close()"
    source = "\n".join([*first, *(textwrap.dedent(e.docsrc) for e in STORIES[story]), last])
    example = DocTest(source, callname=story)
    make_client = AsyncFaceClient if is_async else FaceClient
    example.global_namespace.update({name: getattr(azface, name) for name in azface.__all__})
    example.global_namespace.update(
        emulator=emulator,
        picture=picture,
        client=make_client(emulator.endpoint, emulator.key),
    )
    assert example.run(verbose=0, on_error="raise")["passed"]


RESOURCES = ["LargeFaceLists", "FaceLists", "LargePersonGroups", "PersonGroups", "Trainable"]


@pytest.mark.parametrize("name", [*RESOURCES, *(f"Async{name}" for name in RESOURCES)])
def test_every_method_of_a_resource_has_an_example(name: str) -> None:
    resource = getattr(azface, name)
    methods = {method for method in vars(resource) if not method.startswith("_")}
    shown = {
        str(example.callname).split(".")[1]
        for story, examples in STORIES.items()
        if story.endswith(f":{name}")
        for example in examples
        if "." in str(example.callname) and not str(example.callname).endswith(".__doc__")
    }
    assert shown == methods

"""The comparison behind `nox -s check_generated`, tried on damaged copies of the real tree."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

DAMAGED = "azface_generated/v1_2/models/training_result.py"


@pytest.fixture
def copy(regenerate: ModuleType, tmp_path: Path) -> Path:
    target = tmp_path / "generated"
    shutil.copytree(regenerate.GENERATED, target, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def test_an_untouched_copy_is_no_difference(regenerate: ModuleType, copy: Path) -> None:
    difference = regenerate.compare(regenerate.GENERATED, copy)
    assert not difference
    assert difference.report() == "0 changed, 0 missing, 0 extra"


def test_a_changed_byte_is_reported(regenerate: ModuleType, copy: Path) -> None:
    with (copy / DAMAGED).open("ab") as file:
        file.write(b"\n")
    difference = regenerate.compare(regenerate.GENERATED, copy)
    assert difference
    assert difference.report() == f"changed: {DAMAGED}\n1 changed, 0 missing, 0 extra"


def test_a_missing_file_is_reported(regenerate: ModuleType, copy: Path) -> None:
    (copy / DAMAGED).unlink()
    difference = regenerate.compare(regenerate.GENERATED, copy)
    assert difference
    assert difference.report() == f"missing: {DAMAGED}\n0 changed, 1 missing, 0 extra"


def test_an_extra_file_anywhere_under_generated_is_reported(
    regenerate: ModuleType, copy: Path
) -> None:
    (copy / "by_hand.py").write_text("", encoding="utf-8")
    difference = regenerate.compare(regenerate.GENERATED, copy)
    assert difference
    assert difference.report() == "extra: by_hand.py\n0 changed, 0 missing, 1 extra"


def test_pythons_caches_are_no_difference(regenerate: ModuleType, copy: Path) -> None:
    cache = copy / "azface_generated" / "__pycache__"
    cache.mkdir()
    (cache / "client.cpython-311.pyc").write_bytes(b"")
    assert not regenerate.compare(regenerate.GENERATED, copy)


def test_each_document_has_its_package_and_no_package_stands_without_one(
    regenerate: ModuleType,
) -> None:
    package = regenerate.GENERATED / regenerate.PACKAGE
    packages = {path.parent.name for path in package.glob("*/client.py")}
    assert regenerate.documents().keys() == packages == {"v1_1_preview_1", "v1_2"}
    assert (package / "py.typed").is_file()


def test_generated_files_name_no_folder_of_the_machine_and_end_lines_alike(
    regenerate: ModuleType,
) -> None:
    root = str(regenerate.OPENAPI.parent).encode()
    for path, content in regenerate.read_tree(regenerate.GENERATED).items():
        assert b"\r" not in content, path
        assert root not in content, path


def test_every_requirement_of_the_generator_is_pinned_exactly(regenerate: ModuleType) -> None:
    lines = regenerate.REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[a-z0-9-]+==\d+(\.\d+)+", line)] == []
    assert {"openapi-python-client", "ruff"} <= {line.partition("==")[0] for line in pins}


@pytest.mark.parametrize("line", ["pytest==0.0.1", "azface-no-such-tool==1.0"])
def test_a_tool_in_another_version_than_the_pinned_one_is_refused(
    regenerate: ModuleType, tmp_path: Path, line: str
) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text(f"# pins\n{line}\n", encoding="utf-8")
    with pytest.raises(regenerate.GenerationError, match="is pinned"):
        regenerate.check_pins(requirements)

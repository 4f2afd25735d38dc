"""The README's Python blocks run, in their order, as one program."""

import re
from pathlib import Path

import pytest

from azface import FaceClient
from azface.emulator import Emulator

README = Path(__file__).parents[2] / "README.md"


def python_blocks() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.M | re.S)


def test_the_python_blocks_run_one_after_the_other(
    emulator: Emulator,
    picture: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "ann.jpg").write_bytes(picture)
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, object] = {}
    for block in python_blocks():
        if block.startswith("import pytest"):
            continue
        exec(compile(block, str(README), "exec"), namespace)
    with FaceClient(emulator.endpoint, emulator.key) as client:
        assert [found.large_face_list_id for found in client.large_face_lists.list()] == ["staff"]
    printed = capsys.readouterr().out
    assert "succeeded" in printed
    assert "ann 1.0" in printed
    assert "['ann']" in printed
    assert "out of space" in printed


def test_the_block_of_tests_passes_when_recorded_and_when_played(
    pytester: pytest.Pytester,
) -> None:
    [block] = [block for block in python_blocks() if block.startswith("import pytest")]
    pytester.makeconftest('pytest_plugins = ["azface.testing.plugin"]')
    pytester.makepyfile(block)
    for options in (["--azface-record"], []):
        done = pytester.runpytest_subprocess("-p", "no:cacheprovider", *options)
        done.assert_outcomes(passed=2)


def test_the_two_commands_stand_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert "$ python -m pip install '.[cli,emulator]' && azface demo\n" in text
    assert "$ python -m pip install nox && python -m nox -s tests\n" in text


def test_every_link_to_a_file_of_the_project_leads_somewhere() -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (README.parent / link).exists()] == []

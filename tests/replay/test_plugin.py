"""The fixtures for pytest, as a project that uses azface has them."""

from __future__ import annotations

import subprocess
import sys

import pytest
import vcr  # noqa: F401

# Kept loaded: pytester forgets what a run inside this process has imported.
import azface.emulator

RECORDED = """
    import pytest

    def test_status(azface_client, azface_cassette):
        lists = azface_client.large_face_lists
        lists.create("staff", name="Staff")
        with pytest.raises(Exception, match="has not been trained"):
            lists.get_training_status("staff")
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with the plugin, and without a Face resource."""
    monkeypatch.delenv("FACE_ENDPOINT", raising=False)
    # Not the plugins that happen to be installed here, some of which take their time.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest('pytest_plugins = ["azface.testing.plugin"]')
    pytester.makeini(
        """
        [pytest]
        addopts = --strict-markers
        filterwarnings =
            error
            # Another test of this process may have imported the plugin before.
            ignore:Module already imported:pytest.PytestAssertRewriteWarning
        """
    )
    return pytester


def test_an_emulator_and_its_clients_are_there_for_each_test(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import anyio

        def test_first(azface_emulator, azface_client):
            azface_client.face_lists.create("staff", name="Staff")
            assert azface_client.endpoint == azface_emulator.endpoint
            assert len(azface_client.face_lists.list()) == 1

        def test_second(azface_client):
            assert azface_client.face_lists.list() == []

        def test_async(azface_async_client, azface_client):
            async def main():
                async with azface_async_client as client:
                    await client.face_lists.create("staff", name="Staff")
            anyio.run(main)
            assert len(azface_client.face_lists.list()) == 1
        """
    )
    project.runpytest_inprocess().assert_outcomes(passed=3)


def test_emulator_and_clients_go_by_the_virtual_clock_of_a_test_that_asks_for_it(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(
        """
        import pytest
        from azface import PollSchedule, TrainingFailedError
        from azface.emulator import TrainingDuration

        def test_wait(azface_client, azface_emulator, azface_virtual_clock):
            azface_emulator.training = TrainingDuration.fixed(60.0)
            azface_client.large_face_lists.create("staff", name="Staff")
            with pytest.raises(TrainingFailedError):
                azface_client.large_face_lists.train_and_wait(
                    "staff", schedule=PollSchedule.every(30)
                )
            assert azface_virtual_clock.sleeps == [30.0, 30.0]

        def test_real(azface_emulator):
            import time
            from azface import FaceClient
            with FaceClient(azface_emulator.endpoint, azface_emulator.key) as client:
                client.large_face_lists.create("staff", name="Staff")
                with pytest.raises(TrainingFailedError):
                    client.large_face_lists.train_and_wait("staff", timeout=10)
        """
    )
    project.runpytest_inprocess().assert_outcomes(passed=2)


def test_clients_go_by_the_clock_of_an_emulator_that_a_project_makes_itself(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(
        """
        import anyio
        import pytest
        from azface.emulator import Emulator, TrainingDuration

        @pytest.fixture
        def azface_emulator():
            seed = {"large_face_lists": {"staff": {"face_count": 3}}}
            long = TrainingDuration.fixed(1800)
            with Emulator(seed=seed, clock="standing", training=long) as emulator:
                yield emulator

        def test_sync(azface_client):
            assert azface_client.large_face_lists.train_and_wait("staff").succeeded

        def test_async(azface_async_client):
            async def main():
                async with azface_async_client as client:
                    assert (await client.large_face_lists.train_and_wait("staff")).succeeded
            anyio.run(main)
        """
    )
    project.runpytest_inprocess().assert_outcomes(passed=2)


def test_a_cassette_is_recorded_from_an_emulator_and_then_played(project: pytest.Pytester) -> None:
    project.makepyfile(test_staff=RECORDED)
    path = project.path / "cassettes" / "test_staff" / "test_status.yaml"
    project.runpytest_inprocess("--azface-record").assert_outcomes(passed=1)
    assert "recorded_from: emulator" in path.read_text(encoding="utf-8")
    # What it plays is what stands there now.
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("been trained", "been tamed"), encoding="utf-8")
    project.runpytest_inprocess().assert_outcomes(failed=1)
    path.write_text(text, encoding="utf-8")
    project.runpytest_inprocess().assert_outcomes(passed=1)


def test_the_marker_alone_names_a_cassette_and_puts_it_in_use(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import anyio
        import pytest

        @pytest.mark.azface_cassette("staff/one")
        def test_sync(azface_client):
            assert azface_client.face_lists.list() == []

        @pytest.mark.azface_cassette("staff/one.yaml")
        def test_async(azface_async_client):
            async def main():
                async with azface_async_client as client:
                    assert await client.face_lists.list() == []
            anyio.run(main, backend="trio")

        @pytest.mark.azface_cassette
        @pytest.mark.parametrize("name", ["a/b c"])
        def test_named_by_itself(name, azface_client):
            assert azface_client.face_lists.list() == []
        """
    )
    project.runpytest_inprocess("--azface-record").assert_outcomes(passed=3)
    files = list(project.path.rglob("*.yaml"))
    assert {path.relative_to(project.path / "cassettes").as_posix() for path in files} == {
        "staff/one.yaml",
        "test_the_marker_alone_names_a_cassette_and_puts_it_in_use/test_named_by_itself_a_b_c.yaml",
    }
    project.runpytest_inprocess().assert_outcomes(passed=3)


def test_a_test_that_leaves_interactions_unused_fails(project: pytest.Pytester) -> None:
    project.makepyfile(test_staff=RECORDED)
    project.runpytest_inprocess("--azface-record").assert_outcomes(passed=1)
    project.makepyfile(
        test_staff="""
        def test_status(azface_client, azface_cassette):
            azface_client.large_face_lists.create("staff", name="Staff")
        """
    )
    result = project.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*1 of 2 interactions of *test_status.yaml were not played:", "*2. GET /face/v1.2/*-> 404"]
    )


def test_a_failing_test_reports_its_own_failure_only(project: pytest.Pytester) -> None:
    project.makepyfile(test_staff=RECORDED)
    project.runpytest_inprocess("--azface-record").assert_outcomes(passed=1)
    project.makepyfile(test_staff="def test_status(azface_cassette): assert 1 == 2")
    result = project.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.no_fnmatch_line("*not played*")


def test_a_failing_test_records_nothing(project: pytest.Pytester) -> None:
    project.makepyfile(test_staff=RECORDED + "\n        assert 1 == 2\n")
    project.runpytest_inprocess("--azface-record").assert_outcomes(failed=1)
    assert not (project.path / "cassettes").exists()


def test_a_missing_cassette_is_an_error_that_tells_how_to_record_it(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(test_staff=RECORDED)
    result = project.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*there is no cassette *test_status.yaml*--azface-record*"])


def test_recording_goes_to_the_resource_that_the_environment_names(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.makepyfile(test_staff=RECORDED)
    with azface.emulator.Emulator() as resource:
        monkeypatch.setenv("FACE_ENDPOINT", resource.endpoint)
        monkeypatch.setenv("FACE_APIKEY", resource.key)
        project.runpytest_inprocess("--azface-record").assert_outcomes(passed=1)
        assert [request.status for request in resource.requests] == [200, 404]
        project.runpytest_inprocess().assert_outcomes(passed=1)
        assert len(resource.requests) == 2


def test_all_its_names_begin_with_azface(project: pytest.Pytester) -> None:
    fixtures = project.runpytest_inprocess("--fixtures", "-v").stdout.lines
    ours = {line.split()[0] for line in fixtures if "azface/testing/plugin.py" in line}
    assert len(ours) == 6
    assert all(name.lstrip("_").startswith("azface_") for name in ours)
    project.runpytest_inprocess("--markers").stdout.fnmatch_lines(["@pytest.mark.azface_cassette*"])
    project.runpytest_inprocess("--help").stdout.fnmatch_lines(["azface:", "  --azface-record *"])


def test_it_imports_neither_vcrpy_nor_the_emulator_before_they_are_used() -> None:
    code = (
        "import sys, azface.testing.plugin; "
        "print(*({'vcr', 'yaml', 'PIL', 'azface.emulator'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", code], check=True, capture_output=True, text=True
    )
    assert run.stdout.strip() == ""

"""What only a real socket shows of the clients."""

from __future__ import annotations

import asyncio
import io

import pytest
from PIL import Image

from azface import AsyncFaceClient, FaceClient, TrainingTimeoutError
from azface.emulator import Emulator, Fault, TrainingDuration


def test_a_proxy_of_the_environment_has_no_say_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    async def listed(emulator: Emulator) -> list[object]:
        async with AsyncFaceClient(emulator.endpoint, emulator.key) as client:
            return [found async for found in client.large_face_lists.list()]

    with Emulator() as emulator:
        with FaceClient(emulator.endpoint, emulator.key) as client:
            assert list(client.large_face_lists.list()) == []
        assert asyncio.run(listed(emulator)) == []


def test_an_old_success_that_is_still_served_is_not_taken_for_the_new_one() -> None:
    with Emulator() as emulator, FaceClient(emulator.endpoint, emulator.key) as client:
        emulator.pictures["https://example.com/a.jpg"] = _picture()
        lists = client.large_face_lists
        lists.create("staff", name="Staff")
        lists.add_face("staff", "https://example.com/a.jpg")
        old = lists.train_and_wait("staff")
        emulator.training = TrainingDuration.fixed(0.3)
        emulator.inject(Fault.stale_status(reads=2), times="always")
        new = lists.train_and_wait("staff")
        assert new.created_date_time != old.created_date_time
        with pytest.raises(TrainingTimeoutError) as caught:
            lists.train_and_wait("staff", timeout=0)
        assert caught.value.started
        with pytest.raises(TrainingTimeoutError) as caught:
            lists.train_and_wait("staff", timeout=0)
        assert not caught.value.started
        assert "could not be started" in str(caught.value)


def _picture() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((120, 120), 60).save(file, "PNG")
    return file.getvalue()

"""Waits in real time: azface beside the official SDK, for the same trainings of the emulator."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from azure.ai.vision.face import FaceAdministrationClient
from azure.core.credentials import AzureKeyCredential

from azface import FaceClient
from azface.emulator import Emulator, TrainingDuration

LIST, KEY = "staff", "k" * 32


def beside_the_official_sdk(lengths: Iterable[float]) -> Iterable[str]:
    """Wait for equal trainings by both SDKs, all at the same time."""
    with ThreadPoolExecutor() as threads:
        played = [
            (length, way, threads.submit(wait, length))
            for length in lengths
            for way, wait in (("azface", by_azface), ("official SDK", by_the_official_sdk))
        ]
        for length, way, waited in played:
            seconds, requests = waited.result()
            yield f"  training of {length:g} s: {way:<12} {seconds:6.2f} s, {requests} status calls"


def by_azface(length: float) -> tuple[float, int]:
    with an_emulator(length) as emulator, FaceClient(emulator.endpoint, emulator.key) as client:
        return timed(emulator, lambda: client.large_face_lists.train_and_wait(LIST))


def by_the_official_sdk(length: float) -> tuple[float, int]:
    with (
        an_emulator(length) as emulator,
        FaceAdministrationClient(emulator.endpoint, AzureKeyCredential(KEY)) as client,
    ):
        return timed(emulator, lambda: client.large_face_list.begin_train(LIST).result())


def an_emulator(length: float) -> Emulator:
    return Emulator(
        key=KEY,
        seed={"large_face_lists": {LIST: {"face_count": 1}}},
        training=TrainingDuration.fixed(length),
    )


def timed(emulator: Emulator, work: Callable[[], object]) -> tuple[float, int]:
    """Seconds of wall time, and the status calls that they took."""
    emulator.clear_requests()
    begun = time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    return seconds, len(emulator.requests_of("GetLargeFaceListTrainingStatus"))

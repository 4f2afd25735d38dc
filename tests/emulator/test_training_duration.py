"""How long trainings take: as documented, scaled, fixed or not at all."""

import pytest

from azface.emulator import Emulator, TrainingDuration


@pytest.mark.parametrize(
    ("faces", "least", "most"),
    [
        (1, 0.0, 0.4),
        (10, 0.0, 0.4),
        (1_000, 1, 2),
        (10_000, 5, 10),
        (100_000, 60, 120),
        (1_000_000, 600, 1_800),
    ],
)
def test_the_documented_lengths_are_met(faces: int, least: float, most: float) -> None:
    assert least <= TrainingDuration().of(faces) <= most


def test_more_faces_never_take_less_time() -> None:
    lengths = [TrainingDuration().of(faces) for faces in range(0, 3_000_000, 9_973)]
    assert lengths == sorted(lengths)


def test_a_scaled_length_is_the_documented_one_times_the_factor() -> None:
    assert TrainingDuration.scaled(0.1).of(1_000_000) == 120
    assert TrainingDuration.scaled(0).of(1_000_000) == 0


def test_a_fixed_length_does_not_depend_on_the_faces() -> None:
    assert {TrainingDuration.fixed(7).of(faces) for faces in (0, 1, 10**6)} == {7}
    assert TrainingDuration.instant().of(10**6) == 0


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("curve", TrainingDuration()),
        ("curve*0.01", TrainingDuration.scaled(0.01)),
        ("curve * 2", TrainingDuration.scaled(2)),
        ("instant", TrainingDuration.instant()),
        ("12.5", TrainingDuration.fixed(12.5)),
        ("0", TrainingDuration.fixed(0)),
    ],
)
def test_the_command_lines_spelling_is_read(text: str, duration: TrainingDuration) -> None:
    assert TrainingDuration.parse(text) == duration
    assert TrainingDuration.parse(str(duration)) == duration


@pytest.mark.parametrize("text", ["", "soon", "-1", "curve*", "curve*x", "1e3", "nan", "curve0.1"])
def test_another_spelling_is_refused_and_the_right_ones_are_named(text: str) -> None:
    with pytest.raises(ValueError, match=r'"curve", "curve\*0.01", "instant" or seconds'):
        TrainingDuration.parse(text)


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), 2e9])
def test_a_length_that_cannot_be_is_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="seconds must be from 0 to 1e9"):
        TrainingDuration.fixed(seconds)


@pytest.mark.parametrize("factor", [-1, float("nan"), float("inf")])
def test_a_factor_that_cannot_be_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="scale"):
        TrainingDuration.scaled(factor)


def test_a_number_in_place_of_a_duration_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match=r"TrainingDuration, such as .fixed\(5\)"):
        Emulator(training=5.0)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"TrainingDuration, such as .fixed\(5\)"):
        Emulator().training = 5.0  # type: ignore[assignment]

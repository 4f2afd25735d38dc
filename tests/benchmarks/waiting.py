"""Lateness and requests of the waiting: in virtual time beside fixed intervals, then in real time.

What azface promises is marked where it is NOT KEPT. The part in real time waits by azface and by
the official SDK for the same trainings, which takes a minute; then for 10,000 trainings at once,
which takes two.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from many.measured import many_at_once
from waits.real import beside_the_official_sdk
from waits.virtual import CLASSES, WAYS, Figures, figures, not_kept, waits

PLOT = Path(__file__).parents[2] / "build" / "benchmarks" / "waiting.png"


def measure() -> Iterable[str]:
    found = {way: [figures(waits(way, low, high)) for low, high in CLASSES] for way in WAYS}
    for number, (low, high) in enumerate(CLASSES):
        yield f"trainings of {low:g} to {high:g} s        lateness: mean     p95   worst  requests"
        for way, classes in found.items():
            row = classes[number]
            broken = "".join(f"  NOT KEPT: {each}" for each in not_kept(way, number, row))
            yield (
                f"  {way:<30} {row.mean:10.2f} {row.p95:7.2f} {row.worst:7.2f} "
                f"{row.requests:9.1f}{broken}"
            )
    yield f"plot: {plot(found)}"
    yield "in real time, against the emulator"
    yield from beside_the_official_sdk((0.15, 5.0, 35.0))
    yield "many at once, against the emulator in another process"
    yield from many_at_once()


def plot(found: Mapping[str, list[Figures]]) -> Path:
    """Draw mean lateness and requests by class, each way a line; gives the PNG's path."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    names = [f"{low:g}-{high:g} s" for low, high in CLASSES]
    figure, axes = plt.subplots(1, 2, figsize=(12, 5), layout="constrained")
    for axis, title in zip(axes, ("mean lateness, seconds", "requests"), strict=True):
        for way, classes in found.items():
            values = [row.requests if title == "requests" else row.mean for row in classes]
            axis.plot(names, values, marker="o", label=way)
        axis.set(title=title, yscale="log", xlabel="length of the training")
        axis.grid(visible=True, alpha=0.3)
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    PLOT.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(PLOT, dpi=120)
    plt.close(figure)
    return PLOT

"""A local Face service: real HTTP on loopback, the documented answers, no biometrics.

What it does, and how that is known of the service, is the table in `azface.emulator.parity`.

Example:
    >>> from azface.emulator import Emulator
    >>> with Emulator() as emulator:
    ...     print(emulator.endpoint.startswith("http://127.0.0.1:"))
    True
"""

from importlib.util import find_spec

# Not h11, which httpx brings.
_NEEDED = ("PIL", "numpy", "python_multipart", "yaml")
_missing = [name for name in _NEEDED if find_spec(name) is None]
if _missing:
    raise ImportError(
        f"azface.emulator needs {', '.join(_missing)}: pip install 'azface[emulator]'",
        name=_missing[0],
    )

from azface.emulator.administration.snapshot import Snapshot  # noqa: E402
from azface.emulator.emulator import Emulator  # noqa: E402 - only once the extra is known to be there
from azface.emulator.faults import Fault, InjectedFault  # noqa: E402
from azface.emulator.limits import Limits  # noqa: E402
from azface.emulator.liveness.outcome import LivenessOutcome  # noqa: E402
from azface.emulator.messages import ReceivedRequest  # noqa: E402
from azface.emulator.seeds.seed import Seed  # noqa: E402
from azface.emulator.storage import DataFileError  # noqa: E402
from azface.emulator.training_duration import TrainingDuration  # noqa: E402

__all__ = [
    "DataFileError",
    "Emulator",
    "Fault",
    "InjectedFault",
    "Limits",
    "LivenessOutcome",
    "ReceivedRequest",
    "Seed",
    "Snapshot",
    "TrainingDuration",
]

"""A local Face service: real HTTP on loopback, the documented answers, no biometrics.

Example:
    >>> from azface.emulator import Emulator
    >>> with Emulator() as emulator:
    ...     print(emulator.endpoint.startswith("http://127.0.0.1:"))
    True
"""

from importlib.util import find_spec

_missing = [name for name in ("PIL", "starlette", "uvicorn") if find_spec(name) is None]
if _missing:
    raise ImportError(
        f"azface.emulator needs {', '.join(_missing)}: pip install 'azface[emulator]'",
        name=_missing[0],
    )

from azface.emulator.data_file import DataFileError  # noqa: E402
from azface.emulator.emulator import Emulator  # noqa: E402 - only once the extra is known to be there
from azface.emulator.limits import Limits  # noqa: E402
from azface.emulator.messages import ReceivedRequest  # noqa: E402
from azface.emulator.training import TrainingBehaviour  # noqa: E402

__all__ = ["DataFileError", "Emulator", "Limits", "ReceivedRequest", "TrainingBehaviour"]

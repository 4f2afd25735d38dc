"""Faults on purpose: what they are, and which request they hit."""

from azface.emulator.faults.fault import Fault
from azface.emulator.faults.injection import Faults, InjectedFault

__all__ = ["Fault", "Faults", "InjectedFault"]

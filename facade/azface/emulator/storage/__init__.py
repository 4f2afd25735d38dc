"""The emulator's state, in SQLite: in memory, or in a file that outlives the process.

One connection, used by the server's loop thread alone. A write is committed before it is answered.
"""

from azface.emulator.storage.collections import Collection, Collections
from azface.emulator.storage.database import SCHEMA_VERSION, DataFileError
from azface.emulator.storage.detected_faces import DetectedFace, DetectedFaces
from azface.emulator.storage.faces import Faces, NewFace, StoredFace
from azface.emulator.storage.persons import Person, Persons
from azface.emulator.storage.sessions import Attempt, Reference, Session, Sessions
from azface.emulator.storage.store import Storage
from azface.emulator.storage.trainings import Success, Training, Trainings

__all__ = [
    "SCHEMA_VERSION",
    "Attempt",
    "Collection",
    "Collections",
    "DataFileError",
    "DetectedFace",
    "DetectedFaces",
    "Faces",
    "NewFace",
    "Person",
    "Persons",
    "Reference",
    "Session",
    "Sessions",
    "Storage",
    "StoredFace",
    "Success",
    "Training",
    "Trainings",
]

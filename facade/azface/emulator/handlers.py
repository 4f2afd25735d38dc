"""Which handler performs which operation."""

from azface.emulator.kinds import LARGE_PERSON_GROUP, PERSON_GROUP
from azface.emulator.liveness.sessions import LivenessSessions
from azface.emulator.messages import Handler
from azface.emulator.operations.detection import Detection
from azface.emulator.operations.face_lists import FaceLists
from azface.emulator.operations.find_similar import FindSimilar
from azface.emulator.operations.grouping import Grouping
from azface.emulator.operations.identification import Identification
from azface.emulator.operations.large_face_lists import LargeFaceLists
from azface.emulator.operations.person_groups import PersonGroups
from azface.emulator.operations.verification import Verification
from azface.emulator.resource import Resource


def handlers_of(resource: Resource) -> dict[str, Handler]:
    """The handler of each operation that is served, by its id."""
    return {
        **LargeFaceLists(resource).handlers(),
        **FaceLists(resource).handlers(),
        **PersonGroups(resource, PERSON_GROUP).handlers(),
        **PersonGroups(resource, LARGE_PERSON_GROUP).handlers(),
        **Detection(resource).handlers(),
        **FindSimilar(resource).handlers(),
        **Identification(resource).handlers(),
        **Verification(resource).handlers(),
        **Grouping(resource).handlers(),
        **LivenessSessions(resource).handlers(),
    }

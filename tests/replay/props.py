"""What the scenarios are played with: names, pictures, and a schedule."""

from __future__ import annotations

from pathlib import Path

from azface import PollSchedule

LIST = "azface-cassette"

# An invented name with letters of three scripts and one beyond 16 bits.
ZOE = "Zo\u00eb \u6771\u4eac \U0001f600"

PICTURES = Path(__file__).with_name("pictures")
ANN, ANN_AGAIN, BEN = (PICTURES / name for name in ("ann.png", "ann-again.png", "ben.jpg"))

# A sample of the service's own quickstarts, so that a real resource can fetch it.
SAMPLE_URL = (
    "https://raw.githubusercontent.com/Azure-Samples/cognitive-services-sample-data-files/master/"
    "Face/images/Family1-Dad1.jpg"
)

# Without jitter, so that the number of looks is the same each time.
EVERY_TWO_SECONDS = PollSchedule.every(2.0)

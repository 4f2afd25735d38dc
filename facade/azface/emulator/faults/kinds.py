"""The kinds of faults, and which of them apply to what."""

from typing import Literal, get_args

FaultKind = Literal[
    "answer",
    "rate_limited",
    "token_expired",
    "call_volume",
    "quota_exceeded",
    "conflict",
    "server_error",
    "bad_gateway",
    "unavailable",
    "gateway_timeout",
    "warned",
    "slow",
    "cut_body",
    "reset_before",
    "reset_after",
    "stale_status",
    "training_fails",
    "training_never_ends",
    "operation_location",
]
KINDS: tuple[FaultKind, ...] = get_args(FaultKind)

# They only apply to operations that train.
OF_TRAINING: frozenset[FaultKind] = frozenset[FaultKind](
    ("stale_status", "training_fails", "training_never_ends", "operation_location")
)
# They change what a success shows, so that an error does not use them up.
OF_SUCCESS: frozenset[FaultKind] = OF_TRAINING | frozenset[FaultKind](("warned",))

TRAIN_OPERATIONS = frozenset(
    (
        "FaceListOperations_TrainLargeFaceList",
        "PersonGroupOperations_TrainPersonGroup",
        "PersonGroupOperations_TrainLargePersonGroup",
    )
)

"""Person groups and large person groups as wholes: their life, quotas and training."""

import re
from collections.abc import Callable
from typing import Any

from azface.emulator import Emulator, Limits


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_a_group_shows_what_it_was_created_with(client: Any, kind: str, groups: str) -> None:
    body = {"name": "Group A", "userData": "floor 3", "recognitionModel": "recognition_04"}
    created = client.put(f"/{groups}/a", json=body)
    assert (created.status_code, created.content) == (200, b"")
    id_name = f"{kind[0].lower()}{kind[1:]}Id"
    shown = client.get(f"/{groups}/a?returnRecognitionModel=true").json()
    assert shown == {**body, id_name: "a"}
    del shown["recognitionModel"]
    assert client.get(f"/{groups}/a").json() == shown
    assert client.get(f"/{groups}").json() == [shown]


def test_groups_are_created_once_updated_paged_and_deleted(
    client: Any, kind: str, groups: str
) -> None:
    for group_id in ("b", "a", "c"):
        client.create_group(f"{groups}/{group_id}")
    assert code(client.put(f"/{groups}/a", json={"name": "x"})) == (409, f"{kind}Exists")
    client.patch(f"/{groups}/b", json={"name": "new"}).raise_for_status()
    names = [each["name"] for each in client.get(f"/{groups}?start=a&top=1").json()]
    assert names == ["new"]
    assert client.delete(f"/{groups}/b").status_code == 200
    assert code(client.delete(f"/{groups}/b")) == (404, f"{kind}NotFound")
    assert len(client.get(f"/{groups}").json()) == 2


def test_one_id_may_name_a_group_of_each_kind(client: Any) -> None:
    client.create_group("persongroups/a")
    client.create_group("largepersongroups/a")
    client.create_person("persongroups/a", "Ann")
    assert client.get("/largepersongroups/a/persons").json() == []


def test_a_deleted_group_leaves_nobody_behind(
    client: Any, group: str, picture: Callable[[int], bytes]
) -> None:
    person = client.create_person(group, "Ann", picture(1))
    client.delete(f"/{group}").raise_for_status()
    client.create_group(group)
    assert client.get(f"/{group}/persons").json() == []
    assert code(client.get(f"/{group}/persons/{person}")) == (404, "PersonNotFound")


def test_quotas_count_what_is_there_now(
    serve: Callable[..., tuple[Emulator, Any]], kind: str, groups: str
) -> None:
    name = "large_person_group" if kind == "LargePersonGroup" else "person_group"
    limits = {f"{name}s": 2, f"persons_per_{name}": 2, f"persons_in_{name}s": 3}
    _, client = serve(limits=Limits(**limits))
    full = (403, "QuotaExceeded")
    client.create_group(f"{groups}/a")
    client.create_group(f"{groups}/b")
    assert code(client.put(f"/{groups}/c", json={"name": "c"})) == full
    first = client.create_person(f"{groups}/a", "1")
    client.create_person(f"{groups}/a", "2")
    assert code(client.post(f"/{groups}/a/persons", json={"name": "3"})) == full
    client.create_person(f"{groups}/b", "3")
    assert code(client.post(f"/{groups}/b/persons", json={"name": "4"})) == full
    client.delete(f"/{groups}/a/persons/{first}").raise_for_status()
    client.create_person(f"{groups}/b", "4")
    client.delete(f"/{groups}/b").raise_for_status()
    client.create_person(f"{groups}/a", "5")


def test_the_quotas_are_the_documented_ones() -> None:
    paid, free = Limits(), Limits.of_tier("F0")
    assert paid.faces_per_person == free.faces_per_person == 248
    assert paid.persons_per_person_group == 10_000
    assert paid.persons_in_person_groups == 100_000_000
    assert paid.persons_per_large_person_group == 1_000_000
    assert paid.persons_in_large_person_groups == 1_000_000_000
    assert free.persons_per_person_group == free.persons_in_person_groups == 1_000


def test_train_answers_202_and_where_to_look(client: Any, emulator: Emulator, group: str) -> None:
    answer = client.post(f"/{group}/train")
    assert (answer.status_code, answer.content) == (202, b"")
    location = f"{emulator.endpoint}/face/v1.2/{group}/training"
    assert answer.headers["Operation-Location"] == location


def test_a_group_never_trained_answers_404_not_trained(client: Any, kind: str, group: str) -> None:
    assert code(client.get(f"/{group}/training")) == (404, f"{kind}NotTrained")


def test_only_a_person_group_tells_the_id_of_its_latest_success(
    client: Any, clock: Any, kind: str, group: str, picture: Callable[[int], bytes]
) -> None:
    client.create_person(group, "Ann", picture(1))
    ids: list[str | None] = []
    for _ in range(2):
        client.post(f"/{group}/train").raise_for_status()
        running = client.get(f"/{group}/training").json()
        assert running["status"] == "running"
        assert running.get("lastSuccessfulTrainingId") == (ids[-1] if ids else None)
        clock.advance(1)
        succeeded = client.get(f"/{group}/training").json()
        assert succeeded["status"] == "succeeded"
        members = list(succeeded)
        ids.append(succeeded.get("lastSuccessfulTrainingId"))
    shared = ["status", "createdDateTime", "lastActionDateTime"]
    if kind == "PersonGroup":
        told = ["lastSuccessfulTrainingId", "lastSuccessfulTrainingDateTime"]
        assert members == shared + told
        assert ids[0] != ids[1]
        assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", i or "") for i in ids)
    else:
        assert members == [*shared, "lastSuccessfulTrainingDateTime"]
        assert ids == [None, None]


def test_training_a_group_without_faces_ends_failed_with_a_message(
    client: Any, clock: Any, group: str
) -> None:
    client.create_person(group, "Ann")
    client.post(f"/{group}/train").raise_for_status()
    clock.advance(1)
    status = client.get(f"/{group}/training").json()
    assert status["status"] == "failed"
    assert status["message"]
    assert "lastSuccessfulTrainingId" not in status

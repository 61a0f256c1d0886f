"""The promises in the plainest words, written a second time and by hand: what a landlord may never do, and who decides.

Nothing here reads a pack or asks a rule of the product.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tests.unit.rules.examples import CAL, NHG, OCT, OVH, WCH
from tests.unit.rules.policies_as_read import ROLES

SERVICES = ("neighbourhood_services", "customer_access", "community_safety", "independent_living")
OCTAVIAS_LIMITS = {
    *("no_improvement_approvals", "planned_works_withheld", "health_and_safety_repairs_only"),
    *("no_resident_groups", "response_times_varied", "no_complaints_process"),
}


def ways_left(landlord: str, kinds: Iterable[Mapping[str, Any]], advocate: bool, cannot_use: Iterable[str]) -> set[str]:
    """Which ways this person still has: every way, less what each kind takes away."""
    ways = {"in_person", "telephone", "email", "letter"} | ({"third_party"} if advocate else set())
    for kind in kinds:
        match kind["kind"]:
            case "third_party_only" if landlord == OCT:
                ways -= {"letter", "email"}
            case "third_party_only" | "no_direct_contact":
                ways -= {"in_person", "telephone", "email", "letter"}
            case "no_personal_contact" if landlord == OCT:
                ways -= {"in_person"}
            case "no_personal_contact":
                ways -= {"in_person", "telephone"}
            case "calls_not_taken":
                ways -= {"telephone"}
            case "channel_excluded":
                ways -= {kind["channel"]} - {"third_party"}
            case "only_channels":
                ways &= {*kind["channels"], "third_party"}
    return ways - set(cannot_use)


def closing(landlord: str, kinds: Iterable[Mapping[str, Any]], advocate: bool, cannot_use: Iterable[str]) -> list[str]:
    """What is to be found about ways of contact: the last door, and a third party who is not there."""
    kinds = list(kinds)
    missing = [
        "third_party_missing"
        for kind in kinds
        if not advocate
        and (
            kind["kind"] in {"third_party_only", "no_direct_contact"}
            or (kind["kind"] == "only_channels" and set(kind["channels"]) == {"third_party"})
        )
    ]
    if not ways_left(landlord, kinds, advocate, ()):
        return [*missing, "no_open_channel"]
    if not ways_left(landlord, kinds, advocate, cannot_use):
        return [*missing, "no_usable_channel"]
    return missing


def may_decide(landlord: str, kinds: Iterable[str], actions: Iterable[str], signed: Iterable[tuple[str, str]]) -> bool:
    """Have the right people signed? `signed` are (person, role)."""
    signed, kinds, actions = list(signed), list(kinds), list(actions)
    ranks = [ROLES[landlord][role] for _, role in signed]
    highest = max(ranks, default=0)
    if landlord in {NHG, CAL}:
        return highest >= 2
    if landlord == OVH:
        return _two_services(signed)
    if landlord == OCT:
        limits = set(kinds) & OCTAVIAS_LIMITS or set(actions) - {"social_media_removal"}
        return highest >= (3 if limits else 2)
    alone = "read_and_file" in kinds
    if alone and not any(role == "group_director_customer_services" for _, role in signed):
        return False
    return _group(signed) or (alone and set(kinds) == {"read_and_file"} and not actions)


def _two_services(signed: list[tuple[str, str]]) -> bool:
    spoken = [(person, service) for person, role in signed for service in SERVICES if role.startswith(service)]
    return any(one[0] != other[0] and one[1] != other[1] for one in spoken for other in spoken)


def _group(signed: list[tuple[str, str]]) -> bool:
    """A Service Caution Lead and two Caution Leads, three people."""
    leads = {person for person, role in signed if role == "caution_lead"}
    service_leads = {person for person, role in signed if role == "service_caution_lead"}
    return any(len(leads - {one}) >= 2 for one in service_leads)


def may_hear(landlord: str, of: Iterable[str], hearer: tuple[str, str], took_part: Mapping[str, str | None]) -> bool:
    """May this person (name, role) hear the appeal? `took_part` gives each person's role where they decided."""
    if "ineligible_status" in of or hearer[0] in took_part:
        return False
    rank = ROLES[landlord][hearer[1]]
    decided = [ROLES[landlord][role] for role in took_part.values() if role]
    if landlord == WCH:
        return rank > max(decided, default=1)  # a manager at least, where nobody here decided
    if landlord == OCT:
        limits = any(one in OCTAVIAS_LIMITS or (one in ACTIONS and one != "social_media_removal") for one in of)
        return rank >= (4 if limits else 3)
    return rank >= (3 if landlord == CAL else 2)


ACTIONS = {"tenancy_action", "police_report", "injunction", "eviction", "social_media_removal", "recharge"}

"""Compiles the releases of one purchase into what stands now, by the merging routine of OCDS 1.1.

Objects are merged field by field; in lists, objects with the same `id` are one; every other list, and every plain value,
is replaced by the newer one. Source: standard.open-contracting.org/1.1/en/schema/merging/.
"""

from typing import Any

Part = dict[str, Any]
OF_ONE_RELEASE = ("id", "date", "tag")


def compile_releases(releases: list[Part]) -> Part:
    """Return the compiled release of all releases of one purchase, given the oldest first; at least one."""
    compiled: Part = {}
    for release in releases:
        _merge(compiled, {name: value for name, value in release.items() if name not in OF_ONE_RELEASE})
    last = releases[-1]
    return {
        "ocid": compiled.pop("ocid"),
        "id": f"{last['ocid']}-compiled-{len(releases)}",
        "date": last["date"],
        "tag": ["compiled"],
        **compiled,
    }


def _merge(older: Part, newer: Part) -> None:
    for name, value in newer.items():
        if value is None:
            older.pop(name, None)
        elif isinstance(value, dict):
            _merge(older.setdefault(name, {}), value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            _merge_by_id(older.setdefault(name, []), value)
        else:
            older[name] = value


def _merge_by_id(older: list[Part], newer: list[Part]) -> None:
    known = {each["id"]: each for each in older}
    for each in newer:
        if each["id"] not in known:
            known[each["id"]] = {}
            older.append(known[each["id"]])
        _merge(known[each["id"]], each)

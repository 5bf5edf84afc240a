"""Loads the forms of names of laws and programmes, and the policies that are known by name."""

from functools import cache

from policygraph.patterns.entries import PolicyForm, PolicyName, PolicyOwner
from policygraph.patterns.files import compiled, entries

_FILE = "lexicon/policies.toml"
_REACH = 60


@cache
def policy_forms() -> tuple[PolicyForm, ...]:
    """The forms of names of laws and programmes. Raises ResourceError for a bad regular expression."""
    required = ("name", "kind", "pattern", "identifier", "legislation", "near")
    return tuple(
        PolicyForm(
            name=row["name"],
            kind=row["kind"],
            pattern=compiled(row, "pattern", _FILE),
            identifier=row["identifier"],
            scope=row.get("scope", ""),
            legislation=row["legislation"],
            near=tuple(row["near"]),
            reach=row.get("reach", _REACH),
            beside=compiled(row, "beside", _FILE) if "beside" in row else None,
            headlines=row.get("headlines", True),
        )
        for row in entries(_FILE, "form", required)
    )


@cache
def policy_names() -> tuple[PolicyName, ...]:
    """Policies known by name."""
    return tuple(
        PolicyName(
            slug=row["slug"],
            name=row["name"],
            kind=row.get("kind", "act" if row.get("legislation") else "programme"),
            forms=tuple(row["forms"]),
            acronyms=tuple(row.get("acronyms", ())),
            legislation=row.get("legislation", False),
            capital=row.get("capital", False),
            wikidata=row.get("wikidata", ""),
        )
        for row in entries(_FILE, "policy", ("slug", "name", "forms"))
    )


@cache
def policy_kind(name: str) -> str:
    """What kind of policy is called so, as policies.toml tells ('act', 'bill'); '' for none that it knows."""
    if known := next((p for p in policy_names() if p.name == name), None):
        return known.kind
    return next((form.kind for form in policy_forms() if form.pattern.fullmatch(name)), "")


@cache
def policy_owners() -> tuple[PolicyOwner, ...]:
    """What stands between a policy and its jurisdiction. Raises ResourceError for a bad regular expression."""
    return tuple(
        PolicyOwner(pattern=compiled(row, "pattern", _FILE), before=row["before"], numbered=row["numbered"])
        for row in entries(_FILE, "owner", ("name", "pattern", "before", "numbered"))
    )

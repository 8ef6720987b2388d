"""What a person types in the capture page."""

from typing import Any

from tests.integration.casefiles.samples import TODAY

WHO = {
    "given_names": "María Fernanda",
    "first_surname": "Gómez",
    "second_surname": "Ríos",
    "birth_date": "14031992",
    "sex": "M",
    "birth_state": "03",
    "residence": "03003",
    "nationality": "MEX",
    "schooling": "03",
    "civil_status": "SEP",
    "occupation": "4",
    "children_missing": "no_se_pregunto",
}
# Asked once of each institution, at its first capture in a file.
NOTICE = {"notice-way": "MOS", "notice-version": "2026-11-28"}
WHAT = {
    "precision": "exacta",
    "facts_on": f"{TODAY:%d/%m/%Y}",
    "learned_on": f"{TODAY:%d/%m/%Y}",
    "municipality": "03003",
    "place": "DOM",
    "modality": "FAM",
    "types": ["PSI"],
    "known_aggressor": "SI",
    "authority_knows": "NIN",
    "drugs": "NO",
    "weapons": "NO",
    "count-aggressors": "1",
    "attention-on": f"{TODAY:%d/%m/%Y}",
    "attention-municipality": "03003",
    "attention-arrival": "CTA",
    "aggressors-0-link": "EXP",
    "aggressors-0-sex": "H",
    "aggressors-0-age_missing": "no_se_pregunto",
    "aggressors-0-schooling": "se_desconoce",
    "aggressors-0-civil_status": "se_desconoce",
    "services-kinds": ["no_aplica"],
    "services-on": f"{TODAY:%d/%m/%Y}",
    "services-status": "OTO",
}


def typed(*, who: bool = True, **changes: Any) -> dict[str, Any]:
    """A whole page, with some answers changed; None takes one away. Field names with a dash are given in a dict."""
    page = {
        **(WHO | NOTICE if who else {}),
        **WHAT,
        "hacer": "registrar",
        **changes.pop("more", {}),
        **changes,
    }
    return {name: value for name, value in page.items() if value is not None}


def confirmed(codes: str, reason: str = "Así es en su acta") -> dict[str, str]:
    """The warnings that were looked at, and why the data are so."""
    return {"seen": codes, "confirmed": "on", "warnings_reason": reason}

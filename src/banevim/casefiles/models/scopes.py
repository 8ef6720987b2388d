"""Who reads the rows of a file: the predicates shared by its tables (functions in `security.sql`)."""

OWN = "institution_id = banevim_institution()"
SHARED = f"{OWN} OR (shareable AND banevim_reads_record(record_id))"
SHARED_SELF = f"{OWN} OR (shareable AND banevim_reads_record(id))"
SEEN = f"{OWN} OR (shareable AND banevim_sees_file(file_id))"
STAMP = {"id": "internal", "state_code": "public", "created_at": "internal"}


def classes(internal: str = "", sensitive: str = "", personal: str = "") -> dict[str, str]:
    """Field classes by name, on top of those of every table."""
    return {
        **STAMP,
        **dict.fromkeys(internal.split(), "internal"),
        **dict.fromkeys(sensitive.split(), "sensitive"),
        **dict.fromkeys(personal.split(), "personal"),
    }

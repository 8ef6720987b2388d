-- During a search, and only then: the records behind a folio that this institution could be offered.
CREATE OR REPLACE FUNCTION banevim_records_of_file(wanted uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.record_id FROM casefiles_membership m
   WHERE banevim_searches() AND m.file_id = wanted AND m.until IS NULL
     AND (m.shareable OR m.institution_id = banevim_institution())
$$;
REVOKE ALL ON FUNCTION banevim_records_of_file(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_records_of_file(uuid) TO banevim_app;

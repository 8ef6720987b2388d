-- Who sees a file. These functions run as the owner, so that a policy never waits on another policy, and answer only
-- yes or no for the context in force.
CREATE OR REPLACE FUNCTION banevim_has_access(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT banevim_purpose() <> 'search' AND EXISTS (
    SELECT 1 FROM casefiles_access a
     WHERE a.file_id = wanted AND a.institution_id = banevim_institution()
       AND a.starts_at <= clock_timestamp() AND a.until > clock_timestamp() AND a.revoked_at IS NULL)
$$;

CREATE OR REPLACE FUNCTION banevim_sees_file(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT banevim_has_access(wanted) OR (banevim_purpose() <> 'search' AND EXISTS (
    SELECT 1 FROM casefiles_membership m
     WHERE m.file_id = wanted AND m.until IS NULL AND m.institution_id = banevim_institution()))
$$;

CREATE OR REPLACE FUNCTION banevim_reads_record(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM casefiles_membership m
     WHERE m.record_id = wanted AND m.until IS NULL AND m.shareable AND banevim_has_access(m.file_id))
$$;

-- The cases of other institutions in a file with an access in force: date, municipality, types and modality, no more.
CREATE OR REPLACE FUNCTION banevim_shared_cases(wanted uuid)
RETURNS TABLE (institution_id uuid, facts_on date, "precision" varchar, municipality varchar, types varchar[],
               types_missing varchar, modality varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.institution_id, c.facts_on, c."precision", c.municipality, c.types, c.types_missing, c.modality
    FROM casefiles_case c JOIN casefiles_membership m ON m.record_id = c.record_id AND m.until IS NULL
   WHERE m.file_id = wanted AND m.shareable AND c.shareable AND c.institution_id <> banevim_institution()
     AND banevim_has_access(wanted)
$$;
REVOKE ALL ON FUNCTION banevim_shared_cases(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_shared_cases(uuid) TO banevim_app;

-- During a search, and only then: to which files do these records belong? Nothing else of them is told.
CREATE OR REPLACE FUNCTION banevim_files_of(wanted uuid[]) RETURNS TABLE (record_id uuid, file_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.record_id, m.file_id FROM casefiles_membership m
   WHERE banevim_searches() AND m.record_id = ANY (wanted) AND m.until IS NULL
     AND (m.shareable OR m.institution_id = banevim_institution())
$$;
REVOKE ALL ON FUNCTION banevim_files_of(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_files_of(uuid[]) TO banevim_app;

-- A folio leads to its file only inside a search.
CREATE OR REPLACE FUNCTION banevim_file_by_folio(state text, wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.id FROM casefiles_uniquefile f
   WHERE banevim_searches() AND f.state_code = state AND f.folio = wanted
     AND EXISTS (SELECT 1 FROM casefiles_membership m WHERE m.file_id = f.id AND m.until IS NULL
                  AND (m.shareable OR m.institution_id = banevim_institution()))
$$;
REVOKE ALL ON FUNCTION banevim_file_by_folio(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_file_by_folio(text, text) TO banevim_app;

-- Capture by institution, as numbers, for the month desk of the state office: who has stopped registering.
CREATE OR REPLACE FUNCTION banevim_capture_activity(since timestamptz)
RETURNS TABLE (institution_id uuid, cases bigint, last_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.institution_id, count(*) FILTER (WHERE c.registered_at >= since), max(c.registered_at)
    FROM casefiles_case c WHERE banevim_is_state_office() GROUP BY c.institution_id
$$;
REVOKE ALL ON FUNCTION banevim_capture_activity(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_capture_activity(timestamptz) TO banevim_app;

-- Whether who holds guardianship over her was told to be an aggressor, for whoever sees the file: yes or no, no name.
CREATE OR REPLACE FUNCTION banevim_guardian_barred(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT banevim_sees_file(wanted) AND EXISTS (
    SELECT 1 FROM casefiles_answers a JOIN casefiles_membership m ON m.record_id = a.record_id AND m.until IS NULL
     WHERE m.file_id = wanted AND a.section = 'guardian' AND a.until IS NULL AND a.coded->>'is_aggressor' = 'SI'
       AND (m.shareable OR m.institution_id = banevim_institution()))
$$;
REVOKE ALL ON FUNCTION banevim_guardian_barred(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_guardian_barred(uuid) TO banevim_app;

-- The key of a draft of one's own is destroyed with what it held; no other key can be.
CREATE OR REPLACE FUNCTION banevim_forget_draft(wanted uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM vault_datakey k USING casefiles_draft d
   WHERE k.record_id = wanted AND d.id = wanted AND d.person_id = banevim_person()
$$;
REVOKE ALL ON FUNCTION banevim_forget_draft(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_forget_draft(uuid) TO banevim_app;

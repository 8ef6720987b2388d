-- During a search, and only then: the records that stand at the file of a folio, while it is one with others; all of them
-- when none does. `banevim_files_of` says which may be shown.
CREATE OR REPLACE FUNCTION banevim_records_of_folio(state text, wanted text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH here AS (
    SELECT m.record_id, m.home_id = f.id AS own
      FROM casefiles_uniquefile f JOIN casefiles_membership m ON m.file_id = banevim_current_file(f.id) AND m.until IS NULL
     WHERE banevim_searches() AND f.state_code = state AND f.folio = wanted)
  SELECT h.record_id FROM here h WHERE h.own OR NOT EXISTS (SELECT 1 FROM here WHERE own)
$$;
REVOKE ALL ON FUNCTION banevim_records_of_folio(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_records_of_folio(text, text) TO banevim_app;

DROP FUNCTION IF EXISTS banevim_records_of_file(uuid);

-- Where the record that a search matched stands by itself, while files are one: the woman whose data were typed. Told only
-- to whoever made the search, who reads that file by saying that it is her.
CREATE OR REPLACE FUNCTION banevim_matched_home(candidate uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.home_id FROM identity_searchcandidate c
    JOIN casefiles_membership m ON m.record_id = c.record_id AND m.file_id = c.file_id AND m.until IS NULL
   WHERE c.id = candidate AND c.person_id = banevim_person()
$$;
REVOKE ALL ON FUNCTION banevim_matched_home(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_matched_home(uuid) TO banevim_app;

-- Possible duplicates: a person did not know whether a file was hers, and a new one was opened in the same tries. Told to
-- that person, to the liaison of the institution and to the state office; never which files were shown.
CREATE OR REPLACE FUNCTION banevim_doubts(since timestamptz)
RETURNS TABLE (thread uuid, opened_at timestamptz, person_id uuid, institution_id uuid, undecided bigint, shown bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH doubted AS (
    SELECT DISTINCT s.thread FROM identity_searchcandidate c JOIN identity_searchlog s ON s.id = c.search_id
     WHERE c.decision = 'dont_know' AND s.created_at >= since
       AND (s.person_id = banevim_person() OR banevim_is_state_office()
            OR (s.institution_id = banevim_institution() AND banevim_role() = 'institutional_liaison'))
  ), opened AS (
    SELECT s.thread, s.person_id, s.institution_id, max(h.used_at) AS opened_at
      FROM doubted d JOIN identity_searchlog s ON s.thread = d.thread
      JOIN casefiles_handover h ON h.search_id = s.id AND h.used_at IS NOT NULL
     GROUP BY s.thread, s.person_id, s.institution_id
  ), said AS (
    SELECT DISTINCT ON (s.thread, c.file_id) s.thread, c.decision
      FROM opened o JOIN identity_searchlog s ON s.thread = o.thread
      JOIN identity_searchcandidate c ON c.search_id = s.id
     ORDER BY s.thread, c.file_id, c.decided_at DESC NULLS LAST
  )
  SELECT o.thread, o.opened_at, o.person_id, o.institution_id,
         count(*) FILTER (WHERE a.decision IN ('dont_know', '')), count(*)
    FROM opened o JOIN said a ON a.thread = o.thread
   GROUP BY o.thread, o.opened_at, o.person_id, o.institution_id
  HAVING bool_or(a.decision = 'dont_know')
$$;
REVOKE ALL ON FUNCTION banevim_doubts(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_doubts(timestamptz) TO banevim_app;

-- No merge across a confirmed difference, whoever writes it: the last line behind the actions, which say it in words.
CREATE OR REPLACE FUNCTION banevim_refuse_different() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT record_two_id AS other FROM identity_difference
                    WHERE record_one_id = NEW.record_id AND until IS NULL
                    UNION ALL SELECT record_one_id FROM identity_difference
                    WHERE record_two_id = NEW.record_id AND until IS NULL) d
      JOIN casefiles_membership m ON m.record_id = d.other AND m.until IS NULL
     WHERE m.file_id = NEW.file_id)
  THEN
    RAISE EXCEPTION 'two women in one file' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS identity_never_two_women ON casefiles_membership;
CREATE TRIGGER identity_never_two_women AFTER INSERT ON casefiles_membership FOR EACH ROW
  WHEN (NEW.until IS NULL AND NEW.why IN ('joined', 'moved', 'merged', 'unmerged'))
  EXECUTE FUNCTION banevim_refuse_different();

-- What people who attended her said: the file to which a search led, chosen or opened new, and each file that was shown
-- in its tries and was not hers, or nobody knew. Only for whoever compares records; by the files of today.
CREATE OR REPLACE FUNCTION banevim_told_apart(wanted uuid[])
RETURNS TABLE (one uuid, two uuid, decision varchar, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH said AS (
    SELECT s.state_code, s.thread, c.file_id, c.decision, c.decided_at
      FROM identity_searchcandidate c JOIN identity_searchlog s ON s.id = c.search_id
     WHERE banevim_links() AND c.file_id = ANY (wanted) AND c.decision IN ('not_her', 'dont_know')
  ), led AS (
    SELECT d.state_code, d.thread, c.file_id, c.decided_at AS at
      FROM (SELECT DISTINCT state_code, thread FROM said) d
      JOIN identity_searchlog s ON s.state_code = d.state_code AND s.thread = d.thread
      JOIN identity_searchcandidate c ON c.search_id = s.id AND c.decision = 'her'
    UNION ALL
    SELECT d.state_code, d.thread, m.file_id, h.used_at
      FROM (SELECT DISTINCT state_code, thread FROM said) d
      JOIN identity_searchlog s ON s.state_code = d.state_code AND s.thread = d.thread
      JOIN casefiles_handover h ON h.state_code = s.state_code AND h.search_id = s.id AND h.used_at IS NOT NULL
      JOIN casefiles_draft w ON w.handover_id = h.id
      JOIN casefiles_case k ON k.id = w.case_id
      JOIN casefiles_membership m ON m.record_id = k.record_id AND m.until IS NULL
  ), pairs AS (
    SELECT banevim_current_file(l.file_id) AS one, banevim_current_file(a.file_id) AS two, a.decision,
           greatest(a.decided_at, l.at) AS at
      FROM said a JOIN led l ON l.state_code = a.state_code AND l.thread = a.thread
  )
  SELECT DISTINCT ON (p.one, p.two) p.one, p.two, p.decision, p.at
    FROM pairs p WHERE p.one <> p.two ORDER BY p.one, p.two, p.at DESC
$$;
REVOKE ALL ON FUNCTION banevim_told_apart(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_told_apart(uuid[]) TO banevim_app;

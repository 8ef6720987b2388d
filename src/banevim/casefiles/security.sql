-- Who sees a file. These functions run as the owner, so that a policy never waits on another policy, and answer only
-- yes or no for the context in force. What is looked up once stands in a (SELECT …): bare, a planner without statistics
-- asks it again for every row.

-- Where a file leads today: itself, or, while it is merged, the oldest of those that are one.
CREATE OR REPLACE FUNCTION banevim_current_file(wanted uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce((SELECT m.file_id FROM casefiles_membership m
                    WHERE m.home_id = wanted AND m.until IS NULL LIMIT 1), wanted)
$$;

-- The files that are one with this one today, itself included.
CREATE OR REPLACE FUNCTION banevim_same_files(wanted uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT wanted UNION SELECT each.id FROM casefiles_membership m
    JOIN casefiles_membership o ON o.file_id = m.file_id AND o.until IS NULL
   CROSS JOIN LATERAL (VALUES (o.home_id), (o.file_id)) AS each(id)
   WHERE m.home_id = wanted AND m.until IS NULL
$$;

-- She is protected against this institution: an access that it holds, to this file or to one that is one with it, reads
-- nothing while that lasts.
CREATE OR REPLACE FUNCTION banevim_is_barred(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM casefiles_protectedmark k
     WHERE k.against_id = banevim_institution() AND k.since <= clock_timestamp()
       AND (k.until IS NULL OR k.until > clock_timestamp())
       AND EXISTS (SELECT 1 FROM casefiles_membership m
                    WHERE m.record_id = k.record_id AND m.until IS NULL
                      AND m.file_id = (SELECT banevim_current_file(wanted))))
$$;

-- An access to any of the files that are one is an access to all of it.
CREATE OR REPLACE FUNCTION banevim_holds_access(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM casefiles_access a
     WHERE a.file_id IN (SELECT banevim_same_files(wanted)) AND a.institution_id = banevim_institution()
       AND a.starts_at <= clock_timestamp() AND a.until > clock_timestamp() AND a.revoked_at IS NULL)
    AND NOT (SELECT banevim_is_barred(wanted))
$$;

CREATE OR REPLACE FUNCTION banevim_has_access(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT banevim_purpose() <> 'search' AND banevim_holds_access(wanted)
$$;

CREATE OR REPLACE FUNCTION banevim_sees_file(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT banevim_has_access(wanted) OR (banevim_purpose() <> 'search' AND EXISTS (
    SELECT 1 FROM casefiles_membership m
     WHERE m.file_id = (SELECT banevim_current_file(wanted)) AND m.until IS NULL
       AND m.institution_id = banevim_institution()))
$$;

CREATE OR REPLACE FUNCTION banevim_reads_record(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM casefiles_membership m
     WHERE m.record_id = wanted AND m.until IS NULL AND m.shareable AND banevim_has_access(m.file_id))
$$;

-- Whoever decides which records are of one woman compares their cards, with an access declared for it.
CREATE OR REPLACE FUNCTION banevim_reviews_record(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT banevim_links() AND EXISTS (
    SELECT 1 FROM casefiles_membership m
     WHERE m.record_id = wanted AND m.until IS NULL AND banevim_holds_access(m.file_id))
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

-- Marked by somebody who protects her: alias, shelter, or threatened by a person inside an institution.
CREATE OR REPLACE FUNCTION banevim_is_marked(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM casefiles_protectedmark k JOIN casefiles_membership m ON m.record_id = k.record_id AND m.until IS NULL
     WHERE m.file_id = (SELECT banevim_current_file(wanted)) AND k.since <= clock_timestamp()
       AND (k.until IS NULL OR k.until > clock_timestamp()))
$$;

-- During a search, and only then: to which files do these records belong, and may the searcher be offered them? What
-- only a shelter captured is hidden; a marked file too, but from whoever attends her already, and from those always
-- against whom she is protected. The same is asked of every file, hidden or not, so that both take the same work.
DROP FUNCTION IF EXISTS banevim_files_of(uuid[]);
CREATE FUNCTION banevim_files_of(wanted uuid[]) RETURNS TABLE (record_id uuid, file_id uuid, hidden boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH found AS MATERIALIZED (
    SELECT m.record_id, m.file_id, NOT (m.shareable OR m.institution_id = banevim_institution()) AS apart
      FROM casefiles_membership m
     WHERE banevim_searches() AND m.record_id = ANY (wanted) AND m.until IS NULL
  ), members AS MATERIALIZED (
    SELECT m.file_id, m.home_id, m.record_id, m.institution_id FROM casefiles_membership m
     WHERE m.file_id IN (SELECT f.file_id FROM found f) AND m.until IS NULL
  ), marked AS MATERIALIZED (
    SELECT m.file_id, bool_or(coalesce(k.against_id = banevim_institution(), false)) AS against
      FROM members m JOIN casefiles_protectedmark k ON k.record_id = m.record_id
     WHERE k.since <= clock_timestamp() AND (k.until IS NULL OR k.until > clock_timestamp()) GROUP BY m.file_id
  ), known AS MATERIALIZED (
    SELECT m.file_id FROM members m WHERE m.institution_id = banevim_institution()
    UNION
    SELECT m.file_id FROM members m JOIN casefiles_access a ON a.file_id IN (m.home_id, m.file_id)
     WHERE a.institution_id = banevim_institution() AND a.revoked_at IS NULL
       AND a.starts_at <= clock_timestamp() AND a.until > clock_timestamp()
  )
  SELECT f.record_id, f.file_id,
         f.apart OR (k.file_id IS NOT NULL AND (k.against OR w.file_id IS NULL))
    FROM found f LEFT JOIN marked k ON k.file_id = f.file_id LEFT JOIN known w ON w.file_id = f.file_id
$$;
REVOKE ALL ON FUNCTION banevim_files_of(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_files_of(uuid[]) TO banevim_app;

-- A folio leads to its file, or to the one that it is today, only inside a search or for whoever links records.
CREATE OR REPLACE FUNCTION banevim_file_by_folio(state text, wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT banevim_current_file(f.id) FROM casefiles_uniquefile f
   WHERE (banevim_searches() OR banevim_links()) AND f.state_code = state AND f.folio = wanted
     AND EXISTS (SELECT 1 FROM casefiles_membership m
                  WHERE m.file_id = (SELECT banevim_current_file(f.id)) AND m.until IS NULL)
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

-- The state office took a record out of a file: whoever read the file because she was said to be there stops reading it,
-- unless another record of that institution stays. Put back, the same accesses hold again.
CREATE OR REPLACE FUNCTION banevim_end_access(taken uuid, wanted uuid, moment timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH place AS (SELECT m.institution_id FROM casefiles_membership m WHERE m.record_id = taken AND m.until IS NULL),
  ended AS (
    UPDATE casefiles_access a SET revoked_at = moment FROM place p
     WHERE banevim_links() AND a.institution_id = p.institution_id AND a.revoked_at IS NULL AND a.until > moment
       AND a.file_id IN (SELECT banevim_same_files(wanted))
       AND NOT EXISTS (SELECT 1 FROM casefiles_membership m
                        WHERE m.file_id IN (SELECT banevim_same_files(wanted))
                          AND m.institution_id = p.institution_id AND m.until IS NULL)
    RETURNING 1)
  SELECT count(*) FROM ended
$$;
REVOKE ALL ON FUNCTION banevim_end_access(uuid, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_end_access(uuid, uuid, timestamptz) TO banevim_app;
-- Files that were one are apart again. Who came to one of them by its own word while they were, and holds no record in
-- it, may have meant the other woman: it says again whom it attends. A referral (CAN) says whom by itself; the office
-- compared both (DUP).
DROP FUNCTION IF EXISTS banevim_end_stray_access(uuid, timestamptz, timestamptz);
CREATE OR REPLACE FUNCTION banevim_end_stray_access(homes uuid[], moment timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH ended AS (
    UPDATE casefiles_access a SET revoked_at = moment
     WHERE banevim_links() AND a.file_id = ANY (homes) AND a.revoked_at IS NULL AND a.until > moment
       AND a.reason NOT IN ('CAN', 'DUP')
       AND NOT EXISTS (SELECT 1 FROM casefiles_membership m
                        WHERE m.home_id = a.file_id AND m.institution_id = a.institution_id AND m.until IS NULL)
       AND EXISTS (
         SELECT 1 FROM casefiles_membership x JOIN casefiles_membership y ON y.file_id = x.file_id
          WHERE x.home_id = a.file_id AND x.since <= a.starts_at AND (x.until IS NULL OR x.until > a.starts_at)
            AND y.home_id <> a.file_id AND y.since <= a.starts_at AND (y.until IS NULL OR y.until > a.starts_at)
            AND banevim_current_file(y.home_id) <> banevim_current_file(a.file_id))
    RETURNING 1)
  SELECT count(*) FROM ended
$$;
REVOKE ALL ON FUNCTION banevim_end_stray_access(uuid[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_end_stray_access(uuid[], timestamptz) TO banevim_app;
CREATE OR REPLACE FUNCTION banevim_renew_access(taken uuid, moment timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH renewed AS (
    UPDATE casefiles_access a SET revoked_at = NULL FROM casefiles_membership m
     WHERE banevim_links() AND m.record_id = taken AND m.until IS NULL
       AND a.institution_id = m.institution_id AND a.revoked_at = moment
    RETURNING 1)
  SELECT count(*) FROM renewed
$$;
REVOKE ALL ON FUNCTION banevim_renew_access(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_renew_access(uuid, timestamptz) TO banevim_app;
-- Whether a file is still what a search showed: since then no record came to it or left it by a decision of the office,
-- and nobody protected it. Otherwise she is searched again, and what may be offered is decided anew.
CREATE OR REPLACE FUNCTION banevim_still_offered(wanted uuid, seen timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT 1 FROM casefiles_membership m
                      WHERE m.file_id = wanted AND (m.until > seen OR (m.since > seen AND m.why IN ('merged', 'unmerged'))))
     AND NOT EXISTS (SELECT 1 FROM casefiles_protectedmark k JOIN casefiles_membership m ON m.record_id = k.record_id
                      WHERE m.file_id = wanted AND m.until IS NULL AND k.since > seen)
$$;
REVOKE ALL ON FUNCTION banevim_still_offered(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_still_offered(uuid, timestamptz) TO banevim_app;

-- A record goes back where it was: who came to it at the file that it had meanwhile follows it.
CREATE OR REPLACE FUNCTION banevim_move_access(home uuid, wanted uuid) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH changed AS (
    UPDATE casefiles_access a SET file_id = wanted WHERE banevim_links() AND a.file_id = home RETURNING 1)
  SELECT count(*) FROM changed
$$;
REVOKE ALL ON FUNCTION banevim_move_access(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_move_access(uuid, uuid) TO banevim_app;

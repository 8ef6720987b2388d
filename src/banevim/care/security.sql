-- Who sees a referral. These functions run as the owner, so that a policy never waits on another policy, and answer
-- only yes or no for the context in force.
CREATE OR REPLACE FUNCTION banevim_routed_to_me(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM care_routing r
     WHERE r.referral_id = wanted AND r.institution_id = banevim_institution()
       AND NOT EXISTS (SELECT 1 FROM care_routing later WHERE later.referral_id = wanted AND later.turn > r.turn))
$$;

CREATE OR REPLACE FUNCTION banevim_receives(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM care_referral r WHERE r.id = wanted AND r.recipient_id = banevim_institution())
      OR banevim_routed_to_me(wanted)
$$;

-- Whoever was asked, once it has accepted and as long as nobody took it back.
CREATE OR REPLACE FUNCTION banevim_holds(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM care_referral r
                  WHERE r.id = wanted AND r.stage IN ('accepted', 'attended', 'closed'))
     AND banevim_receives(wanted)
$$;

-- The state office, about a referral that waits for a shelter or went to one.
CREATE OR REPLACE FUNCTION banevim_routes(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT banevim_is_state_office()
     AND EXISTS (SELECT 1 FROM care_referral r WHERE r.id = wanted AND r.to_shelter)
$$;

CREATE OR REPLACE FUNCTION banevim_sees_referral(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM care_referral r WHERE r.id = wanted AND r.institution_id = banevim_institution())
      OR banevim_receives(wanted) OR banevim_routes(wanted)
$$;

-- The file behind a referral, for whoever was asked and while the answer may still open it.
CREATE OR REPLACE FUNCTION banevim_referred_file(wanted uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.home_id FROM care_referral r
    JOIN casefiles_membership m ON m.record_id = r.record_id AND m.until IS NULL
   WHERE r.id = wanted AND r.stage IN ('sent', 'received', 'accepted', 'attended', 'closed')
     AND banevim_receives(wanted)
$$;
REVOKE ALL ON FUNCTION banevim_referred_file(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_referred_file(uuid) TO banevim_app;

-- Whether the yes on which a referral hangs was said by who represents her, and that person was told to be an aggressor
-- since; her own yes, if she said one to her institution, holds. For whoever sees the referral: yes or no, and no more.
CREATE OR REPLACE FUNCTION banevim_referral_barred(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT banevim_sees_referral(wanted) AND EXISTS (
    SELECT 1 FROM care_referral r
      JOIN care_consent c ON c.id = r.consent_id
      JOIN casefiles_membership h ON h.record_id = r.record_id AND h.until IS NULL
     WHERE r.id = wanted AND c.way = 'REP'
       AND EXISTS (
         SELECT 1 FROM casefiles_answers a
           JOIN casefiles_membership m ON m.record_id = a.record_id AND m.until IS NULL
          WHERE m.file_id = h.file_id AND a.section = 'guardian' AND a.until IS NULL
            AND a.coded->>'is_aggressor' = 'SI'
            AND (m.shareable OR m.institution_id IN (r.institution_id, banevim_institution())))
       AND coalesce((
         SELECT n.answer FROM care_consent n
           JOIN casefiles_membership m ON m.record_id = n.record_id AND m.until IS NULL
          WHERE m.file_id = h.file_id AND n.institution_id = r.institution_id AND n.way <> 'REP'
            AND n.purpose = c.purpose AND n.recipient_id IS NOT DISTINCT FROM c.recipient_id
          ORDER BY n.created_at DESC, n.id DESC LIMIT 1), '') <> 'DIO')
$$;
REVOKE ALL ON FUNCTION banevim_referral_barred(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_referral_barred(uuid) TO banevim_app;

-- She withdrew her consent, or the sender revoked: the access that hung on the referral ends, whoever holds it.
-- One that had ended already ends at this moment too: what ended when a record was taken out holds again when it is put
-- back, and what she took back must not.
CREATE OR REPLACE FUNCTION banevim_end_referral_access(wanted uuid, moment timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH ended AS (
    UPDATE casefiles_access a SET revoked_at = moment
      FROM care_referral r
     WHERE r.id = wanted AND r.institution_id = banevim_institution() AND a.id = r.access_id
    RETURNING 1)
  SELECT count(*) FROM ended
$$;
REVOKE ALL ON FUNCTION banevim_end_referral_access(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_end_referral_access(uuid, timestamptz) TO banevim_app;

-- The office takes a record out of a file, or puts it back: what was given with its referrals goes where it goes.
CREATE OR REPLACE FUNCTION banevim_move_referral_access(moved uuid, home uuid) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH changed AS (
    UPDATE casefiles_access a SET file_id = home
      FROM care_referral r
     WHERE banevim_links() AND r.record_id = moved AND a.id = r.access_id AND a.file_id <> home
    RETURNING 1)
  SELECT count(*) FROM changed
$$;
REVOKE ALL ON FUNCTION banevim_move_referral_access(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_move_referral_access(uuid, uuid) TO banevim_app;

-- How many captures one's own institution has under way: each one is read only by whoever began it, their number also by
-- whoever closes the month.
CREATE OR REPLACE FUNCTION banevim_drafts_under_way() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM casefiles_draft d
   WHERE d.institution_id = banevim_institution() AND d.case_id IS NULL AND d.discarded_at IS NULL
$$;
REVOKE ALL ON FUNCTION banevim_drafts_under_way() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_drafts_under_way() TO banevim_app;

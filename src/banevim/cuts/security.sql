-- De-identified rows for the figures: coarse codes, months, no day, no text, no institution. The views number women and
-- rows afresh at each reading: their numbers lead nowhere. They run as their owner; the stats role reads this schema and
-- nothing else. Whoever counts says first, in its transaction, the time zone (`stats.zone`), the moment before which
-- loads are the historical load (`stats.history_ends`) and the last month (`stats.closed`): unsaid, nothing is read.
CREATE SCHEMA IF NOT EXISTS stats;
DROP VIEW IF EXISTS stats.cases, stats.aggressors, stats.services, stats.referrals, stats.institutions, stats.memberships,
  stats.groups;

-- A code, unless it says why there is none: then it is not specified.
CREATE OR REPLACE FUNCTION stats.told(code text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN code NOT IN ('', 'no_aplica', 'no_se_pregunto', 'prefiere_no_responder', 'se_desconoce',
                                'no_especificado') THEN code END
$$;
CREATE OR REPLACE FUNCTION stats.month(day timestamp) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(day, 'YYYY-MM')
$$;
CREATE OR REPLACE FUNCTION stats.here(moment timestamptz) RETURNS timestamp LANGUAGE sql STABLE AS $$
  SELECT moment AT TIME ZONE current_setting('stats.zone')
$$;
-- Our clock decides the day; the historical load counts by its source date, later loads when they enter.
CREATE OR REPLACE FUNCTION stats.day(registered_at timestamptz, source_on date) RETURNS timestamp LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN source_on IS NOT NULL AND registered_at < current_setting('stats.history_ends')::timestamptz
              THEN source_on::timestamp ELSE stats.here(registered_at) END
$$;
-- Days from Monday to Friday after the first one and up to the last; the first day of 1900 was a Monday.
CREATE OR REPLACE FUNCTION stats.weekdays(after date, until date) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN until <= after THEN 0 ELSE
    5 * ((until - date '1899-12-31') / 7) + least((until - date '1899-12-31') % 7, 5)
    - 5 * ((after - date '1899-12-31') / 7) - least((after - date '1899-12-31') % 7, 5) END
$$;
CREATE OR REPLACE FUNCTION stats.age_group(age integer, starts integer[], names text[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT names[width_bucket(age, starts)] $$;

-- The records of today, with the number of the woman: merged files are one.
CREATE VIEW stats.memberships AS
SELECT m.record_id, m.file_id, dense_rank() OVER (ORDER BY m.file_id) AS woman
  FROM casefiles_membership m WHERE m.until IS NULL;
CREATE VIEW stats.groups AS
SELECT DISTINCT ON (e.catalog, e.code) e.catalog::text, e.code::text, e."group"::text AS name
  FROM catalogs_entry e WHERE e."group" <> '' ORDER BY e.catalog, e.code, e.valid_from DESC;

CREATE VIEW stats.cases AS
SELECT c.state_code,
       row_number() OVER (ORDER BY c.id) AS number,
       m.woman,
       stats.month(r.day) AS month,
       coalesce(stats.month(c.source_registered_on) < stats.month(r.day), false) AS late,
       CASE WHEN c.precision <> 'se_desconoce' THEN stats.month(c.facts_on) END AS facts_month,
       c.types::text[] AS types,
       CASE WHEN cardinality(c.types) > 1 THEN 'SI' WHEN cardinality(c.types) = 1 THEN 'NO' END AS several_types,
       stats.told(c.modality) AS modality,
       CASE WHEN c.municipality ~ '^[0-9]+$' THEN c.municipality::text END AS municipality,
       CASE WHEN c.precision <> 'se_desconoce' THEN stats.age_group(
              ((extract(year FROM r.day) - extract(year FROM c.facts_on)) * 12
               + extract(month FROM r.day) - extract(month FROM c.facts_on))::integer,
              ARRAY[-9999, 1, 4, 13], ARRAY['0', '1-3', '4-12', '13+']) END AS delay,
       place.name AS place,
       (SELECT array_agg(DISTINCT g.name) FROM casefiles_aggressor x
          JOIN stats.groups g ON g.catalog = 'link' AND g.code = x.link WHERE x.case_id = c.id) AS links,
       stats.told(c.weapons) AS weapons,
       stats.told(c.drugs) AS substances,
       (SELECT coalesce(array_agg(DISTINCT e.name) FILTER (WHERE e.code <> 'NIN'), array_agg(DISTINCT 'ninguno'::text))
          FROM (SELECT q.name, jsonb_array_elements_text(a.coded -> q.key) AS code
                  FROM casefiles_answers a,
                       (VALUES ('physical', 'fisicos'), ('psychological', 'psicologicos'), ('economic', 'economicos'),
                               ('patrimonial', 'patrimoniales'), ('sexual', 'sexuales')) q (key, name)
                 WHERE a.record_id = c.record_id AND a.case_id = c.id AND a.section = 'effects' AND a.until IS NULL) e
         WHERE stats.told(e.code) IS NOT NULL) AS effects,
       (SELECT a.coded ->> 'severity' FROM casefiles_answers a
         WHERE a.record_id = c.record_id AND a.case_id = c.id AND a.section = 'injuries' AND a.until IS NULL
           AND stats.told(a.coded ->> 'severity') IS NOT NULL
         ORDER BY array_position(ARRAY['MOR', 'VID', 'GRA', 'MOD', 'LEV'], a.coded ->> 'severity') LIMIT 1) AS injury,
       (SELECT stats.told(a.coded ->> 'level') FROM casefiles_answers a
         WHERE a.record_id = c.record_id AND a.case_id = c.id AND a.section = 'risk' AND a.until IS NULL) AS risk,
       CASE WHEN stats.told(c.authority_knows) = 'NIN' THEN 'NO'
            WHEN stats.told(c.authority_knows) IS NOT NULL THEN 'SI' END AS authority,
       -- Where no authority knows of it there is no investigation; where one does and nobody noted any, it is not known.
       coalesce(
         (SELECT CASE WHEN bool_or(a.coded ->> 'kind' = 'CAR') THEN 'SI' WHEN count(*) > 0 THEN 'NO' END
            FROM casefiles_answers a
           WHERE a.record_id = c.record_id AND a.case_id = c.id AND a.section = 'investigations' AND a.until IS NULL
             AND stats.told(a.coded ->> 'kind') IS NOT NULL),
         CASE WHEN stats.told(c.authority_knows) = 'NIN' THEN 'NO' END) AS investigation,
       (SELECT stats.told(a.coded ->> 'reported_before') FROM casefiles_answers a
         WHERE a.record_id = c.record_id AND a.case_id = c.id AND a.section = 'circumstances' AND a.until IS NULL
       ) AS reported_before,
       CASE WHEN c.learned_on IS NOT NULL THEN
         CASE WHEN stats.weekdays(c.learned_on, known.day) - (
                SELECT count(DISTINCT h.date) FROM catalogs_holiday h
                 WHERE h.date > c.learned_on AND h.date <= known.day AND extract(isodow FROM h.date) < 6
                   AND h.confirmed AND h.scope IN ('MX', c.state_code)) <= (
                SELECT l.value FROM catalogs_deadline l
                 WHERE l.key = 'capture' AND (l.valid_to IS NULL OR l.valid_to >= c.learned_on)
                 ORDER BY l.valid_from LIMIT 1)
              THEN 'SI' ELSE 'NO' END END AS on_time,
       array_remove(ARRAY[
         CASE WHEN w.age IS NOT NULL THEN 'edad' END,
         CASE WHEN stats.told(w.residence) IS NOT NULL THEN 'residencia' END,
         CASE WHEN stats.told(w.schooling) IS NOT NULL THEN 'escolaridad' END,
         CASE WHEN stats.told(w.civil_status) IS NOT NULL THEN 'estado_conyugal' END,
         CASE WHEN c.precision <> 'se_desconoce' THEN 'fecha' END,
         CASE WHEN stats.told(c.municipality) IS NOT NULL THEN 'municipio' END,
         CASE WHEN stats.told(c.place) IS NOT NULL THEN 'lugar' END,
         CASE WHEN stats.told(c.modality) IS NOT NULL THEN 'modalidad' END,
         CASE WHEN cardinality(c.types) > 0 THEN 'tipos' END,
         CASE WHEN EXISTS (SELECT 1 FROM casefiles_aggressor x
                            WHERE x.case_id = c.id AND stats.told(x.link) IS NOT NULL) THEN 'vinculo' END,
         CASE WHEN coalesce(stats.told(w.residence), stats.told(w.schooling), stats.told(w.civil_status),
                            stats.told(c.municipality), stats.told(c.place), stats.told(c.modality)) IS NULL
                   AND w.age IS NULL AND c.precision = 'se_desconoce' AND cardinality(c.types) = 0
                   AND NOT EXISTS (SELECT 1 FROM casefiles_aggressor x
                                    WHERE x.case_id = c.id AND stats.told(x.link) IS NOT NULL) THEN 'ninguno' END
       ], NULL) AS answered,
       stats.age_group(w.age, ARRAY[0, 6, 12, 18, 30, 45, 60],
                       ARRAY['00-05', '06-11', '12-17', '18-29', '30-44', '45-59', '60+']) AS age,
       stats.age_group(w.age, ARRAY[0, 3, 18, 30, 60], ARRAY['00-02', '03-17', '18-29', '30-59', '60+']) AS age_sesnsp,
       schooling.name AS schooling,
       stats.told(w.civil_status) AS civil_status,
       occupation.name AS occupation,
       (SELECT stats.told(a.coded ->> 'schooling_status') FROM casefiles_answers a
         WHERE a.record_id = c.record_id AND a.case_id IS NULL AND a.section = 'background' AND a.until IS NULL
       ) AS schooling_status,
       (SELECT stats.told(a.coded ->> 'income_band') FROM casefiles_answers a
         WHERE a.record_id = c.record_id AND a.case_id IS NULL AND a.section = 'background' AND a.until IS NULL
       ) AS income_band,
       (SELECT DISTINCT e.code::text FROM catalogs_entry e
         WHERE e.catalog = 'income_source' AND e.code = w.income_source) AS income,
       (SELECT stats.told(a.coded ->> 'indigenous') FROM casefiles_answers a
         WHERE a.record_id = c.record_id AND a.case_id IS NULL AND a.section = 'background' AND a.until IS NULL
       ) AS indigenous,
       (SELECT stats.told(a.coded ->> 'afromexican') FROM casefiles_answers a
         WHERE a.record_id = c.record_id AND a.case_id IS NULL AND a.section = 'background' AND a.until IS NULL
       ) AS afromexican,
       (SELECT CASE WHEN bool_or(q.code <> 'NIN') THEN 'SI' WHEN count(q.code) > 0 THEN 'NO' END
          FROM (SELECT stats.told(jsonb_array_elements_text(a.coded -> 'disability')) AS code FROM casefiles_answers a
                 WHERE a.record_id = c.record_id AND a.case_id IS NULL AND a.section = 'needs' AND a.until IS NULL) q
       ) AS disability,
       (SELECT stats.told(a.coded ->> 'pregnant') FROM casefiles_answers a
         WHERE a.record_id = c.record_id AND a.case_id IS NULL AND a.section = 'needs' AND a.until IS NULL) AS pregnant,
       (SELECT array_agg(DISTINCT q.code) FILTER (WHERE q.code IS NOT NULL)
          FROM (SELECT stats.told(jsonb_array_elements_text(a.coded -> 'vulnerability')) AS code
                  FROM casefiles_answers a
                 WHERE a.record_id = c.record_id AND a.case_id IS NULL AND a.section = 'conditions'
                   AND a.until IS NULL) q) AS conditions,
       (SELECT stats.told(a.coded ->> 'organised_crime') FROM casefiles_answers a
         WHERE a.record_id = c.record_id AND a.case_id = c.id AND a.section = 'circumstances' AND a.until IS NULL
       ) AS organised_crime,
       (SELECT min(stats.month(stats.here(v.created_at))) FROM care_service v
          JOIN casefiles_membership o ON o.record_id = v.record_id AND o.until IS NULL
         WHERE o.file_id = m.file_id AND v.status IN ('OTO', 'PRO', 'CON')) AS served_month
  FROM casefiles_case c
  JOIN casefiles_woman w ON w.id = c.record_id
  JOIN stats.memberships m ON m.record_id = c.record_id
 CROSS JOIN LATERAL (SELECT stats.day(c.registered_at, c.source_registered_on) AS day) r
 CROSS JOIN LATERAL (SELECT coalesce(c.source_registered_on, stats.here(c.registered_at)::date) AS day) known
  LEFT JOIN stats.groups place ON place.catalog = 'place' AND place.code = c.place
  LEFT JOIN stats.groups schooling ON schooling.catalog = 'schooling' AND schooling.code = w.schooling
  LEFT JOIN stats.groups occupation ON occupation.catalog = 'occupation' AND occupation.code = w.occupation;

-- The persons who attacked, as each case tells them: in two cases the same person is told twice.
CREATE VIEW stats.aggressors AS
SELECT c.state_code,
       row_number() OVER (ORDER BY x.id) AS number,
       m.woman,
       stats.month(r.day) AS month,
       coalesce(stats.month(c.source_registered_on) < stats.month(r.day), false) AS late,
       stats.told(x.sex) AS sex,
       stats.age_group(x.age, ARRAY[0, 18, 30, 45, 60], ARRAY['00-17', '18-29', '30-44', '45-59', '60+']) AS age
  FROM casefiles_aggressor x
  JOIN casefiles_case c ON c.id = x.case_id
  JOIN stats.memberships m ON m.record_id = c.record_id
 CROSS JOIN LATERAL (SELECT stats.day(c.registered_at, c.source_registered_on) AS day) r;

CREATE VIEW stats.services AS
SELECT v.state_code,
       row_number() OVER (ORDER BY v.id) AS number,
       m.woman,
       stats.month(stats.here(v.created_at)) AS month,
       stats.month(v."on") < stats.month(stats.here(v.created_at)) AS late,
       g.name AS service,
       stats.told(v.status) AS status
  FROM care_service v
  JOIN stats.memberships m ON m.record_id = v.record_id
  LEFT JOIN stats.groups g ON g.catalog = 'service' AND g.code = v.kind;

-- The referrals that ended, in the month in which they did. To whom is not said: a shelter would show.
CREATE VIEW stats.referrals AS
SELECT r.state_code,
       row_number() OVER (ORDER BY r.id) AS number,
       m.woman,
       stats.month(stats.here(r.stage_since)) AS month,
       false AS late,
       CASE r.stage WHEN 'declined' THEN 'DEC' WHEN 'revoked' THEN 'REV' ELSE (
         SELECT stats.told(s.code) FROM care_referralstep s WHERE s.referral_id = r.id AND s.step = 'close'
          ORDER BY s.created_at DESC, s.id DESC LIMIT 1) END AS outcome,
       g.name AS service
  FROM care_referral r
  JOIN stats.memberships m ON m.record_id = r.record_id
  LEFT JOIN stats.groups g ON g.catalog = 'service' AND g.code = r.service
 WHERE r.stage IN ('closed', 'declined', 'revoked');

-- Each institution with somebody who captures, month by month, by our clock; not which one it is.
CREATE VIEW stats.institutions AS
SELECT i.state_code,
       dense_rank() OVER (ORDER BY i.id) AS number,
       NULL::bigint AS woman,
       stats.month(s.starts) AS month,
       false AS late,
       CASE WHEN EXISTS (
         SELECT 1 FROM casefiles_case c
          WHERE c.state_code = i.state_code AND c.institution_id = i.id
            AND c.registered_at >= s.starts AT TIME ZONE current_setting('stats.zone')
            AND c.registered_at < (s.starts + interval '1 month') AT TIME ZONE current_setting('stats.zone'))
            THEN 'SI' ELSE 'NO' END AS captured
  FROM accounts_institution i
 CROSS JOIN LATERAL generate_series(
         (SELECT date_trunc('month', stats.here(min(p.created_at))) FROM accounts_person p WHERE p.institution_id = i.id),
         (current_setting('stats.closed') || '-01')::timestamp, interval '1 month') s (starts)
 WHERE EXISTS (
   SELECT 1 FROM accounts_person p
    WHERE p.institution_id = i.id AND p.role IN ('capturer', 'institutional_liaison')
      AND stats.here(p.created_at) < s.starts + interval '1 month'
      AND (p.closed_at IS NULL OR stats.here(p.closed_at) >= s.starts + interval '1 month'));
-- Each source is read once for a cut, into a temporary table that ends with its transaction.
DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO banevim_stats', current_database()); END $$;
REVOKE ALL ON ALL TABLES IN SCHEMA stats FROM PUBLIC;
GRANT USAGE ON SCHEMA stats TO banevim_stats;
GRANT SELECT ON stats.cases, stats.aggressors, stats.services, stats.referrals, stats.institutions TO banevim_stats;

-- Which cuts are public, for whoever reads figures: the counts before protection stay with the state office.
CREATE OR REPLACE FUNCTION banevim_published_cuts() RETURNS TABLE (version text, published_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.month || '-r' || c.revision, s.created_at
    FROM cuts_cut c JOIN cuts_cutstep s ON s.cut_id = c.id AND s.step = 'published'
   ORDER BY s.created_at DESC
$$;
REVOKE ALL ON FUNCTION banevim_published_cuts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_published_cuts() TO banevim_app;

-- For the checks of a cut, the state office alone: what each institution registered month by month, and how many of its
-- cases do not say it. Numbers; nobody's record.
CREATE OR REPLACE FUNCTION banevim_capture_by_month(first text, last text)
RETURNS TABLE (institution_id uuid, month text, cases bigint, types bigint, modality bigint, municipality bigint,
               place bigint, facts bigint, aggressor bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.institution_id, stats.month(r.day), count(*),
         count(*) FILTER (WHERE cardinality(c.types) = 0),
         count(*) FILTER (WHERE stats.told(c.modality) IS NULL),
         count(*) FILTER (WHERE stats.told(c.municipality) IS NULL),
         count(*) FILTER (WHERE stats.told(c.place) IS NULL),
         count(*) FILTER (WHERE c.precision = 'se_desconoce'),
         count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM casefiles_aggressor x
                                             WHERE x.case_id = c.id AND stats.told(x.sex) IS NOT NULL))
    FROM casefiles_case c
   CROSS JOIN LATERAL (SELECT stats.day(c.registered_at, c.source_registered_on) AS day) r
   WHERE banevim_is_state_office() AND stats.month(r.day) BETWEEN first AND last
   GROUP BY 1, 2
$$;
-- What the bank counts today of periods that were printed, and what happened since: cases of the source's month that
-- came later, cases corrected, records whose file was joined with another or separated again.
DROP FUNCTION IF EXISTS banevim_since_published(text[], timestamptz[]);
CREATE FUNCTION banevim_since_published(periods text[], moments timestamptz[])
RETURNS TABLE (period text, cases bigint, late bigint, corrected bigint, joined bigint, parted bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH asked AS (SELECT * FROM unnest(periods, moments) AS p (period, moment)),
  told AS (
    SELECT c.id, c.record_id, m.why, m.since, k.at AS corrected_at, stats.month(r.day) AS month,
           CASE WHEN stats.month(c.source_registered_on) < stats.month(r.day)
                THEN stats.month(c.source_registered_on) END AS source_month
      FROM casefiles_case c
      JOIN casefiles_membership m ON m.record_id = c.record_id AND m.until IS NULL
      LEFT JOIN (SELECT case_id, max(created_at) AS at FROM casefiles_correction GROUP BY 1) k ON k.case_id = c.id
     CROSS JOIN LATERAL (SELECT stats.day(c.registered_at, c.source_registered_on) AS day) r),
  placed AS (
    SELECT t.*, g.period FROM told t
     CROSS JOIN LATERAL (VALUES (t.month), (left(t.month, 4)),
       (left(t.month, 4) || '-T' || (right(t.month, 2)::integer + 2) / 3)) g (period)),
  late AS (
    SELECT g.period, count(*) AS cases FROM told t
     CROSS JOIN LATERAL (VALUES (t.source_month, t.month), (left(t.source_month, 4), left(t.month, 4)),
       (left(t.source_month, 4) || '-T' || (right(t.source_month, 2)::integer + 2) / 3,
        left(t.month, 4) || '-T' || (right(t.month, 2)::integer + 2) / 3)) g (period, entered)
     WHERE t.source_month IS NOT NULL AND g.period < g.entered GROUP BY 1)
  SELECT a.period, count(p.id), coalesce(max(l.cases), 0),
         count(*) FILTER (WHERE p.corrected_at > a.moment),
         count(DISTINCT p.record_id) FILTER (WHERE p.why = 'merged' AND p.since > a.moment),
         count(DISTINCT p.record_id) FILTER (WHERE p.why = 'unmerged' AND p.since > a.moment)
    FROM asked a
    LEFT JOIN placed p ON p.period = a.period
    LEFT JOIN late l ON l.period = a.period
   WHERE banevim_is_state_office()
   GROUP BY a.period, a.moment
$$;
REVOKE ALL ON FUNCTION banevim_capture_by_month(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION banevim_since_published(text[], timestamptz[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_capture_by_month(text, text), banevim_since_published(text[], timestamptz[])
  TO banevim_app;

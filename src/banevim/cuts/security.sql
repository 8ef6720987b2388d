-- De-identified rows for the figures. The view numbers women and cases afresh at each reading: its numbers lead nowhere.
-- It runs as its owner; the stats role reads this schema and nothing else.
CREATE SCHEMA IF NOT EXISTS stats;
CREATE OR REPLACE VIEW stats.cases AS
SELECT c.state_code,
       dense_rank() OVER (ORDER BY m.file_id) AS woman,
       row_number() OVER (ORDER BY c.id) AS case_number,
       c.registered_at,
       c.source_registered_on,
       c.municipality,
       c.types,
       c.types_missing
  FROM casefiles_case c
  JOIN casefiles_membership m ON m.record_id = c.record_id AND m.until IS NULL;
REVOKE ALL ON ALL TABLES IN SCHEMA stats FROM PUBLIC;
GRANT USAGE ON SCHEMA stats TO banevim_stats;
GRANT SELECT ON stats.cases TO banevim_stats;

-- Which cuts are public, for whoever reads figures: the counts before protection stay with the state office.
CREATE OR REPLACE FUNCTION banevim_published_cuts() RETURNS TABLE (version text, published_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.month || '-r' || c.revision, s.created_at
    FROM cuts_cut c JOIN cuts_cutstep s ON s.cut_id = c.id AND s.step = 'published'
   ORDER BY s.created_at DESC
$$;
REVOKE ALL ON FUNCTION banevim_published_cuts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION banevim_published_cuts() TO banevim_app;

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

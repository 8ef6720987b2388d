-- Context functions that every policy reads. The settings are local to a transaction (banevim.vault.context).
CREATE OR REPLACE FUNCTION banevim_person() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('banevim.person', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION banevim_institution() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('banevim.institution', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION banevim_role() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('banevim.role', true), '') $$;
CREATE OR REPLACE FUNCTION banevim_purpose() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('banevim.purpose', true), '') $$;
CREATE OR REPLACE FUNCTION banevim_is_state_office() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT banevim_role() IN ('state_liaison', 'monitoring_aide', 'it_aide', 'administrator') $$;
-- A search is made by a person of an institution, never by nobody.
CREATE OR REPLACE FUNCTION banevim_searches() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT banevim_purpose() = 'search' AND banevim_person() IS NOT NULL AND banevim_institution() IS NOT NULL $$;
-- The bank itself, comparing what changed; and whoever in the state office decides which records are of one woman.
CREATE OR REPLACE FUNCTION banevim_compares() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT banevim_purpose() = 'linkage' AND banevim_role() = 'system' $$;
CREATE OR REPLACE FUNCTION banevim_links() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT banevim_compares() OR (banevim_purpose() = 'linkage' AND banevim_person() IS NOT NULL
                                 AND banevim_role() IN ('state_liaison', 'monitoring_aide')) $$;
-- Masters older than this one were retired (banevim.vault.upkeep.rotation).
CREATE OR REPLACE FUNCTION banevim_oldest_master() RETURNS integer LANGUAGE sql STABLE AS
$$ SELECT coalesce((SELECT version::integer FROM vault_oldestmaster), 1) $$;

"""Who reads the rows of a referral: the predicates shared by its tables (functions in `security.sql`)."""

OWN = "institution_id = banevim_institution()"
REFERRAL_READ = (
    f"{OWN} OR recipient_id = banevim_institution()"
    " OR (to_shelter AND (banevim_is_state_office() OR banevim_routed_to_me(id)))"
)
REFERRAL_CHANGE = f"{OWN} OR banevim_receives(id) OR (to_shelter AND banevim_is_state_office())"
DETAIL_READ = f"{OWN} OR (banevim_holds(referral_id) AND banevim_reads_record(record_id))"
STEP_READ = (
    f"{OWN} OR (shareable AND banevim_sees_referral(referral_id))"
    " OR (step NOT IN ('attend', 'close') AND banevim_routes(referral_id))"
)
STEP_WRITE = f"{OWN} AND banevim_sees_referral(referral_id)"
ROUTING_READ = f"{OWN} OR banevim_is_state_office()"
ROUTING_WRITE = "by_institution_id = banevim_institution() AND banevim_routes(referral_id)"

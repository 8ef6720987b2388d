"""The only writes of the room."""

from banevim.accounts.actions.institutions import load_institutions
from banevim.accounts.actions.links import accept_invitation, make_link, use_practice_link
from banevim.accounts.actions.people import close_account, open_account, unlock
from banevim.accounts.actions.practice import open_practice_accounts
from banevim.accounts.actions.second_factor import (
    check_second_factor,
    confirm_second_factor,
    reset_second_factor,
    start_second_factor,
    use_recovery_code,
)
from banevim.accounts.actions.sign_in import (
    SignIn,
    change_password,
    confirm_password,
    give_second_factor,
    lock,
    open_lock,
    sign_in,
    sign_out,
)

__all__ = [
    "SignIn",
    "accept_invitation",
    "change_password",
    "check_second_factor",
    "close_account",
    "confirm_password",
    "confirm_second_factor",
    "give_second_factor",
    "load_institutions",
    "lock",
    "make_link",
    "open_account",
    "open_lock",
    "open_practice_accounts",
    "reset_second_factor",
    "sign_in",
    "sign_out",
    "start_second_factor",
    "unlock",
    "use_practice_link",
    "use_recovery_code",
]

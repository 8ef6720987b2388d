"""Words of the desks: cards, and the events of the audit trail as people read them."""

from dataclasses import dataclass

EVENT_LABELS = {
    "access.refused": "Página negada",
    "accounts.account.closed": "Cerró una cuenta",
    "accounts.account.opened": "Abrió una cuenta",
    "accounts.account.unlocked": "Desbloqueó una cuenta",
    "accounts.institutions.loaded": "Cargó instituciones",
    "accounts.link.made": "Hizo un enlace de un solo uso",
    "accounts.link.used": "Usó un enlace de un solo uso",
    "accounts.password.changed": "Cambió su contraseña",
    "accounts.practice.opened": "Abrió las cuentas de práctica",
    "accounts.recovery_code.used": "Usó un código de su hoja",
    "accounts.second_factor.confirmed": "Puso su segundo factor",
    "accounts.second_factor.given": "Dio el código de su segundo factor",
    "accounts.second_factor.reset": "Reinició un segundo factor",
    "accounts.second_factor.started": "Empezó a poner su segundo factor",
    "accounts.sign_in.done": "Entró",
    "accounts.sign_in.failed": "Intento fallido de entrada",
    "accounts.sign_in.paused": "Entrada detenida por intentos fallidos",
    "accounts.sign_out.done": "Cerró su sesión",
    "care.access.ended": "Terminó el acceso que dio una canalización",
    "care.access.given": "Recibió acceso por una canalización",
    "care.attempt.repeated": "Envió otra vez un intento de seguimiento",
    "care.consent.repeated": "Envió otra vez un consentimiento",
    "care.follow_up.repeated": "Envió otra vez un seguimiento",
    "care.referral.repeated": "Envió otra vez una canalización",
    "casefiles.case.corrected": "Corrigió un caso",
    "casefiles.draft.discarded": "Descartó un borrador",
    "casefiles.draft.found": "Volvió a un borrador",
    "casefiles.draft.repeated": "Envió otra vez un borrador ya registrado",
    "casefiles.draft.saved": "Guardó un borrador",
    "casefiles.draft.started": "Empezó un borrador",
    "casefiles.draft.taken_back": "Recuperó lo anterior de un borrador",
    "casefiles.file.printed": "Imprimió un expediente",
    "casefiles.handovers.forgotten": "El banco borró búsquedas sin captura",
    "cuts.geography.loaded": "Cargó el mapa del sitio público",
    "care.attempt.recorded": "Anotó un intento de seguimiento",
    "care.consent.recorded": "Anotó un consentimiento",
    "care.contact.opened": "Vio cómo contactarla para un seguimiento",
    "care.follow_up.scheduled": "Programó un seguimiento",
    "care.list.exported": "Descargó una lista",
    "care.message.opened": "Leyó el mensaje de una canalización",
    "care.referral.accepted": "Aceptó una canalización",
    "care.referral.attended": "Empezó la atención de una canalización",
    "care.referral.closed": "Cerró una canalización",
    "care.referral.declined": "No aceptó una canalización",
    "care.referral.given_back": "Un refugio no tuvo lugar",
    "care.referral.received": "Acusó recibo de una canalización",
    "care.referral.revoked": "Revocó una canalización",
    "care.referral.routed": "Pidió lugar en un refugio",
    "care.referral.search_ended": "Avisó que no hay lugar en refugio",
    "care.referral.seen": "Leyó una canalización",
    "care.referral.sent": "Canalizó",
    "care.service.registered": "Registró un servicio",
    "care.service.repeated": "Envió otra vez un servicio ya registrado",
    "care.visit.registered": "Agregó servicios a un expediente",
    "casefiles.access.declared": "Declaró un acceso por atención",
    "casefiles.access.repeated": "Declaró otra vez el mismo acceso",
    "casefiles.capture.done": "Terminó una captura",
    "casefiles.capture.handed_over": "Pasó de la búsqueda a la captura",
    "casefiles.case.registered": "Registró un caso",
    "casefiles.case.repeated": "Envió otra vez un caso ya registrado",
    "casefiles.case.seen": "Leyó un caso",
    "casefiles.file.created": "Abrió un expediente nuevo",
    "casefiles.file.opened": "Abrió la página de un expediente",
    "casefiles.file.seen": "Volvió a la página de un expediente",
    "casefiles.identity.copied": "Copió la identidad a su propio registro",
    "casefiles.identity.opened": "Abrió la identidad de un expediente",
    "casefiles.identity.seen": "Volvió a ver la identidad que abrió",
    "casefiles.import.aggressors_added": "Agregó personas agresoras de una carga",
    "casefiles.import.corrected": "Corrigió datos con una carga",
    "casefiles.import.registered": "Registró casos de una carga",
    "casefiles.list.exported": "Descargó una lista de casos",
    "casefiles.names.seen": "Volvió a ver los nombres que abrió en una lista",
    "casefiles.narrative.opened": "Abrió un relato",
    "casefiles.narrative.seen": "Volvió a leer el relato que abrió",
    "casefiles.record.found": "Siguió en el registro que su institución ya tenía",
    "casefiles.record.joined": "Sumó su registro a un expediente",
    "casefiles.record.linked": "Unió un registro a otro expediente",
    "casefiles.record.unlinked": "Separó un registro de su expediente",
    "catalogs.catalog.loaded": "Cargó los catálogos",
    "catalogs.file.loaded": "Cargó un archivo de catálogo",
    "catalogs.help_change.approved": "Aprobó un cambio de línea de ayuda",
    "catalogs.help_change.proposed": "Propuso un cambio de línea de ayuda",
    "catalogs.help_change.rejected": "Devolvió un cambio de línea de ayuda",
    "catalogs.population.loaded": "Cargó población",
    "cuts.cut.approved": "Aprobó un corte",
    "cuts.cut.published": "Publicó un corte",
    "cuts.cut.rejected": "Devolvió un corte",
    "cuts.cut.taken": "Congeló un corte",
    "cuts.site.built": "Generó el sitio público",
    "exchange.import.advanced": "Avanzó una carga",
    "exchange.import.finished": "Terminó una carga",
    "exchange.import.started": "Empezó una carga",
    "identity.candidate.chosen": "Reconoció a una mujer en una búsqueda",
    "identity.candidate.chosen_again": "Volvió al expediente que reconoció",
    "identity.candidate.decided": "Dijo que no es ella o que no sabe",
    "identity.review.seen": "Vio una búsqueda sin atención",
    "identity.search.limited": "Llegó al límite de búsquedas",
    "identity.search.made": "Buscó",
    "identity.search.none_is_her": "No la encontró y abrió uno nuevo",
    "identity.search.reviewed": "Revisó una búsqueda sin atención",
    "identity.search.seen": "Vio los resultados de su búsqueda",
    "identity.sheets.forgotten": "Borró resultados de búsquedas pasadas",
    "vault.bank.identified": "Anotó la identidad del banco",
    "vault.checkpoint.signed": "Firmó un punto de control de la bitácora",
    "vault.keys.rewrapped": "Cambió el sello de las llaves",
    "vault.masters.retired": "Retiró llaves maestras anteriores",
    "vault.trail.verified": "Comprobó la bitácora",
}
"""The names that people read; an event without one is shown by its code."""

TECHNICAL = ("accounts.", "access.", "vault.", "operations.", "catalogs.", "cuts.", "exchange.")
"""What the IT aide sees of the trail: nothing about files, searches or care."""


@dataclass(frozen=True)
class Card:
    """One task of a desk: a number, what it is, one action."""

    title: str
    count: str
    what: str
    lines: tuple[str, ...] = ()
    action: str = ""
    address: str = ""
    due: str = ""
    tag: str = ""
    tag_kind: str = "soft"
    now: bool = False

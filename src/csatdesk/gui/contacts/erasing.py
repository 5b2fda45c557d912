"""What lies beside the store at this desk goes with an erased customer: talks half written down, fields half filled."""

from collections.abc import Mapping

from csatdesk.domain.erasure import Erased
from csatdesk.gui.context import Context
from csatdesk.gui.intake.draft_keeper import keeper_of
from csatdesk.gui.kept_text import kept_texts_of

OF_CUSTOMER = ("customer", "consent of", "representative of")


def forget_beside(context: Context, erased: Erased) -> None:
    """Whoever's they are; and no step that was taken with them is offered to be undone."""

    def is_theirs(values: Mapping[str, object]) -> bool:
        what, of = str(values.get("what", "")), values.get("id")
        if what in OF_CUSTOMER:
            return of in erased.customer_ids
        return (what == "representative" and of in erased.speaker_ids) or (what == "case" and of in erased.case_ids)

    keeper_of(context).forget_those(lambda values: values.get("customer_id") in erased.customer_ids)
    kept_texts_of(context).forget_those(is_theirs)
    context.runner.forget_steps()

"""The demo centre: an invented energy company, made on first use, encrypted like any other, thrown away by one entry.

It lies in a profile of its own. The same seed and the same day make the same centre.
"""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session as Database

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.operations.cases.bands import bounds
from csatdesk.operations.cases.repeat_pass import propose_repeats
from csatdesk.operations.cases.rules import list_rules
from csatdesk.operations.centres import SetUp, set_up_centre
from csatdesk.operations.demo_benchmarks import set_beside
from csatdesk.operations.demo_cases import Chronicle, acting
from csatdesk.operations.demo_centre import CLERK, PASSWORD, SUPERVISOR, furnish
from csatdesk.operations.demo_checklists import set_checks
from csatdesk.operations.demo_contact_lists import draw_for_index, list_partners
from csatdesk.operations.demo_counter import count_days
from csatdesk.operations.demo_customers import erase_one, know_more
from csatdesk.operations.demo_evaluations import evaluate_work
from csatdesk.operations.demo_failed import set_item_measures
from csatdesk.operations.demo_growth import write_growth
from csatdesk.operations.demo_lists import keep_filters
from csatdesk.operations.demo_matters import MatterMaker
from csatdesk.operations.demo_measures import set_measures
from csatdesk.operations.demo_past import take_over_past
from csatdesk.operations.demo_quality import review_offices, review_weights
from csatdesk.operations.demo_repeats import planted_customers
from csatdesk.operations.demo_reviews import review_work
from csatdesk.operations.demo_segments import write_pages
from csatdesk.operations.demo_sending import mail_reports, plan_sending
from csatdesk.operations.demo_standards import publish_standards
from csatdesk.operations.demo_stories import load_countries
from csatdesk.operations.demo_survey_answers import answer_surveys
from csatdesk.operations.demo_survey_calls import close_loops
from csatdesk.operations.demo_surveys import publish_questionnaires, run_programme
from csatdesk.operations.demo_visits import make_visits
from csatdesk.operations.session import OpenStore, Session, has_store, open_store, session_of
from csatdesk.operations.work import Work
from csatdesk.store.entities.staff import Staff
from csatdesk.system.clock import now
from csatdesk.system.files import file_trouble
from csatdesk.system.keychain import KeyNotInKeyring
from csatdesk.system.os_keyring import KeyringLocked, NoKeyring
from csatdesk.system.paths import Profile, open_profile
from csatdesk.system.settings import load_settings, save_settings
from csatdesk.wording.texts import language as spoken_language

# Where the computer has no keyring, these words open the demo centre. They stand here for everybody to read: all that
# the centre holds is invented, so they protect nothing. They let the store be encrypted as every other is.
OPEN_WORDS = "csatdesk demo centre"
SEED = 20261119
FOUNDED = timedelta(days=420)
KEPT_FILES = frozenset({"window.lock", "logs"})  # of the window that is open on this profile


class NotADemo(Refusal):
    text = N_("The folder {path} holds a real centre. The demo centre needs a folder of its own.")


def has_demo(profile: Profile) -> bool:
    return has_store(profile) and load_settings(profile.settings).is_demo


def open_demo_session(
    profile: Profile, at: datetime | None = None, *, language: str = "", progress: Progress = no_progress
) -> Session:
    """The demo centre of this profile, made when there is none (some seconds), with its clerk signed in.

    `at`: the instant the invented months lead up to. `language`: of the staff; that spoken here when empty.
    """
    if not has_demo(profile):
        if has_store(profile):
            raise NotADemo(path=profile.dir)
        _make(profile, at or now(), language or spoken_language(), progress)
    opened = _open(profile)
    with Database(opened.store.readers) as db:
        person = db.execute(select(Staff).where(Staff.sign_in_folded == CLERK)).scalar_one()
    return session_of(opened, person)


def delete_demo(profile: Profile) -> None:
    """Delete the demo centre with its drafts and backups. Nobody may have it open. A real centre is refused."""
    if not has_demo(profile):
        raise NotADemo(path=profile.dir)
    with file_trouble(profile.dir):
        for path in profile.dir.iterdir():
            if path.name not in KEPT_FILES:
                _delete(path)


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _open(profile: Profile) -> OpenStore:
    try:
        return open_store(profile, passphrase="" if _has_keyring_slot(profile) else OPEN_WORDS)
    except (KeyNotInKeyring, KeyringLocked, NoKeyring):
        return open_store(profile, passphrase=OPEN_WORDS)


def _has_keyring_slot(profile: Profile) -> bool:
    from csatdesk.operations.session import needs_passphrase

    return not needs_passphrase(profile)


def _make(profile: Profile, at: datetime, language: str, progress: Progress) -> None:
    """Build in a folder beside, so that a stop in the middle leaves no half centre."""
    beside = profile.dir / ".making"
    if beside.exists():
        shutil.rmtree(beside)
    part = open_profile(beside)
    session = _set_up(part, at, language)
    try:
        fill_demo(session, at, progress)
    finally:
        session.close()
    with file_trouble(profile.dir):
        part.keys.replace(profile.keys)
        part.store.replace(profile.store)
        shutil.rmtree(beside)
    save_settings(profile.settings, load_settings(profile.settings)._replace(is_demo=True, desk_block=1))


def _set_up(part: Profile, at: datetime, language: str) -> Session:
    set_up = SetUp(
        language=language,
        country="PL",
        centre_name="Aurora Energy",
        person_name="Anna Kowalczyk",
        sign_in_name="anna",
        password=PASSWORD,
        is_demo=True,
    )
    try:
        return set_up_centre(part, set_up, at - FOUNDED)[0]
    except (NoKeyring, KeyringLocked):
        return set_up_centre(part, replace(set_up, passphrase=OPEN_WORDS), at - FOUNDED)[0]


def fill_demo(session: Session, at: datetime, progress: Progress = no_progress) -> None:
    """Everything that the demo centre holds, in one transaction."""
    with session.store.write(session.actor, at - FOUNDED) as work:
        _fill(work, session.centre.language, at, progress)


def _fill(work: Work, language: str, at: datetime, progress: Progress) -> None:
    chance = Random(SEED)  # noqa: S311  (of a game, not of a secret)
    countries = load_countries()
    cast = furnish(work, countries, language, chance)
    today = acting(work, cast.actors[CLERK], at)
    rules = [rule for rule in reversed(list_rules(today)) if rule.clock is Clock.HOUSE]
    targets = {kind: rule.rule.target for rule in rules for kind in rule.conditions.kinds or CaseKind}
    make = MatterMaker(
        cast=cast,
        countries=countries,
        targets={kind: targets.get(kind) for kind in CaseKind},
        limits=bounds(today),
        at=at,
        chance=chance,
    )
    chronicle = Chronicle(make, planted_customers(work))
    chronicle.write()
    chronicle.play(work, progress)
    keep_filters(work, cast, language, at)
    write_growth(work, cast, language, at)
    count_days(acting(work, cast.actors[SUPERVISOR], at), cast)
    publish_standards(work, cast, at)
    asked = publish_questionnaires(work, cast, at)
    survey_id = answer_surveys(work, cast, at, asked)
    plan_sending(work, cast, at, survey_id)
    mail_reports(work, cast, at, survey_id)
    close_loops(work, cast, survey_id, language, at)
    set_beside(work, cast, language, at)
    list_partners(work, cast, at, language, run_programme(work, cast, asked, language, at))
    draw_for_index(work, cast, at, language, asked["after_contact"])
    evaluate_work(work, cast, at)
    set_checks(work, cast, at)
    review_offices(work, cast, at)
    review_weights(work, cast, at, survey_id)
    review_work(work, cast, at)
    take_over_past(acting(work, cast.actors[SUPERVISOR], at - FOUNDED), language)
    know_more(today, cast.customer_ids, countries[language])
    make_visits(today, cast, at)
    while propose_repeats(today):
        pass
    erase_one(acting(work, cast.actors[SUPERVISOR], at), cast.customer_ids[language], language)
    set_item_measures(work, cast, language, at)
    set_measures(work, cast, language, at)
    write_pages(work, cast, language, at)

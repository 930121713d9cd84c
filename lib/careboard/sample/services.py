"""The services around the cases and around care, worked out once all of these are known."""

from typing import TYPE_CHECKING

from . import children, contacts, early_help, need_plans, passports, permanence, school_records, schooling

if TYPE_CHECKING:
    from .world import World


class Services:
    """Contacts, early help and plans for children in need; permanence, school and health passports."""

    def __init__(self, world: "World") -> None:
        register, periods = world.register, world.periods
        people = children.KnownChildren(register, world.appears, world.cases)
        self.contacts = contacts.contacts(people)
        self.early_help = early_help.early_help(people)
        busy = need_plans.ProtectionOrCare(world.plans, periods)
        self.need_plans = need_plans.plans(world.cases, world.assessments, busy, register)
        self.need_visits = need_plans.visits(self.need_plans, register)
        self.permanence = permanence.permanence(periods, world.stays, world.episodes, world.written)
        self.schooling = schooling.schooling(periods, register)
        self.school_records = school_records.school_records(self.schooling, register)
        self.passports = passports.passports(periods, register)

"""What happens around the cases and around care, worked out once all of these are known."""

from . import contacts, early_help, in_need, known, passports, permanence, schooling


class Around:
    """Contacts, early help and plans for children in need; siblings, permanence, school and health passports."""

    def __init__(self, world):
        register, periods = world.register, world.periods
        people = known.Known(register, world.appears, world.cases)
        self.contacts = contacts.contacts(people)
        self.early_help = early_help.early_help(people)
        self.need_plans = in_need.plans(world.cases, world.assessments, in_need.Busy(world.plans, periods), register)
        self.need_visits = in_need.visits(self.need_plans, register)
        self.siblings = world.siblings
        self.permanence = permanence.permanence(periods, world.stays, world.episodes, world.written)
        self.schooling = schooling.schooling(periods, register)
        self.passports = passports.passports(periods, register)

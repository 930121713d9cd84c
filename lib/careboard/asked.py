"""The board's list on a page: what it asked for and what was found, what is still open, what it agreed to see next."""

from __future__ import annotations

from datetime import date
from typing import Any

from careboard import wording
from careboard.pieces import Piece
from careboard.questions import Questions


class Asked(Questions):
    """A page that answers what the board asked for."""

    def requests(self) -> Piece:
        """What the board asked for about this page and what was found; on its own summary all of that, what is open with its age, and what comes next."""
        about = self.edition.about
        mine = [request for request in about["requests"] if request["page"] == self.name or self.is_summary()]
        told = {"answered": [self._answer(request) for request in mine if request["state"] == "answered"], "open": [self._open(request, request["request"], request["asked_on"], request["asked_by"]) for request in mine if request["state"] == "open"]}
        if self.is_summary():
            told["open"] += [self._open(told, told["decision"], told["decided_on"], told["decided_by"]) for told in about.get("decisions", []) if told["state"] == "open"]
        done = [told for told in about.get("decisions", []) if told["state"] == "done" and self.is_summary()]
        coming = about.get("next_time", []) if self.is_summary() else []
        told["open"].sort(key=lambda entry: entry["since"])
        return Piece("requests.html", f"{len(mine)} requests of the board", said=self.said("requests"), page=self, done=done, coming=[entry | {"link": self._link(entry["indicator"])} for entry in coming], **told)

    def asked_to_see(self) -> Piece:
        """The measures that the board asked to see on its summary: by the breakdown and for the area that it asked for."""
        wanted = [request for request in self.edition.about["requests"] if request.get("on_summary") and request["indicator"] in self.edition.indicators]
        return Piece("asked_to_see.html", f"{len(wanted)} measures that the board asked to see", said=self.said("asked_to_see"), shown=[shown for request in wanted if (shown := self._shown_for(request))])

    def is_summary(self) -> bool:
        """Whether this is the board's own page: it has no measures of its own."""
        return not any(known["page"] == self.name for known in self.edition.indicators.values())

    def _shown_for(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """One measure as it was asked for; nothing on a page of another area than the one asked for, unless it is the whole authority's."""
        area, ident = request["area"] or self.area, request["indicator"]
        if area not in self.edition.areas or (area != self.area and self.edition.areas[self.area]["level"] != "authority"):
            return None
        there = self if area == self.area else type(self)(self.edition, self.name, area)  # type: ignore[call-arg]
        measure, mark = there._measure(ident), there.mark(ident)
        groups = there.groups(ident, request["breakdown"]) if request["breakdown"] else []
        return {
            "request": request, "measure": measure, "mark": mark, "stands": there.stands(ident), "link": self._link(ident), "groups": groups, "breakdown": request["breakdown"].replace("_", " "),
            "known": ", ".join(there._splits(ident)).replace("_", " "), "areas": [] if request["breakdown"] or request["area"] else there._areas_with_own(ident), "before": there._year_before(ident),
        }  # fmt: skip

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """A request with what was found: what was written, and the figure that it is about as it is now."""
        ident = request.get("indicator", "")
        found = ""
        if ident in self.edition.indicators and not request.get("area"):
            measure, mark = self._measure(ident), self.mark(ident)
            found = f"{measure.title}, {self.place}: {measure.write(mark.value, mark.state)}{f' ({mark.behind})' if mark.behind else ''}."
        return request | {"found": found, "link": self._page_of(request)}

    def _open(self, entry: dict[str, Any], what: str, since: str, by: str) -> dict[str, Any]:
        """Something open: how long it has been so at the extract's date, and whether it is overdue then."""
        drawn = self.edition.about["extract_date"] or self.edition.about["ends"]
        days = (date.fromisoformat(drawn) - date.fromisoformat(since)).days
        due = entry.get("due") or ""
        late = bool(due) and due < drawn
        return {"owner": ""} | entry | {"what": what, "since": since, "by": by, "age": wording.age(days), "late": late, "due": due, "link": self._page_of(entry) or self._link(entry.get("indicator", ""))}

    def _page_of(self, entry: dict[str, Any]) -> tuple[str, str]:
        """Where the answer stands: the page's title and address; nothing on that page itself."""
        page = entry.get("page", "")
        return (self.titles[page], f"{page}.html") if page in self.titles and page != self.name else ("", "")

    def _link(self, ident: str) -> tuple[str, str]:
        if ident not in self.edition.indicators or not self.link(ident):
            return ("", "")
        return self.edition.indicators[ident]["title"], self.link(ident)

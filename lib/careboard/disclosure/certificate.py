"""The proof that no hidden small number is given away: other whole numbers that fit all that is shown.

A move is a change of hidden numbers that leaves every sum and every shown number as it is and takes no number
below what it can be. Made so many times, or taken back, it gives a reader's other possible worlds. A small
number is open where these worlds and the true one give it four values, one of them nought or above the
threshold. To check that takes sums and no search: who distrusts how the moves were found need not read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from scipy.sparse import csr_matrix, vstack

from careboard.disclosure.system import System

VALUES = 4  # how many values each small number can be, at the least; one of them 0 or above the threshold
LARGEST = 62  # values from here on count as one


@dataclass(frozen=True)
class Certificate:
    """Moves of hidden numbers.

    Attributes:
        moves: a line a move, a column a number of the system: what one step adds to it.
        ahead: how many steps of each move can be made.
        back: how many can be taken back.
    """

    moves: csr_matrix
    ahead: numpy.ndarray
    back: numpy.ndarray

    @classmethod
    def empty(cls, numbers: int) -> Certificate:
        """No move in a system of so many numbers."""
        none = numpy.zeros(0, dtype="int64")
        return cls(csr_matrix((0, numbers), dtype="int64"), none, none)

    @classmethod
    def of(cls, numbers: int, each: Sequence[Certificate]) -> Certificate:
        """The moves of several certificates of a system of so many numbers."""
        if not each:
            return cls.empty(numbers)
        moves = vstack([one.moves for one in each], format="csr")
        ahead, back = (numpy.concatenate([getattr(one, name) for one in each]) for name in ("ahead", "back"))
        return cls(moves, ahead, back)

    def narrow(self, system: System, known: numpy.ndarray, threshold: int) -> numpy.ndarray:
        """The hidden small numbers that the moves do not prove open; none where the proof is whole.

        Args:
            system: the numbers and how they hang together.
            known: which numbers are shown.
            threshold: up to which number they are small.

        Raises:
            ValueError: where a move changes a sum or a shown number, or leaves what a number can be.
        """
        self._check(system, known)
        values = system.values.round().astype("int64")
        return numpy.flatnonzero(~known & system.small & ~is_open(self.reached(values), threshold))

    def _check(self, system: System, known: numpy.ndarray) -> None:
        move = numpy.repeat(numpy.arange(len(self.ahead)), numpy.diff(self.moves.indptr))
        number, step = self.moves.indices, self.moves.data
        lowest = numpy.minimum(step * self.ahead[move], -step * self.back[move])
        if known[number].any():
            raise ValueError("A move of the certificate changes a number that is shown.")
        if (abs(system.equations @ self.moves.T.astype("float64")) > 0).nnz:
            raise ValueError("A move of the certificate changes a sum.")
        if (system.values[number] + lowest < system.floors[number]).any():
            raise ValueError("A move of the certificate takes a number below what it can be.")

    def reached(self, values: numpy.ndarray) -> numpy.ndarray:
        """The values that each number takes, the true one among them, a bit each.

        Args:
            values: the true whole numbers.
        """
        found = bits(values)
        move = numpy.repeat(numpy.arange(len(self.ahead)), numpy.diff(self.moves.indptr))
        for steps, sign in ((self.ahead, 1), (self.back, -1)):
            for times in range(1, int(steps.max(initial=0)) + 1):
                made = steps[move] >= times
                number = self.moves.indices[made]
                there = bits(values[number] + sign * times * self.moves.data[made])
                numpy.bitwise_or.at(found, number, there)
        return found


def bits(values: numpy.ndarray) -> numpy.ndarray:
    """Each value as a bit of a word."""
    return numpy.uint64(1) << numpy.minimum(values, LARGEST).astype("uint64")


def is_open(reached: numpy.ndarray, threshold: int) -> numpy.ndarray:
    """Which numbers have values enough, and one of them that need not be kept.

    Args:
        reached: as Certificate.reached gives them.
        threshold: up to which number they are small.
    """
    harmless = ~numpy.uint64((1 << threshold + 1) - 2)
    return (numpy.bitwise_count(reached) >= VALUES) & ((reached & harmless) > 0)

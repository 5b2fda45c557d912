"""Blocks of anonymous answers: whatever is shown is made of whole ones, and none is smaller than the floor."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.suppression import FLOOR, Cell, blocks, joined, refined

CELLS = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(1, 3), st.sampled_from(("hall", "phone", "letter"))),
    st.integers(0, 12),
    max_size=36,
)


@given(CELLS)
def test_each_block_is_large_enough_and_no_cell_stands_in_two(counts: Mapping[Cell, int]) -> None:
    made = blocks(counts)
    assert all(sum(counts[cell] for cell in block) >= FLOOR for block in made)
    assert sum(map(len, made)) == len({cell for block in made for cell in block})
    filled = {cell for cell, count in counts.items() if count}
    assert {cell for block in made for cell in block} in ({*filled}, set())


@given(CELLS)
def test_nothing_is_shown_only_where_all_together_are_too_few(counts: Mapping[Cell, int]) -> None:
    assert bool(blocks(counts)) == (sum(counts.values()) >= FLOOR)


@given(CELLS, st.data())
def test_finer_blocks_lie_in_the_rougher_ones(counts: Mapping[Cell, int], data: st.DataObject) -> None:
    fine: dict[Cell, int] = {}
    for cell, count in counts.items():
        yes = data.draw(st.integers(0, count))
        fine |= {(*cell, "yes"): yes, (*cell, "no"): count - yes}
    rough = blocks(counts)
    for block in refined(rough, fine):
        assert sum(fine[cell] for cell in block) >= FLOOR
        assert any({cell[:-1] for cell in block} <= one for one in rough)


@given(CELLS, st.data())
def test_blocks_of_one_question_are_whole_ones_put_together(counts: Mapping[Cell, int], data: st.DataObject) -> None:
    answered = {cell: data.draw(st.integers(0, count)) for cell, count in counts.items()}
    whole = blocks(counts)
    made = joined(whole, answered)
    for block in made:
        assert sum(answered[cell] for cell in block) >= FLOOR
        assert {cell for one in whole if one & block for cell in one} == block
    assert sum(map(len, made)) == len({cell for block in made for cell in block})
    filled = {cell for cell, count in answered.items() if count}
    assert filled <= {cell for block in made for cell in block} or sum(answered.values()) < FLOOR


@given(CELLS)
def test_blocks_that_everybody_answered_in_stay_as_they_are(counts: Mapping[Cell, int]) -> None:
    assert set(joined(blocks(counts), counts)) == set(blocks(counts))


def test_a_large_cell_stands_alone_and_small_ones_join_their_neighbours() -> None:
    counts = {(1, "a", "hall"): 9, (1, "a", "mail"): 3, (1, "a", "post"): 4, (1, "b", "hall"): 8}
    assert set(blocks(counts)) == {
        frozenset({(1, "a", "hall")}),
        frozenset({(1, "a", "mail"), (1, "a", "post")}),
        frozenset({(1, "b", "hall")}),
    }

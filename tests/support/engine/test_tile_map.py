"""Every department has its own square; what is counted is drawn where it is."""

import pytest

from tremplin.directory.territories import read_rows
from tremplin.support.engine import tile_map


def test_every_department_has_a_square_of_its_own() -> None:
    known = {row["code"] for row in read_rows() if row["kind"] == "department"}
    assert known - set(tile_map.PLACES) == set()
    assert len(set(tile_map.PLACES.values())) == len(tile_map.PLACES)


def test_counts_are_drawn_where_they_are() -> None:
    drawn = {tile.code: (tile.count, tile.x, tile.y) for tile in tile_map.tiles({"15": 2, "2A": 1})}
    assert (drawn["15"][0], drawn["2A"][0], drawn["75"][0]) == (2, 1, 0)
    north, south = drawn["59"], drawn["66"]
    assert north[2] < south[2]
    assert drawn["29"][1] < drawn["67"][1]


def test_unknown_department_is_refused() -> None:
    with pytest.raises(ValueError, match="no such department: 99"):
        tile_map.tiles({"99": 1})

#include "calibration/fit/collapse_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace adaptest {
namespace {

using testing::ElementsAre;

TEST(CollapseCells, LeavesFullCellsAlone) {
  std::vector<CellRow> rows = {{{3, 4}, {2, 5}}, {{1, 1}, {1, 1}}};
  CollapseCells(1, rows);
  ASSERT_EQ(rows.size(), 2);
  EXPECT_THAT(rows[1].expected, ElementsAre(1, 1));
}

TEST(CollapseCells, PutsTheSmallestCellToItsSmallerNeighbour) {
  std::vector<CellRow> rows = {{{0, 1, 5, 2}, {0.5, 2, 6, 0.25}}};
  CollapseCells(1, rows);
  EXPECT_THAT(rows[0].expected, ElementsAre(2.5, 6.25));
  EXPECT_THAT(rows[0].observed, ElementsAre(1, 7));
}

TEST(CollapseCells, PutsARowToTheNeighbourWithFewerPersons) {
  std::vector<CellRow> rows = {
      {{2, 2}, {2, 2}}, {{1, 1}, {0.5, 1.5}}, {{4, 4}, {4, 4}}};
  CollapseCells(1, rows);
  ASSERT_EQ(rows.size(), 2);
  EXPECT_THAT(rows[0].expected, ElementsAre(2.5, 3.5));
  EXPECT_THAT(rows[0].observed, ElementsAre(3, 3));
}

TEST(CollapseCells, TakesTheLowerOfEqualNeighbours) {
  std::vector<CellRow> rows = {
      {{4, 3}, {3, 4}}, {{1, 1}, {0.5, 1.5}}, {{4, 3}, {3 - 1e-14, 4}}};
  CollapseCells(1, rows);
  ASSERT_EQ(rows.size(), 2);
  EXPECT_THAT(rows[0].expected, ElementsAre(3.5, 5.5));
}

TEST(CollapseCells, EndsWithOneRowWherePersonsAreFew) {
  std::vector<CellRow> rows = {{{0, 0}, {0, 0}}, {{1, 0}, {0.5, 0.5}}};
  CollapseCells(1, rows);
  ASSERT_EQ(rows.size(), 1);
  EXPECT_THAT(rows[0].expected, ElementsAre(0.5, 0.5));
}

}  // namespace
}  // namespace adaptest

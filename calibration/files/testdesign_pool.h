#ifndef ADAPTEST_CALIBRATION_FILES_TESTDESIGN_POOL_H_
#define ADAPTEST_CALIBRATION_FILES_TESTDESIGN_POOL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "calibration/files/testdesign_condition.h"
#include "engine/item.h"

namespace adaptest {

// The items of TestDesign's files, and what its conditions call their
// attributes.
struct TestDesignPool {
  std::vector<Item> items;
  TestDesignNames item_names;      // in conditions on items
  TestDesignNames stimulus_names;  // in conditions on stimuli
};

// Reads three files of comma-separated values:
//
//   pool        ID, MODEL, PAR1, PAR2 ..; logistic metric:
//               1PL b | 2PL a, b | 3PL a, b, c | PC b1 .. |
//               GPC, GR a, b1 ..
//   attributes  ID, STID and any other columns, one row an item of the pool.
//               STID, the stimulus, becomes item_set, the others content
//               attributes under their own names.
//   stimuli     STID and any other columns, one row a stimulus; "" = no file.
//               They become content attributes of the stimulus' items, X under
//               the name stimulus_X.
//
// Empty and NA mean no value. Errors name file and line.
absl::StatusOr<TestDesignPool> ReadTestDesignPool(const std::string& pool,
                                                  const std::string& attributes,
                                                  const std::string& stimuli);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_TESTDESIGN_POOL_H_

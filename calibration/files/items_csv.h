#ifndef ADAPTEST_CALIBRATION_FILES_ITEMS_CSV_H_
#define ADAPTEST_CALIBRATION_FILES_ITEMS_CSV_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "engine/item.h"
#include "engine/item_bank.h"
#include "engine/response_model.h"

namespace adaptest {

// Items as comma-separated values, one a row, columns by name in any order:
//
//   item_id, model, one column a parameter (a, b, c, d, b1 ..), se_a ..,
//   cov_a_b .., status, enemy_group, item_set, expected_seconds, provisional,
//   time_intensity, time_discrimination
//
// Every other column is a content attribute. Empty and NA mean no value;
// provisional is true or false.
//
// Read as well: g = c, u = d, alphaj = a, alpha<k> = a<k>, betaj<k> and
// deltaj<k> = b<k>. Without item_id, items are called by their row, from 1.
// A polytomous item has the steps up to the last one with a value.
//
// Without a model, an item has the default, or else
//   nrm   where it has an a1 or c1 ..
//   grm   where it has a betaj1 ..
//   gpcm  where it has a deltaj1 .., and there is a column a
//   pcm   where it has a b1 or deltaj1 .., and there is no column a
//   4pl   where its d is below 1, 3pl where it has a c, 2pl otherwise.
// Columns a and b1 .. alone do not tell grm from gpcm and are refused. A
// parameter that the model lacks must be empty or neutral (c = 0, d = 1; a = 1
// of pcm).
absl::StatusOr<ItemBank> ReadItemsCsv(
    const std::string& path,
    std::optional<ResponseModel> default_model = std::nullopt);

// The same rows where parameters may be missing altogether: such items become
// provisional (cold_start.h). Their model has to be stated, by row or default.
absl::StatusOr<ItemBank> ReadColdStartItemsCsv(
    const std::string& path,
    std::optional<ResponseModel> default_model = std::nullopt);

// The same rows where parameters may be missing altogether: such items have
// none. For starting values, and for the contents of items not yet calibrated.
absl::StatusOr<std::vector<Item>> ReadUncalibratedItemsCsv(
    const std::string& path,
    std::optional<ResponseModel> default_model = std::nullopt);

// The text of such a file, numbers with 17 significant digits. Columns a, b, c
// and d are always there, further parameters, times and the column provisional
// where an item has them. An item without parameters has empty fields; so has a
// standard error of 0, which is that of a parameter not estimated.
std::string WriteItemsCsv(absl::Span<const Item> items);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FILES_ITEMS_CSV_H_

#ifndef ADAPTEST_ENGINE_EXPOSURE_CONTROL_H_
#define ADAPTEST_ENGINE_EXPOSURE_CONTROL_H_

#include <cstdint>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/exposure/exposure_counts.h"
#include "engine/exposure/item_eligibility.h"
#include "engine/exposure/no_repeat.h"
#include "engine/exposure/progressive_restricted.h"
#include "engine/exposure/sympson_hetter.h"
#include "engine/item_bank.h"
#include "engine/rule.h"

namespace adaptest {

// The family of exposure controls: which items an examinee may be given, drawn
// before the test for each segment of the theta scale. To add one: a file in
// engine/exposure/, its name here.
using ExposureControl = std::variant<SympsonHetter, ItemEligibility,
                                     ProgressiveRestricted, NoRepeat>;

// Made ready for this bank.
absl::StatusOr<ExposureControl> MakeExposureControl(const Rule& rule,
                                                    const ItemBank& bank);

absl::string_view NameOf(const ExposureControl& control);

int NumSegments(const ExposureControl& control);

// The segment of the theta scale, in [0, NumSegments). A bound belongs to the
// segment above it.
int SegmentOf(const ExposureControl& control, double theta);

// Counts of no test at all.
ExposureCounts NewCounts(const ExposureControl& control, int num_items);

// Items that a control holds back from an examinee: [segment], ascending.
using HeldBack = std::vector<std::vector<int>>;

// The draw for one examinee: every operational item, in every segment, with
// the probability that the counts give. `stream` tells the controls of a
// session apart.
HeldBack DrawHeldBack(const ExposureControl& control,
                      const ExposureCounts& counts, const ItemBank& bank,
                      absl::Span<const SeenItem> seen, uint64_t seed,
                      uint64_t stream);

// Adds a finished test to the counts.
void RecordTest(const ExposureControl& control, const ExposedTest& test,
                ExposureCounts& counts);

// What the control does to the gains, if anything.
void AdjustGains(const ExposureControl& control, uint64_t seed, int num_given,
                 int length, absl::Span<double> gains);

}  // namespace adaptest

#endif  // ADAPTEST_ENGINE_EXPOSURE_CONTROL_H_

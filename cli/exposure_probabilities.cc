#include "cli/exposure_probabilities.h"

#include <iostream>
#include <map>
#include <string>

#include "absl/strings/str_format.h"
#include "calibration/simulation/find_exposure.h"
#include "engine/exposure/sympson_hetter.h"
#include "engine/status_macros.h"
#include "proto/conversion/exam_conversion.h"

namespace adaptest {

absl::StatusOr<bool> FillExposureProbabilities(
    const std::shared_ptr<const ItemBank>& bank, uint64_t seed, int threads,
    v1::Exam& profile) {
  ASSIGN_OR_RETURN(const Exam exam, ExamFromProto(profile));
  bool found = false;
  for (size_t m = 0; m < exam.modes.size(); ++m) {
    if (!NeedsExposureProbabilities(exam.modes[m])) continue;
    const std::string mode(NameOf(exam.modes[m].kind));
    FindExposureOptions options;
    options.seed = seed;
    options.threads = threads;
    options.progress = [&](int iteration, double largest) {
      std::cerr << absl::StreamFormat(
          "mode %s: exposure probabilities, iteration %d: largest rate %.3f\n",
          mode, iteration, largest);
    };
    ASSIGN_OR_RETURN(
        const auto probabilities,
        FindExposureProbabilities(exam, static_cast<int>(m), bank, options));
    for (v1::Rule& rule :
         *profile.mutable_modes(static_cast<int>(m))->mutable_exposure()) {
      if (rule.rule() != SympsonHetter::kName) continue;
      for (const auto& [id, k] : probabilities) (*rule.mutable_items())[id] = k;
    }
    found = true;
  }
  return found;
}

}  // namespace adaptest

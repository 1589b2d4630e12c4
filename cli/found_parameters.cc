#include "cli/found_parameters.h"

#include <iostream>
#include <map>
#include <string>

#include "absl/strings/str_format.h"
#include "calibration/simulation/find_cusum_bounds.h"
#include "calibration/simulation/find_exposure.h"
#include "engine/exposure/sympson_hetter.h"
#include "engine/status_macros.h"
#include "proto/conversion/exam_conversion.h"

namespace adaptest {
namespace {

// What the simulations need besides the profile.
struct Study {
  std::shared_ptr<const ItemBank> bank;
  uint64_t seed;
  int threads;
};

absl::Status FillExposureProbabilities(const Study& study, const Exam& exam,
                                       int m, v1::Mode& mode) {
  FindExposureOptions options;
  options.seed = study.seed;
  options.threads = study.threads;
  options.progress = [&](int iteration, double largest) {
    std::cerr << absl::StreamFormat(
        "mode %s: exposure probabilities, iteration %d: largest rate %.3f\n",
        mode.mode(), iteration, largest);
  };
  ASSIGN_OR_RETURN(const auto probabilities,
                   FindExposureProbabilities(exam, m, study.bank, options));
  for (v1::Rule& rule : *mode.mutable_exposure()) {
    if (rule.rule() != SympsonHetter::kName) continue;
    for (const auto& [id, k] : probabilities) (*rule.mutable_items())[id] = k;
  }
  return absl::OkStatus();
}

absl::Status FillCusumBounds(const Study& study, const Exam& exam, int m,
                             v1::Mode& mode) {
  FindCusumBoundsOptions options;
  options.seed = study.seed;
  options.threads = study.threads;
  ASSIGN_OR_RETURN(const CusumExtremes bounds,
                   FindCusumBounds(exam, m, study.bank, options));
  auto& parameters = *mode.mutable_person_fit()->mutable_parameters();
  parameters["upper"] = bounds.upper;
  parameters["lower"] = bounds.lower;
  std::cerr << absl::StreamFormat(
      "mode %s: person fit, bounds of the CUSUM: %.4f and %.4f\n", mode.mode(),
      bounds.upper, bounds.lower);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<bool> FillFoundParameters(
    const std::shared_ptr<const ItemBank>& bank, uint64_t seed, int threads,
    v1::Exam& profile) {
  const Study study = {bank, seed, threads};
  bool found = false;
  for (int m = 0; m < profile.modes_size(); ++m) {
    v1::Mode& mode = *profile.mutable_modes(m);
    ASSIGN_OR_RETURN(Exam exam, ExamFromProto(profile));
    if (NeedsExposureProbabilities(exam.modes[m])) {
      RETURN_IF_ERROR(FillExposureProbabilities(study, exam, m, mode));
      ASSIGN_OR_RETURN(exam, ExamFromProto(profile));
      found = true;
    }
    if (NeedsCusumBounds(exam.modes[m])) {
      RETURN_IF_ERROR(FillCusumBounds(study, exam, m, mode));
      found = true;
    }
  }
  return found;
}

}  // namespace adaptest

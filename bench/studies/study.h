#ifndef ADAPTEST_BENCH_STUDIES_STUDY_H_
#define ADAPTEST_BENCH_STUDIES_STUDY_H_

#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "calibration/files/items_csv.h"
#include "calibration/files/text_file.h"
#include "calibration/simulation/reliability.h"
#include "engine/random.h"
#include "engine/session/prepared_exam.h"
#include "proto/conversion/exam_conversion.h"

namespace adaptest {

// What simulation studies of the shipped exam share. Its files are part of the
// source: a value that cannot be read ends the program.

inline std::string ShippedFile(const std::string& name) {
  return std::string(ADAPTEST_SOURCE_DIR) + "/data/mla-c01/" + name;
}

inline std::shared_ptr<const ItemBank> ShippedBank() {
  return std::make_shared<const ItemBank>(
      ReadItemsCsv(ShippedFile("items.csv")).value());
}

// The shipped profile without pretest items, which nothing here depends on.
inline Exam ShippedProfile() {
  Exam exam =
      ExamFromProto(
          ParseExamJson(ReadTextFile(ShippedFile("exam.json")).value()).value())
          .value();
  for (Mode& mode : exam.modes) mode.pretest_items = 0;
  return exam;
}

// The same with an adaptive mode that goes to its full length, by maximum
// information and without exposure control.
inline Exam FullLengthProfile() {
  Exam exam = ShippedProfile();
  for (Mode& mode : exam.modes) {
    if (mode.kind != ModeKind::kAdaptive) continue;
    mode.criterion = {"mfi", {}, {}, {}};
    mode.stopping_rules = {{"fixed_length", {}, {}, {}}};
    mode.exposure = {};
  }
  return exam;
}

// N(0, 1), from a stream apart from those of the examinees.
inline std::vector<double> DrawThetas(int count, uint64_t seed) {
  Random random = Random::Stream(seed, ~uint64_t{0});
  std::vector<double> thetas(count);
  for (double& theta : thetas) theta = random.Normal();
  return thetas;
}

// "0.0123 (0.0004)": a figure and its standard error.
inline std::string Cell(const Statistic& figure, int decimals) {
  if (!figure.value) return "-";
  std::string cell = absl::StrFormat("%.*f", decimals, *figure.value);
  if (!figure.standard_error) return cell;
  return cell + absl::StrFormat(" (%.*f)", decimals, *figure.standard_error);
}

// Says on standard error how far `what` is, every thousand.
inline std::function<void(int)> ShowProgress(const std::string& what,
                                             int total) {
  return [what, total, shown = 0](int done) mutable {
    if (done < shown + 1000) return;
    shown = done;
    std::cerr << absl::StreamFormat("%s: %d of %d\n", what, done, total);
  };
}

}  // namespace adaptest

#endif  // ADAPTEST_BENCH_STUDIES_STUDY_H_

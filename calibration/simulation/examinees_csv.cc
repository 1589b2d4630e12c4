#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "calibration/files/csv_reader.h"
#include "calibration/simulation/simulation.h"

namespace adaptest {
namespace {

std::vector<std::string> Row(const std::string& id,
                             const SimulatedExaminee& examinee) {
  const auto scored =
      std::count_if(examinee.given.begin(), examinee.given.end(),
                    [](const GivenItem& given) { return given.scored; });
  const PersonFit& fit = examinee.person_fit;
  return {CsvField(id),
          FormatNumber(examinee.theta),
          absl::StrCat(scored),
          FormatNumber(examinee.estimate),
          FormatNumber(examinee.posterior_sd),
          examinee.passed ? "1" : "0",
          FormatNumber(examinee.pass_probability),
          fit.lz_star ? FormatNumber(*fit.lz_star) : "",
          FormatNumber(fit.cusum.upper),
          FormatNumber(fit.cusum.lower),
          fit.aberrant ? absl::StrCat(*fit.aberrant ? 1 : 0) : ""};
}

}  // namespace

std::string WriteExamineesCsv(absl::Span<const std::string> person_ids,
                              absl::Span<const SimulatedExaminee> examinees) {
  std::string text =
      "person_id,theta,n_items,estimate,posterior_sd,passed,pass_probability,"
      "lz_star,cusum_upper,cusum_lower,aberrant\n";
  for (size_t i = 0; i < examinees.size(); ++i) {
    absl::StrAppend(&text, absl::StrJoin(Row(person_ids[i], examinees[i]), ","),
                    "\n");
  }
  return text;
}

}  // namespace adaptest

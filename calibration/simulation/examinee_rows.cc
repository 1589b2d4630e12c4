#include <algorithm>
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

std::string ExamineesHeader(bool with_exam) {
  return absl::StrCat(
      with_exam ? "exam," : "",
      "person_id,theta,n_items,estimate,posterior_sd,passed,pass_probability,"
      "lz_star,cusum_upper,cusum_lower,aberrant\n");
}

std::string WriteExaminee(const std::string& person_id,
                          const SimulatedExaminee& examinee,
                          const std::string* label) {
  const std::string row = absl::StrJoin(Row(person_id, examinee), ",");
  if (label == nullptr) return row + "\n";
  return absl::StrCat(CsvField(*label), ",", row, "\n");
}

std::string WriteAnswers(const ItemBank& bank, const std::string& person_id,
                         const SimulatedExaminee& examinee) {
  const std::string id = CsvField(person_id);
  std::string text;
  for (const GivenItem& given : examinee.given) {
    absl::StrAppend(&text, id, ",", CsvField(bank.item(given.item).id), ",",
                    given.category.value_or(0), "\n");
  }
  return text;
}

}  // namespace adaptest

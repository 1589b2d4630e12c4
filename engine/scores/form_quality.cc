#include "engine/scores/form_quality.h"

#include <cmath>
#include <vector>

#include "engine/scores/form_score.h"
#include "engine/scores/raw_score.h"

namespace adaptest {
namespace {

double FormInformation(const ItemBank& bank, absl::Span<const int> form,
                       double theta) {
  double sum = 0;
  for (const int i : form) {
    sum += Information(bank.item(i).model, bank.item(i).parameters, theta);
  }
  return sum;
}

}  // namespace

FormQuality AssessForm(const ItemBank& bank, const BankTables& tables,
                       absl::Span<const int> form, double theta_cut,
                       absl::Span<const double> weights) {
  FormQuality quality;
  quality.raw_cut = RawCut(bank, form, theta_cut);
  quality.by_raw_score =
      LeeClassification(tables, form, quality.raw_cut, theta_cut, weights);
  const ThetaGrid& grid = tables.grid();
  std::vector<double> errors;
  for (int q = 0; q < grid.size(); ++q) {
    // Without information, an infinite error: the decision is a coin's.
    errors.push_back(1 / std::sqrt(FormInformation(bank, form, grid.theta(q))));
  }
  quality.by_estimate = RudnerClassification(grid, errors, theta_cut, weights);
  const double information = FormInformation(bank, form, theta_cut);
  if (information > 0) {
    quality.standard_error_at_cut = 1 / std::sqrt(information);
  }
  quality.raw_standard_error_at_cut =
      std::sqrt(FormScoreAt(bank, form, theta_cut).variance);
  return quality;
}

}  // namespace adaptest

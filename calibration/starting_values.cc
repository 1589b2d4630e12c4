#include "calibration/starting_values.h"

#include <algorithm>
#include <cmath>

namespace adaptest {
namespace {

// Keeps shares away from 0 and 1.
constexpr double kExtra = 0.5;
// b of an item with a = 1, per unit of the logit of its share right: the normal
// mixture of logistic curves is about this much flatter.
constexpr double kStretch = 1.2;
constexpr double kLargest = 5;
constexpr double kLowerAsymptoteStart = 0.2;
constexpr double kUpperAsymptoteStart = 0.95;
constexpr double kGap = 0.05;  // of boundaries

double Threshold(double share_above) {
  const double p = std::clamp(share_above, 0.02, 0.98);
  return std::clamp(-kStretch * std::log(p / (1 - p)), -kLargest, kLargest);
}

// given[category], weighted.
using Given = absl::Span<const double>;

double ShareFrom(Given given, size_t category) {
  double above = 0, total = 0;
  for (size_t k = 0; k < given.size(); ++k) {
    total += given[k] + kExtra;
    if (k >= category) above += given[k] + kExtra;
  }
  return above / total;
}

std::vector<double> StartOf(const GradedResponse&, Given given, Given) {
  std::vector<double> x = {1};
  for (size_t k = 1; k < given.size(); ++k) {
    const double b = Threshold(ShareFrom(given, k));
    x.push_back(k == 1 ? b : std::max(b, x.back() + kGap));
  }
  return x;
}

std::vector<double> StepsOf(Given given) {
  std::vector<double> steps;
  for (size_t k = 1; k < given.size(); ++k) {
    const double odds = (given[k - 1] + kExtra) / (given[k] + kExtra);
    steps.push_back(std::clamp(kStretch * std::log(odds), -kLargest, kLargest));
  }
  return steps;
}

std::vector<double> StartOf(const PartialCredit&, Given given, Given) {
  return StepsOf(given);
}

std::vector<double> StartOf(const GeneralizedPartialCredit&, Given given,
                            Given) {
  std::vector<double> x = StepsOf(given);
  x.insert(x.begin(), 1);
  return x;
}

std::vector<double> StartOf(const NominalResponse&, Given given, Given rest) {
  // Slopes as far apart as the mean scores of those who chose the category.
  double spread = 0;
  for (size_t k = 1; k < given.size(); ++k) {
    spread = std::max(spread, std::abs(rest[k] - rest[0]));
  }
  std::vector<double> x;
  for (size_t k = 1; k < given.size(); ++k) {
    const double slope = spread > 0 ? (rest[k] - rest[0]) / spread : 0;
    x.push_back(std::abs(slope) < 0.1 ? 0.1 : slope);
  }
  for (size_t k = 1; k < given.size(); ++k) {
    x.push_back(std::log((given[k] + kExtra) / (given[0] + kExtra)));
  }
  return x;
}

// The dichotomous models: a, b, c, d as far as they go.
template <class Model>
std::vector<double> StartOf(const Model&, Given given, Given) {
  const size_t n = std::size(Model::kParameters);
  const double c = n > 2 ? kLowerAsymptoteStart : 0;
  const double share = (ShareFrom(given, 1) - c) / (1 - c);
  std::vector<double> x = {1, Threshold(share), c, kUpperAsymptoteStart};
  x.resize(n);
  return x;
}

bool HasNominalItem(const ResponseData& data) {
  return std::any_of(data.models.begin(), data.models.end(),
                     [](const ResponseModel& model) {
                       return std::holds_alternative<NominalResponse>(model);
                     });
}

}  // namespace

StartingValues::StartingValues(const ResponseData& data)
    : data_(data), given_(data.num_rows(), 0), rest_(data.num_rows(), 0) {
  for (int p = 0; p < data.num_persons(); ++p) {
    const double weight = data.weight(p);
    for (const uint16_t row : data.RowsOf(p)) given_[row] += weight;
  }
  if (HasNominalItem(data)) AddRestScores();
  data.ranks().Sum(absl::MakeSpan(given_));
  data.ranks().Sum(absl::MakeSpan(rest_));
  for (int row = 0; row < data.num_rows(); ++row) {
    if (given_[row] > 0) rest_[row] /= given_[row];
  }
}

void StartingValues::AddRestScores() {
  std::vector<double> score_of(data_.num_rows());  // [row]
  for (int row = 0; row < data_.num_rows(); ++row) {
    const int item = data_.item_of_row[row];
    score_of[row] =
        double(row - data_.first_row[item]) / (data_.NumCategoriesOf(item) - 1);
  }
  for (int p = 0; p < data_.num_persons(); ++p) {
    const auto rows = data_.RowsOf(p);
    double score = 0;
    for (const uint16_t row : rows) score += score_of[row];
    for (const uint16_t row : rows) {
      rest_[row] += data_.weight(p) * score / rows.size();
    }
  }
}

std::vector<double> StartingValues::Of(int item) const {
  const int first = data_.first_row[item];
  const size_t n = data_.NumCategoriesOf(item);
  const Given given = absl::MakeConstSpan(given_).subspan(first, n);
  const Given rest = absl::MakeConstSpan(rest_).subspan(first, n);
  return std::visit([&](const auto& m) { return StartOf(m, given, rest); },
                    data_.models[item]);
}

}  // namespace adaptest

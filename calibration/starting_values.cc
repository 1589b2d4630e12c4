#include "calibration/starting_values.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "engine/math/normal.h"

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
// Range of the biserial correlation with theta, narrower where guesses hide it;
// that of a = 1, and the number of persons it stands for beside those who were
// counted.
constexpr double kLeastCorrelation = 0.25;
constexpr double kLeastWithGuesses = 0.4;
constexpr double kLargestCorrelation = 0.85;
constexpr double kUsualCorrelation = 0.507;
constexpr double kUsualPersons = 100;
// Slopes are multiples of this, so that, but for those between two multiples,
// they are the same, bit for bit, however persons are divided among ranks.
constexpr double kSlopeUnit = 1.0 / 64;
constexpr double kLogisticToNormal = 1.702;
constexpr double kSampledAnswers = 1024;  // for each row

double Threshold(double share_above) {
  const double p = std::clamp(share_above, 0.02, 0.98);
  return std::clamp(-kStretch * std::log(p / (1 - p)), -kLargest, kLargest);
}

// given[category], weighted.
using Given = absl::Span<const double>;

struct ItemFacts {
  Given given;
  Given rest;
  StartingValues::Covariance covariance;
};

double ShareFrom(Given given, size_t category) {
  double above = 0, total = 0;
  for (size_t k = 0; k < given.size(); ++k) {
    total += given[k] + kExtra;
    if (k >= category) above += given[k] + kExtra;
  }
  return above / total;
}

std::vector<double> StartOf(const GradedResponse&, const ItemFacts& item) {
  const Given given = item.given;
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

std::vector<double> StartOf(const PartialCredit&, const ItemFacts& item) {
  return StepsOf(item.given);
}

std::vector<double> StartOf(const GeneralizedPartialCredit&,
                            const ItemFacts& item) {
  std::vector<double> x = StepsOf(item.given);
  x.insert(x.begin(), 1);
  return x;
}

std::vector<double> StartOf(const NominalResponse&, const ItemFacts& item) {
  const Given given = item.given, rest = item.rest;
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

// The correlation by the covariance, drawn to the usual one where few tell.
double BiserialCorrelation(const StartingValues::Covariance& of_item, double c,
                           double z) {
  const double density = std::exp(LogNormalDensity(z, 0, 1));
  const double own = std::clamp(of_item.value / (1 - c) / density,
                                c > 0 ? kLeastWithGuesses : kLeastCorrelation,
                                kLargestCorrelation);
  const double share = of_item.persons / (of_item.persons + kUsualPersons);
  return kUsualCorrelation + share * (own - kUsualCorrelation);
}

// The dichotomous models: a, b, c, d as far as they go. The curve is about
// Phi(alpha (theta - b)); of a standard normal theta, the share right is then
// Phi(-r b), and its covariance with a right answer r phi(r b), where r = alpha
// / sqrt(1 + alpha^2) is the biserial correlation (Lord & Novick, 1968, section
// 16.10).
template <class Model>
std::vector<double> StartOf(const Model&, const ItemFacts& item) {
  const size_t n = std::size(Model::kParameters);
  const double c = n > 2 ? kLowerAsymptoteStart : 0;
  const double share = (ShareFrom(item.given, 1) - c) / (1 - c);
  if (std::is_same_v<Model, Rasch> || std::is_same_v<Model, OnePl>) {
    return {1, Threshold(share)};
  }
  const double z = NormalQuantile(std::clamp(share, 0.02, 0.98));
  const double r = BiserialCorrelation(item.covariance, c, z);
  const double alpha = r / std::sqrt(1 - r * r);
  const double a =
      std::round(kLogisticToNormal * alpha / kSlopeUnit) * kSlopeUnit;
  const double slope = a / kLogisticToNormal;
  const double b = -z * std::sqrt(1 + slope * slope) / slope;
  std::vector<double> x = {a, std::clamp(b, -kLargest, kLargest), c,
                           kUpperAsymptoteStart};
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
    : data_(data),
      given_(data.num_rows(), 0),
      rest_(data.num_rows(), 0),
      covariance_(data.num_items()) {
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
  FindCovariances();
}

// Shares of the items' highest categories.
std::vector<double> StartingValues::ScoreOfRows() const {
  std::vector<double> score;
  for (int row = 0; row < data_.num_rows(); ++row) {
    const int item = data_.item_of_row[row];
    score.push_back(double(row - data_.first_row[item]) /
                    (data_.NumCategoriesOf(item) - 1));
  }
  return score;
}

void StartingValues::AddRestScores() {
  const std::vector<double> score_of = ScoreOfRows();
  for (int p = 0; p < data_.num_persons(); ++p) {
    const auto rows = data_.RowsOf(p);
    double score = 0;
    for (const uint16_t row : rows) score += score_of[row];
    for (const uint16_t row : rows) {
      rest_[row] += data_.weight(p) * score / rows.size();
    }
  }
}

// Every so manieth person of a block is enough for covariances, and the same
// persons on any number of ranks.
int StartingValues::SampleStep() const {
  const double answers = SumOf(data_.ranks(), data_.num_responses());
  return static_cast<int>(
      std::max(1.0, answers / (kSampledAnswers * data_.num_rows())));
}

// [row] from the mean of the item.
std::vector<double> StartingValues::DeviationOfRows() const {
  std::vector<double> deviation = ScoreOfRows();
  for (int i = 0; i < data_.num_items(); ++i) {
    double total = 0, sum = 0;
    for (int r = data_.first_row[i]; r < data_.first_row[i + 1]; ++r) {
      total += given_[r];
      sum += given_[r] * deviation[r];
    }
    for (int r = data_.first_row[i]; r < data_.first_row[i + 1]; ++r) {
      deviation[r] -= total > 0 ? sum / total : 0;
    }
  }
  return deviation;
}

// Of those in the sample who gave the answer of each row.
std::vector<StartingValues::RowSums> StartingValues::SumAnswers(
    absl::Span<const double> deviation) const {
  std::vector<RowSums> sums(data_.num_rows());
  const absl::Span<const int> blocks = data_.blocks();
  const int step = SampleStep();
  for (size_t b = 0; b + 1 < blocks.size(); ++b) {
    for (int p = blocks[b]; p < blocks[b + 1]; p += step) {
      const auto rows = data_.RowsOf(p);
      const double weight = data_.weight(p);
      double sum = 0;
      for (const uint16_t row : rows) sum += deviation[row];
      for (const uint16_t row : rows) {
        sums[row][kPersons] += weight;
        sums[row][kAnswers] += weight * double(rows.size());
        sums[row][kDeviations] += weight * sum;
      }
    }
  }
  data_.ranks().Sum(absl::MakeSpan(sums.data()->data(), kSums * sums.size()));
  return sums;
}

// Two answers of a person covary as the product of their covariances with theta
// (answers are independent given theta, and curves about linear in it). An
// item's, summed over the other answers of those who gave one, is its own times
// the mean of the others': that of all items (the centroid method, Thurstone,
// 1931).
void StartingValues::FindCovariances() {
  const std::vector<double> deviation = DeviationOfRows();
  const std::vector<RowSums> sums = SumAnswers(deviation);
  std::vector<double> product(data_.num_items(), 0);
  std::vector<double> pairs(data_.num_items(), 0);
  std::vector<double> persons(data_.num_items(), 0);
  double products = 0, all_pairs = 0;
  for (int row = 0; row < data_.num_rows(); ++row) {
    const RowSums& of_row = sums[row];
    const double with_others =
        deviation[row] *
        (of_row[kDeviations] - of_row[kPersons] * deviation[row]);
    const double others = of_row[kAnswers] - of_row[kPersons];
    product[data_.item_of_row[row]] += with_others;
    products += with_others;
    pairs[data_.item_of_row[row]] += others;
    persons[data_.item_of_row[row]] += of_row[kPersons];
    all_pairs += others;
  }
  if (!(products > 0)) return;
  const double mean = std::sqrt(products / all_pairs);
  for (int i = 0; i < data_.num_items(); ++i) {
    if (!(pairs[i] > 0)) continue;
    covariance_[i] = {product[i] / (mean * pairs[i]), persons[i]};
  }
}

std::vector<double> StartingValues::Of(int item) const {
  const int first = data_.first_row[item];
  const size_t n = data_.NumCategoriesOf(item);
  const ItemFacts facts = {absl::MakeConstSpan(given_).subspan(first, n),
                           absl::MakeConstSpan(rest_).subspan(first, n),
                           covariance_[item]};
  return std::visit([&](const auto& m) { return StartOf(m, facts); },
                    data_.models[item]);
}

}  // namespace adaptest

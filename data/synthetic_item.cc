#include "data/synthetic_item.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "data/calibration_covariance.h"
#include "data/synthetic_question.h"
#include "engine/models/three_pl.h"

namespace adaptest {
namespace {

constexpr int kAnswers = 2000;  // of each item's imagined calibration

// Four decimals, so that the last bits of a machine's logarithm do not matter.
double Rounded(double x) { return std::round(x * 1e4) / 1e4; }

int NumOptions(QuestionType type, Random& random) {
  switch (type) {
    case QuestionType::kMultipleResponse:
      return 5;
    case QuestionType::kOrdering:
      return 3 + static_cast<int>(random.Below(2));
    case QuestionType::kMatching:
      return 3 + static_cast<int>(random.Below(3));
    case QuestionType::kMultipleChoice:
      break;
  }
  return 4;
}

// The probability that a blind guess is right.
double GuessChance(QuestionType type, int options) {
  switch (type) {
    case QuestionType::kMultipleChoice:
      return 1.0 / options;
    case QuestionType::kMultipleResponse:
      return 2.0 / (options * (options - 1));
    case QuestionType::kOrdering:
    case QuestionType::kMatching:
      break;
  }
  return 1 / std::tgamma(options + 1.0);
}

double MeanSeconds(QuestionType type) {
  switch (type) {
    case QuestionType::kMultipleResponse:
      return 125;
    case QuestionType::kOrdering:
      return 140;
    case QuestionType::kMatching:
      return 150;
    case QuestionType::kMultipleChoice:
      break;
  }
  return 95;
}

std::vector<double> DrawParameters(double chance, Random& random) {
  const double a = std::exp(0.1 + 0.25 * random.Normal());
  const double b = std::clamp(random.Normal(), -3.0, 3.0);
  const double c = chance * (0.7 + 0.6 * random.Uniform());
  return {Rounded(a), Rounded(b), Rounded(std::clamp(c, 0.011, 0.349))};
}

}  // namespace

SyntheticItem MakeSyntheticItem(const PlannedItem& plan, Random& random) {
  const int options = NumOptions(plan.type, random);
  const double chance = GuessChance(plan.type, options);
  Item item;
  item.id = plan.id;
  item.model = ThreePl();
  item.parameters = DrawParameters(chance, random);
  item.covariance = CalibrationCovariance(item.parameters, chance, kAnswers);
  item.status = plan.status;
  item.expected_seconds =
      std::round(MeanSeconds(plan.type) * (0.8 + 0.4 * random.Uniform()));
  item.attributes = {{"domain", absl::StrCat(plan.area->domain)},
                     {"area", std::string(plan.area->id)},
                     {"type", std::string(NameOf(plan.type))},
                     {"origin", "synthetic"}};
  return {std::move(item), MakeSyntheticQuestion(plan, options, random)};
}

}  // namespace adaptest

#include "calibration/fit/mean_squares.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "calibration/parallel.h"

namespace adaptest {
namespace {

constexpr int kResidualParts = 16;

// Expectation, variance and fourth central moment of an answer.
struct AnswerMoments {
  double mean = 0;
  double variance = 0;
  double fourth = 0;
};

AnswerMoments MomentsAt(const Item& item, double theta) {
  std::array<double, kMaxCategories> p;
  LogProbabilities<double>(item.model, absl::MakeConstSpan(item.parameters),
                           theta, absl::MakeSpan(p));
  AnswerMoments moments;
  const int categories = NumCategories(item);
  for (int k = 0; k < categories; ++k) {
    p[k] = std::exp(p[k]);
    moments.mean += k * p[k];
  }
  for (int k = 0; k < categories; ++k) {
    const double square = (k - moments.mean) * (k - moments.mean);
    moments.variance += square * p[k];
    moments.fourth += square * square * p[k];
  }
  moments.variance = std::max(moments.variance, kSmallestVariance);
  return moments;
}

struct ResidualSums {
  double n = 0;
  double squares = 0;        // of x - E
  double standardised = 0;   // squares over W
  double variance = 0;       // W
  double outfit_spread = 0;  // C / W^2
  double infit_spread = 0;   // C - W^2

  void Add(double weight, double residual, const AnswerMoments& at) {
    const double w2 = at.variance * at.variance;
    n += weight;
    squares += weight * residual * residual;
    standardised += weight * residual * residual / at.variance;
    variance += weight * at.variance;
    outfit_spread += weight * at.fourth / w2;
    infit_spread += weight * (at.fourth - w2);
  }

  void Add(const ResidualSums& other) {
    n += other.n;
    squares += other.squares;
    standardised += other.standardised;
    variance += other.variance;
    outfit_spread += other.outfit_spread;
    infit_spread += other.infit_spread;
  }
};

MeanSquare MeanSquareOf(double value, double q2) {
  MeanSquare square;
  square.value = value;
  if (!(q2 > 0)) return square;
  const double q = std::sqrt(q2);
  square.standard_error = q;
  square.z = (std::cbrt(value) - 1) * 3 / q + q / 3;
  return square;
}

ResidualFit FitOf(const ResidualSums& s) {
  if (!(s.n > 0)) return {};
  return {MeanSquareOf(s.standardised / s.n,
                       s.outfit_spread / (s.n * s.n) - 1 / s.n),
          MeanSquareOf(s.squares / s.variance,
                       s.infit_spread / (s.variance * s.variance))};
}

}  // namespace

Residuals ResidualsAtEap(const FittedModel& model, const Abilities& abilities,
                         int threads) {
  const ResponseData& data = model.data();
  Residuals residuals;
  residuals.residual.resize(abilities.first_answer.back());
  std::vector<std::vector<ResidualSums>> parts(kResidualParts);
  ParallelFor(kResidualParts, threads, [&](int i) {
    const Part part(i, kResidualParts, data.num_persons());
    parts[i].resize(data.num_items());
    for (int p = part.begin; p < part.end; ++p) {
      size_t answer = abilities.first_answer[p];
      for (const uint16_t row : data.RowsOf(p)) {
        const int item = data.item_of_row[row];
        const auto at = MomentsAt(model.item(item), abilities.eap[p]);
        const double residual = row - data.first_row[item] - at.mean;
        residuals.residual[answer++] = static_cast<float>(residual);
        parts[i][item].Add(data.weight(p), residual, at);
      }
    }
  });
  for (int item = 0; item < data.num_items(); ++item) {
    ResidualSums sums;
    for (const auto& part : parts) sums.Add(part[item]);
    residuals.items.push_back(FitOf(sums));
  }
  return residuals;
}

}  // namespace adaptest

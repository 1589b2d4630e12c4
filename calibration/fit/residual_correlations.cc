#include "calibration/fit/residual_correlations.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "calibration/parallel.h"

namespace adaptest {
namespace {

constexpr int kPairParts = 16;

struct PairSums {
  double n = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double yy = 0;
  double xy = 0;
};

// The pairs of items whose first one is in [begin, end).
class PairTable {
 public:
  PairTable(int begin, int end, int items) : begin_(begin), end_(end) {
    size_t size = 0;
    for (int i = begin; i < end; ++i) {
      offset_.push_back(size);
      size += items - 1 - i;
    }
    sums_.resize(size);
  }

  PairSums& at(int i, int j) { return sums_[offset_[i - begin_] + j - i - 1]; }

  void AddPerson(const ResponseData& data, int person, const float* residual) {
    const auto rows = data.RowsOf(person);
    const double weight = data.weight(person);
    const auto first = std::lower_bound(
        rows.begin(), rows.end(), begin_,
        [&](uint16_t row, int item) { return data.item_of_row[row] < item; });
    for (size_t a = first - rows.begin(); a < rows.size(); ++a) {
      const int i = data.item_of_row[rows[a]];
      if (i >= end_) return;
      const double x = residual[a];
      for (size_t b = a + 1; b < rows.size(); ++b) {
        const double y = residual[b];
        PairSums& sums = at(i, data.item_of_row[rows[b]]);
        sums.n += weight;
        sums.x += weight * x;
        sums.y += weight * y;
        sums.xx += weight * x * x;
        sums.yy += weight * y * y;
        sums.xy += weight * x * y;
      }
    }
  }

 private:
  int begin_;
  int end_;
  std::vector<size_t> offset_;  // [item - begin]
  std::vector<PairSums> sums_;
};

ResidualCorrelation CorrelationOf(int i, int j, const PairSums& s) {
  ResidualCorrelation pair = {i, j, s.n, {}, {}, {}};
  const double xx = s.xx - s.x * s.x / s.n;
  const double yy = s.yy - s.y * s.y / s.n;
  if (!(xx > 1e-12 * s.n && yy > 1e-12 * s.n)) return pair;
  pair.q3 = std::clamp((s.xy - s.x * s.y / s.n) / std::sqrt(xx * yy), -1., 1.);
  pair.standard_error = (1 - *pair.q3 * *pair.q3) / std::sqrt(s.n - 1);
  return pair;
}

void Adjust(ResidualCorrelations& all) {
  double sum = 0;
  int n = 0;
  for (const ResidualCorrelation& pair : all.pairs) {
    if (!pair.q3) continue;
    sum += *pair.q3;
    ++n;
  }
  if (n == 0) return;
  all.mean = sum / n;
  all.largest = 0;
  for (ResidualCorrelation& pair : all.pairs) {
    if (!pair.q3) continue;
    pair.adjusted = *pair.q3 - *all.mean;
    all.largest = std::max(*all.largest, std::abs(*pair.adjusted));
  }
}

}  // namespace

ResidualCorrelations CorrelateResiduals(const FittedModel& model,
                                        const Abilities& abilities,
                                        const Residuals& residuals,
                                        double min_common, int threads) {
  const ResponseData& data = model.data();
  const int items = data.num_items();
  ResidualCorrelations all;
  if (items > kMaxItemsOfQ3) {
    all.reason = absl::StrCat(items, " items; Q3 is for up to ", kMaxItemsOfQ3);
    return all;
  }
  std::vector<std::vector<ResidualCorrelation>> found(kPairParts);
  std::vector<double> too_few(kPairParts);
  ParallelFor(kPairParts, threads, [&](int part) {
    // Parts of about as many pairs each.
    const auto first_item = [&](int i) {
      return static_cast<int>(
          items * (1 - std::sqrt(1 - double(i) / kPairParts)) + 0.5);
    };
    const int begin = first_item(part);
    const int end = first_item(part + 1);
    PairTable table(begin, end, items);
    for (int p = 0; p < data.num_persons(); ++p) {
      table.AddPerson(data, p,
                      residuals.residual.data() + abilities.first_answer[p]);
    }
    for (int i = begin; i < end; ++i) {
      for (int j = i + 1; j < items; ++j) {
        const PairSums& sums = table.at(i, j);
        if (sums.n < min_common) {
          ++too_few[part];
        } else {
          found[part].push_back(CorrelationOf(i, j, sums));
        }
      }
    }
  });
  for (int part = 0; part < kPairParts; ++part) {
    all.pairs.insert(all.pairs.end(), found[part].begin(), found[part].end());
    all.too_few += too_few[part];
  }
  if (all.pairs.empty()) {
    all.reason = absl::StrCat("no two items were answered by ", min_common,
                              " or more persons");
  }
  Adjust(all);
  return all;
}

}  // namespace adaptest

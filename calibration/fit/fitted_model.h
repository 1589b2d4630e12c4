#ifndef ADAPTEST_CALIBRATION_FIT_FITTED_MODEL_H_
#define ADAPTEST_CALIBRATION_FIT_FITTED_MODEL_H_

#include <vector>

#include "absl/status/statusor.h"
#include "calibration/latent_nodes.h"
#include "calibration/response_data.h"
#include "engine/item_bank.h"
#include "engine/theta_grid.h"

namespace adaptest {

// Which parameters of an item calibration estimates: those of its model that
// are not constants. Items of one model may share one of them.
struct EstimatedParameters {
  explicit EstimatedParameters(const Item& item);

  std::vector<int> own;           // indices of the item's parameters
  bool shares_slope = false;      // 1pl: the a of all 1pl items
  bool shares_latent_sd = false;  // rasch, pcm: the latent sd

  // How many parameters the item's curve was fitted with.
  int size() const {
    return static_cast<int>(own.size()) + shares_slope + shares_latent_sd;
  }
};

// Answers beside the parameters that are to fit them: the curves of the items
// at nodes theta = sd z of a normal population with mean 0.
//
// Keeps references: bank and data must outlive this.
class FittedModel {
 public:
  // An answered item that the bank does not have is an error that names it, as
  // is one with other categories than the data allow.
  static absl::StatusOr<FittedModel> Make(const ItemBank& bank,
                                          const ResponseData& data,
                                          const ThetaGrid& grid);

  // The curves for another standard deviation of the population; at first 1.
  void SetLatentSd(double sd, int threads);

  const ResponseData& data() const { return *data_; }
  const Item& item(int item) const { return *items_[item]; }
  const LatentNodes& nodes() const { return nodes_; }
  double latent_sd() const { return latent_sd_; }
  double theta(int node) const { return latent_sd_ * nodes_.z[node]; }

  // Rows as in the data; arrays over nodes have the padded length.
  const double* log_probability(int row) const {
    return log_probability_.data() + row * nodes_.stride;
  }
  const double* probability(int row) const {
    return probability_.data() + row * nodes_.stride;
  }
  // The share of the population at each node; 0 in the padding.
  const std::vector<double>& population() const { return population_; }
  const std::vector<double>& log_population() const { return log_population_; }

  // Whether some item leaves the latent sd to be estimated.
  bool HasFreeLatentSd() const;

 private:
  explicit FittedModel(const ThetaGrid& grid) : nodes_(grid) {}

  void FillItem(int item);

  const ResponseData* data_ = nullptr;
  std::vector<const Item*> items_;  // [item of the data]
  LatentNodes nodes_;
  double latent_sd_ = 1;
  std::vector<double> population_;       // [node]
  std::vector<double> log_population_;   // [node]
  std::vector<double> log_probability_;  // [row][node]
  std::vector<double> probability_;
};

// out[node] = log of likelihood times population share for the person's
// answers, -infinity in the padding.
void LogPosterior(const FittedModel& model, int person, double* out);

}  // namespace adaptest

#endif  // ADAPTEST_CALIBRATION_FIT_FITTED_MODEL_H_
